"""`digest check --fix`: apply the fixes attached to problems.

A check that finds only one possible meaning attaches a `Fix` to its problem, which changes the tree
of values. Problems that keep YAML from being read as it was meant have no place in a tree; those
are repaired in the text (`_IN_TEXT`).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from difflib import SequenceMatcher

from generator.check.addresses.ledger import Recorded
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
from generator.model.article import Article
from generator.read.text import without_invisible
from generator.read.yaml_slips import within_other_quotes

_ROUNDS = 4
"""Maximum rounds of fixes; a fix may reveal another problem, but no file has needed a fourth
round."""
_ODD = "\u00a0\u2007\u202f\u3000"
"""Spaces that YAML takes for letters."""
_SPACES = str.maketrans({"\t": "  ", **dict.fromkeys(_ODD, " ")})
_BEGINS = r"[^\s\"'\[{>|&*!%@`#]"
"""The first character of a text without quotes."""
_REST = r'[^\r\n"\\]'
"""The others, if the text can be put in quotes without escapes."""
_PLAIN = r'[^\r\n"\\#]'
_Repair = tuple[re.Pattern[str], str | Callable[[re.Match[str]], str], str]


def _repair(pattern: str, instead: str | Callable[[re.Match[str]], str], said: str) -> _Repair:
    return re.compile(pattern, re.MULTILINE), instead, said


_IN_TEXT: Mapping[str, tuple[_Repair, ...]] = {
    "cut-off-value": (
        _repair(
            rf"^( *(?:- )?[a-z_]+: +)((?:{_BEGINS}{_REST}*? )?#[^\s#]{_REST}*?)[ \t]*(?=\r?$)",
            r'\1"\2"',
            "text with a # put in quotes",
        ),
    ),
    "invalid-yaml": (
        _repair(
            rf"^ *[\t{_ODD}][ \t{_ODD}]*(?=\S)",
            lambda indent: indent[0].translate(_SPACES),
            "indented with ordinary spaces",
        ),
        _repair(
            rf"^( *(?:- )?[a-z_]+:)[{_ODD}][ \t]*", r"\1 ", "an ordinary space after the colon"
        ),
        _repair(
            rf"^((?:title|summary): +)({_BEGINS}{_PLAIN}*: {_PLAIN}*?)[ \t]*(?=\r?$)",
            lambda entry: f'{entry[1]}"{within_other_quotes(entry[2]) or entry[2]}"',
            "text with a colon put in quotes",
        ),
    ),
    "no-front-matter": (
        _repair(r"\A\s*---[ \t]*(?=\r?$)", "---", "spaces around the first --- removed"),
    ),
}
"""Code → how to repair front matter that is not read as it was meant, and what to say."""
_UNREAD = {"forbidden-character", *_IN_TEXT}
"""Codes of problems that may hide any number of others."""

_Applied = list[tuple[Diagnostic, str]]
"""Fixed problems, each with its change."""


def fixed(data: bytes, path: str, context: Context, recorded: Recorded) -> tuple[bytes, list[str]]:
    """Apply fixes to a content file as long as they reduce its problems.

    `recorded` are the addresses and identities in the ledger: keys that it replaces are deleted.

    Returns:
        The new file, unchanged if nothing could be fixed, and a line for each fix.
    """
    applied: _Applied = []
    best, kept = data, 0
    report = _problems(data, path, context, recorded)
    fewest = len(report)
    after = data
    # A fix may lead to another one at its place (`theme: x`, `themes: x`, `themes: [x]`). So rounds
    # go on even if there are as many problems as before, and only the best state is kept.
    for _ in range(_ROUNDS):
        before = after
        after, changes = _fix_once(before, path, report)
        if after == before:
            break
        remaining = _problems(after, path, context, recorded)
        applied += changes
        opened = {problem.code for problem, _ in changes} & _UNREAD
        opened -= {problem.code for problem in remaining}
        if opened or len(remaining) < fewest:
            best, kept, fewest = after, len(applied), len(remaining)
        report = remaining
    return best, [_line(one, change) for one, change in applied[:kept]]


def _line(problem: Diagnostic, change: str) -> str:
    return f"{problem.place}: fixed: {change} [{problem.code}]"


def fixed_settings(data: bytes, path: str, report: Report) -> tuple[bytes, list[str]]:
    """Write the terms that a YAML file below `site_config/` means, such as those under new slugs.

    `report` has the file's problems. The result is as that of `fixed`.
    """
    own = (one for one in report if one.place.path == path)
    unknown = Report(one for one in own if one.code == "unknown-term")
    try:
        source = read(data.decode("utf-8"), path)
        applied = list(_apply_all(source.root, unknown, first_line=1))
        after = edited(source.text, values_of(source.root), path).encode()
    except (EditError, UnicodeDecodeError):
        return data, []
    return after, [_line(one, change) for one, change in applied]


def line_fixes(data: bytes, path: str, context: Context) -> dict[int, LineFix]:
    """Map numbers of lines, counted from 1, to the single lines that would replace them.

    `fixed` may also add, remove or join lines. Those are left out, because they have no counterpart
    to show beside them.
    """
    before = data.decode("utf-8", "replace").split("\n")
    after = fixed(data, path, context, {})[0].decode("utf-8", "replace").split("\n")
    found: dict[int, LineFix] = {}
    blocks = SequenceMatcher(None, before, after, autojunk=False).get_opcodes()
    for kind, start, end, new_start, new_end in blocks:
        old_lines, new_lines = before[start:end], after[new_start:new_end]
        if kind == "replace" and len(old_lines) == len(new_lines):
            pairs_of_lines = zip(old_lines, new_lines, strict=True)
            for number, (old, new) in enumerate(pairs_of_lines, start + 1):
                found[number] = LineFix(old, new)
    return found


def _problems(data: bytes, path: str, context: Context, recorded: Recorded) -> Report:
    """The problems of a file without advice, part of which appears only after errors are fixed.

    A key that the ledger replaces is a problem only if it can be deleted.
    """
    report, problems = Report(), Report()
    content = checked(SiteFile(path, data), context, report)
    addresses = (content.address, *content.redirect_from) if isinstance(content, Article) else ()
    hidden = {*advice_codes()}
    if not any(map(recorded.get, addresses)):
        hidden.add("retired-key")
    problems.extend(problem for problem in report.diagnostics if problem.code not in hidden)
    return problems


def _fix_once(data: bytes, path: str, report: Report) -> tuple[bytes, _Applied]:
    repaired, done = _repaired(data, {problem.code: problem for problem in report})
    if done:
        return repaired, done
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


def _repaired(data: bytes, problems: Mapping[str, Diagnostic]) -> tuple[bytes, _Applied]:
    """Repair the text of front matter for the first of some problems, by code, that allows it."""
    text = data.decode("utf-8", "surrogateescape")
    opening = len(text) - len(text.lstrip())
    end = text.find("\n---", opening + 3) + 1 or len(text)
    if "forbidden-character" in problems:
        repaired = without_invisible(text)
        if repaired != text:
            done = [(problems["forbidden-character"], "invisible characters removed")]
            return repaired.encode("utf-8", "surrogateescape"), done
    for code, repairs in _IN_TEXT.items():
        for pattern, instead, said in repairs if code in problems else ():
            repaired = pattern.sub(instead, text[:end]) + text[end:]
            if repaired != text:
                return repaired.encode("utf-8", "surrogateescape"), [(problems[code], said)]
    return data, []


def _apply_all(
    root: YamlNode, report: Report, first_line: int = 2
) -> Iterator[tuple[Diagnostic, str]]:
    """Change the tree by each fix; the first line of front matter is the second of its file."""
    entries = dict(_entries(root, first_line))
    for problem in report:
        place = problem.place.line, problem.place.column
        if problem.fix is None or place not in entries:
            continue
        change = _apply(problem.fix, *entries[place])
        if change:
            yield problem, change


def _entries(
    parent: YamlNode, first_line: int
) -> Iterator[tuple[tuple[int, int], tuple[Pair, YamlNode]]]:
    """Map the line and column of each key and value to what a fix there may change.

    That is the entry or item, and the mapping or list around it.
    """
    for pair in pairs(parent):
        for node in pair:
            mark = node.start_mark
            place = (mark.line + first_line, mark.column + 1)
            yield place, (pair, parent)
        yield from _entries(pair[-1], first_line)


def _apply(fix: Fix, pair: Pair, parent: YamlNode) -> str:
    """Change the tree by a fix; return `before → after`, or "" if nothing has to change."""
    node = pair[-1]
    if fix.change == "key":
        node = pair[0]
    before = node.value
    if fix.change == "delete":
        parent.value.remove(pair)
        return f"{pair[0].value}: deleted, because the ledger has it"
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
