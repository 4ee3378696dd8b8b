"""A preview opened from a folder, without a server, as the comment on a pull request says."""

from urllib.parse import unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.command import succeed
from tests.corpus import change, write_sample


@pytest.fixture(scope="module")
def preview(tmp_path_factory):
    """The sample site, built as a preview with the audit."""
    root = write_sample(tmp_path_factory.mktemp("sample"))
    article = next((root / "content/articles").rglob("*.md"))
    change(article, "---\n", "---\nredirect_from: [old/place/]\n", 1)
    folder = root / "preview"
    succeed(root, "build", "--preview", "--audit", "--site-dir", folder)
    return folder


@pytest.mark.slow
def test_every_link_names_a_file(preview):
    """Every link within the site leads to a file: a browser would list a folder."""
    checked = 0
    for file in preview.rglob("*.html"):
        if file.name == "404.html":  # only a server shows it, at any address
            continue
        for link in LexborHTMLParser(file.read_bytes()).css("a[href], link[href], form[action]"):
            href = link.attributes.get("href") or link.attributes.get("action") or ""
            parts = urlsplit(href)
            if parts.scheme or not parts.path:
                continue
            checked += 1
            assert (file.parent / unquote(parts.path)).is_file(), (file, href)
    assert checked > 10_000


def test_redirects_name_a_file(preview):
    """A page at an old address leads to a file."""
    page = preview / "old" / "place" / "index.html"
    (refresh,) = LexborHTMLParser(page.read_bytes()).css('meta[http-equiv="refresh"]')
    assert (page.parent / refresh.attributes["content"].removeprefix("0; url=")).is_file()


def test_browsing(preview, browser):
    """From the front page to an agency, an article and back, by clicks, with styles."""
    page = browser.new_page()
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto((preview / "index.html").as_uri())
    page.locator('main a[href*="agencies/"]').first.click()
    page.wait_for_url("file://**/agencies/*/index.html")
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"  # 8 px without styles
    page.locator('main a[href*="articles/"]').first.click()
    page.wait_for_url("file://**/articles/**/index.html")
    assert page.locator("main h1").is_visible()
    page.go_back()
    page.wait_for_url("file://**/agencies/*/index.html")
    page.locator(".masthead__name").click()
    page.wait_for_url((preview / "index.html").as_uri())
    page.locator(".masthead__search").click()
    page.wait_for_url("file://**/search/index.html")
    # Browsers load no modules and no data from files, so that search needs a server, as the comment says.
    assert [url for url in failed if not url.endswith((".js", ".json", ".webmanifest"))] == []
    page.close()


@pytest.mark.slow
def test_published_links_stay(preview):
    """Another build of the same folder links to folders again, as it is published."""
    config = preview.parent / "mkdocs.yml"
    folder = preview.parent / "plain"
    for options, expected in ((("--preview",), True), ((), False), (("--preview",), True)):
        succeed(config, "build", *options, "--site-dir", folder)
        html = (folder / "index.html").read_text()
        assert ('agencies/index.html"' in html) is expected
        assert ('agencies/"' in html.replace('data-section="agencies/"', "")) is not expected
