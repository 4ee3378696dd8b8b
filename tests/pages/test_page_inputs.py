"""Two keys of a page over random edits: one key by its inputs never stands for two views."""

import copy
import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from generator.check.addresses.ledger import ledger_text
from generator.load.archive import ArticleCache
from generator.load.loading import load
from generator.recipes.page_files import pages
from generator.recipes.shell import MOST_LEVELS, Frame, Shell, placeholder
from tests.corpus import Maker, Size, site_settings, write_content

SIZE = Size(articles=60, agencies=10, themes=7, people=8, sources=6, words=40, vocabulary=300)
COUNTRIES = ("AZ", "DE", "EE", "SE", "JP")
FRAME = Frame({placeholder("", depth): Shell(("",)) for depth in range(MOST_LEVELS + 1)})


class Digest:
    """A site whose content is data that edits change."""

    parts = ("registries", "articles", "settings", "gone", "days")

    def __init__(self, root, rng):
        maker = Maker(SIZE, 7)
        self.root, self.rng = root, rng
        self.cache = ArticleCache(root.parent / "cache")
        self.registries: dict[str, Any] = maker.registries()
        self.articles = {entry.path: entry for entry in maker.articles(self.registries)}
        self.settings = site_settings(long_listing=8, permalinks="permalinks.txt")
        self.gone: set[str] = set()
        self.days: dict[str, str] = {}
        """Path of an article → the day on which it was added."""
        self.count = 0

    def word(self):
        self.count += 1
        return f"Word {self.count}"

    def path(self):
        return self.rng.choice(sorted(self.articles))

    def meta(self):
        """The front matter of some article, to be changed."""
        return self.articles[self.path()].meta

    def slug(self):
        return Path(self.path()).stem[11:]

    def terms(self):
        return self.registries[self.rng.choice(sorted(self.registries))]

    def recipes(self):
        """List the recipes of all pages; none if the site has an error."""
        for file in self.root.glob("content/articles/*/*.md"):
            if str(file.relative_to(self.root / "content/articles")) not in self.articles:
                file.unlink()
        write_content(self.root, self.registries, self.articles.values(), self.settings)
        dead = {"checked": "2026-01-09", "state": "gone", "since": "2026-01-01"}
        history = [{"url": url, **dead} for url in sorted(self.gone)]
        (self.root / "site_config/link-history.json").write_text(json.dumps(history))
        recorded, days = {}, {}
        for path, day in self.days.items():
            meta, slug = self.articles[path].meta, Path(path).stem[11:]
            if not meta.get("draft"):
                where = f"articles/{meta['date'][:7].replace('-', '/')}/{slug}/"
                recorded[where] = f"tag:digest.example.org,{meta['date']}:{slug}"
                days[where] = day
        (self.root / "site_config/permalinks.txt").write_text(ledger_text(recorded, days))
        loaded = load(self.root, archive=self.cache)
        return [*pages(loaded, FRAME, as_files=False)] if loaded.report.ok else []


def put(key, *values):
    """Give a key of an article's front matter one of some values, or remove it."""

    def edit(digest):
        meta = digest.meta()
        value = digest.rng.choice((*values, None))
        if value is None and key not in ("title", "date", "summary"):
            meta.pop(key, None)
        elif value is not None:
            text = json.dumps(value).replace("WORD", digest.word()).replace("SLUG", digest.slug())
            meta[key] = json.loads(text)

    return edit


def put_in_term(key, *values):
    """Give a key of a registry's entry one of some values, or remove it."""

    def edit(digest):
        terms = digest.terms()
        term = terms[digest.rng.choice(sorted(terms))]
        value = digest.rng.choice((*values, None))
        term.pop(key, None)
        if value is not None or key == "name":
            term[key] = json.loads(json.dumps(value or "WORD").replace("WORD", digest.word()))

    return edit


def put_setting(key, *values):
    def edit(digest):
        digest.settings[key] = digest.rng.choice(values)

    return edit


def take_terms(digest):
    """Give an article the terms of another one."""
    key = digest.rng.choice(("agencies", "themes", "people", "countries"))
    meta, other = digest.meta(), digest.meta()
    if key in other:
        meta[key] = list(other[key])


def edit_source(digest):
    key = digest.rng.choice(("title", "language", "name"))
    digest.meta()["source"][key] = "de" if key == "language" else digest.word()


def edit_text(digest):
    path = digest.path()
    entry = digest.articles[path]
    digest.articles[path] = replace(entry, body=f"{entry.body}\n{digest.word()} was said.\n")


def add(digest):
    entry = digest.articles[digest.path()]
    meta = {**copy.deepcopy(entry.meta), "title": digest.word(), "summary": f"{digest.word()} is."}
    path = f"2025/{meta['date']}-new-{digest.count}.md"
    meta["source"]["url"] = f"https://example.org/new/{digest.count}"
    digest.articles[path] = replace(entry, path=path, meta=meta)


