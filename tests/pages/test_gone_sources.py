"""The page of an article whose source is gone leads to the archived copy, and says so."""

import json
import shutil

import pytest

from generator.installed import installed
from generator.load.link_history import FILE
from generator.load.loading import load
from generator.recipes.page_files import composed
from tests import markup
from tests.corpus import MINIMAL

SOURCE = "https://news.example.org/1"
COPY = "https://archive.example.org/1"
ADDRESS = "articles/2024/04/ministry-invents-a-report/"


@pytest.fixture
def page(tmp_path):
    """Make the article's page, given its archived copy and the state of its source."""

    def make(archive, state, source=SOURCE):
        root = tmp_path / "site"
        shutil.copytree(MINIMAL, root)
        [file] = root.glob("content/articles/*/*.md")
        text = file.read_text().replace(SOURCE, source)
        file.write_text(text.replace("\n---\n", f"\n{archive}---\n", 1))
        history = [{"url": SOURCE, "checked": "2026-01-02", "state": state, "since": "2025-01-01"}]
        (root / FILE).parent.mkdir(exist_ok=True)
        (root / FILE).write_text(json.dumps(history))
        loaded = load(root, installed())
        assert loaded.report.ok, list(loaded.report)
        [page] = [one for one in composed(loaded) if one.address == ADDRESS]
        return markup.parse(page.content)

    return make


ARCHIVE = f"archive: {{url: {COPY}, date: 2024-05-01}}\n"


@pytest.mark.parametrize("source", [SOURCE, f"{SOURCE}#part"])
def test_gone(page, source):
    """Both links lead to the copy; its day and the host of the source are said."""
    tree = page(ARCHIVE, "gone", source)
    assert tree.links().count(COPY) == 2
    assert source not in tree.links()
    side = tree.first(css="story-side").text
    assert "The source is gone; archived copy" in side
    assert "1 May 2024" in side
    assert "news.example.org" in side


@pytest.mark.parametrize("archive, state", [("", "gone"), (ARCHIVE, "trouble")])
def test_not_replaced(page, archive, state):
    """Without a copy, or if the page is only out of reach, the source stays."""
    tree = page(archive, state)
    assert tree.links().count(SOURCE) == 2
    assert "The source is gone" not in tree.text
    assert ("Archived copy" in tree.text) == bool(archive)
