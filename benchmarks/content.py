"""Read a generated corpus, so that each peer gets the same articles in its own format.

`tests.corpus` writes one line for each key, with its value as JSON, so reading needs no code of the
generator.
"""

import datetime as dt
import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from babel import Locale

TAXONOMIES = ("agencies", "themes", "countries", "people", "sources")
_FILES = {
    "agencies": "taxonomies/agencies.yml",
    "themes": "taxonomies/themes.yml",
    "people": "taxonomies/people.yml",
    "sources": "sources.yml",
}


@dataclass(frozen=True, slots=True)
class Article:
    """An article for a peer, with its terms by taxonomy, as slugs."""

    date: dt.date
    slug: str
    title: str
    summary: str
    source: str
    url: str
    terms: Mapping[str, tuple[str, ...]]
    body: str

    @property
    def path(self) -> str:
        """Path below `articles/`: year, month, slug."""
        return f"{self.date.year:04d}/{self.date.month:02d}/{self.slug}"


@dataclass(frozen=True, slots=True)
class Content:
    """All articles, oldest first; for each taxonomy, names and descriptions by slug."""

    articles: tuple[Article, ...]
    names: Mapping[str, Mapping[str, str]]
    descriptions: Mapping[str, Mapping[str, str]]


def values(text: str) -> dict[str, Any]:
    """Parse a mapping of one line a key."""
    pairs = (line.partition(": ") for line in text.splitlines() if line)
    return {key: json.loads(value) for key, _, value in pairs}


def read(corpus: Path) -> Content:
    """Read a generated corpus without its drafts."""
    registries = {
        name: values((corpus / "site_config" / file).read_text(encoding="utf-8"))
        for name, file in _FILES.items()
    }
    files = sorted((corpus / "content" / "articles").rglob("*.md"))
    articles = tuple(article for file in files if (article := _article(file, registries)))
    names = {
        name: {slug: str(term["name"]) for slug, term in terms.items()}
        for name, terms in registries.items()
    }
    codes = {code for article in articles for code in article.terms["countries"]}
    names["countries"] = {code: Locale("en").territories[code.upper()] for code in sorted(codes)}
    described = {
        name: {slug: str(term.get("description", "")) for slug, term in terms.items()}
        for name, terms in registries.items()
    }
    return Content(articles, names, {"countries": {}, **described})


def other_text(body: str) -> str:
    """The plain paragraphs of a generated article with their words reversed, as new text.

    The last one stays, because it names the article's terms.
    """
    parts = body.strip().split("\n\n")
    plain = [part for part in parts[:-1] if part[:1].isalpha() and "[" not in part]
    turned = [" ".join(reversed(part.split())) for part in plain]
    return "\n\n".join((*turned, parts[-1])) + "\n"


def _article(file: Path, registries: Mapping[str, Mapping[str, Any]]) -> Article | None:
    front, _, body = file.read_text(encoding="utf-8").removeprefix("---\n").partition("---\n\n")
    meta = values(front)
    if meta.get("draft"):
        return None
    agencies = meta["agencies"]
    implied = (registries["agencies"][slug].get("country", "") for slug in agencies)
    countries = meta.get("countries") or sorted(set(filter(None, implied)))
    terms = {
        "agencies": agencies,
        "themes": meta["themes"],
        "countries": [code.lower() for code in countries],
        "people": [_slug(registries["people"], name) for name in meta.get("people", ())],
        "sources": [_slug(registries["sources"], meta["source"]["name"])],
    }
    return Article(
        date=dt.date.fromisoformat(meta["date"]),
        slug=file.stem[len("0000-00-00-") :],
        title=meta["title"],
        summary=meta["summary"],
        source=meta["source"]["name"],
        url=meta["source"]["url"],
        terms={name: tuple(slugs) for name, slugs in terms.items()},
        body=body,
    )


def _slug(registry: Mapping[str, Any], name: str) -> str:
    return next(slug for slug, term in registry.items() if term["name"] == name)
