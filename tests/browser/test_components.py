"""Material's components on a page of documentation look as in plain MkDocs, although the column keeps them in."""

from io import BytesIO

import pytest
from PIL import Image, ImageChops

from tests.browser.conftest import served
from tests.command import run, succeed
from tests.hostile.cases import minimal_site

pytestmark = pytest.mark.slow

SETTINGS = """\
site_name: Small tools
site_url: https://digest.example.org/
docs_dir: docs
theme:
  name: material
  font: false
  palette: {scheme: default, primary: indigo, accent: indigo}
  features: [content.code.annotate, content.code.copy, content.tooltips, content.footnote.tooltips]
markdown_extensions:
  - admonition
  - attr_list
  - footnotes
  - md_in_html
  - tables: {use_align_attribute: true}
  - pymdownx.details
  - pymdownx.highlight: {anchor_linenums: true}
  - pymdownx.superfences: {custom_fences: [{name: mermaid, class: mermaid, format: !!python/name:pymdownx.superfences.fence_code_format }]}
  - pymdownx.tabbed: {alternate_style: true}
"""
WORDS = (
    "Some words of a paragraph that is long enough to fill a line of the column and a part of the next one. "
    * 2
)
PAGE = f"""\
# Components

{WORDS}

!!! note "Mind this"

    {WORDS}

=== "One"

    First.

=== "Two"

    Second.

``` python title="a.py"
one = 1 # (1)!
two = {"2" * 200}
```

1.  {WORDS}

Words at the end of which an annotation stands, on the right-hand side of the column. (1)
{{ .annotate }}

1.  {WORDS}

<div class="grid cards" markdown>

- **One** words
- **Two** words

</div>

[A button](#components){{ .md-button }} [Another](#components){{ .md-button .md-button--primary }}

[A link](#components "A title of the link") and a footnote[^1].

| one | two | three | four | five | six |
|-----|-----|-------|------|------|-----|
| {"wide" * 12} | {"wide" * 12} | {"wide" * 12} | 4 | 5 | 6 |

``` mermaid
graph LR
  A --> B
```

[^1]: A note. {WORDS}
"""
COMPONENTS = {
    "admonition": ".admonition",
    "tabs": ".tabbed-set",
    "code": ".highlight",
    "annotation": ".annotate:has(.md-annotation)",
    "grid": ".grid",
    "buttons": "p:has(.md-button)",
    "table": ".md-typeset__scrollwrap",
}
OPENED = {
    "annotation of code": ".highlight .md-annotation",
    "annotation": ".annotate .md-annotation",
    "tooltip": ".md-content p:has(.footnote-ref) > a",
    "footnote": ".footnote-ref",
    "copy": ".md-code__button",
}
MERMAID = "window.mermaid = { initialize() {}, render: () => new Promise(() => {}) }"
BUBBLES = ".md-tooltip--active, .md-tooltip2--active"


@pytest.fixture(scope="module")
def sites(tmp_path_factory):
    """The site by MkDocs alone, and with the digest at a path."""
    root = minimal_site(tmp_path_factory.mktemp("components") / "digest").parent
    (root / "docs").mkdir(exist_ok=True)
    (root / "docs/index.md").write_text(PAGE)
    (root / "alone.yml").write_text(f"{SETTINGS}plugins: []\n")
    (root / "mkdocs.yml").write_text(f"{SETTINGS}plugins: [{{digest: {{path: news}}}}]\n")
    alone = run("mkdocs", "build", "-f", root / "alone.yml", "--site-dir", root / "alone")
    assert alone.returncode == 0, alone.stderr
    succeed(root, "build", "--audit")
    with served(root / "alone") as plain, served(root / "site") as beside:
        yield plain, beside


@pytest.fixture(params=[360, 1280])
def pages(request, sites, watch_at):
    """The page in plain MkDocs, whose diagrams' script is a stub, and with the digest."""
    opened = []
    for origin in sites:
        reader = watch_at(
            origin, width=request.param, height=900, quiet=False, reduced_motion="reduce"
        )
        reader.page.route(
            "https://unpkg.com/**",
            lambda route: route.fulfill(body=MERMAID, content_type="text/javascript"),
        )
        page = reader.open()
        page.locator(".md-typeset__scrollwrap").wait_for()
        page.locator(".highlight .md-annotation").wait_for()
        opened.append(page)
    return opened


def picture(page, selector):
    shot = page.locator(selector).first.screenshot(animations="disabled")
    return Image.open(BytesIO(shot)).convert("L")


def test_at_rest(pages):
    """Each component looks the same, but for the smoothing of letters; of a diagram readers see the source."""
    differing = {}
    for name, selector in COMPONENTS.items():
        plain, beside = (picture(page, selector) for page in pages)
        if plain.size != beside.size:
            differing[name] = plain.size, beside.size
            continue
        histogram = ImageChops.difference(plain, beside).histogram()
        if (other := sum(histogram[64:])) > plain.width * plain.height / 500:
            differing[name] = other
    assert differing == {}
    assert "A --> B" in pages[1].locator("pre", has_text="graph LR").inner_text()


def test_opened(pages):
    """Each bubble opens, has the same size and words, and is wholly within its column."""
    for name, selector in OPENED.items():
        found = []
        for page in pages:
            page.bring_to_front()
            if "annotation" in name:
                page.locator(f"{selector} .md-annotation__index").first.click(force=True)
            else:
                page.locator(selector).first.hover(force=True)
            bubble = page.locator(BUBBLES).first
            bubble.wait_for()
            page.wait_for_timeout(400)
            box = bubble.bounding_box()
            found.append((name, round(box["width"]), round(box["height"]), bubble.inner_text()))
            if page is pages[1] and "annotation" in name:
                column = page.locator(".md-content__inner").bounding_box()
                assert box["x"] >= column["x"] - 16
                assert box["x"] + box["width"] <= column["x"] + column["width"] + 16
            page.keyboard.press("Escape")
            page.mouse.move(2, 300)
            page.evaluate("document.activeElement.blur()")
            page.wait_for_timeout(400)
        assert found[0] == found[1]
