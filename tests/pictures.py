"""Pictures of the project: an overview of the site for the README, the card for shared links, and the icons.

make pictures
"""

import base64
import html
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml
from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import served
from tests.chromium import ARGUMENTS, CHROMIUM
from tests.corpus import PROJECT

OVERVIEW = PROJECT / "docs" / "pictures" / "overview.png"
CARD = PROJECT / "site_config" / "theme" / "assets" / "card.png"
ICON = PROJECT / "site_config" / "theme" / "assets" / "icon.svg"
TOUCH_ICON = PROJECT / "site_config" / "public" / "touch-icon.png"
FAVICON = TOUCH_ICON.with_name("favicon.ico")
SEED = "articles/2021/10/azerbaijan-security-chief-pledges-measures/"
# Address, colour scheme, window width, width in the picture.
VIEWS = (
    ("", "light", 1280, 600),
    ("agencies/az-sss/", "dark", 1280, 600),
    (SEED, "light", 360, 214),
)
HEIGHT = 450
SERIF = 'Charter, "Bitstream Charter", Cambria, Georgia, "Noto Serif", serif'

FRAME = """<!doctype html><meta charset="utf-8"><style>
body {{ display: flex; gap: 20px; padding: 20px; margin: 0; background: #e4ded2; width: max-content }}
img {{ height: {height}px; box-shadow: 0 2px 10px rgb(0 0 0 / .25) }}
</style>{pictures}"""

FACE = """<!doctype html><meta charset="utf-8"><style>
body {{ box-sizing: border-box; display: flex; flex-direction: column; justify-content: center; width: 1200px;
  height: 630px; padding: 0 90px; margin: 0; background: #fdfbf7; border-top: 28px solid #a3241c;
  color: #16202a; font-family: {serif} }}
h1 {{ padding-bottom: 36px; margin: 0; border-bottom: 8px double #16202a; font-size: 190px; line-height: 1.1;
  letter-spacing: -.035em }}
p {{ margin: 36px 0 0; color: #5a626b; font-size: 46px; font-style: italic; line-height: 1.3 }}
</style><h1>{title}</h1><p>{tagline}</p>"""


# Phones cut the corners themselves.
SQUARE = """<!doctype html><meta charset="utf-8"><style>body {{ margin: 0; background: #14202b }}</style>
<img width="512" height="512" src="data:image/svg+xml;base64,{drawing}">"""


@contextmanager
def _built() -> Iterator[str]:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "generator", "build", "--site-dir", f"{folder}/site"]
        subprocess.run(command, cwd=PROJECT, check=True)
        with served(Path(folder, "site")) as origin:
            yield f"{origin}/"


def _view(browser: Browser, url: str, scheme: str, width: int, shown: int) -> str:
    size = {"width": width, "height": HEIGHT * width // shown}
    page = browser.new_page(
        viewport=size, color_scheme=scheme, device_scale_factor=min(1, 2 * shown / width)
    )
    page.goto(url, wait_until="networkidle")
    taken = base64.b64encode(page.screenshot()).decode()
    page.close()
    return f'<img src="data:image/png;base64,{taken}">'


def _overview(browser: Browser, origin: str) -> None:
    views = [_view(browser, origin + where, *how) for where, *how in VIEWS]
    page = browser.new_page()
    page.set_content(FRAME.format(height=HEIGHT, pictures="".join(views)))
    OVERVIEW.parent.mkdir(parents=True, exist_ok=True)
    page.locator("body").screenshot(path=OVERVIEW)
    page.close()


def _card(browser: Browser) -> None:
    settings = yaml.safe_load((PROJECT / "site_config" / "site.yml").read_text())
    page = browser.new_page(viewport={"width": 1200, "height": 630})
    title, tagline = (html.escape(settings[key]) for key in ("title", "tagline"))
    page.set_content(FACE.format(serif=SERIF, title=title, tagline=tagline))
    page.screenshot(path=CARD)
    page.close()


def _icons(browser: Browser) -> None:
    """The site's own icon as the files that phones and older browsers ask for."""
    page = browser.new_page(viewport={"width": 512, "height": 512})
    drawing = base64.b64encode(ICON.read_bytes()).decode()
    page.set_content(SQUARE.format(drawing=drawing))
    page.screenshot(path=TOUCH_ICON)
    page.close()
    Image.open(TOUCH_ICON).save(FAVICON, sizes=[(16, 16), (32, 32), (48, 48)])


def main() -> None:
    """Take all screenshots."""
    with sync_playwright() as playwright, _built() as origin:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        _overview(browser, origin)
        _card(browser)
        _icons(browser)
        browser.close()
    for file in (OVERVIEW, CARD, TOUCH_ICON, FAVICON):
        print(f"{file.relative_to(PROJECT)}: {file.stat().st_size // 1024} KiB")


if __name__ == "__main__":
    main()
