"""Limits on the bytes that a reader loads, for an article and for a growing archive."""

import gzip
import re
from collections import Counter
from functools import cache
from pathlib import Path

import pytest

from generator.load.loading import load
from generator.recipes.page_files import composed
from tests import markup
from tests.command import succeed
from tests.corpus import Entry, Maker, Size, site_settings, write_content, write_sample

pytestmark = pytest.mark.slow

ARTICLE_AT_MOST = 12 * 1024
FIRST_VISIT_AT_MOST = 200 * 1024
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


def _loaded(page: markup.Element) -> set[str]:
    """Addresses that a browser loads with a page: scripts, styles, icons, pictures."""
    links = {"stylesheet", "icon", "preload", "modulepreload", "manifest"}
    return {
        element.attributes["href"]
        for element in page.all("link")
        if links & set(element.attributes.get("rel", "").split())
    } | {element.attributes["src"] for element in page.walk() if "src" in element.attributes}


def _files(site: Path, file: Path) -> set[Path]:
    """Every file that the first visit to a page loads, including imports of styles and scripts."""
    wanted = [
        (file.parent / href).resolve()
        for href in _loaded(markup.parse(file.read_text(encoding="utf-8")))
        if not re.match(r"[a-z]+:|//", href)
    ]
    loaded: set[Path] = {file}
    while wanted:
        current = wanted.pop()
        if current in loaded:
            continue
        loaded.add(current)
        if current.suffix in (".css", ".js"):
            text = current.read_text(encoding="utf-8")
            inner = re.findall(
                r"""(?:^|[;\n])import\s[^()]*?["']([^"']+)["']|url\(["']?([^"')]+)""", text
            )
            hrefs = [script or style for script, style in inner]
            wanted += [
                (current.parent / href).resolve()
                for href in hrefs
                if not href.startswith(("data:", "#"))
            ]
    return loaded


def test_article(articles):
    """The compressed HTML of an article stays below its limit."""
    sizes = {file.parent.name: _zipped(file) for file in articles}
    assert {name: size for name, size in sizes.items() if size > ARTICLE_AT_MOST} == {}


def test_first_visit(site, articles):
    """All files of a first visit to an article stay below their limit."""
    over = {}
    for file in articles:
        size = sum(_zipped(loaded) for loaded in _files(site, file))
        if size > FIRST_VISIT_AT_MOST:
            over[file.parent.name] = size
    assert over == {}


def test_nothing_from_elsewhere(site):
    """No page, style or script loads anything from another host."""
    foreign, ours = [], set()
    for file in site.rglob("*.html"):
        for href in _loaded(markup.parse(file.read_text(encoding="utf-8"))):
            if re.match(r"[a-z]+:|//", href) and not href.startswith("data:"):
                foreign.append(f"{file}: {href}")
            elif file.name == "index.html":
                ours.add((file.parent / href).resolve())
    assert foreign == []
    for one in ours:
        assert one.is_relative_to(site.resolve()), one
        assert one.is_file(), one
        if one.suffix == ".css":
            text = one.read_text(encoding="utf-8")
            assert re.findall(r"(?:url\(|@import\s*)[\"']?(?:https?:)?//[^)\"']*", text) == [], one


def _largest(root: Path) -> dict[str, int]:
    """The size of the largest page of each kind in bytes; kinds are distinguished by section and depth."""
    loaded = load(root)
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
