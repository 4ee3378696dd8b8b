"""Two keys of a page over random edits: one key by its inputs never stands for two views."""

import copy
import json
import random
from pathlib import Path

import pytest

from generator.check.addresses.ledger import ledger_text
from generator.installed import installed
from generator.load.archive import ArticleCache
from generator.load.loading import load
from generator.recipes.page_files import pages
from generator.recipes.shell import MOST_LEVELS, Frame, Shell, placeholder
from tests.corpus import Maker, Size, site_settings
from tests.random_edits import EDITS, Content

SIZE = Size(articles=60, agencies=10, themes=7, people=8, sources=6, words=40, vocabulary=300)
FRAME = Frame({placeholder("", depth): Shell(("",)) for depth in range(MOST_LEVELS + 1)})


class Digest(Content):
    """A site whose ledger and history of links change, too."""

    parts = ("registries", "articles", "settings", "gone", "days")

    def __init__(self, root):
        maker = Maker(SIZE, 7)
        registries = maker.registries()
        settings = site_settings(long_listing=8, permalinks="permalinks.txt")
        super().__init__(registries, [*maker.articles(registries)], settings)
        self.root = root
        self.cache = ArticleCache(root.parent / "cache")
        self.gone: set[str] = set()
        self.days: dict[str, str] = {}
        """Path of an article → the day on which it was added."""

    def recipes(self):
        """List the recipes of all pages; none if the site has an error."""
        self.write(self.root)
        dead = {"checked": "2026-01-09", "state": "gone", "since": "2026-01-01"}
        history = [{"url": url, **dead} for url in sorted(self.gone)]
        (self.root / "site_config/link-history.json").write_text(json.dumps(history))
        recorded, days = {}, {}
        for path in sorted(self.days.keys() & self.articles.keys()):
            meta, slug = self.articles[path].meta, Path(path).stem[11:]
            if not meta.get("draft"):
                where = f"articles/{meta['date'][:7].replace('-', '/')}/{slug}/"
                recorded[where] = f"tag:digest.example.org,{meta['date']}:{slug}"
                days[where] = self.days[path]
        (self.root / "site_config/permalinks.txt").write_text(ledger_text(recorded, days))
        loaded = load(self.root, installed(), archive=self.cache)
        return [*pages(loaded, FRAME, as_files=False)] if loaded.report.ok else []


def kill_link(digest):
    """Let the source of an article with an archived copy be gone, or answer again."""
    archived = [entry.meta for entry in digest.articles.values() if "archive" in entry.meta]
    digest.gone ^= {digest.rng.choice(archived)["source"]["url"]}


def record(digest):
    digest.days[digest.path()] = f"2026-02-{digest.rng.randint(10, 28)}"


OWN_EDITS = (kill_link, kill_link, kill_link, record, record)


@pytest.mark.parametrize(
    "seed, steps",
    [(1, 40), *[pytest.param(seed, 150, marks=pytest.mark.slow) for seed in range(2, 6)]],
)
def test_one_key_means_one_view(tmp_path, seed, steps):
    """Edits that make an error are undone."""
    rng = random.Random(seed)
    digest = Digest(tmp_path / "site")
    digest.rng = rng
    views: dict[bytes, bytes] = {}
    """Key by inputs → key of the view."""
    stale, refused = [], 0
    for step in range(steps):
        before = copy.deepcopy({name: getattr(digest, name) for name in Digest.parts})
        edit = rng.choice((*EDITS, *OWN_EDITS))
        if step:
            edit(digest)
        recipes = digest.recipes()
        if not recipes:
            refused += 1
            for name, value in before.items():
                setattr(digest, name, value)
            continue
        for recipe in recipes:
            by_inputs = recipe.key_by_inputs()
            key, _ = recipe.prepared()
            if by_inputs and views.setdefault(by_inputs, key) != key:
                stale.append((step, edit, recipe.paths))
    assert stale == []
    assert refused < steps / 2
    assert len(views) > 10 * SIZE.articles