def delete(digest):
    path = digest.path()
    del digest.articles[path]
    digest.days.pop(path, None)


def move_parent(digest):
    terms = digest.registries[f"taxonomies/{digest.rng.choice(('agencies', 'themes'))}.yml"]
    slug, other = digest.rng.choice(sorted(terms)), digest.rng.choice(sorted(terms))
    terms[slug][digest.rng.choice(("parent", "successor"))] = other


def add_term(digest):
    name = digest.word()
    digest.terms()[name.lower().replace(" ", "-")] = {"name": name, "country": "AZ"}


def kill_link(digest):
    """Let the source of an article with an archived copy be gone, or answer again."""
    archived = [entry.meta for entry in digest.articles.values() if "archive" in entry.meta]
    digest.gone ^= {digest.rng.choice(archived)["source"]["url"]}


def retract_followed(digest):
    """Retract an article that another follows, which has then fewer articles before it."""
    slugs = {entry.meta.get("follows") for entry in digest.articles.values()}
    for path, entry in digest.articles.items():
        if path[16:-3] in slugs:
            entry.meta["retracted"] = {"date": "2026-01-05", "reason": "The source withdrew it."}


def record(digest):
    digest.days[digest.path()] = f"2026-02-{digest.rng.randint(10, 28)}"


def change_kinds(digest):
    taxonomy = digest.settings["taxonomies"][digest.rng.choice(("sources", "agencies"))]
    kind = digest.rng.choice(sorted(taxonomy["kinds"]))
    taxonomy["kinds"][kind] = f"{digest.word()}."


def group_by(digest):
    taxonomy = digest.settings["taxonomies"][digest.rng.choice(("agencies", "themes", "people"))]
    taxonomy["group_by"] = digest.rng.choice(("agencies", "themes", "countries"))


EDITS: list[Callable[[Digest], None]] = [
    take_terms,
    take_terms,
    edit_source,
    edit_text,
    add,
    add,
    delete,
    put("title", "A title with WORD in it"),
    put("summary", "A summary with WORD in it, which is long enough to be one."),
    put("date", *[f"20{year}-0{year % 9 + 1}-11" for year in range(16, 26)]),
    put("draft", True),
    put("retracted", {"date": "2026-01-05", "reason": "The source withdrew WORD."}),
    put("corrections", [{"date": "2026-01-06", "note": "It was WORD.", "serious": True}]),
    put("same_event", ["SLUG"], ["SLUG"]),
    put("follows", "SLUG", "SLUG"),
    put("follows", "SLUG", "SLUG"),
    put("events", [{"date": "2024-03-11", "label": "Hearing about WORD"}]),
    put("response", {"who": "WORD", "stance": "denied"}),
    put("further_sources", [{"name": "WORD", "url": "https://example.org/further"}]),
    put("priority", "high", "low"),
    put("language", "de", "fr"),
    put("tags", ["WORD"]),
    put("authors", ["WORD"]),
    put("people", ["WORD Unlisted"]),
    put("id", "tag:digest.example.org,2024-01-01:WORD"),
    kill_link,
    kill_link,
    kill_link,
    retract_followed,
    record,
    record,
    put_in_term("name", "WORD"),
    put_in_term("acronym", "WORD"),
    put_in_term("country", *COUNTRIES),
    put_in_term("description", "About WORD."),
    put_in_term("url", "https://example.org/office"),
    put_in_term("language", "de", "en"),
    put_in_term("kind", "press", "official"),
    move_parent,
    move_parent,
    add_term,
    change_kinds,
    group_by,
    put_setting("long_listing", 2, 5, 8, 100),
    put_setting(
        "crossings", *[[{"rows": "agencies", "columns": "themes", "minimum": n}] for n in (2, 3, 4)]
    ),
    put_setting("title", "Another title"),
    put_setting("contact", "desk@example.org"),
    put_setting("edit_url", "https://example.org/edit/"),
    put_setting("without", [], ["citations"]),
]


@pytest.mark.parametrize(
    "seed, steps",
    [(1, 40), *[pytest.param(seed, 150, marks=pytest.mark.slow) for seed in range(2, 6)]],
)
def test_one_key_means_one_view(tmp_path, seed, steps):
    """Edits that make an error are undone."""
    rng = random.Random(seed)
    digest = Digest(tmp_path / "site", rng)
    views: dict[bytes, bytes] = {}
    """Key by inputs → key of the view."""
    stale, refused = [], 0
    for step in range(steps):
        before = copy.deepcopy({name: getattr(digest, name) for name in Digest.parts})
        edit = rng.choice(EDITS)
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
