"""JSON Schemas (2020-12) of the files of the API.

A schema allows keys that it does not know: later ones may be added without a new version.
"""

from __future__ import annotations

from generator.compose.data.columns import (
    DAY,
    HTML,
    ID,
    SLUG,
    TEXT,
    URL,
    Schema,
    article_schema,
    list_of,
    record_of,
)

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_COUNT: Schema = {"type": "integer", "minimum": 0}
_TEXTS = list_of(TEXT)

_RETRACTION = record_of({"id": ID, "url": URL, "title": TEXT, "date": DAY, "reason": TEXT})

_OFFICE = record_of({"title": TEXT}, {"at": TEXT, "since": DAY, "until": DAY, "as_of": DAY})

_TERM = record_of(
    {"slug": SLUG, "name": TEXT, "articles": _COUNT},
    {
        "url": URL,
        "acronym": TEXT,
        "aliases": _TEXTS,
        "ambiguous": {**_TEXTS, "description": "Names that others bear too."},
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
        "offices": list_of(_OFFICE),
        "formerly": {**list_of(SLUG), "description": "Slugs it had before."},
    },
)

_CROSSING = record_of({"row": SLUG, "column": SLUG, "articles": {**_COUNT, "minimum": 1}}, {"url": URL})

_EDITION = record_of(
    {
        "id": ID,
        "url": URL,
        "week": {"type": "string", "pattern": "^[0-9]{4}-W[0-9]{2}$"},
        "first": DAY,
        "last": DAY,
        "articles": {**list_of(ID), "minItems": 1},
    },
    {"title": TEXT, "summary": TEXT},
)


def _file(title: str, properties: dict[str, Schema]) -> Schema:
    head = {"$schema": URL, "title": TEXT, "license": URL}
    return {"$schema": _DIALECT, "title": title, **record_of({**head, **properties})}


SCHEMAS: dict[str, Schema] = {
    "articles": _file(
        "Articles, newest first, and what was retracted",
        {"articles": list_of(article_schema()), "retracted": list_of(_RETRACTION)},
    ),
    "terms": _file("The terms of a taxonomy", {"taxonomy": SLUG, "name": TEXT, "terms": list_of(_TERM)}),
    "crossings": _file(
        "How often terms of two taxonomies meet in an article",
        {"pairs": list_of(record_of({"rows": SLUG, "columns": SLUG, "crossings": list_of(_CROSSING)}))},
    ),
    "editions": _file("Weekly editions, newest first", {"editions": list_of(_EDITION)}),
    "index": _file("Every file of the API", {"files": list_of(record_of({"url": URL, "schema": URL}))}),
}
"""Name → schema."""
