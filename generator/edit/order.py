"""The canonical order of keys: that of the schema, which a test holds against the check."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.check.article import Context
from generator.check.edition import KEYS
from generator.compose.editor_schemas import article_schema
from generator.edit.files import kind_of
from generator.edit.syntax import Collection
from generator.layout import EDITIONS, PAGES

Keys = Mapping[str, "Keys"]
"""Keys in their order, each with the keys within its value, or within the items of it."""

PAGE_KEYS: Keys = {"title": {}, "summary": {}, "slug": {}, "append": {}, "redirect_from": {}}
EDITION_KEYS: Keys = {key: {} for key in KEYS}


def keys_for(path: str, context: Context) -> Keys:
    """The keys of a content file's front matter."""
    known = {PAGES: PAGE_KEYS, EDITIONS: EDITION_KEYS}
    return known.get(kind_of(path)) or article_keys(context)


def article_keys(context: Context) -> Keys:
    """The keys of an article's front matter on this site."""
    return _keys(article_schema(context.settings, context.taxonomies))


def _keys(schema: Mapping[str, Any]) -> Keys:
    properties = schema.get("items", schema).get("properties", {})
    return {key: _keys(inner) for key, inner in properties.items()}


def sort(collection: Collection, keys: Keys) -> None:
    """Put entries in order, at every depth; keys that are not known stay behind, as they came."""
    if collection.keyed and keys:
        ranks = {key: rank for rank, key in enumerate(keys)}
        collection.slots.sort(key=lambda slot: ranks.get(slot.name, len(ranks)))
    for slot in collection.slots:
        if isinstance(slot.node, Collection):
            sort(slot.node, keys.get(slot.name, {}) if collection.keyed else keys)
