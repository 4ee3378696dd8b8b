"""The columns of an article, made from the keys of front matter in `written_values.toml`.

The JSON API, its schema and CSV are all made from them.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from keyword import iskeyword
from types import MappingProxyType
from typing import Any

from generator.check.fields import ARTICLE, Row
from generator.data.structured import without_blanks
from generator.data.written_values import DAY, URL, Schema, schema_of
from generator.model.address import with_base
from generator.model.article import Article
from generator.model.feed_identity import identity
from generator.model.settings import Settings
from generator.read.tables import table

Record = dict[str, Any]
"""An article or a part of one as a JSON object; keys with empty values are left out."""

API: Mapping[str, Any] = table(__package__, "api")


def published(value: Any) -> Schema:  # noqa: ANN401 (a value of a TOML file)
    """Make the JSON Schema of a value that is described in `api.toml`.

    A table without `of` is itself a schema.
    """
    if isinstance(value, list):
        return {"type": "array", "items": published(value[0])}
    if isinstance(value, dict):
        schema = {**published(value["of"]), **value} if "of" in value else dict(value)
        schema.pop("of", None)
        return schema
    if value == "article":
        return article_schema()
    return API["types"].get(value) or record_schema(**API["records"][value])


def record_schema(
    required: Mapping[str, Any], optional: Mapping[str, Any] = MappingProxyType({})
) -> Schema:
    """Make the JSON Schema of a record.

    Both arguments map a key to the description of its value in `api.toml`.
    """
    properties = {key: published(value) for key, value in {**required, **optional}.items()}
    return {"type": "object", "properties": properties, "required": list(required)}


@dataclass(frozen=True)
class Column:
    """A column of the published data, made from a key of front matter."""

    name: str
    """Its key in front matter and in the API, and its name in CSV."""
    schema: Schema
    """The JSON Schema of the published value."""
    required: bool
    """Whether the API has the key even if its value is empty."""
    value: Callable[[Article, Settings], Any]
    """The published value of an article."""


def _as_published(schema: Schema) -> Schema:
    """Turn the schema of a value in front matter into that of the published value.

    Limits are for writers, so the published schema has none.
    """
    description = {"description": schema["description"]} if "description" in schema else {}
    if "anyOf" in schema:
        *_, several = schema["anyOf"]
        if several["type"] != "array":
            return {**published("partial_day"), **description}
        return {**_as_published(several), **description}
    if schema["type"] == "array":
        return {"type": "array", "items": _as_published(schema["items"]), **description}
    if schema["type"] == "object":
        inner = {key: _as_published(value) for key, value in schema["properties"].items()}
        return {
            "type": "object",
            "properties": inner,
            "required": schema["required"],
            **description,
        }
    if schema["type"] == "boolean" or "enum" in schema:
        return {key: schema[key] for key in ("type", "enum", "description") if key in schema}
    kinds = {DAY: "day", URL: "url"}
    return {**published(kinds.get(schema.get("pattern", ""), "text")), **description}


def plain(value: Any, schema: Schema) -> Any:  # noqa: ANN401 (any attribute, as a JSON value)
    """Turn an attribute of an article or a term into a JSON value; None becomes an empty text."""
    if value is None:
        return ""
    if schema["type"] == "array":
        return [plain(item, schema["items"]) for item in value]
    if isinstance(value, Mapping):
        return dict(value)
    if schema["type"] == "object":
        return {
            key: plain(getattr(value, (f"{key}_" if iskeyword(key) else key)), inner)
            for key, inner in schema["properties"].items()
        }
    return value if schema["type"] == "boolean" else str(value)


CONTENT = "content_html"
"""The column with the text, which only the yearly files contain."""
_COMPUTED: dict[str, Callable[[Article, Settings], Any]] = {
    "id": lambda article, settings: identity(article, settings.authority),
    "url": lambda article, settings: settings.url + article.address,
    "terms": lambda article, _: {
        name: list(slugs) for name, slugs in article.terms.items() if slugs
    },
    "unlisted": lambda article, _: {
        name: list(names) for name, names in article.unlisted.items() if names
    },
    CONTENT: lambda article, settings: with_base(article.body.html, settings.url),
}
"""Columns that differ from the article's attribute of the same name."""


def column_of(name: str, row: Row) -> Column:
    """Make the column of a key in `written_values.toml`."""
    own = API["article"].get(name)
    schema = published(own) if own else _as_published(schema_of(row))

    def attribute(article: Article, _: Settings) -> Any:  # noqa: ANN401 (a JSON value)
        return plain(getattr(article, name), schema)

    required = row.get("published") == "always"
    return Column(name, schema, required, _COMPUTED.get(name, attribute))


def columns_of(name: str, row: Row) -> Iterator[Column]:
    """Make the columns of a key: two if one value may stand without its list.

    The first has the first value, as when there was only one; the second has all of them.
    """
    column = column_of(name, row)
    if row.get("single"):

        def first(article: Article, settings: Settings) -> Any:  # noqa: ANN401 (a JSON value)
            return next(iter(all_of(article, settings)), {})

        all_of = column.value
        yield replace(column, schema=column.schema["items"], value=first)
        column = replace(column, name=f"{name}s")
    yield column


_PUBLISHED = {name: row for name, row in ARTICLE.items() if row.get("published") != "never"}
_ORDER = dict.fromkeys([*API["order"], *_PUBLISHED])
PUBLISHED = [column for name in _ORDER for column in columns_of(name, _PUBLISHED[name])]
FACTS = [column for column in PUBLISHED if column.name != CONTENT]
"""All but the text, which the files of the whole archive leave out."""
LISTS = tuple(column for column in PUBLISHED if column.schema["type"] == "array")


def article_record(
    article: Article, settings: Settings, columns: Sequence[Column] = PUBLISHED
) -> Record:
    """Make the record of an article that the API publishes, with its text unless left out."""
    values = ((column, column.value(article, settings)) for column in columns)
    return {
        column.name: without_blanks(value) for column, value in values if value or column.required
    }


def article_schema() -> Schema:
    """Make the JSON Schema of the records that `article_record` returns."""
    properties = {column.name: column.schema for column in PUBLISHED}
    return record_schema(properties) | {
        "required": [column.name for column in PUBLISHED if column.required]
    }


def cells() -> Iterator[tuple[str, tuple[str, ...], bool]]:
    """Yield the columns of a table of articles, one for each short text in a record.

    Yields:
        The column's name, the keys that lead to its value in a record, and whether a record always
        has it.
    """
    for column in PUBLISHED:
        schema = column.schema
        if schema["type"] == "string" and column.name != CONTENT:
            yield column.name, (column.name,), column.required
        for key in schema.get("properties", ()):
            name = column.name if key == "name" else f"{column.name}_{key}"
            yield name, (column.name, key), column.required and key in schema["required"]


def cell(record: Record, path: tuple[str, ...]) -> str:
    """The text at a path from `cells`; "" if the record has none."""
    for key in path[:-1]:
        record = record.get(key, {})
    return str(record.get(path[-1], ""))
