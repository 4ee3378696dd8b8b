"""Limits on the bytes that a reader loads, for an article and for a growing archive."""

import gzip
from collections import Counter
from functools import cache
from pathlib import Path

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


def _largest(root: Path) -> dict[str, int]:
    """The size of the largest page of each kind in bytes; kinds are distinguished by section and depth."""
    loaded = load(root, installed())
    assert loaded.report.ok, [str(problem) for problem in loaded.report]
    sizes: Counter[str] = Counter()
    for page in composed(loaded):
        first, *deeper = page.address.split("/")
        kind = "/".join([first, *("…" for _ in deeper[:-1])])
        sizes[kind] = max(sizes[kind], len(page.content.encode()))
    return dict(sizes)


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, int], dict[str, int]]:
    """Largest pages of a generated corpus with five years and with ten years."""
    maker = Maker(Size(articles=4_000, words=30), seed=1)
    registries = maker.registries()
    ten = [
        Entry(entry.path, {**entry.meta, "same_event": []}, entry.body)
        for entry in maker.articles(registries)
    ]
    five = [entry for entry in ten if entry.meta["date"] >= "2021-01-01"]
    assert 1_900 < len(five) < 2_100
    few, many = (
        _largest(
            write_content(tmp_path_factory.mktemp("grown"), registries, entries, site_settings())
        )
        for entries in (five, ten)
    )
    return few, many


def test_largest_page(grown):
    """Twice as many years of news do not enlarge the largest page."""
    few, many = grown
    assert max(many.values()) <= GROWTH_AT_MOST * max(few.values())


def test_largest_page_of_each_kind(grown):
    """No kind of page grows, except indexes by a few bytes per article."""
    few, many = grown
    larger = {
        kind: (few[kind], size) for kind, size in many.items() if size > GROWTH_AT_MOST * few[kind]
    }
    assert set(larger) <= INDEXES, larger
    for before, after in larger.values():
        assert after - before <= INDEX_BYTES_AN_ARTICLE * 2_000, larger
