"""The columns of an article: what each is called, holds and means, in one table.

The JSON API and its schema, CSV, SQLite, the schema of front matter, the order in which `digest fmt`
puts keys, and the contribute page are all made from `COLUMNS`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.data import written_values as written
from generator.data.written_values import Schema, day, language, list_of, record, text, url
from generator.model.address import ROOT, absolute
from generator.model.article import Article
from generator.model.feed_identity import identity
from generator.model.settings import Settings

Record = dict[str, Any]
"""An article or a part of one as JSON has it; keys that would say nothing are left out."""

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


@dataclass(frozen=True)
class Column:
    """One column. Its value is the article's attribute of the same name, unless it has a `value`."""

    name: str
    """Its key in front matter and in the API, and its name in CSV and SQLite."""
    written: Schema | None = None
    """The JSON Schema of the front matter key; None for what nobody writes."""
    required: bool = False
    """Whether the API has the key even where its value is empty."""
    published: bool = True
    item: str = ""
    """For a list of texts: what SQLite calls one of them."""
    value: Callable[[Article, Settings], Any] | None = None
    computed: Schema | None = None
    """The JSON Schema of a value that nobody writes."""

    @cached_property
    def schema(self) -> Schema:
        """The JSON Schema of the published value."""
        return self.computed or _published(self.written or {})

    def read(self, article: Article, settings: Settings) -> Any:  # noqa: ANN401 (a JSON value)
        """The published value of an article."""
        if self.value:
            return self.value(article, settings)
        return _plain(getattr(article, self.name), self.schema)


def _published(schema: Schema) -> Schema:
    """The schema of a published value, from that of the written one: without the bounds on typing."""
    description = {"description": schema["description"]} if "description" in schema else {}
    if schema["type"] == "array":
        return {"type": "array", "items": _published(schema["items"]), **description}
    if schema["type"] == "object":
        inner = {key: _published(one) for key, one in schema["properties"].items()}
        return {"type": "object", "properties": inner, "required": schema["required"], **description}
    kinds = {written.DAY: DAY, written.URL: URL}
    return {**kinds.get(schema["pattern"], TEXT), **description}


def _plain(value: Any, schema: Schema) -> Any:  # noqa: ANN401 (any attribute, as a JSON value)
    if value is None:
        return ""
    if schema["type"] == "array":
        return [_plain(one, schema["items"]) for one in value]
    if schema["type"] == "object":
        return {key: _plain(getattr(value, key), inner) for key, inner in schema["properties"].items()}
    return str(value)


def _by_taxonomy(items: Schema, description: str) -> Schema:
    lists = {"type": "array", "items": items, "minItems": 1}
    return {"type": "object", "additionalProperties": lists, "description": description}


def _described(schema: Schema, description: str) -> Schema:
    return {**schema, "description": description}


CONTENT = "content_html"
"""The column with the text, which only the files of years hold; in SQLite it is `text`, in words."""
_EVENT = {
    "date": day("The day, or the first day."),
    "end": day("The last day, where there are several."),
    "label": text(200, "What happens on it."),
}
_SOURCE = {
    "name": text(160, "Who reported it."),
    "url": url("Where it can be read; left out only for print or broadcast."),
    "title": text(300, "The source's own headline, where ours differs."),
    "language": language("The source's language."),
}
_CORRECTION = {"date": day("The day of the correction."), "note": text(600, "What was wrong.")}
_RETRACTION = {"date": day("The day it was withdrawn."), "reason": text(600, "Why.")}
_COPY = {"url": url("Its address."), "date": day("The day it was stored.")}

