"""JSON Schemas (2020-12) of the files of the API.

A schema allows keys that it does not know: later ones may be added without a new version.
"""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": "string", "minLength": 1}
_TEXTS: Schema = {"type": "array", "items": _TEXT}
_DAY: Schema = {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
_URL: Schema = {"type": "string", "format": "uri", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"}
_ID: Schema = {
    "type": "string",
    "pattern": "^tag:",
    "description": "Permanent identity (RFC 4151), the same in feeds.",
}
_SLUG: Schema = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_HTML: Schema = {"type": "string", "contentMediaType": "text/html"}


def _record(required: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
    }


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _by_taxonomy(items: Schema) -> Schema:
    return {"type": "object", "additionalProperties": {**_list(items), "minItems": 1}}


_SOURCE = _record({"name": _TEXT}, {"url": _URL, "title": _TEXT, "language": _TEXT})

_ARTICLE = _record(
    {
        "id": _ID,
        "url": _URL,
        "date": {**_DAY, "description": "The day the source published."},
        "changed": {**_DAY, "description": "The last day on which the article changed."},
        "title": _TEXT,
        "summary": {"type": "string"},
        "language": _TEXT,
        "source": _SOURCE,
        "terms": {**_by_taxonomy(_SLUG), "description": "Taxonomy → slugs, as the article names them."},
    },
    {
        "unlisted": {**_by_taxonomy(_TEXT), "description": "Names that no registry knows."},
        "authors": _TEXTS,
        "events": _list(_record({"date": _DAY, "label": _TEXT}, {"end": _DAY})),
        "tags": _TEXTS,
        "corrections": _list(_record({"date": _DAY, "note": _TEXT})),
        "archive": _record({"url": _URL}, {"date": _DAY}),
        "content_html": {**_HTML, "description": "The text; in the files of years only."},
    },
)

_RETRACTION = _record({"id": _ID, "url": _URL, "title": _TEXT, "date": _DAY, "reason": _TEXT})

_OFFICE = _record({"title": _TEXT}, {"at": _TEXT, "since": _DAY, "until": _DAY, "as_of": _DAY})

_TERM = _record(
    {"slug": _SLUG, "name": _TEXT, "articles": _COUNT},
    {
        "url": _URL,
        "acronym": _TEXT,
        "aliases": _TEXTS,
        "ambiguous": {**_TEXTS, "description": "Names that others bear too."},
        "languages": {"type": "object", "additionalProperties": _TEXT},
        "country": {"type": "string", "pattern": "^[A-Z]{2}$"},
        "language": _TEXT,
        "kind": _TEXT,
        "parent": _TEXT,
        "successor": _TEXT,
        "website": _URL,
        "since": _DAY,
        "until": _DAY,
        "description_html": _HTML,
        "offices": _list(_OFFICE),
        "formerly": {**_list(_SLUG), "description": "Slugs it had before."},
    },
)

_CROSSING = _record({"row": _SLUG, "column": _SLUG, "articles": {**_COUNT, "minimum": 1}}, {"url": _URL})

_EDITION = _record(
    {
        "id": _ID,
        "url": _URL,
        "week": {"type": "string", "pattern": "^[0-9]{4}-W[0-9]{2}$"},
        "first": _DAY,
        "last": _DAY,
        "articles": {**_list(_ID), "minItems": 1},
    },
    {"title": _TEXT, "summary": _TEXT},
)


def _file(title: str, properties: dict[str, Schema]) -> Schema:
    head = {"$schema": _URL, "title": _TEXT, "license": _URL}
    return {"$schema": _DIALECT, "title": title, **_record({**head, **properties})}


SCHEMAS: dict[str, Schema] = {
    "articles": _file(
        "Articles, newest first, and what was retracted",
        {"articles": _list(_ARTICLE), "retracted": _list(_RETRACTION)},
    ),
    "terms": _file("The terms of a taxonomy", {"taxonomy": _SLUG, "name": _TEXT, "terms": _list(_TERM)}),
    "crossings": _file(
        "How often terms of two taxonomies meet in an article",
        {"pairs": _list(_record({"rows": _SLUG, "columns": _SLUG, "crossings": _list(_CROSSING)}))},
    ),
    "editions": _file("Weekly editions, newest first", {"editions": _list(_EDITION)}),
    "index": _file("Every file of the API", {"files": _list(_record({"url": _URL, "schema": _URL}))}),
}
"""Name → schema."""
