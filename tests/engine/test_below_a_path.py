"""A site may move below a path with nothing but `path` changed: its settings name the same files."""

import json
import re
import shutil
from itertools import product
from urllib.parse import unquote

import pytest

from tests.command import digest, files, run, succeed
from tests.corpus import PROJECT, change, write_engine, write_files
from tests.engine.test_other_plugins import FRAMES, site
from tests.examples import one_of
from tests.full import write_full

PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR"
PLACES = {
    "site_config/theme/assets/card.png": ("assets/card.png", ""),
    "site_config/public/card.png": ("card.png", "news/"),
    "docs/pictures/card.png": ("pictures/card.png", ""),
}
"""File → how site.yml names it, and the folder it is published in below a path."""


@pytest.mark.parametrize("file", PLACES)
@pytest.mark.parametrize("path", ["", "news"])
def test_the_picture_of_the_site(path, file, tmp_path):
    """The theme's and the documentation's files stay at the root, public ones move with the digest."""
    config = site(tmp_path / "digest", FRAMES[1], path, [], pages={"guide.md": "# Guide\n"})
    named, folder = PLACES[file]
    picture = config.parent / file
    picture.parent.mkdir(parents=True, exist_ok=True)
    picture.write_bytes(PICTURE)
    with (config.parent / "site_config/site.yml").open("a") as settings:
        settings.write(f"\nshare_image: {named}\n")
    checked = digest(config, "check")
    assert "missing-file" not in checked.output, checked.output
    succeed(config, "build", "--audit")
    target = config.parent / "site"
    where = (folder if path else "") + named
    assert (target / where).read_bytes() == PICTURE
    front = (target / path / "index.html").read_text()
    image = re.search(r'property="og:image" content="([^"]*)"', front)
    assert image[1] == f"https://digest.example.org/{where}"


URL = "https://digest.example.org/"
OUTSIDE = {
    *("", "404.html", "favicon.ico", "guide/", "sitemap.xml", "sitemap-docs.xml", "touch-icon.png"),
    "assets/card.png",
}
"""Addresses outside the digest's path: of documentation, the theme, and files of the whole site."""
TEXTS = (".html", ".xml", ".json", ".jsonld", ".txt", ".csv", ".opml", ".webmanifest", "_redirects")
ADDRESS = re.compile(rf"{re.escape(URL)}([^\s\"'<>()\[\]\\\\,;{{}}&]*)")


def _ours(root):
    for folder in ("content", "site_config"):
        shutil.copytree(PROJECT / folder, root / folder)
    shutil.copy(PROJECT / "mkdocs.yml", root)


def _full(root):
    """The full site, with a ledger of the addresses that it has before it moves."""
    write_full(write_engine(root), permalinks="permalinks.txt", share_image="touch-icon.png")
    shutil.copy(PROJECT / "site_config/public/touch-icon.png", root / "site_config/public")
    shutil.copy(PROJECT / "mkdocs.yml", root)
    succeed(root, "permalinks", "--write")


@pytest.fixture(
    scope="module",
    params=one_of(4, [[row] for row in product([_full, _ours], FRAMES)]),
    ids=lambda row: f"{row[0].__name__[1:]}-{row[1]}",
)
def moved(request, tmp_path_factory):
    """A digest, moved to /news/ beside documentation; returns its mkdocs.yml."""
    write, frame = request.param
    root = tmp_path_factory.mktemp(frame) / "digest"
    write(root)
    home = "# Home\n\nSee the [guide](guide.md) and [the news](/news/).\n"
    write_files(root / "docs", {"index.md": home, "guide.md": "# Guide\n\n[Home](index.md)\n"})
    config = root / "mkdocs.yml"
    change(config, "docs_dir: site_config/public", "docs_dir: docs")
    change(config, "name: material", f"name: {frame}")
    change(config, "  - digest\n", "  - digest: {path: news}\n")
    succeed(config, "check")
    succeed(config, "build", "--audit")
    return config


def test_addresses_lead_into_the_path(moved):
    """Feeds, data, structured data, sitemaps and pages name only files that are there, of the digest only below its path."""
    site_dir = moved.parent / "site"
    named = {}
    for path, content in files(site_dir).items():
        if path.endswith(TEXTS):
            for address in ADDRESS.findall(content.decode()):
                named[unquote(address.partition("#")[0].partition("?")[0])] = path
    assert len(named) > 80
    assert {address for address in named if not address.startswith("news/")} <= OUTSIDE
    written = set(files(site_dir))
    written |= {path.removesuffix("index.html") for path in written}
    assert not {address: path for address, path in named.items() if address not in written}


def test_feeds_and_picture(moved):
    site_dir = moved.parent / "site"
    feed = json.loads((site_dir / "news/feed.json").read_text())
    assert {item["url"].partition("/articles/")[0] for item in feed["items"]} == {f"{URL}news"}
    front = (site_dir / "news/index.html").read_text()
    image = re.search(r'property="og:image" content="([^"]*)"', front)[1]
    assert (site_dir / image.removeprefix(URL)).read_bytes().startswith(b"\x89PNG")


def test_rules_of_hosts(moved):
    """Headers and redirects are for addresses below the path; what stands for every file is not."""
    text = (moved.parent / "site/_headers").read_text()
    lines = [line for line in text.splitlines() if line.startswith("/") and line != "/*"]
    assert lines
    assert not [address for address in lines if not address.startswith("/news/")]


def test_redirects_and_ledger(moved):
    config = moved
    lines = (config.parent / "site/_redirects").read_text().splitlines()
    rules = [line.split() for line in lines if line and not line.startswith("#")]
    assert rules
    assert all(old.startswith("/news/") and new.startswith("/news/") for old, new, _ in rules)
    assert succeed(config, "permalinks").output.startswith("0 of ")


def test_mkdocs_builds_the_same(moved, tmp_path):
    config = moved
    built = files(config.parent / "site")
    done = run("mkdocs", "build", "-q", "-f", config, "-d", tmp_path / "site")
    assert done.returncode == 0, done.stderr
    assert files(tmp_path / "site") == built
