"""Write a report as text, JSON, GitHub annotations or a GitLab report."""

import json
from collections import Counter
from collections.abc import Callable
from hashlib import sha256
from typing import get_args

from generator.diagnostics.codes import Severity
from generator.diagnostics.diagnostics import Diagnostic, Report, counted
from generator.diagnostics.terminal import visible

_LONGEST = 600
"""Characters of a message or a help line. Checks shorten what they quote to 60 characters or so,
but an invisible character is shown as ten, and a list of choices is as long as the settings make
it."""


def _short_line(text: str) -> str:
    shown = visible(text)
    if len(shown) <= _LONGEST:
        return shown
    return f"{shown[: _LONGEST - 1]}…"


def _with_help(found: Diagnostic) -> str:
    return f"{_short_line(found.message)} ({_short_line(found.help)})"


def as_text(report: Report) -> str:
    """Write each problem on two lines, as compilers do, then a summary line."""
    lines = []
    for found in report:
        place = visible(str(found.place))
        lines.append(f"{place}: {_short_line(found.message)} [{found.code}]")
        lines.append(f"    help: {_short_line(found.help)}")
    lines.append(summary(report))
    return "\n".join(lines)


def summary(report: Report) -> str:
    """Count the problems in words: `2 errors, 1 warning`, or `no problems found`."""
    counts = []
    for severity in get_args(Severity):
        count = report.count(severity)
        if count:
            counts.append(counted(count, severity))
    return ", ".join(counts) or "no problems found"


def as_record(found: Diagnostic) -> dict[str, str | int | dict[str, str] | None]:
    """Turn a problem into the stable shape of `--format json`.

    `fix` is null unless replacing one line fixes the problem.
    """
    fix = None
    if found.line_fix is not None:
        fix = {"before": found.line_fix.before, "after": found.line_fix.after}
    return {
        "path": found.place.path,
        "line": found.place.line,
        "column": found.place.column,
        "code": found.code,
        "severity": found.severity,
        "message": found.message,
        "help": found.help,
        "fix": fix,
    }


def as_json(report: Report) -> str:
    """Write a JSON list of problems, in the order of their places."""
    return json.dumps([as_record(found) for found in report], indent=2)


def _github_escape(text: str, *, value: bool = False) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    if value:
        escaped = escaped.replace(":", "%3A").replace(",", "%2C")
    return escaped


def as_github(report: Report) -> str:
    """Write workflow commands of GitHub, which become annotations at line and column."""
    commands = {"error": "error", "warning": "warning", "note": "notice"}
    lines = []
    for found in report:
        place = found.place
        file = _github_escape(visible(place.path), value=True)
        options = f"file={file},line={place.line},col={place.column},title={found.code}"
        text = _github_escape(_with_help(found))
        command = commands[found.severity]
        lines.append(f"::{command} {options}::{text}")
    return "\n".join(lines)


def as_gitlab(report: Report) -> str:
    """Write a Code Climate report, which GitLab shows on a merge request and in its diff.

    GitLab uses the fingerprint to recognise new problems: it stays the same if the lines above
    change, and two problems of a file with equal messages are distinguished by their order.
    """
    levels = {"error": "major", "warning": "minor", "note": "info"}
    repeats: Counter[str] = Counter()
    issues = []
    for found in report:
        place = found.place
        what = f"{place.path}\0{found.code}\0{found.message}"
        repeats[what] += 1
        fingerprint = sha256(f"{what}\0{repeats[what]}".encode("utf-8", "surrogatepass"))
        issues.append(
            {
                "description": _with_help(found),
                "check_name": found.code,
                "fingerprint": fingerprint.hexdigest(),
                "severity": levels[found.severity],
                "location": {"path": place.path, "lines": {"begin": place.line}},
            }
        )
    return json.dumps(issues, indent=2)


FORMATS: dict[str, Callable[[Report], str]] = {
    "text": as_text,
    "json": as_json,
    "github": as_github,
    "gitlab": as_gitlab,
}
