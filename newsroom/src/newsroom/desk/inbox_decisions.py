"""Read and add the editors' decisions on candidates, in a file that only grows.

Each decision is a line of JSON, and lines are only added. Git joins the lines
of two branches itself (`merge=union` in .gitattributes), so two editors never have a conflict. A
host that merges without this attribute leaves marks. A line that cannot be read is reported at its
place, and the others hold.
"""

import datetime as dt
import json
import os
from collections.abc import Iterable
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.failure import Failure
from generator.model.layout import CONFIG
from generator.read.regular import read_below
from generator.read.text import find_forbidden
from generator.system.file_writing import write

FILE = f"{CONFIG}/inbox-decisions.jsonl"
_MOST_BYTES = 8 * 1024 * 1024
_MOST_DAMAGED = 100
"""Damaged lines after which nothing more is read: a file of 8 MB could have four million."""
_HELP = "correct the line, or delete it: the candidate is then listed again"

Verdict = Literal["taken", "rejected"]


class Decision(Struct, frozen=True, omit_defaults=True):
    """A decision on a candidate, which is one line of the file."""

    on: dt.date
    candidate: str
    """The candidate's identifier."""
    verdict: Verdict
    title: str
    keys: tuple[str, ...]
    """The keys of the entries that the candidate joined."""
    by: str = ""
    why: str = ""


def read_decisions(root: Path, report: Report) -> list[Decision]:
    """Read all decisions, the oldest first; report lines that cannot be read."""
    decisions: list[Decision] = []
    damaged = 0
    for number, line in enumerate(decision_lines(root, report).splitlines(), 1):
        if not line.strip():
            continue
        place = Place(FILE, number)
        decision = _read_decision(line, place, report)
        if decision:
            decisions.append(decision)
            continue
        damaged += 1
        if damaged > _MOST_DAMAGED:
            message = "the lines from here on are not read, because so many before are damaged"
            report.add(place, "unreadable", message, "restore the file from git")
            break
    return decisions


def _read_decision(line: bytes, place: Place, report: Report) -> Decision | None:
    """Read a line; the result is None after reporting that it is damaged."""
    try:
        decision = msgspec.json.decode(line, type=Decision)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as error:
        message, help_line = f"this line is not a decision ({str(error)[:100]})", _HELP
        if line.startswith((b"<<<<<<<", b"=======", b">>>>>>>", b"|||||||")):
            message = "git left this line in a merge"
            help_line = "delete the line, and keep the decisions around it"
        report.add(place, "unreadable", message, help_line)
        return None
    hidden = find_forbidden(f"{decision.title} {decision.by} {decision.why}")
    if hidden:
        message = f"the line contains {hidden[0][1]}"
        report.add(place, "forbidden-character", message, _HELP)
        return None
    return decision


def decision_lines(root: Path, report: Report) -> bytes:
    """Read the bytes of the file.

    They are empty if there is no file, or after reporting that it cannot be read.
    """
    if not os.path.lexists(root / FILE):
        return b""
    return read_below(root, FILE, FILE, _MOST_BYTES, report, "") or b""


def add_decisions(root: Path, decisions: Iterable[Decision]) -> None:
    """Add decisions as lines at the end of the file.

    Raises:
        Failure: the file cannot be read, so nothing can be added to it.
    """
    report = Report()
    before = decision_lines(root, report)
    if not report.ok:
        raise Failure(f"{FILE}: {report.diagnostics[0].message}")
    if before and not before.endswith(b"\n"):
        before += b"\n"
    lines = []
    for decision in decisions:
        lines.append(json.dumps(msgspec.to_builtins(decision), ensure_ascii=False) + "\n")
    write(root / FILE, before + "".join(lines).encode())
