"""Change values in YAML text: an entry whose value changes is written anew, all others stay.

A nested mapping is changed entry by entry too, so a change of one term of a registry is a change of
few lines. Comments stay: those within an entry that is written anew move above it.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from unicodedata import is_normalized

from generator.diagnostics.failure import EditError
from generator.editing.canonical import block
from generator.editing.yaml_text import (
    Pair,
    Plain,
    Values,
    YamlNode,
    YamlText,
    is_block_mapping,
    pairs,
    read,
    values_of,
)

_HEAD = re.compile(r"yaml-language-server:[^\n]*\n|\n[ \t]*\n")
"""Comments before it are about the file rather than about its first key."""


def edited(text: str, values: Values, path: str, *, tidy: bool = False) -> str:
    """Write other values into a YAML text, whose entries get the order of the values.

    `tidy` writes all entries anew but those with comments in them.

    Raises:
        EditError: the text cannot be read, or the new text would have other values; the message
            names `path`.
    """
    source = read(text, path)
    if values == source.values and not tidy:
        return text
    changed = _commented(source, 0, len(source.text), 0) + block(values)
    if is_block_mapping(source.root):
        start = 0
        for match in _HEAD.finditer(source.text, 0, source.root.start_mark.index):
            start = match.end()
        entries = _entries(source, source.root, start, values, tidy=tidy)
        changed = _between(source, 0, start, 0, tidy=tidy) + "".join(entries)
    # Composed letters (NFC) would be other letters if the text was written with escapes.
    if read(changed).values != values or not is_normalized("NFC", changed):
        raise EditError(
            f"{path}: cannot be edited without changing other values",
            "write the front matter more simply: one `key: value` a line",
        )
    return changed


def _entries(
    source: YamlText, node: YamlNode, start: int, values: Values, *, tidy: bool
) -> Iterator[str]:
    """Yield the lines of each entry of a mapping, with the comments above it.

    A key that is gone, where one is new, has been renamed.
    """
    old = {values_of(pair[0]): pair for pair in pairs(node)}
    gone, new = [key for key in old if key not in values], [key for key in values if key not in old]
    names = dict(zip(gone, new, strict=True)) if len(gone) == len(new) == 1 else {}
    column = int(node.start_mark.column)
    written: dict[Values, str] = {}
    comments = ""
    for key, pair in old.items():
        first = source.text.rfind("\n", 0, pair[0].start_mark.index) + 1
        end = source.lines_end(pair, column)
        comments += _between(source, start, first, column, tidy=tidy)
        name = names.get(key, key)
        if name in values:
            entry = _entry(source, pair, (name, values[name]), (first, end), column, tidy=tidy)
            written[name] = comments + entry
            comments = ""
        else:
            comments += _commented(source, first, end, column)
        start = end
    for key, value in values.items():
        yield written.get(key) or block({key: value}, column)
    end = len(source.text) if node is source.root else start
    yield comments + _between(source, start, end, column, tidy=tidy)


def _entry(
    source: YamlText,
    pair: Pair,
    entry: tuple[Values, Values],
    lines: tuple[int, int],
    column: int,
    *,
    tidy: bool,
) -> str:
    """Write an entry, as it is or anew; `lines` are the offsets of its lines."""
    key, node = pair
    (name, value), (first, end) = entry, lines
    text = source.text
    last = source.end_of(pair)
    line_end = text.index("\n", last)
    inside, beside = source.comments_in(first, last), source.comments_in(last, line_end)
    is_same = values_of(node) == value and values_of(key) == name
    if is_same and (not tidy or inside or source.comments_in(line_end, end)):
        return text[first:end]
    if isinstance(value, dict) and value and is_block_mapping(node) and not tidy:
        below = text.rfind("\n", 0, node.start_mark.index) + 1
        if below > first:
            head = text[first:below]
            if values_of(key) != name:
                head = block({name: Plain("")}, column) + _commented(source, first, below, column)
            return head + "".join(_entries(source, node, below, value, tidy=tidy))
    line, rest, more = block({name: value}, column).partition("\n")
    if len(beside) == 1:
        line += f"  {beside[0]}"
    above = _commented(source, first, last, column)
    return above + line + rest + more + _commented(source, line_end, end, column)


def _commented(source: YamlText, start: int, end: int, column: int) -> str:
    """The comments between two offsets, each on a line of its own."""
    return "".join(f"{' ' * column}{one}\n" for one in source.comments_in(start, end))


def _between(source: YamlText, start: int, end: int, column: int, *, tidy: bool) -> str:
    """The lines between two entries, as they are or only their comments."""
    return _commented(source, start, end, column) if tidy else source.text[start:end]


def put(mapping: Values, key: str, value: Values, order: Iterable[str]) -> None:
    """Set a value; a new key is inserted after those that precede it in the order of keys."""
    if key in mapping:
        mapping[key] = value
        return
    keys = list(order)
    earlier = list(mapping)
    if key in keys:
        earlier = keys[: keys.index(key)]
    position = 0
    for index, known in enumerate(mapping, 1):
        if known in earlier:
            position = index
    entries = list(mapping.items())
    entries.insert(position, (key, value))
    mapping.clear()
    mapping.update(entries)


def extend(mapping: Values, key: str, items: Iterable[Values], order: Iterable[str]) -> None:
    """Append the items that a list lacks; `order` says where the key of a new list goes."""
    known = mapping.get(key, [])
    if isinstance(known, Plain):  # nothing, as in `aliases: ~`
        known = []
    if not isinstance(known, list):
        raise EditError(f"'{key}' is not a list", "fix what `digest check` reports there")
    new = [item for item in items if item not in known]
    if new:
        put(mapping, key, known + new, order)


def rename_key(mapping: Values, old: str, new: str) -> None:
    """Rename a key, which keeps its place."""
    entries = list(mapping.items())
    mapping.clear()
    for key, value in entries:
        mapping[new if key == old else key] = value


def drop_items(mapping: Values, key: str, unwanted: Callable[[Values], bool]) -> None:
    """Remove unwanted items from a list; if no item remains, remove the list."""
    items = mapping.get(key)
    if not items:
        return
    mapping[key] = [item for item in items if not unwanted(item)]
    if not mapping[key]:
        del mapping[key]
