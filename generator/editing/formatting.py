"""`digest fmt`: front matter in its canonical form, or not touched at all.

What is written is read again and must mean the same; a file that cannot be
read without an error is left as it is.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from generator.check.article_fields import Context, check_article
from generator.check.edition_fields import KEYS
from generator.data.editor_schemas import article_schema
from generator.diagnostics.diagnostics import Report
from generator.editing.canonical import written
from generator.editing.editable_files import SplitFile, kind_of, meaning_of, meaning_of_keys, split
from generator.editing.edition_draft import sealed_like
from generator.editing.error import EditError
from generator.editing.yaml_tree import YamlNode, entry_of, read
from generator.model.feed_identity import identity
from generator.model.layout import EDITIONS, PAGES
from generator.read import document

_SIMPLER = "write the front matter more simply: one `key: value` a line"
_BOM = b"\xef\xbb\xbf"

Keys = Mapping[str, "Keys"]
"""Keys in their order, each with the keys within its value, or within the items of it."""

PAGE_KEYS: Keys = {"title": {}, "summary": {}, "slug": {}, "append": {}, "redirect_from": {}}
EDITION_KEYS: Keys = {key: {} for key in KEYS}


def formatted(
    data: bytes, path: str, keys: Keys, context: Context, report: Report, *, ids: bool = False
) -> bytes | None:
    """A content file in canonical form.

    Args:
        data: The file.
        path: What problems call it.
        keys: The order of its keys.
        context: The limits it is read under.
        report: Gains whatever is wrong with the file.
        ids: Also write down the permanent identity that feeds give an article. Drafts have none yet,
            since their date and slug may still change.

    Returns:
        The file to write; None, after saying why, when it has an error.

    Raises:
        EditError: when the canonical form would not mean the same (a mistake of ours).
    """
    data = data.removeprefix(_BOM)
    before = report.count("error")
    parsed = document.parse(data, path, context.settings.limits, report)
    source = split(data)
    if parsed is None or source is None or report.count("error") > before:
        return None
    article = check_article(parsed, context, report) if ids else None
    if ids and article is None:
        return None
    tree = read(source.front)
    wanted = meaning_of_keys(parsed.front_matter)
    if article and not (article.id or article.draft):
        value = identity(article, context.settings.authority)
        tree.root.slots.append(entry_of("id", value))
        wanted["id"] = ("text", value)
    sort_keys(tree.root, keys)
    front = written(tree)
    if front != source.front and meaning_of(front) != wanted:
        raise EditError(f"{path}: cannot be formatted without changing what it says", _SIMPLER)
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
    """Put entries in order, at every depth; keys that are not known stay behind, as they came."""
    if node.keyed and keys:
        ranks = {key: rank for rank, key in enumerate(keys)}
        node.slots.sort(key=lambda slot: ranks.get(slot.name, len(ranks)))
    for slot in node.slots:
        sort_keys(slot.node, keys.get(slot.name, {}) if node.keyed else keys)