COLUMNS = (
    Column("id", computed=ID, value=lambda one, site: identity(one, site.authority), required=True),
    Column("url", computed=URL, value=lambda one, site: absolute(site.url, one.address), required=True),
    Column("title", text(160, "Our headline: what happened, and who says so."), required=True),
    Column("date", day("The day the source published, as in 2024-05-02."), required=True),
    Column("changed", computed=_described(DAY, "The last day on which the article changed."), required=True),
    Column("source", record("Who reported it and where.", _SOURCE, required=("name",)), required=True),
    Column("authors", list_of(text(200), "Who wrote the report.", most=20), item="name"),
    Column(
        "terms",
        computed=_by_taxonomy(SLUG, "Taxonomy → slugs, as the article names them."),
        value=lambda one, _: {name: list(slugs) for name, slugs in one.terms.items() if slugs},
        required=True,
    ),
    Column(
        "unlisted",
        computed=_by_taxonomy(TEXT, "Names that no registry knows."),
        value=lambda one, _: {name: list(names) for name, names in one.unlisted.items() if names},
    ),
    Column("summary", text(400, "One or two sentences in our own words."), required=True),
    Column("language", language("The language of our text, where it is not the site's."), required=True),
    Column(
        "events",
        list_of(
            record("A day, or a span of days.", _EVENT, required=("date", "label")),
            "Days that the report is about.",
        ),
    ),
    Column("tags", list_of(text(50, pattern=written.TAG), "Free words.", most=20), item="tag"),
    Column("updated", day("The day of the last change that matters."), published=False),
    Column(
        "corrections",
        list_of(
            record("One correction.", _CORRECTION, required=("date", "note")),
            "What was wrong and was put right.",
        ),
    ),
    Column(
        "retracted",
        record("Why the article no longer counts.", _RETRACTION, required=("date", "reason")),
        published=False,
    ),
    Column("archive", record("A stored copy of the source.", _COPY, required=("url",))),
    Column(
        "same_event",
        list_of(text(200), "Slugs of articles on the same event; [] says that there are none."),
        published=False,
    ),
    Column(
        "redirect_from",
        list_of(text(200, pattern=written.OLD_ADDRESS), "Old addresses of this article."),
        published=False,
    ),
    Column(
        "id",
        text(300, "A permanent identity for feeds; do not change it.", pattern=written.TAG_URI),
        published=False,
    ),
    Column("slug", written.slug("The last part of its address; without it, the file name."), published=False),
    Column(
        "draft",
        {"type": "boolean", "description": "true keeps the article off the site."},
        published=False,
    ),
    Column(
        CONTENT,
        computed=_described(HTML, "The text; in the files of years only."),
        value=lambda one, site: one.body.html.replace(ROOT, site.url),
    ),
)

_FIRST = ("id", "url", "date", "changed", "title", "summary", "language", "source", "terms", "unlisted")
"""The order of published columns is older than that of front matter, and readers may count on it."""
PUBLISHED = sorted(
    (column for column in COLUMNS if column.published),
    key=lambda column: _FIRST.index(column.name) if column.name in _FIRST else len(_FIRST),
)
LISTS = tuple(column for column in PUBLISHED if column.schema["type"] == "array")


def article_record(article: Article, settings: Settings) -> Record:
    """An article as the API publishes it, with its text."""
    values = ((column, column.read(article, settings)) for column in PUBLISHED)
    return {column.name: said(value) for column, value in values if value or column.required}


def said(value: Any) -> Any:  # noqa: ANN401 (a JSON value)
    """Leave out the keys of a record that say nothing, at any depth."""
    if isinstance(value, dict):
        return {key: said(one) for key, one in value.items() if one not in ("", None, (), [], {})}
    return [said(one) for one in value] if isinstance(value, list) else value


def article_schema() -> Schema:
    """The JSON Schema of what `article_record` makes."""
    required = [column.name for column in PUBLISHED if column.required]
    return {
        "type": "object",
        "properties": {column.name: column.schema for column in PUBLISHED},
        "required": required,
    }


def cells() -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """The columns that hold one text each, as a table of articles has them; the text itself is none.

    Yields:
        The column's name, the keys that lead to its value in a record, and whether a record always has it.
    """
    for column in PUBLISHED:
        schema = column.schema
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
