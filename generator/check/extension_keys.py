"""Read the front matter keys that extensions add, each by the type in its row."""

from collections.abc import Iterator

from generator.check.fields import Fields
from generator.extension import active
from generator.model.settings import Settings


def extension_values(
    fields: Fields, settings: Settings
) -> Iterator[tuple[str, str | bool | tuple[str, ...]]]:
    """Yield each key that an article has, with its valid value."""
    for extension in active(settings):
        for key, row in extension.keys.items():
            value: str | bool | tuple[str, ...]
            if row["type"] == "list":
                value = tuple(text for text, _ in fields.placed_texts(key))
            elif row["type"] == "boolean":
                value = fields.flag(key)
            elif row["type"] == "choice":
                value = fields.choice(key, row["choices"])
            elif row["type"] == "url":
                value = fields.url(key)
            else:
                value = fields.text(key, most=row.get("limit", 200))
            if value:
                yield key, value
