"""`digest fmt`: write front matter in canonical form, or leave the file unchanged.

The result is parsed again and must mean the same. Files with errors are not changed.
"""

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from itertools import pairwise
from typing import Any

from generator.check.article_fields import Context
from generator.data.editor_schemas import article_schema
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import EditError
from generator.editing.canonical import block_lines
from generator.editing.editable_files import SplitFile, split
from generator.editing.yaml_text import Pair, Values, YamlText, read, values_of
from generator.model.layout import ARTICLES, PAGES
from generator.read import document
from generator.read.folder import kind_of

_HEAD = re.compile(r"yaml-language-server:[^\n]*\n|\n[ \t]*\n")
"""Comments before it are about the file rather than about its first key."""
_SIMPLER = "write the front matter more simply: one `key: value` a line"

Keys = Mapping[str, "Keys"]
"""Keys in order, each with the keys of its mapping or of the items in its list."""

_PAGE_KEYS = ("title", "summary", "slug", "append", "redirect_from")


def formatted(
    data: bytes, path: str, keys: Mapping[str, Keys], context: Context, report: Report
) -> bytes | None:
    """Write a content file in canonical form; return None after reporting its errors.

    Raises:
        EditError: the canonical form would not mean the same (a bug).
    """
    errors = report.count("error")
    parsed = document.parse(data, path, context.settings.limits, report)
    source = split(data)
    if parsed is None or source is None or report.count("error") > errors:
        return None
    written = read(source.front)
    values = _sorted(written.values, keys[kind_of(path, context.settings)])
    front = "".join(f"{line}\n" for line in _lines(written, values))
    if front != source.front and read(front).values != values:
        raise EditError(f"{path}: cannot be formatted without changing its meaning", _SIMPLER)
    return SplitFile(front, source.body).canonical


def _lines(written: YamlText, values: Values) -> Iterator[str]:
    """Yield the canonical lines of values, with the comments in the text.

    An entry with comments inside it is left as written.
    """
    text = written.text
    entries = written.root.value
    starts = [key.start_mark.index for key, _ in entries] + [len(text)]
    position = 0
    for match in _HEAD.finditer(text, 0, starts[0]):
        position = match.end()
    yield from written.comments_in(0, position)
    lines: dict[Values, list[str]] = {}
    for pair, (start, following) in zip(entries, pairwise(starts), strict=True):
        key = values_of(pair[0])
        above = written.comments_in(position, start)
        entry = {key: values[key]}
        position, own = _entry_lines(written, pair, entry, following)
        lines[key] = [*above, *own]
    for key, value in values.items():
        yield from lines.get(key) or block_lines({key: value})
    yield from written.comments_in(position, len(text))


def _entry_lines(
    written: YamlText, pair: Pair, entry: dict[Values, Values], following: int
) -> tuple[int, list[str]]:
    """Write an entry in canonical form, with the comments in and beside it.

    Returns the entry's end in the text, and the lines. `following` is the start of the next entry.
    """
    text = written.text
    start, end = pair[0].start_mark.index, written.end_of(pair)
    line_end = min(text.index("\n", end), following)
    lines_end = min(written.lines_end(pair, 0), following)
    inside = written.comments_in(start, end)
    if inside or written.comments_in(line_end, lines_end):
        as_written = text[start:lines_end].rstrip("\n")
        with suppress(EditError):  # on its own it may be incomplete, as in {a: b, # c
            if read(as_written).values == entry:
                return lines_end, [as_written]
    first, *more = block_lines(entry)
    beside = written.comments_in(end, line_end)
    if len(beside) == 1:
        return line_end, [*inside, f"{first}  {beside[0]}", *more]
    return line_end, [*inside, *beside, first, *more]


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
