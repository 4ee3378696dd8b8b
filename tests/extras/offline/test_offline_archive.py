"""The archive for reading without a connection: plain HTML whose links lead to files in it or to the site."""

import posixpath
import re
import zipfile
from urllib.parse import unquote, urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.command import digest, succeed
from tests.corpus import write_sample

URL = "https://digest.example.org/"


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = write_sample(tmp_path_factory.mktemp("sample"))
    result = succeed(root, "export", "--offline", root / "digest.zip")
    assert "unpack it" in result.output
    return root


@pytest.fixture(scope="module")
def names(root):
    with zipfile.ZipFile(root / "digest.zip") as archive:
        return set(archive.namelist())


def test_every_link(root, names):
    """A relative link leads to a file of the archive, and what is left out to the published site."""
    checked = 0
    with zipfile.ZipFile(root / "digest.zip") as archive:
        for name in names:
            if not name.endswith(".html"):
                continue
            tree = LexborHTMLParser(archive.read(name))
            assert tree.css("script") == []
            for node in tree.css("a[href], link[href], img[src], form[action]"):
                value = node.attributes.get("href") or node.attributes.get("src") or ""
                parts = urlsplit(value or node.attributes.get("action") or "")
                if parts.scheme or not parts.path:
                    continue
                checked += 1
                path = posixpath.normpath(
                    posixpath.join(posixpath.dirname(name), unquote(parts.path))
                )
                assert path in names, (name, value)
    assert checked > 10_000


def test_what_is_in_it(root, names):
    """It has each page with its styles, and no data, feeds or scripts."""
    (folder,) = {name.partition("/")[0] for name in names}
    assert f"{folder}/index.html" in names
    assert any(name.startswith(f"{folder}/articles/") for name in names)
    assert any(name.endswith(".css") for name in names)
    assert not [name for name in names if re.search(r"\.(js|json|xml|csv|md|sqlite)$", name)]
    assert f"{folder}/search/index.html" not in names
    with zipfile.ZipFile(root / "digest.zip") as archive:
        front = archive.read(f"{folder}/index.html").decode()
    assert f'href="{URL}search/"' in front


def test_same_bytes(root, monkeypatch):
    """The same content gives the same bytes, whenever and in whatever time zone it is exported."""
    again = root / "again.zip"
    monkeypatch.setenv("TZ", "Asia/Baku")
    succeed(root, "export", "--offline", again)
    assert again.read_bytes() == (root / "digest.zip").read_bytes()
    succeed(root, "export", "--offline", again)


@pytest.mark.parametrize(
    "name, said",
    [("foreign.zip", "is not an earlier archive"), ("site", "a name that ends in .zip")],
)
def test_refused(root, name, said):
    """Another file is not replaced, and a name without .zip is not guessed."""
    (root / "foreign.zip").write_text("mine")
    result = digest(root, "export", "--offline", root / name)
    assert result.exit_code != 0
    assert said in result.output
    assert (root / "foreign.zip").read_text() == "mine"


def test_opened(root, browser, tmp_path):
    """From the front page to an agency and an article by clicks, without a server."""
    with zipfile.ZipFile(root / "digest.zip") as archive:
        archive.extractall(tmp_path)
    (folder,) = tmp_path.iterdir()
    page = browser.new_page()
    failed: list[str] = []
    page.on("requestfailed", lambda request: failed.append(request.url))
    page.goto((folder / "index.html").as_uri())
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"
    page.locator('main a[href*="agencies/"]').first.click()
    page.wait_for_url("file://**/agencies/*/index.html")
    page.locator('main a[href*="articles/"]').first.click()
    page.wait_for_url("file://**/articles/**/index.html")
    assert page.locator("main h1").is_visible()
    assert failed == []
    page.close()
