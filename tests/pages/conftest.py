"""Composed pages of the full site, in harmless words and with HTML in every field."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator.installed import installed
from generator.load.loaded import Loaded, Wanted
from generator.load.loading import load
from generator.model.address import resolve
from generator.recipes.page_files import composed
from tests import markup
from tests.corpus import write_content
from tests.full import harmless, nasty, write_full


@dataclass(frozen=True)
class Composed:
    """A composed site: each page's HTML, head and content together, by address."""

    loaded: Loaded
    html: dict[str, str]
    trees: dict[str, markup.Element]


Compose = Callable[[Path], Composed]


def _compose(root: Path, *, preview: bool = False) -> Composed:
    loaded = load(root, installed(), Wanted(preview=preview))
    assert loaded.report.ok, [str(problem) for problem in loaded.report]
    return composed_site(loaded)


def composed_site(loaded: Loaded) -> Composed:
    """Compose the pages of a site that was loaded."""
    html = {
        page.address: f"<head>{resolve(page.head, page.address)}</head>"
        f"<body>{resolve(page.content, page.address)}</body>"
        for page in composed(loaded)
    }
    return Composed(loaded, html, {where: markup.parse(text) for where, text in html.items()})


@pytest.fixture(scope="session")
def compose() -> Compose:
    """Compose the site in a folder."""
    return _compose


@pytest.fixture(scope="session")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Composed:
    """The full site in harmless words."""
    return _compose(write_full(tmp_path_factory.mktemp("plain"), harmless))


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Composed:
    """The full site with HTML in every field."""
    return _compose(write_full(tmp_path_factory.mktemp("hostile"), nasty))


@pytest.fixture(scope="session")
def plain_preview(tmp_path_factory: pytest.TempPathFactory) -> Composed:
    """A preview of the full site in harmless words."""
    return _compose(write_full(tmp_path_factory.mktemp("plain-preview"), harmless), preview=True)


@pytest.fixture(scope="session")
def hostile_preview(tmp_path_factory: pytest.TempPathFactory) -> Composed:
    """A preview of the full site with HTML in every field."""
    return _compose(write_full(tmp_path_factory.mktemp("hostile-preview"), nasty), preview=True)


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Composed:
    """A site with registries but no articles or pages."""
    registries = {
        "taxonomies/agencies.yml": {"az-one": {"name": "First Office", "country": "AZ"}},
        "taxonomies/themes.yml": {"alpha": {"name": "Alpha"}},
        "taxonomies/people.yml": {},
        "sources.yml": {},
    }
    root = tmp_path_factory.mktemp("empty")
    (root / "content/articles").mkdir(parents=True)
    return _compose(write_content(root, registries, [], pages={}))
