"""A site whose content is data, and random edits to it. Some make an error, which whoever applies them undoes."""

import copy
import json
import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import yaml

from tests.corpus import PAGES, Entry, write_content


class Content:
    """The content of a site, which edits change."""

    def __init__(
        self, registries: dict[str, Any], articles: list[Entry], settings: dict[str, Any]
    ) -> None:
        self.registries, self.settings = registries, settings
        self.articles = {entry.path: entry for entry in articles}
        self.pages = dict(PAGES)
        self.rng = random.Random(0)
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
        files = [file for file in self.registries if file != "feeds.yml"]
        return self.registries[self.rng.choice(sorted(files))]

    def write(self, root):
        """Write the site's files; those of articles that are gone are deleted."""
        folder = root / "content/articles"
        for file in folder.rglob("*.md"):
            if str(file.relative_to(folder)) not in self.articles:
                file.unlink()
        write_content(root, self.registries, self.articles.values(), self.settings, self.pages)


def put(key, *values):
    """Give a key of an article's front matter one of some values, or remove it."""

    def edit(site):
        meta = site.meta()
        value = site.rng.choice((*values, None))
        if value is None and key not in ("title", "date", "summary"):
            meta.pop(key, None)
        elif value is not None:
            text = json.dumps(value).replace("WORD", site.word()).replace("SLUG", site.slug())
            meta[key] = json.loads(text)

    return edit


def put_in_term(key, *values):
    """Give a key of a registry's entry one of some values, or remove it."""

    def edit(site):
        terms = site.terms()
        term = terms[site.rng.choice(sorted(terms))]
        value = site.rng.choice((*values, None))
        term.pop(key, None)
        if value is not None or key == "name":
            term[key] = json.loads(json.dumps(value or "WORD").replace("WORD", site.word()))

    return edit


def put_setting(key, *values):
    def edit(site):
        site.settings[key] = site.rng.choice(values)

    return edit


def take_terms(site):
    """Give an article the terms of another one."""
    key = site.rng.choice(("agencies", "themes", "people", "countries"))
    meta, other = site.meta(), site.meta()
    if key in other:
        meta[key] = list(other[key])


def edit_source(site):
    key = site.rng.choice(("title", "language", "name"))
    site.meta()["source"][key] = "de" if key == "language" else site.word()


def edit_text(site):
    path = site.path()
    entry = site.articles[path]
    site.articles[path] = replace(entry, body=f"{entry.body}\n{site.word()} was said.\n")


def add(site):
    entry = site.articles[site.path()]
    meta = {**copy.deepcopy(entry.meta), "title": site.word(), "summary": f"{site.word()} is."}
    path = f"2025/{meta['date']}-new-{site.count}.md"
    meta["source"]["url"] = f"https://example.org/new/{site.count}"
    site.articles[path] = replace(entry, path=path, meta=meta)


def delete(site):
    del site.articles[site.path()]


def rename(site):
    """Give the file of an article another name, and so the article another address."""
    entry = site.articles.pop(site.path())
    site.count += 1
    path = f"2025/{entry.meta['date']}-renamed-{site.count}.md"
    site.articles[path] = replace(entry, path=path)


def move_parent(site):
    terms = site.registries[f"taxonomies/{site.rng.choice(('agencies', 'themes'))}.yml"]
    slug, other = site.rng.choice(sorted(terms)), site.rng.choice(sorted(terms))
    terms[slug][site.rng.choice(("parent", "successor"))] = other


def add_term(site):
    name = site.word()
    site.terms()[name.lower().replace(" ", "-")] = {"name": name, "country": "AZ"}


def retract_followed(site):
    """Retract an article that another follows, which has then fewer articles before it."""
    slugs = {entry.meta.get("follows") for entry in site.articles.values()}
    for path, entry in site.articles.items():
        if path[16:-3] in slugs:
            entry.meta["retracted"] = {"date": "2026-01-05", "reason": "The source withdrew it."}


def change_kinds(site):
    taxonomy = site.settings["taxonomies"][site.rng.choice(("sources", "agencies"))]
    kind = site.rng.choice(sorted(taxonomy["kinds"]))
    taxonomy["kinds"][kind] = f"{site.word()}."


def group_by(site):
    taxonomy = site.settings["taxonomies"][site.rng.choice(("agencies", "themes", "people"))]
    taxonomy["group_by"] = site.rng.choice(("agencies", "themes", "countries"))


VALUES = yaml.safe_load(Path(__file__).with_name("random_edits.yml").read_text("utf-8"))
EDITS: list[Callable[[Content], None]] = [
    *[take_terms, take_terms, edit_source, edit_text, add, add, delete, rename, retract_followed],
    *[move_parent, move_parent, add_term, change_kinds, group_by],
    put("follows", "SLUG", "SLUG"),  # twice, because few articles can follow another
    *[put(key, *values) for key, values in VALUES["front matter"].items()],
    *[put_in_term(key, *values) for key, values in VALUES["term"].items()],
    *[put_setting(key, *values) for key, values in VALUES["settings"].items()],
]
