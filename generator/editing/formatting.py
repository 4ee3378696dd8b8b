"""`digest fmt`: write front matter in canonical form, or leave the file unchanged.

The result is parsed again and must mean the same. Files with errors are not changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.check.article_fields import Context, check_article
from generator.check.edition_fields import KEYS
from generator.data.editor_schemas import article_schema
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import EditError
from generator.editing.canonical import dump
from generator.editing.editable_files import SplitFile, kind_of, meaning, meaning_of, split
from generator.editing.edition_draft import sealed_like
from generator.editing.yaml_tree import YamlNode, entry_of, read
from generator.model.feed_identity import identity
from generator.model.layout import EDITIONS, PAGES
from generator.read import document

_SIMPLER = "write the front matter more simply: one `key: value` a line"

Keys = Mapping[str, "Keys"]
"""Keys in order, each with the keys of its mapping or of the items in its list."""

PAGE_KEYS: Keys = {"title": {}, "summary": {}, "slug": {}, "append": {}, "redirect_from": {}}
EDITION_KEYS: Keys = {key: {} for key in KEYS}


def formatted(
    data: bytes, path: str, keys: Keys, context: Context, report: Report, *, ids: bool = False
) -> bytes | None:
    """Bring a content file into canonical form; return None if it has errors.

    Args:
        data: The file.
        path: Its path in messages.
        keys: The order of its keys.
        context: Settings and registries.
        report: Gains the errors of the file.
        ids: Also write a published article's identity in feeds. The date and slug of a draft may still
            change, so it has none yet.

    Raises:
        EditError: the canonical form would not mean the same (a bug).
    """
    errors = report.count("error")
    parsed = document.parse(data, path, context.settings.limits, report)
    source = split(data)
    if parsed is None or source is None or report.count("error") > errors:
        return None
    article = check_article(parsed, context, report) if ids else None
    if ids and article is None:
        return None
    tree = read(source.front)
    wanted = {key: meaning(value) for key, (_, value) in parsed.front_matter.entries.items()}
    if article and not (article.id or article.draft):
        value = identity(article, context.settings.authority)
        tree.root.slots.append(entry_of("id", value))
        wanted["id"] = ("text", value)
    sort_keys(tree.root, keys)
    front = dump(tree)
    if front != source.front and meaning_of(front) != wanted:
        raise EditError(f"{path}: cannot be formatted without changing its meaning", _SIMPLER)
    return sealed_like(data, SplitFile(front, source.body).canonical)


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


def sort_keys(node: YamlNode, keys: Keys) -> None:
    """Sort entries at every depth; unknown keys come last, in their order."""
    if node.is_mapping and keys:
        ranks = {key: rank for rank, key in enumerate(keys)}
        node.slots.sort(key=lambda slot: ranks.get(slot.name, len(ranks)))
    for slot in node.slots:
        sort_keys(slot.node, keys.get(slot.name, {}) if node.is_mapping else keys)
