"""A page of documentation changes nothing outside its column: neither by the classes of a style sheet, nor by what the audit passes."""

import re
from contextlib import contextmanager
from itertools import islice
from pathlib import Path

import markdown
import pytest
from playwright.sync_api import Error, expect

from generator.audit.manifest import Manifest
from generator.audit.problem import allowed
from generator.audit.site_addresses import Addresses
from generator.audit.site_audit import FileAudit
from tests.audit.test_documents import COMMON, EXTENSIONS, SETTINGS
from tests.browser.conftest import served
from tests.command import files, succeed
from tests.docs_site import write_docs_site
from tests.fragments import fragments

FRAMES = ["material", "digest"]
THEMES = {
    "material": """material, features: [navigation.tabs, content.code.annotate, content.code.copy, content.tooltips, content.footnote.tooltips], palette: [
  {scheme: default, primary: custom, toggle: {icon: material/brightness-7, name: To dark}},
  {scheme: slate, primary: custom, toggle: {icon: material/brightness-4, name: To light}}]""",
    "digest": "digest",
}
PAGE = "guide/slot/index.html"
SLOT = "<p>SLOT</p>"
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


CLICK = """
column => {
  for (const one of [...document.querySelectorAll(`:is(${column}) :is(button, label, input, summary, a, [tabindex])`)].slice(0, 12)) {
    one.focus?.()
    if (one.tagName !== "A" || one.getAttribute("href")?.startsWith("#")) one.click?.()
    else one.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }))
  }
  return document.querySelectorAll(":modal, :popover-open").length
}
"""
SCHEMES = {
    "material": ("[data-md-component=palette] label:not([hidden])", "document.body.dataset.mdColorScheme"),
    "digest": ("[data-digest-colours]", "document.documentElement.dataset.scheme"),
}  # fmt: skip


class Slot:
    """A page whose text is replaced by a fragment, judged by the audit, and opened."""

    def __init__(self, documented, watch_at):
        self.frame, self.folder, self.origin = documented
        built = files(self.folder)
        self.html = built[PAGE].decode()
        policy = re.search('Content-Security-Policy" content="([^"]*)"', self.html)[1]
        manifest = Manifest(frozenset(built), policy, "news/", frozenset([PAGE]))
        self.audit = FileAudit(Addresses(built, "https://digest.example.org/"), manifest)
        css = " ".join(data.decode() for name, data in built.items() if name.endswith(".css"))
        self.classes = sorted(set(re.findall(r"\.([a-z][\w-]+)(?=[^{}]*\{)", css)))
        self.reader = watch_at(self.origin, height=800, quiet=False, reduced_motion="reduce")
        self.reader.page.set_default_timeout(4_000)
        self.reader.page.on("dialog", lambda shown: self.reader.problems.append(shown.message))

    def passed(self, seed):
        """Yield the fragments that the audit passes, each with its page."""
        configs = COMMON | SETTINGS["as Material advises"]
        for fragment in fragments(seed, self.classes):
            try:
                own = markdown.markdown(
                    fragment, extensions=EXTENSIONS.split(), extension_configs=configs
                )
            except Exception:  # noqa: BLE001 - an extension's own failure ends a build
                continue
            html = self.html.replace(SLOT, own)
            if not self.audit.audit(PAGE, html.encode()):
                yield fragment, html

    def problems(self, html, width):
        """Open a page and use the frame; yields what does not work."""
        (self.folder / PAGE).write_text(html)
        page = self.reader.page
        self.reader.problems.clear()
        self.reader.requests.clear()
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(f"{self.origin}/guide/slot/")
        opened = page.evaluate(CLICK, COLUMN)
        if opened:
            yield f"{opened} elements are above the page"
        if lost := page.evaluate(COVERED, [PARTS, COLUMN])[1]:
            yield f"{lost} points of the frame are the page's"
        page.evaluate("scrollTo(0, 0)")
        button, scheme = SCHEMES[self.frame]
        before = page.evaluate(scheme)
        page.locator(f"header {button}").click()
        if page.evaluate(scheme) == before:
            yield "the colours do not change"
        if self.frame == "material" and width < 1000:
            page.wait_for_timeout(
                300
            )  # Material closes its menu a moment after a link within the page
            page.locator("header .digest-drawer").click()
            expect(page.locator("#__drawer[data-md-toggle]")).to_be_checked(timeout=2_000)
            if page.evaluate(COVERED, [".md-sidebar--primary", COLUMN])[1]:
                yield "the menu is covered"
            page.keyboard.press("Escape")
        page.evaluate("document.activeElement?.blur()")
        page.keyboard.press("/")
        page.wait_for_url("**/search/", wait_until="commit")
        yield from self.reader.foreign
        yield from (said for said in self.reader.problems if "404" not in said)


