"""Pages of documentation in the digest's search, in both frames."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import search_for, served, status
from tests.command import succeed
from tests.docs_site import build_docs_site, write_docs_site


@pytest.fixture(
    scope="module",
    params=[("digest", ""), ("digest", "news"), ("material", ""), ("material", "news")],
    ids=lambda param: "-".join(filter(None, param)),
)
def reader_of(request, tmp_path_factory):
    """The origin of a built site, and the address of its digest."""
    frame, path = request.param
    site = build_docs_site(tmp_path_factory.mktemp("docs") / "site", frame, path)
    with served(site) as origin:
        yield origin, f"{path}/" if path else ""


@pytest.fixture
def reader(watch_at, reader_of):
    """A window with the site, and the address of its digest."""
    origin, below = reader_of
    return watch_at(origin), below


def found(page):
    """The links to pages on the search page, once the answer is there."""
    expect(status(page)).not_to_be_empty()
    return page.locator("[data-digest-pages] a")


def addresses(links):
    return [link.get_attribute("href") for link in links.all()]


@pytest.mark.slow
@pytest.mark.parametrize(
    "query, wanted",
    [
        ("zymurgy", ["/guide/brewing/", "/guide/install/"]),
        ("xenolith", ["/guide/install/"]),
        ("quokka", ["/guide/install/"]),
        ("dovlet", ["/guide/baku/"]),
        ("unfindable", []),
        ("zymurgy banana", []),
        ('"science of brewing"', ["/guide/brewing/"]),
    ],
)
def test_full_text(reader, query, wanted):
    """Pages are found by all words of their text and title, unless they exclude themselves."""
    window, below = reader
    page = window.open(f"{below}search/?q={query}")
    assert sorted(addresses(found(page))) == wanted


@pytest.mark.slow
def test_title_comes_first(reader):
    """A page whose title has the words comes before one whose text has them."""
    window, below = reader
    page = window.open(f"{below}search/?q=install")
    assert addresses(found(page))[:2] == ["/guide/install/", "/guide/brewing/"]
    first = page.locator("[data-digest-pages] li").first
    expect(first).to_contain_text("Documentation")
    page = window.open(f"{below}search/?q=xenolith")
    expect(page.locator("[data-digest-pages] mark")).to_have_text("xenolith.")


@pytest.mark.slow
def test_articles_stay(reader):
    """Articles are counted without documentation, and with a filter there are only articles."""
    window, below = reader
    page = window.open(f"{below}search/?q=ministry")
    expect(status(page)).to_have_text("1 article")
    assert not [address for address in addresses(found(page)) if "guide" in address]
    page = window.open(f"{below}search/?q=zymurgy&year=2024")
    expect(page.locator("[data-digest-pages]")).to_be_hidden()
    page = window.open(f"{below}search/?q=zymurgy&order=newest")
    expect(status(page)).to_have_text("No articles.")
    assert len(addresses(found(page))) == 2


@pytest.mark.slow
def test_from_a_page_of_documentation(reader):
    """The search opens from a page of documentation, too, and leads to another one."""
    window, _ = reader
    page = window.open("guide/brewing/")
    search_for(page, "xenolith")
    link = page.locator("[data-digest-pages] a").first
    expect(link).to_have_text("Install the toolbox")
    expect(page.locator("[data-digest-status]")).to_have_text("No articles.")
    link.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Install the toolbox")


def test_without_articles(watch_at, tmp_path):
    """A digest without articles finds its documentation."""
    config = write_docs_site(tmp_path / "site", "digest")
    for file in (tmp_path / "site/content/articles").rglob("*.md"):
        file.unlink()
    succeed(config, "build", "--audit")
    with served(tmp_path / "site/site") as origin:
        page = watch_at(origin).open("search/?q=zymurgy")
        assert len(addresses(found(page))) == 2
