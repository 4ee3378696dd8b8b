"""Open every accepted pull request and article in Chromium: `python -m tests.hostile.opened`.

A beacon listens on its own port. A page fails if it contacts the beacon or any other origin, opens a
dialog, runs a script that the site does not have, or violates the policy. The policy is removed from
the pages first, because the content must be harmless by itself.
"""

import re
import sys
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import served
from tests.chromium import ARGUMENTS, CHROMIUM
from tests.command import digest
from tests.hostile.cases import Case, all_cases, minimal_site

POLICY = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>', re.IGNORECASE)
WATCH = """
window.acted = []
for (const name of ["alert", "confirm", "prompt", "print", "open"])
  window[name] = (...values) => { acted.push(`${name}(${values})`); return null }
"""


POINT_AND_LIST = """() => {
  for (const element of [...document.querySelectorAll("article a, article img, article [tabindex]")].slice(0, 20))
    for (const kind of ["mouseover", "focus"])
      element.dispatchEvent(new Event(kind, { bubbles: true, cancelable: true, composed: true }))
  return window.acted
}"""


def pages(site: Path) -> list[Path]:
    """Every page of a site except redirects."""
    files = sorted(file for file in site.rglob("*.html") if file.is_file())
    return [file for file in files if 'http-equiv="refresh"' not in file.read_text()]


def built(cases: Iterable[Case], folder: Path) -> Iterator[tuple[str, Path]]:
    """Build each accepted case; yield its name and its site, without the policy."""
    for number, case in enumerate(cases):
        config = minimal_site(folder / f"digest-{number}")
        case.lay_over(config.parent)
        site = folder / f"site-{number}"
        done = digest(config, "build", "--site-dir", site)
        if done.exit_code:
            raise SystemExit(f"{case.name} was not built: {done.stderr}")
        for page in pages(site):
            page.write_text(POLICY.sub("", page.read_text()))
        yield case.name, site


def acted(browser: Browser, name: str, site: Path) -> list[str]:
    """Open every page of a site, hover over its elements, and list everything that acted."""
    actions: list[str] = []
    with served(site) as origin:
        context = browser.new_context()
        context.add_init_script(WATCH)
        page = context.new_page()
        page.on(
            "dialog",
            lambda dialog: (actions.append(f"{name}: dialog {dialog.message}"), dialog.dismiss()),
        )
        page.on(
            "request",
            lambda asked: (
                asked.url.startswith((origin, "data:", "blob:"))
                or actions.append(f"{name}: {asked.url}")
            ),
        )
        for file in pages(site):
            address = str(file.relative_to(site))
            page.goto(f"{origin}/{address}", wait_until="load")
            actions += [f"{name}: {address}: {action}" for action in page.evaluate(POINT_AND_LIST)]
        context.close()
    return actions


def main(browser: Browser, most: int = 1_000) -> list[str]:
    """Open all or the first accepted cases; return what acted."""
    accepted = [case for case in all_cases() if case.verdict == "accept"][:most]
    actions: list[str] = []
    with tempfile.TemporaryDirectory(prefix="digest-opened-") as folder:
        for name, site in built(accepted, Path(folder)):
            actions += acted(browser, name, site)
    print(f"{len(accepted)} accepted cases opened, {len(actions)} things acted")
    print(*actions, sep="\n")
    return actions


if __name__ == "__main__":
    with sync_playwright() as started:
        chromium = started.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        sys.exit(bool(main(chromium)))
