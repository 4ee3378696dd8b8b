"""Limits on the bytes that a reader loads, for an article and for a growing archive."""

import gzip
import re
from collections import Counter
from functools import cache
from pathlib import Path
from typing import NamedTuple

import pytest

from generator.installed import installed
from generator.load.loading import load
from generator.recipes.page_files import composed
from tests.command import succeed
from tests.corpus import Entry, Maker, Size, site_settings, write_content, write_sample

pytestmark = pytest.mark.slow

ARTICLE_AT_MOST = 12 * 1024
GROWTH_AT_MOST = 1.15
# Pages with a short line for each week, year or correction: these may grow slowly.
INDEXES = {"editions", "archive", "corrections"}
INDEX_BYTES_AN_ARTICLE = 60
# Lists have the newest articles in full, then older ones as one line each.
LARGEST_PAGE = 400_000
LARGEST_PAGE_ZIPPED = 80_000
LINES_AT_MOST = 1_200
LINE_BYTES = 200
OLDER = re.compile(r'<section class="group older">.*?</section>', re.DOTALL)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The built sample site."""
    root = write_sample(tmp_path_factory.mktemp("sample"))
    succeed("-f", root / "mkdocs.yml", "build")
    return root / "site"


@pytest.fixture(scope="module")
def articles(site: Path) -> list[Path]:
    """The pages of its articles."""
    pages = sorted((site / "articles").rglob("index.html"))
    assert pages
    return pages


@cache
def _zipped(file: Path) -> int:
    return len(gzip.compress(file.read_bytes(), 6))


def test_article(articles):
    """The compressed HTML of an article stays below its limit."""
    sizes = {file.parent.name: _zipped(file) for file in articles}
    assert {name: size for name, size in sizes.items() if size > ARTICLE_AT_MOST} == {}


class Grown(NamedTuple):
    """The pages of a corpus."""

    sizes: dict[str, int]
    """Kind of page → the most bytes that one has without the lines of older articles.

    Kinds are distinguished by section and depth.
    """
    largest: bytes
    """The largest page, with these lines."""
    older: list[tuple[int, int]]
    """The number of lines of older articles, and their bytes, on each page that has some."""


def _grown(root: Path) -> Grown:
    loaded = load(root, installed())
    assert loaded.report.ok, [str(problem) for problem in loaded.report]
    sizes: Counter[str] = Counter()
    older = []
    largest = b""
    for page in composed(loaded):
        first, *deeper = page.address.split("/")
        kind = "/".join([first, *("…" for _ in deeper[:-1])])
        largest = max(largest, page.content.encode(), key=len)
        content, lists = OLDER.subn("", page.content)
        sizes[kind] = max(sizes[kind], len(content.encode()))
        if lists:
            lines = "".join(OLDER.findall(page.content))
            older.append((lines.count("<li"), len(lines.encode())))
    return Grown(dict(sizes), largest, older)


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> tuple[Grown, Grown]:
    """Pages of a generated corpus with five years and with ten years."""
    maker = Maker(Size(articles=4_000, words=30), seed=1)
    registries = maker.registries()
    ten = [
        Entry(entry.path, {**entry.meta, "same_event": []}, entry.body)
        for entry in maker.articles(registries)
    ]
    five = [entry for entry in ten if entry.meta["date"] >= "2021-01-01"]
    assert 1_900 < len(five) < 2_100
    few, many = (
        _grown(
            write_content(tmp_path_factory.mktemp("grown"), registries, entries, site_settings())
        )
        for entries in (five, ten)
    )
    return few, many


def test_largest_page(grown):
    """The largest page stays below its limit, also as it is sent."""
    for one in grown:
        assert len(one.largest) <= LARGEST_PAGE
        assert len(gzip.compress(one.largest, 6)) <= LARGEST_PAGE_ZIPPED


def test_largest_page_of_each_kind(grown):
    """No kind of page grows but by the lines of older articles, and indexes by a few bytes per article."""
    few, many = grown
    larger = {
        kind: (few.sizes[kind], size)
        for kind, size in many.sizes.items()
        if size > GROWTH_AT_MOST * few.sizes[kind]
    }
    assert set(larger) <= INDEXES, larger
    for before, after in larger.values():
        assert after - before <= INDEX_BYTES_AN_ARTICLE * 2_000, larger


def test_lines_of_older_articles(grown):
    """Each older article is a short line, and a page has no more of them than its limit."""
    _, many = grown
    assert len(many.older) > 50
    for lines, size in many.older:
        assert 0 < lines <= LINES_AT_MOST
        assert size <= LINE_BYTES * lines + 2_000  # the headings of the years
