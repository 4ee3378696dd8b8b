"""Checks of the whole site: colliding addresses, and the site's own address."""

import pytest

from generator.load.loading import load
from generator.recipes.every_file import every_file
from generator.recipes.shell import Frame
from tests.corpus import PAGES, Entry, site_settings, write_content
from tests.full import write_full

TERMS = {
    "taxonomies/agencies.yml": {"az-one": {"name": "First Office"}},
    "taxonomies/themes.yml": {"alpha": {"name": "Alpha"}},
    "taxonomies/people.yml": {},
    "sources.yml": {},
}
META = {
    "title": "A made-up report",
    "date": "2024-05-02",
    "source": {"name": "Nobody knows this outlet"},
    "agencies": ["az-one"],
    "themes": ["alpha"],
    "summary": "A sentence that is long enough to be a summary.",
}


def problems(root):
    return [
        f"{problem.place}: {problem.code}"
        for problem in load(root).report
        if problem.severity == "error"
    ]


@pytest.mark.parametrize("slug", ["agencies", "archive", "matrix"])
def test_page_over_a_page(tmp_path, slug):
    """A plain page cannot replace a generated page; the collision is reported."""
    pages = {**PAGES, slug: ({"title": "A page of the same name"}, "Words.\n")}
    write_content(tmp_path, TERMS, [], pages=pages)
    assert problems(tmp_path) == [f"content/pages/{slug}.md:1:1: reserved-address"]


def test_two_pages_of_one_slug(tmp_path):
    """Two plain pages at one address are both reported."""
    pages = {**PAGES, "other": ({"title": "Another page", "slug": "about"}, "Words.\n")}
    write_content(tmp_path, TERMS, [], pages=pages)
    assert problems(tmp_path) == [
        f"content/pages/{name}.md:1:1: duplicate-address" for name in ("about", "other")
    ]


def test_taxonomy_over_a_page(tmp_path):
    """A taxonomy cannot have the name of a built-in section."""
    settings = site_settings()
    settings["taxonomies"]["archive"] = {
        "title": "Archive",
        "singular": "File",
        "terms": "sources.yml",
    }
    write_content(tmp_path, TERMS, [], settings)
    [problem] = problems(tmp_path)
    assert problem.startswith("site_config/site.yml:")
    assert problem.endswith(": reserved-address")


def test_two_articles_at_one_address(tmp_path):
    """The second article with the same slug in a month is refused; another month is allowed."""
    files = ("2024/2024-05-02-report.md", "2024/2024-05-03-report.md", "2024/2024-06-02-report.md")
    articles = [Entry(file, {**META, "date": file[5:15]}) for file in files]
    write_content(tmp_path, TERMS, articles)
    assert problems(tmp_path) == [
        "content/articles/2024/2024-05-03-report.md:1:1: duplicate-address"
    ]


def test_the_rest_is_still_read(tmp_path):
    """An invalid article is left out; the others are loaded, and every problem is reported."""
    articles = [
        Entry("2024/2024-05-02-good.md", META),
        Entry("2024/2024-05-02-bad.md", {**META, "date": "2024-13-01"}),
        Entry("2024/2024-05-02-worse.md", {**META, "themes": ["nothing"]}),
    ]
    loaded = load(write_content(tmp_path, TERMS, articles))
    assert [article.slug for article in loaded.site.articles] == ["good"]
    assert [problem.code for problem in loaded.report if problem.severity == "error"] == [
        "bad-date",
        "unknown-term",
    ]


@pytest.mark.parametrize(
    ("configured", "engine", "address"),
    [
        ("https://example.org/news", "", "https://example.org/news/"),
        ("https://example.org/", "https://other.example.org/a/", "https://other.example.org/a/"),
        (None, "", ""),
    ],
)
def test_address_of_the_site(tmp_path, configured, engine, address):
    """The engine's address takes priority over site.yml's; it always ends with a slash."""
    loaded = load(write_full(tmp_path, url=configured), engine)
    assert loaded.site.settings.url == address


def test_no_settings(tmp_path):
    """Without site.yml no site is loaded."""
    loaded = load(tmp_path)
    assert (loaded.site, loaded.pages) == (None, ())
    assert problems(tmp_path) == ["site_config/site.yml:1:1: missing-file"]
    with pytest.raises(ValueError, match="could not be read"):
        every_file(loaded, Frame())
