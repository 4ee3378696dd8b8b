"""`digest check --fix`: apply the fixes attached to problems.

A check that finds only one possible meaning attaches a `Fix` to its problem. One mistake that keeps
a file from being read is repaired in its text: a title or summary with a colon and no quotes.
"""

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

from generator.check.article_fields import Context
from generator.diagnostics.codes import advice_codes
from generator.diagnostics.diagnostics import Diagnostic, Fix, LineFix, Report
from generator.diagnostics.failure import EditError
from generator.editing.editable_files import SiteFile, SplitFile, checked, split
from generator.editing.yaml_edits import edited
from generator.editing.yaml_text import (
    Pair,
    YamlNode,
    is_collection,
    pairs,
    put_in_list,
    read,
    values_of,
)

_ROUNDS = 4
"""Maximum rounds of fixes; a fix may reveal another problem, but no file has needed a fourth
round."""
_COLON = re.compile(
    rb"^((?:title|summary): +)([^\s\"'\[{>|&*!%@`#][^\r\n\"\\#]*: [^\r\n\"\\#]*?)[ \t]*(?=\r?\n)",
    re.MULTILINE,
)
_Applied = list[tuple[Diagnostic, str]]
"""Fixed problems, each with its change."""


def fixed(data: bytes, path: str, context: Context) -> tuple[bytes, list[str]]:
    """Apply fixes to a content file as long as they reduce its problems.

    Returns:
        The new file, unchanged if nothing could be fixed, and a line for each fix.
    """
    lines: list[str] = []
    report = _problems(data, path, context)
    for _ in range(_ROUNDS):
        after, applied = _fix_once(data, path, report)
        remaining = _problems(after, path, context)
        # What could not be read may hide any number of problems.
        was_unread = any(problem.code == "invalid-yaml" for problem in report)
        if not applied or (len(remaining) > len(report) and not was_unread):
            break
        lines += [f"{one.place}: fixed: {change} [{one.code}]" for one, change in applied]
        data, report = after, remaining
    return data, lines


def line_fixes(data: bytes, path: str, context: Context) -> dict[int, LineFix]:
    """Map numbers of lines, counted from 1, to the single lines that would replace them.

    `fixed` may also add, remove or join lines. Those are left out, because they have no counterpart
    to show beside them.
    """
    before = data.decode("utf-8", "replace").split("\n")
    after = fixed(data, path, context)[0].decode("utf-8", "replace").split("\n")
    found: dict[int, LineFix] = {}
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for kind, start, end, new_start, new_end in blocks:
        old_lines, new_lines = before[start:end], after[new_start:new_end]
        if kind == "replace" and len(old_lines) == len(new_lines):
            pairs_of_lines = zip(old_lines, new_lines, strict=True)
            for number, (old, new) in enumerate(pairs_of_lines, start + 1):
                found[number] = LineFix(old, new)
    return found


def _problems(data: bytes, path: str, context: Context) -> Report:
    """The problems of a file without advice, part of which appears only after errors are fixed."""
    report, problems = Report(), Report()
    checked(SiteFile(path, data), context, report)
    advice = advice_codes()
    problems.extend(problem for problem in report.diagnostics if problem.code not in advice)
    return problems


def _fix_once(data: bytes, path: str, report: Report) -> tuple[bytes, _Applied]:
    end = data.find(b"\n---", 3) + 1 or len(data)
    for problem in report:
        if problem.code == "invalid-yaml":
            quoted = _COLON.sub(rb'\1"\2"', data[:end]) + data[end:]
            done = [(problem, "text with a colon put in quotes")]
            return quoted, done if quoted != data else []
    source = split(data)
    if source is None:
        return data, []
    try:
        root = read(source.front).root
        applied = list(_apply_all(root, report))
        front = edited(source.front, values_of(root), path)
        return SplitFile(front, source.body, source.line_end).as_written, applied
    except EditError:
        return data, []


def _apply_all(root: YamlNode, report: Report) -> Iterator[tuple[Diagnostic, str]]:
    entries = dict(_entries(root))
    for problem in report:
        place = problem.place.line, problem.place.column
        if problem.fix is None or place not in entries:
            continue
        change = _apply(problem.fix, *entries[place])
        if change:
            yield problem, change


def _entries(parent: YamlNode) -> Iterator[tuple[tuple[int, int], tuple[Pair, YamlNode]]]:
    """Map the line and column of each key and value to what a fix there may change.

    That is the entry or item, and the mapping or list around it.
    """
    for pair in pairs(parent):
        for node in pair:
            mark = node.start_mark
            place = (mark.line + 2, mark.column + 1)  # line 1 is ---
            yield place, (pair, parent)
        yield from _entries(pair[-1])


def _apply(fix: Fix, pair: Pair, parent: YamlNode) -> str:
    """Change the tree by a fix; return `before → after`, or "" if nothing has to change."""
    node = pair[-1]
    if fix.change == "key":
        node = pair[0]
    before = node.value
    if is_collection(node) or not before:
        return ""
    if fix.change == "remove":
        index = parent.value.index(pair[0])
        if before not in (item.value for item in parent.value[:index]):
            return ""
        del parent.value[index]
        return f"{before}, {before} → {before}"
    if fix.change == "list":
        put_in_list(pair, parent, fix.items)
        return f"{before} → [{', '.join(fix.items)}]"
    is_quoted = bool(node.style)
    node.value, node.style = fix.value, None
    if fix.change == "text":
        node.style = '"'
    if fix.value != before:
        return f"{before} → {fix.value}"
    if is_quoted == bool(node.style):
        return ""
    if is_quoted:
        return f'"{before}" → {before}'
    return f'{before} → "{before}"'
