"""`digest check --fix`: apply the fixes attached to problems.

A check that finds only one possible meaning attaches a `Fix` to its problem. Problems that prevent
parsing have no place in a tree; `OPENERS` repairs those in the file's bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from generator.check.article_fields import Context
from generator.diagnostics.diagnostics import Diagnostic, Fix, Report
from generator.diagnostics.failure import EditError
from generator.editing.editable_files import SiteFile, SplitFile, checked, split
from generator.editing.edition_draft import sealed_like
from generator.editing.yaml_patch import Patch, set_text
from generator.editing.yaml_tree import Slot, YamlNode, text_node

_ROUNDS = 4
"""Maximum rounds of fixes; a fix may reveal another problem, but no file has needed a fourth round."""
_COLON = re.compile(
    rb"^((?:title|summary): +)([^\s\"'\[{>|&*!%@`#][^\r\n\"\\#]*: [^\r\n\"\\#]*?)[ \t]*(?=\r?\n)",
    re.MULTILINE,
)
_HASH = re.compile(
    rb"^( *(?:- )?[a-z_]+: +)((?:[^\s\"'\[{>|&*!%@`#][^\r\n\"\\]*? )?#[^\s#][^\r\n\"\\]*?)[ \t]*(?=\r?\n)",
    re.MULTILINE,
)
"""Matches an unquoted value that is cut off by a # after a space."""
_OPENING = re.compile(rb"\A\s*---[ \t]*(?=\r?\n)")


OPENERS: Mapping[str, tuple[re.Pattern[bytes], bytes, str]] = {
    "cut-off-value": (_HASH, rb'\1"\2"', "text with a # put in quotes"),
    "invalid-yaml": (_COLON, rb'\1"\2"', "text with a colon put in quotes"),
    "no-front-matter": (_OPENING, b"---", "spaces around the first --- removed"),
}
"""Code → a replacement in front matter that lets a file be parsed, and how to report it."""

_Applied = list[tuple[Diagnostic, str]]
"""Fixed problems, each with its change."""


def fixed(data: bytes, path: str, context: Context) -> tuple[bytes, list[str]]:
    """Apply fixes to a content file as long as they reduce its problems.

    Returns:
        The new file, unchanged if nothing could be fixed, and a line for each fix.
    """
    applied: _Applied = []
    original = data
    report = _problems(data, path, context)
    for _ in range(_ROUNDS):
        after, changes = _fix_once(data, path, report)
        if after == data:
            break
        remaining = _problems(after, path, context)
        opened = {problem.code for problem, _ in changes} & OPENERS.keys()
        opened -= {problem.code for problem in remaining}
        if not opened and len(remaining) >= len(report):
            break
        data, report = after, remaining
        applied += changes
    lines = [f"{problem.place}: fixed: {change} [{problem.code}]" for problem, change in applied]
    return sealed_like(original, data), lines


def _problems(data: bytes, path: str, context: Context) -> Report:
    report = Report()
    checked(SiteFile(path, data), context, report)
    return report


def _fix_once(data: bytes, path: str, report: Report) -> tuple[bytes, _Applied]:
    opening = len(data) - len(data.lstrip())
    end = data.find(b"\n---", opening + 3) + 1 or len(data)
    for problem in report:
        if problem.code in OPENERS:
            pattern, replacement, change = OPENERS[problem.code]
            opened = pattern.sub(replacement, data[:end]) + data[end:]
            if opened != data:
                return opened, [(problem, change)]
    source = split(data)
    if source is None:
        return data, []
    try:
        patch = Patch(source.front)
        applied = list(_apply_all(patch, source.front, report))
        return SplitFile(patch.text(path), source.body, source.line_end).as_written, applied
    except EditError:
        return data, []


def _apply_all(patch: Patch, front: str, report: Report) -> Iterator[tuple[Diagnostic, str]]:
    line_starts = [0]
    for line in front.split("\n"):
        line_starts.append(line_starts[-1] + len(line) + 1)
    slots = dict(_slots(patch.root))
    for problem in report:
        row = problem.place.line - 2  # the first line is ---
        offset = line_starts[row] + problem.place.column - 1 if 0 <= row < len(line_starts) else -1
        if problem.fix is None or offset not in slots:
            continue
        if change := _apply(problem.fix, *slots[offset]):
            yield problem, change


def _slots(node: YamlNode) -> Iterator[tuple[int, tuple[Slot, YamlNode]]]:
    """Offset of each key and value → its entry or item, and the mapping or list around it."""
    for slot in node.slots:
        yield from _slots(slot.node)
        yield slot.node.start, (slot, node)
        yield slot.start, (slot, node)


def _apply(fix: Fix, slot: Slot, parent: YamlNode) -> str:
    """Change the tree; return `before → after`, or "" if there is nothing to change."""
    node = slot.key if fix.change == "key" else slot.node
    if node is None or node.is_collection or not node.value:
        return ""
    before, shown = node.value, fix.value
    if fix.change == "remove":
        return _remove_repeat(slot, parent)
    if fix.change == "list":
        slot.node = YamlNode("list", slots=[Slot(text_node(before))])
        return f"{before} → [{before}]"
    if fix.value == before:  # only its quotes change
        if bool(node.style) == (fix.change == "text"):
            return ""
        before, shown = (before, f'"{before}"') if fix.change == "text" else (f'"{before}"', before)
    set_text(node, fix.value)
    if fix.change == "plain":
        node.style = ""
    return f"{before} → {shown}"


def _remove_repeat(slot: Slot, parent: YamlNode) -> str:
    """Delete an item with the exact text of an earlier one, and move its comments there."""
    value = slot.node.value
    first = next(
        other for other in parent.slots if not other.node.is_collection and other.node.value == value
    )
    if parent.is_mapping or first is slot:
        return ""
    first.above.extend([*slot.above, *slot.beside])
    parent.slots.remove(slot)
    return f"{value}, {value} → {value}"
