"""Add decisions on candidates to the file that `check/inbox_decisions.py` reads."""

import json
from collections.abc import Iterable
from pathlib import Path

import msgspec

from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import Failure
from generator.system.file_writing import write
from newsroom.desk.inbox_decisions import FILE, Decision, decision_lines


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
