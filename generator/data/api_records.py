"""Records of the API other than articles, and the JSON Schemas (2020-12) of its files.

Unknown keys are allowed, so keys may be added without a new version. An article's record and schema are
made from its columns (`data.columns`).
"""

from __future__ import annotations

from collections.abc import Iterable

from generator.data.columns import (
    DAY,
    HTML,
    ID,
    SLUG,
    TEXT,
    URL,
    Record,
    article_schema,
    plain,
    without_blanks,
)
from generator.data.written_values import Schema
from generator.model import address
from generator.model.address import ROOT, absolute
from generator.model.article import Article
from generator.model.feed_identity import identity
from generator.model.settings import Settings
from generator.model.site import Site
from generator.model.term import Term


def _record(required: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    return {"type": "object", "properties": {**required, **(optional or {})}, "required": list(required)}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


_COUNT: Schema = {"type": "integer", "minimum": 0}
_TEXTS = _list(TEXT)
_TERM = {
    "url": URL,
    "acronym": TEXT,
    "aliases": _TEXTS,
    "ambiguous": {**_TEXTS, "description": "Names that are shared with others."},
    "languages": {"type": "object", "additionalProperties": TEXT},
    "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
    "language": TEXT,
    "kind": TEXT,
    "parent": TEXT,
    "successor": TEXT,
    "website": URL,
    "since": DAY,
    "until": DAY,
    "description_html": HTML,
    "offices": _list(_record({"title": TEXT}, {"at": TEXT, "since": DAY, "until": DAY, "as_of": DAY})),
    "formerly": {**_list(SLUG), "description": "Slugs it had before."},
}
"""The keys of a term that it may lack → their schemas."""
_ATTRIBUTES = {"website": "url", "description_html": "description", "formerly": "redirect_from"}
"""Key → attribute of `Term`, where the names differ."""


def term_records(site: Site, taxonomy: str) -> list[Record]:
    """Every declared term of a taxonomy; of the world's countries those with articles."""
    terms = site.taxonomies[taxonomy]
    return [_term_record(site, taxonomy, term) for term in terms if site.has_page(taxonomy, term.slug)]


def _term_record(site: Site, taxonomy: str, term: Term) -> Record:
    """A term with all its names, and the number of articles that name it or one of its descendants."""
    values = {key: plain(getattr(term, _ATTRIBUTES.get(key, key)), schema) for key, schema in _TERM.items()}
    values["url"] = absolute(site.settings.url, address.term(taxonomy, term.slug))
    values["description_html"] = term.description.replace(ROOT, site.settings.url)
    count = len(site.members[taxonomy].get(term.slug, ()))
    return {"slug": term.slug, "name": term.name, "articles": count, **without_blanks(values)}


def retraction_records(articles: Iterable[Article], settings: Settings) -> list[Record]:
    """The articles that were retracted."""
    return [
        {
            "id": identity(article, settings.authority),
            "url": absolute(settings.url, article.address),
            "title": article.title,
            "date": str(article.retracted.date),
            "reason": article.retracted.reason,
        }
        for article in articles
        if article.retracted
    ]


def _file(title: str, properties: dict[str, Schema]) -> Schema:
    head = {"$schema": URL, "title": TEXT}
    dialect = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": dialect, "title": title, **_record({**head, **properties}, {"license": URL})}


_RETRACTION = _record({"id": ID, "url": URL, "title": TEXT, "date": DAY, "reason": TEXT})
_CROSSING = _record({"row": SLUG, "column": SLUG, "articles": {**_COUNT, "minimum": 1}}, {"url": URL})
_WEEK = {"type": "string", "pattern": "^[0-9]{4}-W[0-9]{2}$"}
_EDITION = _record(
    {
        "id": ID,
        "url": URL,
        "week": _WEEK,
        "first": DAY,
        "last": DAY,
        "articles": {**_list(ID), "minItems": 1},
    },
    {"title": TEXT, "summary": TEXT},
)
SCHEMAS: dict[str, Schema] = {
    "articles": _file(
        "Articles, newest first, and what was retracted",
        {"articles": _list(article_schema()), "retracted": _list(_RETRACTION)},
    ),
    "terms": _file(
        "The terms of a taxonomy",
        {
            "taxonomy": SLUG,
            "name": TEXT,
            "terms": _list(_record({"slug": SLUG, "name": TEXT, "articles": _COUNT}, _TERM)),
        },
    ),
    "crossings": _file(
        "How often terms of two taxonomies meet in an article",
        {"pairs": _list(_record({"rows": SLUG, "columns": SLUG, "crossings": _list(_CROSSING)}))},
    ),
    "editions": _file("Weekly editions, newest first", {"editions": _list(_EDITION)}),
    "index": _file("Every file of the API", {"files": _list(_record({"url": URL, "schema": URL}))}),
}
"""Name of a kind of file → its schema."""
