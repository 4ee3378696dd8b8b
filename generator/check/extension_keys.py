"""Read the front matter keys that extensions add, each by the type in its row."""

from collections.abc import Iterator
from dataclasses import fields

from generator.check.fields import Fields
from generator.diagnostics.failure import Failure
from generator.extension import active
from generator.model.article import Article
from generator.model.settings import Settings


def check_keys(settings: Settings) -> None:
    """Refuse a package whose key every article has already.

    Raises:
        Failure: the message names the package and the key.
    """
    known = {field.name for field in fields(Article)}
    for extension in active(settings):
        for key in extension.keys:
            if key in known:
                raise Failure(f"{extension.name}: '{key}' is already a key of every article")
            known.add(key)


def extension_values(
    values: Fields, settings: Settings
) -> Iterator[tuple[str, str | bool | tuple[str, ...]]]:
    """Yield each key that an article has, with its valid value."""
    for extension in active(settings):
        for key, row in extension.keys.items():
            value: str | bool | tuple[str, ...]
            if row["type"] == "list":
                value = tuple(text for text, _ in values.placed_texts(key))
            elif row["type"] == "boolean":
                value = values.flag(key)
            elif row["type"] == "choice":
                value = values.choice(key, row["choices"])
            elif row["type"] == "url":
                value = values.url(key)
            else:
                value = values.text(key, most=row.get("limit", 200))
            if value:
                yield key, value
