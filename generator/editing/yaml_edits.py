"""Change values in YAML text and keep every other byte, including white space and comments.

The new values are compared with the old ones, and each difference becomes a replacement in the
text: a value takes the place of a value, new entries and items are inserted, and those that are
gone are cut out. Where that leaves no room, as in a line that gets too long, the entry is written
anew, with its comments above and beside it.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from difflib import SequenceMatcher

from generator.diagnostics.failure import EditError
from generator.editing.canonical import WIDTH, block, in_one_line
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

Piece = tuple[int, int, str]
"""Start, end, and the replacement for the text between them."""
_Entry = tuple[Values, ...]
"""A key and its value, or an item of a list."""


class _CrampedError(Exception):
    """A value cannot be changed alone, because it is written without room for the change."""


def edited(text: str, values: Values, path: str) -> str:
    """Write other values into a YAML text.

    Raises:
        EditError: the text cannot be read, or the new text would have other values; the message
            names `path`.
    """
    source = read(text, path)
    if values == source.values:
        return text
    with suppress(_CrampedError, EditError):
        changed = replaced(source.text, _collection(source, source.root, values, flow=False))
        if read(changed).values == values:
            return changed
    changed = commented(source.comments_in(0, len(source.text)), 0) + block(values)
    if source.root.flow_style and read(changed).values == values:
        return changed
    raise EditError(
        f"{path}: cannot be edited without changing other values",
        "fix what `digest check` reports there, write it more simply, and try again",
    )


def rewritten(source: YamlText, pair: Pair, entry: _Entry, column: int) -> Piece:
    """Write the lines of an entry anew, with the comments of its last or first line beside it.

    Other comments in it move above it.
    """
    start = _line_start(source, pair)
    last = source.end_of(pair)
    end = source.text.index("\n", last)
    comments = source.comments_in(start, end)
    beside = source.comments_in(last, end)
    if not beside:
        beside = source.comments_in(start, source.text.index("\n", start))
    if len(beside) == 1:
        comments.remove(beside[0])
    first, line_end, more = block(_together([entry]), column).removesuffix("\n").partition("\n")
    if len(beside) == 1:
        first += f"  {beside[0]}"
    return start, end, commented(comments, column) + first + line_end + more


def commented(comments: Iterable[str], column: int) -> str:
    """Write comments on lines of their own."""
    return "".join(f"{' ' * column}{comment}\n" for comment in comments)


def put(mapping: Values, key: str, value: Values, order: Iterable[str]) -> None:
    """Set a value; a new key is inserted after those that precede it in the order of keys."""
    if key in mapping:
        mapping[key] = value
        return
    keys = list(order)
    earlier = keys[: keys.index(key)] if key in keys else mapping
    position = max((at for at, known in enumerate(mapping, 1) if known in earlier), default=0)
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


def replaced(text: str, pieces: Iterable[Piece]) -> str:
    """Put pieces in the place of parts of a text."""
    changed, position = "", 0
    for start, end, piece in sorted(pieces, key=lambda piece: piece[:2]):
        changed += text[position:start] + piece
        position = end
    return changed + text[position:]


def _collection(source: YamlText, node: YamlNode, values: Values, *, flow: bool) -> Iterator[Piece]:
    """Yield the replacements within a list or mapping.

    `flow` says whether it is inside brackets.
    """
    flow = flow or bool(node.flow_style)
    old = pairs(node)
    new: list[_Entry] = [(value,) for value in values]
    if isinstance(values, dict):
        new = list(values.items())
    names = [str(values_of(pair[0])) for pair in old]
    new_names = [str(entry[0]) for entry in new]
    matcher = SequenceMatcher(None, names, new_names, autojunk=False)
    for _, i, j, k, m in matcher.get_opcodes():
        before, after = old[i:j], new[k:m]
        if len(before) == len(after) and all(map(_is_same_entry, before, after)):
            for pair, entry in zip(before, after, strict=True):
                yield from _entry(source, pair, entry, node, flow=flow)
        elif flow:
            yield _in_brackets(source, node, (i, j), after)
        else:
            yield from _in_lines(source, node, (i, j), after)


def _is_same_entry(pair: Pair, entry: _Entry) -> bool:
    """Whether a new entry replaces one of the text, of which only the key or the value changes.

    If both change, it is another entry.
    """
    node, value = pair[-1], entry[-1]
    if len(pair) == 1 or values_of(pair[0]) == entry[0]:
        return True
    if isinstance(value, dict) and is_collection(node):
        return True
    return bool(values_of(node) == value)


def _in_brackets(
    source: YamlText, node: YamlNode, gone: tuple[int, int], after: list[_Entry]
) -> Piece:
    """Replace neighbouring entries of a list or mapping in brackets, with their commas."""
    (first, end), old = gone, pairs(node)
    written = [": ".join(in_one_line(part, flow=True) for part in entry) for entry in after]
    if end < len(old):
        start, stop = _start(old[first]), _start(old[end])
        piece = "".join(f"{one}, " for one in written)
    elif first > 0:
        start, stop = source.end_of(old[first - 1]), source.end_of(old[-1])
        piece = "".join(f", {one}" for one in written)
    else:
        start, stop = node.start_mark.index + 1, node.end_mark.index - 1
        piece = ", ".join(written)
    if source.comments_in(start, stop):
        raise _CrampedError
    return start, stop, piece


def _start(pair: Pair) -> int:
    return int(pair[0].start_mark.index)


def _line_start(source: YamlText, pair: Pair) -> int:
    return source.text.rfind("\n", 0, _start(pair)) + 1


def _in_lines(
    source: YamlText, node: YamlNode, gone: tuple[int, int], after: list[_Entry]
) -> Iterator[Piece]:
    """Replace neighbouring entries that have lines of their own; comments in them stay."""
    (first, end), old = gone, pairs(node)
    column = int(node.start_mark.column)
    if len(old) == end - first and not after:
        raise _CrampedError
    for pair in old[first:end]:
        start, stop = _line(source, pair), source.lines_end(pair, column)
        yield start, stop, commented(source.comments_in(start, stop), column)
    if after:
        position = _line(source, old[0])
        if end > 0:
            position = source.lines_end(old[end - 1], column)
        yield position, position, block(_together(after), column)


def _together(entries: list[_Entry]) -> Values:
    if len(entries[0]) == 1:
        return [value for (value,) in entries]
    return dict(entries)


def _line(source: YamlText, pair: Pair) -> int:
    """The start of an entry's line, on which there must be nothing else."""
    line = _line_start(source, pair)
    dash = "-" if len(pair) == 1 else ""
    if source.text[line : _start(pair)].strip() != dash:
        raise _CrampedError
    return line


