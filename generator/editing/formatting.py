"""`digest fmt`: write front matter in canonical form, or leave the file unchanged.

The result is parsed again and must mean the same. Files with errors are not changed.
"""

import re
from collections.abc import Mapping
from typing import Any

from generator.check.article_fields import Context
from generator.data.editor_schemas import article_schema
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import EditError
from generator.editing.canonical import block
from generator.editing.editable_files import SplitFile, split
from generator.editing.yaml_edits import commented, rewritten
from generator.editing.yaml_text import Values, YamlText, pairs, read, values_of
from generator.model.layout import ARTICLES, PAGES
from generator.read import document
from generator.read.folder import kind_of

Keys = Mapping[str, "Keys"]
"""Keys in order, each with the keys of its mapping or of the items in its list."""

_HEAD = re.compile(r"yaml-language-server:[^\n]*\n|\n[ \t]*\n")
"""Comments before it are about the file rather than about its first key."""
_SIMPLER = "write the front matter more simply: one `key: value` a line"

_PAGE_KEYS = ("title", "summary", "slug", "append", "redirect_from")


def formatted(
    data: bytes, path: str, keys: Mapping[str, Keys], context: Context, report: Report
) -> bytes | None:
    """Write a content file in canonical form; return None after reporting its errors.

    Raises:
        EditError: the canonical form would not mean the same.
    """
    errors = report.count("error")
    parsed = document.parse(data, path, context.settings.limits, report)
    source = split(data)
    if parsed is None or source is None or report.count("error") > errors:
        return None
    written = read(source.front)
    values = _sorted(written.values, keys[kind_of(path, context.settings)])
    front = _in_order(written, values)
    if read(front).values != values:
        raise EditError(f"{path}: cannot be formatted without changing its meaning", _SIMPLER)
    return SplitFile(front, source.body).canonical


def _in_order(written: YamlText, values: Values) -> str:
    """Write all entries anew, each with the comments above it.

    An entry that has comments within it stays as it is.
    """
    text, root = written.text, written.root
    if root.flow_style:
        return commented(written.comments_in(0, len(text)), 0) + block(values)
    position = 0
    for match in _HEAD.finditer(text, 0, root.start_mark.index):
        position = match.end()
    head = commented(written.comments_in(0, position), 0)
    entries: dict[Values, str] = {}
    for pair in pairs(root):
        key = values_of(pair[0])
        start, line_end, entry = rewritten(written, pair, (key, values[key]), 0)
        above = commented(written.comments_in(position, start), 0)
        position = written.lines_end(pair, 0)
        inside = written.comments_in(start, written.end_of(pair))
        if inside or written.comments_in(line_end, position):
            entry = text[start:position].rstrip("\n")
        entries[key] = f"{above}{entry}\n"
    below = commented(written.comments_in(position, len(text)), 0)
    return head + "".join(entries[key] for key in values) + below


def keys_of(context: Context) -> dict[str, Keys]:
    """Map each content folder to the keys of front matter in its files."""
    keys = {ARTICLES: article_keys(context), PAGES: {key: {} for key in _PAGE_KEYS}}
    for folder, own in context.settings.texts.items():
        keys[folder] = {key: {} for key in own.texts[folder]}
    return keys


def article_keys(context: Context) -> Keys:
    """The keys of an article's front matter on this site."""
    return _keys(article_schema(context.settings, context.taxonomies))


def _keys(schema: Mapping[str, Any]) -> Keys:
    properties = schema.get("items", schema).get("properties", {})
    return {key: _keys(inner) for key, inner in properties.items()}


def _sorted(values: Values, keys: Keys) -> Values:
    """Sort entries at every depth by the order of keys; unknown keys keep theirs and come last."""
    if isinstance(values, list):
        return [_sorted(item, keys) for item in values]
    if not isinstance(values, dict):
        return values
    known = [key for key in keys if key in values]
    order = dict.fromkeys([*known, *values])
    return {key: _sorted(values[key], keys.get(key, {})) for key in order}
