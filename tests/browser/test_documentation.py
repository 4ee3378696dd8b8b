"""A page of documentation changes nothing outside its column: neither by the classes of a style sheet, nor by what the audit passes."""

from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.browser.conftest import served
from tests.command import succeed
from tests.docs_site import write_docs_site

FRAMES = ["material", "digest"]
THEMES = {
    "material": """material, features: [navigation.tabs, content.code.annotate, content.code.copy, content.tooltips], palette: [
  {scheme: default, primary: custom, toggle: {icon: material/brightness-7, name: To dark}},
  {scheme: slate, primary: custom, toggle: {icon: material/brightness-4, name: To light}}]""",
    "digest": "digest",
}
PAGES = {"guide/slot.md": "# A page\n\nSLOT\n\n## Below\n\nWords.\n"}
COLUMN = ".md-content__inner, .document > .prose"
PARTS = "header, .md-tabs, .md-sidebar--primary, .sections, footer"
BOXES = """
parts => [...document.querySelectorAll(parts)].filter((one) => !one.closest('.md-content__inner, .prose')).flatMap((part) =>
  [part, ...part.querySelectorAll(":not(.md-nav--secondary *)")].map((one) => {
    const { display, visibility, opacity, color, backgroundColor, pointerEvents, fontSize } = getComputedStyle(one)
    const { left, width } = one.getBoundingClientRect()
    return [one.tagName, one.className.baseVal ?? one.className, display, visibility, opacity, color, backgroundColor,
      pointerEvents, fontSize, Math.round(left), Math.round(width)].join(" ")
  }))
"""
"""How each element of the frame looks, but for the list of headings, which follows the reader."""
COVERED = """
([parts, column]) => {
  const frame = [...document.querySelectorAll(parts)].filter((one) => !one.closest(column))
  let seen = 0, lost = 0
  for (const part of frame) {
    part.scrollIntoView({ block: "center", behavior: "instant" })
    const { left, right, top, bottom } = part.getBoundingClientRect()
    for (let x = Math.max(left, 0) + 3; x < Math.min(right, innerWidth); x += 23)
      for (let y = Math.max(top, 0) + 3; y < Math.min(bottom, innerHeight); y += 9) {
        const shown = document.elementFromPoint(x, y)
        seen += 1
        lost += !shown || !!shown.closest(column)
      }
  }
  return [seen, lost]
}
"""
"""How many points the parts of the frame have in the window, and how many of these the column has instead."""
BUILD = r"""
column => {
  const selectors = new Set()
  const read = (rules) => {
    for (const rule of rules) {
      if (rule.selectorText) selectors.add(rule.selectorText)
      if (rule.cssRules?.length) read(rule.cssRules)
    }
  }
  for (const sheet of document.styleSheets) read(sheet.cssRules)
  const parts = (text, mark) => {
    const found = [""]
    let depth = 0
    for (const char of text) {
      depth += "([".includes(char) - ")]".includes(char)
      if (depth === 0 && mark.test(char)) found.push("")
      else found[found.length - 1] += char
    }
    return found
  }
  /* Each meaning of a selector with `:is()` or `:has()`. */
  const meanings = (selector) => {
    const found = selector.match(/:(is|where|has|-webkit-any)\(((?:[^()]|\([^()]*\))*)\)/)
    if (!found) return [selector.replace(/:not\((?:[^()]|\([^()]*\))*\)/g, "")]
    return parts(found[2], /,/).flatMap((one) => {
      const inner = found[1] === "has" ? ` ${one.trim()}` : one.trim()
      return meanings(selector.replace(found[0], inner))
    })
  }
  const made = (compound) => {
    const tag = /^[a-z][a-z0-9]*/.exec(compound)?.[0] ?? "div"
    const isBox = compound.includes(":checked") || compound.includes("toggle")
    const one = document.createElement(isBox ? "input" : ["html", "body", "main"].includes(tag) ? "div" : tag)
    if (isBox) Object.assign(one, { type: "checkbox", checked: true })
    for (const [, name] of compound.matchAll(/\.([\w-]+)/g)) one.classList.add(name)
    for (const [, name, value] of compound.matchAll(/\[([\w-]+)(?:[~|^$*]?=["']?([^"'\]]*)["']?[^\]]*)?\]/g))
      if (!/^(data-md-|data-digest-|style$|dir$|lang$|hidden$)/.test(name)) one.setAttribute(name, value ?? "")
    return one
  }
  const target = document.querySelector(column)
  let count = 0
  for (const selector of selectors)
    for (const one of parts(selector, /,/).flatMap(meanings)) {
      const steps = one.replace(/::?[\w-]+(\([^()]*\))?/g, (found) => (found === ":checked" ? found : "")).trim().split(/\s*([>+~]|\s)\s*/)
      let parent = target, last = null
      for (const step of steps.filter(Boolean)) {
        if (/^[>+~\s]$/.test(step)) {
          if (step === ">" || /\s/.test(step)) parent = last ?? parent
        } else parent.append(last = made(step))
      }
      last?.append("Words that are shown")
      count += 1
    }
  return count
}
"""
"""Builds the elements of every selector of the page's style sheets, in the column; returns how many."""


@contextmanager
def site(root: Path, frame: str):
    """Build a site with a page whose text can be replaced; yields its folder and origin."""
    settings = "nav: [index.md, {Guide: [guide/slot.md, guide/install.md]}]\n"
    theme = THEMES[frame]
    succeed(write_docs_site(root, theme, "news", PAGES, settings), "build", "--audit")
    with served(root / "site") as origin:
        yield root / "site", origin


@pytest.fixture(scope="module", params=FRAMES)
def documented(request, tmp_path_factory):
    """A built site with documentation in each frame."""
    with site(tmp_path_factory.mktemp("documented") / "site", request.param) as found:
        yield request.param, *found


@pytest.mark.parametrize("width", [360, 1280])
def test_classes_of_the_style_sheets(width, documented, watch_at):
    """Whatever a style sheet knows, built within the column, leaves each point and each look of the frame alone."""
    frame, _, origin = documented
    page = watch_at(origin, width=width, height=800, reduced_motion="reduce").open("guide/slot/")
    before = page.evaluate(BOXES, PARTS)
    seen, lost = page.evaluate(COVERED, [PARTS, COLUMN])
    assert (seen > 60, lost) == (True, 0)
    assert page.evaluate(BUILD, COLUMN) > 200
    page.wait_for_timeout(300)
    changed = [
        pair for pair in zip(before, page.evaluate(BOXES, PARTS), strict=True) if len({*pair}) > 1
    ]
    assert changed == []
    assert page.evaluate(COVERED, [PARTS, COLUMN])[1] == 0
    if frame == "material" and width == 360:
        page.evaluate("scrollTo(0, 0)")
        page.locator("header .digest-drawer").click()
        seen, lost = page.evaluate(COVERED, [".md-sidebar--primary", COLUMN])
        assert (seen > 60, lost) == (True, 0)