def _entry(
    source: YamlText, pair: Pair, entry: _Entry, parent: YamlNode, *, flow: bool
) -> Iterator[Piece]:
    """Yield the replacements for a key and its value, or for an item."""
    pieces: list[Piece] = []
    try:
        for node, value in zip(pair, entry, strict=True):
            pieces += _value(source, node, value, flow=flow)
        if not flow:
            _check_length(source, pair, pieces)
    except _CrampedError:
        if flow:
            raise
        _line(source, pair)
        pieces = [rewritten(source, pair, entry, int(parent.start_mark.column))]
    yield from pieces


def _check_length(source: YamlText, pair: Pair, pieces: list[Piece]) -> None:
    """Raise an error if an entry that is on one line gets too long for it."""
    start = _line_start(source, pair)
    entry = source.text[start : source.end_of(pair)]
    grown = sum(len(piece) - (stop - begin) for begin, stop, piece in pieces)
    if "\n" not in entry and grown > 0 and len(entry) + grown > WIDTH:
        raise _CrampedError


def _value(source: YamlText, node: YamlNode, value: Values, *, flow: bool) -> Iterator[Piece]:
    """Yield the replacements for a key or a value."""
    if value == values_of(node):
        return
    if is_collection(node) and isinstance(value, type(values_of(node))):
        yield from _collection(source, node, value, flow=flow)
        return
    start, end = node.start_mark.index, node.end_mark.index
    is_single = not is_collection(node) and not isinstance(value, list | dict)
    lines = source.text[start:end] + (value if isinstance(value, str) else "")
    if "\n" in lines or start == end or not (flow or is_single):
        raise _CrampedError
    yield start, end, in_one_line(value, flow=flow, quotes=getattr(node, "style", None))
