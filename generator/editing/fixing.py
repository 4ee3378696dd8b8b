"""Putting the fixes of a file in, round by round, as long as fewer problems are left."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from generator.check.article_fields import Context
from generator.diagnostics.diagnostics import Diagnostic, Report
from generator.editing.editable_files import SiteFile, SplitFile, checked, split
from generator.editing.edition_draft import sealed_like
from generator.editing.error import EditError
from generator.editing.fixes import FIXES, OPENERS, Spot
from generator.editing.formatting import Keys
from generator.editing.yaml_patch import Patch
from generator.editing.yaml_tree import YamlNode

_ROUNDS = 4
"""A fix may bring to light what could not be seen before it."""


class _Fixed(NamedTuple):
    problem: Diagnostic
    what: str


def fixed(data: bytes, path: str, keys: Keys, context: Context) -> tuple[bytes, list[str]]:
    """A content file with all that is safe to fix put right.

    Args:
        data: The file.
        path: Its path below the site's folder.
        keys: Its keys in their order.
        context: Settings and registries.

    Returns:
        The file to write, which is the same when nothing could be done, and a line for each fix.
    """
    done: list[_Fixed] = []
    before = data
    report = _problems(data, path, context)
    for _ in range(_ROUNDS):
        after, found = _round(data, path, keys, report)
        if after == data:
            break
        left = _problems(after, path, context)
        opened = {one.problem.code for one in found} & OPENERS.keys() - {problem.code for problem in left}
        if not opened and len(left) >= len(report):
            break
        data, report = after, left
        done.extend(found)
    lines = [f"{one.problem.place}: fixed: {one.what} [{one.problem.code}]" for one in done]
    return sealed_like(before, data), lines


def _problems(data: bytes, path: str, context: Context) -> Report:
    report = Report()
    checked(SiteFile(path, data), context, report)
    return report


def _round(data: bytes, path: str, keys: Keys, report: Report) -> tuple[bytes, list[_Fixed]]:
    """Every fix once: those that open a file to the reader first."""
    for problem in report:
        opener, what = OPENERS.get(problem.code, (bytes, ""))
        opened = opener(data)
        if opened != data:
            return opened, [_Fixed(problem, what)]
    source = split(data)
    try:
        patch = Patch(source.front) if source else None
        return _patched(source, patch, path, keys, report) if source and patch else (data, [])
    except EditError:
        return data, []


def _patched(
    source: SplitFile, patch: Patch, path: str, keys: Keys, report: Report
) -> tuple[bytes, list[_Fixed]]:
    lines = [0]
    for text in source.front.split("\n"):
        lines.append(lines[-1] + len(text) + 1)
    spots = dict(_spots(patch.root, keys))
    done = []
    for problem in report:
        fix, line = FIXES.get(problem.code), problem.place.line - 2
        if fix is None or not 0 <= line < len(lines):
            continue
        found = spots.get(lines[line] + problem.place.column - 1)
        said = fix(replace(found, said=f"{problem.message}\n{problem.help}")) if found else None
        if said:
            done.append(_Fixed(problem, said))
    return SplitFile(patch.text(path), source.body, source.line_end).as_written, done


def _spots(node: YamlNode, keys: Keys) -> Iterator[tuple[int, Spot]]:
    """Where each key and value begins, with what it is in and the keys that belong there."""
    for slot in node.slots:
        yield from _spots(slot.node, keys.get(slot.name, {}) if node.keyed else keys)
        yield slot.node.start, Spot(slot, node, keys)
        if slot.key:
            yield slot.key.start, Spot(slot, node, keys)
