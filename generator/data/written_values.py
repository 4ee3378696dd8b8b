"""JSON Schemas of values in front matter and registries, built from `written_values.toml`.

JSON Schema 2020-12, limited to keywords that draft 7 has too, since most editors stop there. Some
keywords (`patternErrorMessage`, `markdownEnumDescriptions`) are the editors' own.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from generator.check.fields import ROWS, Row
from generator.diagnostics.codes import advice_codes

Schema = dict[str, Any]
_TYPES = ROWS["types"]
LIMITS: Mapping[str, int] = {kind: row["limit"] for kind, row in _TYPES.items()}
"""Type → its maximum of characters, or of items."""
DAY: str = _TYPES["day"]["pattern"]
LANGUAGE: str = _TYPES["language"]["pattern"]
TEXT: str = _TYPES["text"]["pattern"]
URL: str = _TYPES["url"]["pattern"]


def schema_of(row: Row, made: Mapping[str, Schema] | None = None) -> Schema:
    """Make the schema of a value from its row in the table.

    `made` has the types that depend on the site, without descriptions.
    """
    kind = row["type"]
    description = {"description": row["description"]} if "description" in row else {}
    if made and kind in made:
        return {**made[kind], **description}
    if kind == "list":
        items = schema_of(row.get("items", {"type": "text"}), made)
        several = {"type": "array", "items": items, "maxItems": row.get("limit", LIMITS["list"])}
        if row.get("single"):  # one may stand without the list
            return {"anyOf": [items, several], **description}
        return {**several, **description}
    if kind == "record":
        properties = {key: schema_of(inner, made) for key, inner in row["keys"].items()}
        return record(row["description"], properties, row["required"])
    if kind == "advice":
        return {"type": "string", "enum": advice_codes()}
    if kind == "choice":
        return {"type": "string", "enum": list(row["choices"]), **description}
    if kind == "boolean":
        return {"type": "boolean", **description}
    if kind == "partial_day":  # YAML reads a year as a number
        days = {**text("day"), "format": "date"}
        years = {"type": "integer", "minimum": 1000, "maximum": 9999}
        return {"anyOf": [days, text(kind), years], **description}
    schema = {**text(kind, row.get("limit", 0)), **description}
    if kind == "day":
        schema["format"] = "date"
    return schema


def text(kind: str = "text", limit: int = 0) -> Schema:
    """Make the schema of a text.

    `limit` is the maximum number of characters; 0 stands for that of the type.
    """
    known = _TYPES[kind]
    return {
        "type": "string",
        "pattern": known["pattern"],
        "maxLength": limit or known["limit"],
        "patternErrorMessage": known["hint"],
    }


def record(description: str, properties: Mapping[str, Schema], required: Iterable[str]) -> Schema:
    """Make the schema of a mapping with these keys and no others."""
    return {
        "type": "object",
        "description": description,
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }
