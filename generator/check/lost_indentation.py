"""Find the entries of a registry whose keys have lost their indentation.

YAML reads such keys as further entries, and each of them would be reported for what it lacks.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import nearest
from generator.read.yaml_slips import has_open_bracket

_LINE = re.compile(r"( *)([^\s#:\"'\[\]{}-][^:]*):(?:[ \t]+([^\s#].*))?[ \t]*(?:#.*)?\Z")
_ITEM = re.compile(r" *- ")
_INDENTED = re.compile(r" +(?=[^\s#])")
_STEP = "  "


class _Line(NamedTuple):
    """A line of the entries' own indentation, with its number counted from 0."""

    number: int
    key: str
    value: str


class _Run(NamedTuple):
    """Neighbouring keys that are not indented, the entry above them, and where they end."""

    owner: _Line | None
    keys: list[_Line]
    stop: int


def with_indentation(
    text: str, path: str, inner: Collection[str], below: str, report: Report
) -> str:
    """Report each entry whose keys are not indented, and return the text as it is meant.

    Keys that belong to no entry are left out, so that the other entries can be checked.

    Args:
        text: The text of a YAML file.
        path: The file's name in reports.
        inner: The keys of an entry.
        below: The top-level key that has the entries; "" if they are at the margin.
        report: Gets the problems.
    """
    lines = text.split("\n")
    margin, own = _entries(lines, below)
    for owner, keys, stop in _runs(lines, own, inner):
        first = keys[0]
        line = lines[first.number].strip()[:160]
        above = lines[owner.number + 1 : first.number] if owner and not owner.value else []
        indented = next(filter(None, map(_INDENTED.match, above)), None)
        indent = indented[0] if indented else margin + _STEP
        shown = f"{len(indent)} spaces: {indent}{line}"
        is_below = owner is not None and not owner.value
        message = f"'{first.key[:60]}' is not indented, so it belongs to no entry"
        help_line = f"write <slug>: above it, and indent the lines below that by {shown}"
        if owner and is_below:
            message = f"the keys of '{owner.key[:60]}' are not indented"
            help_line = f"indent the lines below '{owner.key[:60]}:' by {shown}"
        if owner and indented:
            message = f"'{first.key[:60]}' is not indented as the other keys of '{owner.key[:60]}'"
            help_line = f"indent it by {shown}"
        place = Place(path, first.number + 1, len(margin) + 1)
        report.add(place, "wrong-type", message, help_line)
        for number in range(first.number, stop):
            moved = lines[number] and f"{indent.removeprefix(margin)}{lines[number]}"
            lines[number] = moved if is_below else ""
    return "\n".join(lines)


def _entries(lines: Sequence[str], below: str) -> tuple[str, list[_Line]]:
    """The indentation of entries, and every line that has it; a list has no entries."""
    start, stop = 0, len(lines)
    if below:
        start = next((at for at, line in enumerate(lines, 1) if line.startswith(f"{below}:")), stop)
        inside = range(start, stop)
        stop = next((at for at in inside if re.match(r"[^\s#]", lines[at])), stop)
    found = [(at, match) for at in range(start, stop) if (match := _LINE.match(lines[at]))]
    if any(_ITEM.match(line) for line in lines[start : found[0][0] if found else stop]):
        return "", []
    margin = found[0][1][1] if found else ""
    own = [_Line(at, match[2], match[3] or "") for at, match in found if match[1] == margin]
    return margin, own


def _runs(lines: Sequence[str], own: Sequence[_Line], inner: Collection[str]) -> Iterator[_Run]:
    """Yield the neighbouring keys that are not indented, with the entry above them."""
    owner: _Line | None = None
    keys: list[_Line] = []
    for line in (*own, _Line(len(lines), "", "")):
        is_text = bool(line.value) and line.value[0] not in "{[&*!"
        if (is_text and line.key in inner) or (keys and nearest(line.key, inner)):
            keys.append(line)
            continue
        above = lines[owner.number if owner else 0 : keys[0].number] if keys else ()
        if keys and not has_open_bracket("\n".join(above)):  # within it, lines need no indentation
            end = next(
                (at for at in range(keys[-1].number + 1, line.number) if _ends(lines[at])),
                line.number,
            )
            yield _Run(owner, keys, end)
        owner, keys = line, []


def _ends(line: str) -> bool:
    """Whether a line is no part of the value above: a key of less indentation, or a comment."""
    return bool(line) and not line[0].isspace() and not line.startswith("- ")
