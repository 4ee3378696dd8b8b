"""Checks of the whole site: colliding addresses, and the site's own address."""

import pytest

from generator.installed import installed
from generator.load.loaded import Wanted
from generator.load.loading import load
from tests.corpus import PAGES, Entry, write_content
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
        for problem in load(root, installed()).report
        if problem.severity == "error"
    ]


def test_two_pages_of_one_slug(tmp_path):
    """Two plain pages at one address are both reported."""
    pages = {**PAGES, "other": ({"title": "Another page", "slug": "about"}, "Words.\n")}
    write_content(tmp_path, TERMS, [], pages=pages)
    assert problems(tmp_path) == [
        f"content/pages/{name}.md:1:1: duplicate-address" for name in ("about", "other")
    ]


def test_the_rest_is_still_read(tmp_path):
    """An invalid article is left out; the others are loaded, and every problem is reported."""
    articles = [
        Entry("2024/2024-05-02-good.md", META),
        Entry("2024/2024-05-02-bad.md", {**META, "date": "2024-13-01"}),
        Entry("2024/2024-05-02-worse.md", {**META, "themes": ["nothing"]}),
    ]
    loaded = load(write_content(tmp_path, TERMS, articles), installed())
    assert [article.slug for article in loaded.site.articles] == ["good"]
    assert [problem.code for problem in loaded.report if problem.severity == "error"] == [
        "bad-date",
        "unknown-term",
    ]


@pytest.mark.parametrize(
    "configured, engine, address",
    [
        ("https://example.org/news", "", "https://example.org/news/"),
        ("https://example.org/", "https://other.example.org/a/", "https://other.example.org/a/"),
        (None, "", ""),
    ],
)
def test_address_of_the_site(tmp_path, configured, engine, address):
    """The engine's address takes priority over site.yml's; it always ends with a slash."""
    loaded = load(write_full(tmp_path, url=configured), installed(), Wanted(engine))
    assert loaded.site.settings.url == address
