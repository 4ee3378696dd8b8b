"""Data files are rebuilt exactly when their content changes, and a site may have none."""

import pytest

from generator.installed import extras, installed
from generator.load.loading import load
from generator.recipes.every_file import every_file
from generator.recipes.shell import Frame
from generator.system.file_writing import write
from tests.command import files, succeed
from tests.corpus import Entry, Maker, Size, site_settings, write_content, write_engine
from tests.full import harmless, write_full

WHOLE = {"api/v1/articles.json", "data/articles.csv"}
COUNTS = {"api/v1/crossings.json", "data/terms.csv"}


@pytest.fixture(scope="module")
def corpus():
    maker = Maker(Size(articles=300, agencies=6, themes=5, people=3, sources=3, words=30), seed=2)
    registries = maker.registries()
    return registries, list(maker.articles(registries))


def keys(root):
    """Path → key of every file that is not a page."""
    every = every_file(load(root, installed()), Frame())
    return {path: recipe.prepared()[0] for recipe in every for path in recipe.paths}


def test_one_new_article(corpus, tmp_path):
    """A new article changes its own files, its year, its terms and the files of the whole archive."""
    registries, articles = corpus
    agency = next(iter(registries["taxonomies/agencies.yml"]))
    theme = next(iter(registries["taxonomies/themes.yml"]))
    meta = {
        "title": "Made-up news of an invented office",
        "date": "2025-06-05",
        "source": {"name": "Nobody's news", "url": "https://example.org/news/made-up"},
        "summary": "An invented office reported something that never happened, for a test of data files.",
        "agencies": [agency],
        "themes": [theme],
    }
    new = Entry("2025/2025-06-05-made-up-news.md", meta, "An invented text.\n")
    settings = site_settings(long_listing=20)
    root = write_content(tmp_path, registries, articles, settings)
    before = keys(root)
    write_content(root, registries, [new], settings)
    after = keys(root)
    touched = {path for path in after if after[path] != before.get(path)}
    assert before.keys() <= after.keys()
    assert not [path for path in touched if path.startswith("articles/")]
    assert touched >= WHOLE | COUNTS
    assert {path for path in touched if path.startswith("api/v1/articles/")} == {
        "api/v1/articles/2025.json"
    }
    assert not [path for path in touched if "schema" in path]
    assert {path for path in touched if path.startswith("sitemap-2")} == {"sitemap-2025.xml"}
    assert f"agencies/{agency}/feed.xml" in touched
    others = list(registries["taxonomies/themes.yml"])[1:]
    parents = {registries["taxonomies/themes.yml"][theme].get("parent")}
    for slug in set(others) - parents:
        assert f"themes/{slug}/feed.xml" not in touched


def test_without_an_address(corpus, tmp_path):
    """A site without an address has schemas, but no data files that need the address."""
    registries, articles = corpus
    settings = {key: value for key, value in site_settings().items() if key != "url"}
    paths = keys(write_content(tmp_path, registries, articles[:5], settings))
    assert {path.partition("/")[0] for path in paths} == {
        "_headers",
        "schema",
        "search",
        "favicon.ico",
        "site.webmanifest",
        "touch-icon.png",
    }


def test_page_of_all_data(plain):
    """The page about the data has a part of each room that adds to it."""
    page = plain.html["data/"]
    for room in extras():
        assert "data" not in room.inserts or f'id="{room.name}"' in page


def test_own_template(tmp_path):
    """A site may have its own template of the page, as of all pages."""
    root = write_full(write_engine(tmp_path), harmless)
    write(root / "site_config/theme/pages/data.html", "<h1>Our files</h1>\n")
    assert "unused-template" not in [
        one.code for one in load(root, installed(), engine="mkdocs.yml").report
    ]


def test_switched_off(tmp_path):
    """Without the room, nothing leads to its files and its page, whose address redirects."""
    root = write_full(write_engine(tmp_path), harmless, permalinks="permalinks.txt")
    succeed(root, "permalinks", "--write")
    before = succeed(root, "check").output
    with (root / "site_config/site.yml").open("a") as settings:
        settings.write("extras: {data_files: false}\n")
    assert succeed(root, "check").output == before
    succeed(root, "build")
    succeed(root, "audit")
    site = files(root / "site")
    assert not [path for path in site if path.endswith((".csv", ".sqlite")) or "api/" in path]
    for path, content in site.items():
        for gone in (b"api/v1/", b"articles.csv", b"digest.sqlite"):
            assert gone not in content or path.endswith(".js"), path
    assert b'href="../subscribe/"' in site["data/index.html"]
    assert b"data/" not in site["index.html"]
