"""JSON Schemas (2020-12) of the files of the API.

Unknown keys are allowed, so keys may be added without a new version.
"""

from __future__ import annotations

from generator.data.columns import DAY, HTML, ID, SLUG, TEXT, URL, article_schema
from generator.data.written_values import Schema

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_COUNT: Schema = {"type": "integer", "minimum": 0}


def _record(required: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    return {"type": "object", "properties": {**required, **(optional or {})}, "required": list(required)}


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


_TEXTS = _list(TEXT)

_RETRACTION = _record({"id": ID, "url": URL, "title": TEXT, "date": DAY, "reason": TEXT})

_OFFICE = _record({"title": TEXT}, {"at": TEXT, "since": DAY, "until": DAY, "as_of": DAY})

_TERM = _record(
    {"slug": SLUG, "name": TEXT, "articles": _COUNT},
    {
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
        "offices": _list(_OFFICE),
        "formerly": {**_list(SLUG), "description": "Slugs it had before."},
    },
)

_CROSSING = _record({"row": SLUG, "column": SLUG, "articles": {**_COUNT, "minimum": 1}}, {"url": URL})

_EDITION = _record(
    {
        "id": ID,
        "url": URL,
        "week": {"type": "string", "pattern": "^[0-9]{4}-W[0-9]{2}$"},
        "first": DAY,
        "last": DAY,
        "articles": {**_list(ID), "minItems": 1},
    },
    {"title": TEXT, "summary": TEXT},
)


def _file(title: str, properties: dict[str, Schema]) -> Schema:
    head = {"$schema": URL, "title": TEXT, "license": URL}
    return {"$schema": _DIALECT, "title": title, **_record({**head, **properties})}


SCHEMAS: dict[str, Schema] = {
    "articles": _file(
        "Articles, newest first, and what was retracted",
        {"articles": _list(article_schema()), "retracted": _list(_RETRACTION)},
    ),
    "terms": _file("The terms of a taxonomy", {"taxonomy": SLUG, "name": TEXT, "terms": _list(_TERM)}),
    "crossings": _file(
        "How often terms of two taxonomies meet in an article",
        {"pairs": _list(_record({"rows": SLUG, "columns": SLUG, "crossings": _list(_CROSSING)}))},
    ),
    "editions": _file("Weekly editions, newest first", {"editions": _list(_EDITION)}),
    "index": _file("Every file of the API", {"files": _list(_record({"url": URL, "schema": URL}))}),
}
"""Name → schema."""
