"""JSON Schemas of single values that people write: what they may be, and what an editor says of them.

JSON Schema 2020-12, limited to keywords that draft 7 has too, since most editors stop there. Some
keywords (`patternErrorMessage`, `markdownEnumDescriptions`) are the editors' own.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Schema = dict[str, Any]

# Patterns mean the same in ECMA-262 (with its `u` flag) and in Python: no \Z, no needless escapes.
SAID = r"\S"
DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
URL = r'^\s*[Hh][Tt][Tt][Pp][Ss]?://[^\s\\<>"`{}|^]+\s*$'
LANGUAGE = r"^\s*[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?\s*$"
SLUG = r"^\s*[a-z0-9]+(-[a-z0-9]+)*\s*$"
_NOT_IN_TAGS = r'\x00-\x1f!"#$%()*,:;<=>?@\[\\\]^`{|}~\x7f'
TAG = rf"^\s*[^ &+.'/{_NOT_IN_TAGS}-][^{_NOT_IN_TAGS}]*$"
PHRASE = r'^[^\x00-\x1f!"#$%()+:;<=>?@\[\\\]^_`{|}~\x7f]*[^\x00-\x20]$'
OLD_ADDRESS = r"^\s*/*[a-z0-9][a-z0-9./-]*\s*$"
TAG_URI = r"^\s*tag:[a-z0-9.-]+\.[a-z]{2,},[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?:[A-Za-z0-9_./~%-]+\s*$"

_HINTS = {
    SAID: "say something, or leave the key out",
    DAY: "write year-month-day, as in 2024-05-02",
    URL: "write it as in https://example.org/news/1",
    LANGUAGE: "write a code such as en, az, ru or pt-BR",
    SLUG: "use a-z, 0-9 and single hyphens, as in counter-terrorism",
    TAG: "use letters, digits, spaces and & + . ' / -",
    PHRASE: "write words, with a * only behind three letters or more",
    OLD_ADDRESS: "write the old path, as in articles/2024/05/old-name/",
    TAG_URI: "leave it out, or write tag:example.org,2024-05-02:name",
}


def text(most: int = 200, description: str = "", pattern: str = SAID) -> Schema:
    """One line of text; an editor that knows `patternErrorMessage` says what right looks like."""
    schema: Schema = {"type": "string", "pattern": pattern, "maxLength": most}
    hint = {"patternErrorMessage": _HINTS[pattern]} if pattern in _HINTS else {}
    return {**schema, **hint, **({"description": description} if description else {})}


def day(description: str) -> Schema:
    """A day as in 2024-05-02."""
    return {**text(10, description, DAY), "format": "date"}


def url(description: str) -> Schema:
    """A web address."""
    return text(2_000, description, URL)


def language(description: str) -> Schema:
    """A language tag (BCP 47)."""
    return text(35, description, LANGUAGE)


def slug(description: str = "") -> Schema:
    """A slug."""
    return text(100, description, SLUG)


def list_of(items: Schema, description: str, *, most: int = 50) -> Schema:
    """A list of at most so many items."""
    return {"type": "array", "items": items, "maxItems": most, "description": description}


def record(description: str, properties: Mapping[str, Schema], required: tuple[str, ...]) -> Schema:
    """A mapping with these keys and no others."""
    return {
        "type": "object",
        "description": description,
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }


def described(values: Mapping[str, str]) -> Schema:
    """A closed list of values, each with its name for readers."""
    return {"enum": list(values), "markdownEnumDescriptions": list(values.values())}
