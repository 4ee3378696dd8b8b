"""The columns of an article: what each is called, holds and means, in one table.

The JSON API and its schema, CSV, SQLite, the schema of front matter and the contribute page are all
made from `COLUMNS`, which has the order of front matter. A column is published when it has a `value`,
written by people when it has a `written` schema, and both when it has both.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.compose import written_values as written
from generator.compose.identity import identity
from generator.model.address import ROOT, absolute
from generator.model.article import Article
from generator.model.settings import Settings

Schema = dict[str, Any]
Record = dict[str, Any]
"""An article or a part of one as plain values; keys that would say nothing are left out."""

TEXT: Schema = {"type": "string", "minLength": 1}
DAY: Schema = {"type": "string", "format": "date", "pattern": r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"}
URL: Schema = {"type": "string", "format": "uri", "pattern": "^[Hh][Tt][Tt][Pp][Ss]?://"}
ID: Schema = {
    "type": "string",
    "pattern": "^tag:",
    "description": "Permanent identity (RFC 4151), the same in feeds.",
}
SLUG: Schema = {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"}
HTML: Schema = {"type": "string", "contentMediaType": "text/html"}


def record_of(required: dict[str, Schema], optional: dict[str, Schema] | None = None) -> Schema:
    """The schema of an object."""
    return {
        "type": "object",
        "properties": {**required, **(optional or {})},
        "required": list(required),
    }


def list_of(items: Schema) -> Schema:
    """The schema of a list."""
    return {"type": "array", "items": items}


def _by_taxonomy(items: Schema, description: str) -> Schema:
    lists = {**list_of(items), "minItems": 1}
    return {"type": "object", "additionalProperties": lists, "description": description}


@dataclass(frozen=True, slots=True)
class Column:
    """One column; see the module."""

    name: str
    """Its key in front matter and in the API, and its name in CSV and SQLite."""
    value: Callable[[Article, Settings], Any] | None = None
    """Reads it as JSON has it: text, a list or a record; None for what is not published."""
    schema: Schema | None = None
    """The JSON Schema of the value."""
    required: bool = False
    """Whether the API has the key even where its value is empty."""
    item: str = ""
    """For a list of texts: what SQLite calls one of them."""
    written: Schema | None = None
    """The JSON Schema of the front matter key; None for what nobody writes."""


CONTENT = "content_html"
"""The column with the text, which only the files of years hold; in SQLite it is `text`, in words."""

COLUMNS = (
    Column("id", lambda one, settings: identity(one, settings.authority), ID, required=True),
    Column("url", lambda one, settings: absolute(settings.url, one.address), URL, required=True),
    Column(
        "title",
        lambda one, _: one.title,
        TEXT,
        required=True,
        written=written.text(160, "Our headline: what happened, and who says so."),
    ),
    Column(
        "date",
        lambda one, _: str(one.date),
        {**DAY, "description": "The day the source published."},
        required=True,
        written=written.day("The day the source published, as in 2024-05-02."),
    ),
    Column(
        "changed",
        lambda one, _: str(one.changed),
        {**DAY, "description": "The last day on which the article changed."},
        required=True,
    ),
    Column(
        "source",
        lambda one, _: {
            "name": one.source.name,
            "url": one.source.url,
            "title": one.source.title,
            "language": one.source.language,
        },
        record_of({"name": TEXT}, {"url": URL, "title": TEXT, "language": TEXT}),
        required=True,
        written=written.record(
            "Who reported it and where.",
            {
                "name": written.text(160, "Who reported it."),
                "url": written.url("Where it can be read; left out only for print or broadcast."),
                "title": written.text(300, "The source's own headline, where ours differs."),
                "language": written.language("The source's language."),
            },
            required=("name",),
        ),
    ),
    Column(
        "authors",
        lambda one, _: list(one.authors),
        list_of(TEXT),
        item="name",
        written=written.list_of(written.text(200), "Who wrote the report.", most=20),
    ),
    Column(
        "terms",
        lambda one, _: {name: list(slugs) for name, slugs in one.terms.items() if slugs},
        _by_taxonomy(SLUG, "Taxonomy → slugs, as the article names them."),
        required=True,
    ),
    Column(
        "unlisted",
        lambda one, _: {name: list(names) for name, names in one.unlisted.items() if names},
        _by_taxonomy(TEXT, "Names that no registry knows."),
    ),
    Column(
        "summary",
        lambda one, _: one.summary,
        {"type": "string"},
        required=True,
        written=written.text(400, "One or two sentences in our own words."),
    ),
    Column(
        "language",
        lambda one, _: one.language,
        TEXT,
        required=True,
        written=written.language("The language of our text, where it is not the site's."),
    ),
    Column(
        "events",
        lambda one, _: [
            {"date": str(event.date), "end": str(event.end or ""), "label": event.label}
            for event in one.events
        ],
        list_of(record_of({"date": DAY, "label": TEXT}, {"end": DAY})),
        written=written.list_of(
            written.record(
                "A day, or a span of days.",
                {
                    "date": written.day("The day, or the first day."),
                    "end": written.day("The last day, where there are several."),
                    "label": written.text(200, "What happens on it."),
                },
                required=("date", "label"),
            ),
            "Days that the report is about.",
        ),
    ),
    Column(
        "tags",
        lambda one, _: list(one.tags),
        list_of(TEXT),
        item="tag",
        written=written.list_of(written.text(50, pattern=written.TAG), "Free words.", most=20),
    ),
    Column("updated", written=written.day("The day of the last change that matters.")),
    Column(
        "corrections",
        lambda one, _: [{"date": str(each.date), "note": each.note} for each in one.corrections],
        list_of(record_of({"date": DAY, "note": TEXT})),
        written=written.list_of(
            written.record(
                "One correction.",
                {
                    "date": written.day("The day of the correction."),
                    "note": written.text(600, "What was wrong."),
                },
                required=("date", "note"),
            ),
            "What was wrong and was put right.",
        ),
    ),
    Column(
        "retracted",
        written=written.record(
            "Why the article no longer counts.",
            {"date": written.day("The day it was withdrawn."), "reason": written.text(600, "Why.")},
            required=("date", "reason"),
        ),
    ),
    Column(
        "archive",
        lambda one, _: one.archive and {"url": one.archive.url, "date": str(one.archive.date or "")},
        record_of({"url": URL}, {"date": DAY}),
        written=written.record(
            "A stored copy of the source.",
            {"url": written.url("Its address."), "date": written.day("The day it was stored.")},
            required=("url",),
        ),
    ),
    Column(
        "same_event",
        written=written.list_of(
            written.text(200), "Slugs of articles on the same event; [] says that there are none."
        ),
    ),
    Column(
        "redirect_from",
        written=written.list_of(
            written.text(200, pattern=written.OLD_ADDRESS), "Old addresses of this article."
        ),
    ),
    Column(
        "id",
        written=written.text(
            300, "A permanent identity for feeds; do not change it.", pattern=written.TAG_URI
        ),
    ),
    Column("slug", written=written.slug("The last part of its address; without it, the file name.")),
    Column("draft", written={"type": "boolean", "description": "true keeps the article off the site."}),
    Column(
        CONTENT,
        lambda one, settings: one.body.html.replace(ROOT, settings.url),
        {**HTML, "description": "The text; in the files of years only."},
    ),
)

_FIRST = ("id", "url", "date", "changed", "title", "summary", "language", "source", "terms", "unlisted")
"""The order of published columns is older than that of front matter, and readers may count on it."""
PUBLISHED = sorted(
    (column for column in COLUMNS if column.value),
    key=lambda column: _FIRST.index(column.name) if column.name in _FIRST else len(_FIRST),
)
LISTS = tuple(column for column in PUBLISHED if column.schema and column.schema["type"] == "array")


def article_record(article: Article, settings: Settings) -> Record:
    """An article as the API publishes it, with its text."""
    values = ((column, column.value(article, settings)) for column in PUBLISHED if column.value)
    return {column.name: said(value) for column, value in values if value or column.required}


def said(value: Any) -> Any:  # noqa: ANN401 (a JSON value)
    """A record without the keys that say nothing, at any depth."""
    if isinstance(value, dict):
        return {key: said(one) for key, one in value.items() if one not in ("", None, (), [], {})}
    return [said(one) for one in value] if isinstance(value, list) else value


def article_schema() -> Schema:
    """The JSON Schema of what `article_record` makes."""
    schemas = {column.name: column.schema for column in PUBLISHED if column.schema}
    required = {column.name: schemas.pop(column.name) for column in PUBLISHED if column.required}
    return record_of(required, schemas)


def cells() -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """The columns that hold one text each, as a table of articles has them; the text itself is none.

    Yields:
        The column's name, the keys that lead to its value in a record, and whether a record always has it.
    """
    for column in PUBLISHED:
        schema = column.schema or {}
        if schema["type"] == "string" and column.name != CONTENT:
            yield column.name, (column.name,), column.required
        for key in schema.get("properties", ()):
            name = column.name if key == "name" else f"{column.name}_{key}"
            yield name, (column.name, key), column.required and key in schema["required"]


def cell(record: Record, path: tuple[str, ...]) -> str:
    """The text of one of the `cells`; empty where the record has none."""
    for key in path[:-1]:
        record = record.get(key, {})
    return str(record.get(path[-1], ""))
