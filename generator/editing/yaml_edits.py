"""Change values in YAML text and leave the rest untouched, including white space and comments.

The new values are compared with the old ones, and each difference becomes a replacement in the
text. A scalar replaces the old one, and a new entry gets lines of its own. The lines of a removed
entry are deleted, but comments in them stay. An entry that leaves no room for a change, such as a
list in brackets that grows, is written in canonical form.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from difflib import SequenceMatcher

from generator.diagnostics.failure import EditError
from generator.editing.canonical import block_lines, plain_or_quoted, quoted
from generator.editing.yaml_text import (
    Pair,
    Plain,
    Values,
    YamlNode,
    YamlText,
    is_collection,
    pairs,
    read,
    values_of,
)

_Piece = tuple[int, int, str]
"""Start, end, and the replacement for the text between them."""
_Entry = tuple[Values, Values]
"""A key, or None for an item of a list, and a value."""


class _CrampedError(Exception):
    """A value cannot be changed alone, because it is written without room for the change."""


def edited(text: str, values: Values, path: str) -> str:
    """Write other values into a YAML text.

    Raises:
        EditError: the text cannot be read, or the new text would have other values; the message
            names `path`.
    """
    source = read(text)
    if values == source.values:
        return text
    with suppress(_CrampedError, EditError):
        changed, position = "", 0
        pieces = _collection(source, source.root, values)
        for start, end, piece in sorted(pieces, key=lambda piece: piece[:2]):
            changed += source.text[position:start] + piece
            position = end
        changed += source.text[position:]
        if read(changed).values == values:
            return changed
    raise EditError(
        f"{path}: cannot be edited without changing other values",
        "fix what `digest check` reports there, run `digest fmt` on it, and try again",
    )


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


def _collection(
    source: YamlText, node: YamlNode, values: Values, *, flow: bool = False
) -> Iterator[_Piece]:
    """Yield the replacements within a list or mapping.

    `flow` says whether it is inside brackets.
    """
    flow = flow or bool(node.flow_style)
    old = pairs(node)
    names = [str(values_of(pair[0])) for pair in old]
    new_names = list(map(str, values))
    new: list[_Entry] = [(None, value) for value in values]
    if isinstance(values, dict):
        new = list(values.items())
    matcher = SequenceMatcher(None, names, new_names, autojunk=False)
    for _, i, j, k, m in matcher.get_opcodes():
        before, after = old[i:j], new[k:m]
        if len(before) == len(after) and all(map(_is_same_entry, before, after)):
            for pair, entry in zip(before, after, strict=True):
                yield from _entry(source, pair, entry, node, flow=flow)
            continue
        if flow or not values:
            raise _CrampedError
        for pair in before:
            start = _line(source, pair[0], node)
            end = source.lines_end(pair, _column(node))
            yield start, end, _indented(source.comments_in(start, end), node)
        if after:
            if j == 0:
                position = _line(source, old[0][0], node)
            else:
                position = source.lines_end(old[j - 1], _column(node))
            yield position, position, _indented(_lines(after, node), node)


def _is_same_entry(pair: Pair, entry: _Entry) -> bool:
    """Whether a new entry replaces one of the text, of which only the key or the value changes.

    If both change, it is another entry.
    """
    *keys, node = pair
    key, value = entry
    if not keys or values_of(keys[0]) == key:
        return True
    if isinstance(value, dict) and is_collection(node):
        return True
    return bool(values_of(node) == value)


def _entry(
    source: YamlText, pair: Pair, entry: _Entry, parent: YamlNode, *, flow: bool
) -> Iterator[_Piece]:
    """Yield the replacements for a key and its value, or for an item."""
    pieces: list[_Piece] = []
    try:
        for node, value in zip(pair, entry[-len(pair) :], strict=True):
            pieces += _node(source, node, value, flow=flow)
    except _CrampedError:
        if flow:
            raise
        start, end = _line(source, pair[0], parent), source.end_of(pair)
        lines = [*source.comments_in(start, end), *_lines([entry], parent)]
        pieces = [(start, end, _indented(lines, parent).removesuffix("\n"))]
    yield from pieces


def _node(source: YamlText, node: YamlNode, value: Values, *, flow: bool) -> Iterator[_Piece]:
    """Yield the replacements for a key or a value."""
    if value == values_of(node):
        return
    if is_collection(node) and isinstance(value, type(values_of(node))):
        yield from _collection(source, node, value, flow=flow)
        return
    start, end = node.start_mark.index, node.end_mark.index
    if is_collection(node) or isinstance(value, list | dict):
        raise _CrampedError
    if start == end or source.text[start] in "|>":
        raise _CrampedError
    if isinstance(value, Plain):
        yield start, end, value.text
    elif node.style:
        yield start, end, quoted(value, node.style)
    else:
        yield start, end, plain_or_quoted(value, flow=flow)


def _lines(entries: list[_Entry], parent: YamlNode) -> list[str]:
    if entries[0][0] is None:
        return block_lines([value for _, value in entries], _column(parent))
    return block_lines(dict(entries), _column(parent))


def _indented(lines: list[str], parent: YamlNode) -> str:
    indent = " " * _column(parent)
    text = ""
    for line in lines:
        text += f"{indent}{line}".rstrip(" ") + "\n"
    return text


def _column(parent: YamlNode) -> int:
    return int(parent.start_mark.column)


def _line(source: YamlText, node: YamlNode, parent: YamlNode) -> int:
    """The start of an entry's line, on which there must be nothing else."""
    line = source.text.rfind("\n", 0, node.start_mark.index) + 1
    dash = "-"
    if isinstance(parent.value[0], tuple):
        dash = ""
    if source.text[line : node.start_mark.index].strip() != dash:
        raise _CrampedError
    return line