def attempt(slot, html, width):
    """What does not work in a page, at its first or its second try: a busy machine makes some things late."""
    for _ in range(2):
        try:
            problems = [*slot.problems(html, width)]
        except (AssertionError, Error) as error:
            problems = [str(error)]
        if not problems:
            break
    return problems


def tried(slot, seed, number):
    """The fragments that the audit passes although something of the frame does not work."""
    return {
        fragment: problems
        for count, (fragment, html) in enumerate(islice(slot.passed(seed), number))
        if (problems := attempt(slot, html, (360, 1280)[count % 2]))
    }


def test_fragments(documented, watch_at):
    """Whatever the audit passes leaves the frame covered by nothing, and working."""
    assert tried(Slot(documented, watch_at), 58, 12) == {}


def test_a_diagram(documented, watch_at):
    """Material's script does not stop at a diagram whose own script the site does not have."""
    slot = Slot(documented, watch_at)
    html = slot.html.replace(SLOT, '<pre class="mermaid"><code>graph LR</code></pre>')
    assert attempt(slot, html, 1280) == []


@pytest.mark.slow
def test_many_fragments(documented, watch_at):
    """Whatever the audit passes leaves the frame covered by nothing, and working: 560 fragments in two frames."""
    assert tried(Slot(documented, watch_at), 580, 280) == {}


NAMES = """() => {
  const names = new Set()
  for (let one of [document, document.createElement("form")])
    for (; one; one = Object.getPrototypeOf(one))
      for (const name of Object.getOwnPropertyNames(one)) if (/^[A-Za-z_]\\w*$/.test(name)) names.add(name)
  return [...names].sort()
}"""
"""The properties of a document and of a form."""
EMPTY = "<!doctype html><div class=prose></div>"
SHADOWING = """names => {
  const own = (place) => names.filter((name) => name in place)
  const places = [[document, own(document)], [window, own(window)]]
  document.querySelector(".prose").innerHTML = names.map((name) => `<h2 id="${name}">A</h2><a id="${name}" name="${name}">A</a><input id="${name}">`).join("")
  return places.flatMap(([place, known]) => known.filter((name) => place[name]?.closest?.(".prose")))
}"""
"""Which properties of a document or a window an element with their name takes the place of."""


def test_names_of_the_document(browser):
    """The list of names that an image's, a button's or an input's id may not have is Chromium's; what headings, links and
    inputs are called takes the place of no property of a document or a window."""
    page = browser.new_page()
    page.route("**/*", lambda route: route.fulfill(body=EMPTY, content_type="text/html"))
    page.goto("http://localhost/")
    names = page.evaluate(NAMES)
    assert set(names) <= allowed("documents")["properties"]
    windows = page.evaluate("[window, Window.prototype].flatMap(Object.getOwnPropertyNames)")
    known = sorted(name for name in {*names, *windows} if re.fullmatch(r"[A-Za-z_]\w*", name))
    known = page.evaluate(
        "names => names.filter(name => name in window || name in document)", known
    )
    assert len(known) > 1_000
    assert page.evaluate(SHADOWING, known) == []
    page.close()
