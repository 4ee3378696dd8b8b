"""No text of a documentation page, of the menu or of settings runs as a script in a browser."""

import pytest

from tests.browser.conftest import served
from tests.command import succeed
from tests.docs_site import write_docs_site

SCRIPT = "<script>document.documentElement.dataset.ran=1</script>"
HANDLER = "<img src=x onerror=document.documentElement.dataset.ran=1>"
CLOSING = f"</title>{SCRIPT}"
QUOTE = 'x\\" autofocus onfocus=\\"document.documentElement.dataset.ran=1'
PAGES = {
    "guide/title.md": f'---\ntitle: "{SCRIPT}"\n---\n\nWords.\n',
    "guide/escaped.md": '---\ntitle: "\\x3cscript>document.documentElement.dataset.ran=1\\x3c/script>"\n---\n\nWords.\n',
    "guide/closing.md": f'---\ntitle: "{CLOSING}"\n---\n\nWords.\n',
    "guide/heading.md": f"# `{CLOSING}`\n\n## `{HANDLER}`\n\nWords.\n",
    "guide/entities.md": "# &lt;/title&gt;&lt;script&gt;document.documentElement.dataset.ran=1&lt;/script&gt;\n\nWords.\n",
    "guide/description.md": f'---\ndescription: "{QUOTE}"\nsubtitle: "{SCRIPT}"\n---\n\n# Description\n',
    "guide/handler.md": f'---\ntitle: "{HANDLER}"\n---\n\nWords.\n',
}
NAV = "nav:\n  - index.md\n  - '\"><img src=x>': guide/install.md\n  - Guide:\n" + "".join(
    f"    - {name}\n" for name in PAGES
)
SETTINGS = f"{NAV}site_author: '\" onload=\"x'\nextra: {{social: [{{icon: material/home, link: 'https://example.org/', name: '\" onfocus=\"x'}}]}}\n"


@pytest.fixture(scope="module", params=["material", "digest"])
def attacked(request, tmp_path_factory):
    """The origin of a site that such pages are a part of."""
    root = tmp_path_factory.mktemp("attacks") / "site"
    settings = SETTINGS if request.param == "material" else NAV
    config = write_docs_site(root, request.param, "news", PAGES, settings)
    succeed(config, "build")
    with served(root / "site") as origin:
        yield origin


ADDRESSES = ["", "news/", "news/agencies/", *(f"{name.removesuffix('.md')}/" for name in PAGES)]


def test_nothing_runs(attacked, watch_at):
    """Every text is shown as it is written, and the policy has nothing to block."""
    reader = watch_at(attacked)
    for address in ADDRESSES:
        page = reader.open(address)
        assert page.evaluate("document.documentElement.dataset.ran") is None, address
        harmful = page.locator("img[src=x], [onfocus], [onload], [onerror]")
        assert harmful.count() == 0, address
