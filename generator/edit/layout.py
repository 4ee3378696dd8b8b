"""The one canonical way to write a tree of YAML, with its comments.

A list stands in brackets while it fits the line and no comment stands in it, a
mapping one key a line, a long text folded. Writing what was read, then reading
and writing that, changes nothing more.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from generator.edit import style
from generator.edit.syntax import Collection, Comment, Node, Scalar, Slot, Tree

_STEP = 2


def written(tree: Tree) -> str:
    """A whole file's YAML, each line ended."""
    lines = [comment.text for comment in tree.head]
    lines.extend(lines_of(tree.root.slots, 0))
    lines.extend(_remarks(tree.root.foot, 0))
    return "".join(f"{line}\n" for line in lines)


def lines_of(slots: Iterable[Slot], indent: int) -> list[str]:
    """Slots with their comments, one or more lines each."""
    return [line for slot in slots for part in slot_lines(slot, indent) for line in part]


def _remarks(comments: Iterable[Comment], indent: int) -> list[str]:
    return [" " * indent + comment.text for comment in comments]


def slot_lines(slot: Slot, indent: int) -> tuple[list[str], list[str]]:
    """The comments above a slot, then the slot itself."""
    above = _remarks(slot.above, indent)
    start = f"{' ' * indent}{style.one_line(slot.key)}:" if slot.key else f"{' ' * indent}-"
    hoisted, lines = _value(slot.node, start, indent, item=slot.key is None)
    above += [" " * indent + line for line in hoisted]
    headless = slot.key is None and isinstance(slot.node, Collection) and len(lines) > 1
    if len(slot.beside) == 1 and not headless:
        lines[0] += f"  {slot.beside[0].text}"
    else:
        above += _remarks(slot.beside, indent)
    return above, lines


def _value(node: Node, start: str, indent: int, *, item: bool) -> tuple[list[str], list[str]]:
    """Comments that must go above, and the lines of a value behind its key or dash."""
    if isinstance(node, Scalar):
        return [], _scalar(node, start, indent)
    hoisted, node = _first_comments(node) if item else ([], node)
    if not node.slots:
        return [*hoisted, *_texts(node.foot)], [f"{start} {'{}' if node.keyed else '[]'}"]
    flow = _flow(node) if item or not node.keyed else None
    if flow is not None and len(start) + 1 + len(flow) <= style.WIDTH:
        return hoisted, [f"{start} {flow}"]
    foot = _remarks(node.foot, indent + _STEP)
    if not item:
        return [], [start, *lines_of(node.slots, indent + _STEP), *foot]
    above, first = slot_lines(node.slots[0], indent + _STEP)
    rest = lines_of(node.slots[1:], indent + _STEP)
    hoisted += [line.lstrip(" ") for line in above]
    return hoisted, [f"{start} {first[0].lstrip(' ')}", *first[1:], *rest, *foot]


def _first_comments(node: Collection) -> tuple[list[str], Collection]:
    """The comments above the first slot, which would stand between a dash and its value, and the rest."""
    if not node.slots:
        return [], node
    first = node.slots[0]
    inner: list[str] = []
    value = first.node
    if first.key is None and isinstance(value, Collection):
        inner, value = _first_comments(value)
    bare = Slot(value, first.key, [], first.beside)
    return [*_texts(first.above), *inner], replace(node, slots=[bare, *node.slots[1:]])


def _texts(comments: Iterable[Comment]) -> list[str]:
    return [comment.text for comment in comments]


def _scalar(scalar: Scalar, start: str, indent: int) -> list[str]:
    inline = style.one_line(scalar)
    if style.kind_of(scalar) == "text":
        lines = style.block(scalar.value, indent + _STEP, len(start) + 1 + len(inline))
        if lines:
            return [f"{start} {lines[0]}", *lines[1:]]
    return [f"{start} {inline}" if inline else start]


def _flow(node: Node) -> str | None:
    """A list, or a mapping of one key, in brackets; None when it needs lines of its own."""
    if isinstance(node, Scalar):
        return style.one_line(node, flow=True) if style.fits_flow(node) else None
    if node.foot or (node.keyed and len(node.slots) > 1):
        return None
    parts = []
    for slot in node.slots:
        inner = None if slot.above or slot.beside else _flow(slot.node)
        if inner is None:
            return None
        if slot.key:
            if not style.fits_flow(slot.key):
                return None
            inner = f"{style.one_line(slot.key, flow=True)}: {inner}"
        parts.append(inner)
    return f"{{{', '.join(parts)}}}" if node.keyed else f"[{', '.join(parts)}]"
