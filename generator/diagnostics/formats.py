"""Write a report as text, JSON, GitHub annotations or a GitLab report."""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from hashlib import sha256
from typing import get_args

from generator.diagnostics.codes import Severity
from generator.diagnostics.diagnostics import Diagnostic, Report, counted
from generator.diagnostics.terminal import visible

_SEVERITIES: tuple[Severity, ...] = get_args(Severity)
STOPPING: tuple[Severity, ...] = ("error",)
"""What stops a build."""
STOPPING_STRICT: tuple[Severity, ...] = ("error", "warning")
"""What stops a build with `--strict`."""
_COLOURS: dict[Severity, str] = {
    "error": "\x1b[1;31m",
    "warning": "\x1b[1;33m",
    "note": "\x1b[1;36m",
}
"""Red, yellow and cyan, all of them bold (ECMA-48, SGR)."""
_END = "\x1b[0m"
_LONGEST = 600
"""Characters of a message or a help line. Checks shorten what they quote to 60 characters or so,
but an invisible character is shown as ten, and a list of choices is as long as the settings make
it."""


def _short_line(text: str) -> str:
    shown = visible(text)
    return shown if len(shown) <= _LONGEST else f"{shown[: _LONGEST - 1]}…"


def _with_help(found: Diagnostic) -> str:
    return f"{_short_line(found.message)} ({_short_line(found.help)})"


def as_text(report: Report, last_line: str = "", *, coloured: bool = False) -> str:
    """Write each problem on two lines, as compilers do, and a last line.

    Args:
        report: The problems.
        last_line: What to say at the end; by default how many problems stop the build.
        coloured: Whether the words for the severities have colours, for `Terminal.write_coloured`.
    """
    lines = [as_entries(report, coloured=coloured), last_line or verdict(report)]
    return "\n".join(filter(None, lines))


def as_entries(report: Report, *, coloured: bool = False) -> str:
    """Write each problem on two lines; errors are last, so that they stay on the screen."""
    lines = []
    for found in harmless_first(report):
        word = f"{_COLOURS[found.severity]}{found.severity}{_END}" if coloured else found.severity
        lines.append(f"{_shown(found, word)} [{found.code}]")
        lines.append(f"    help: {_short_line(found.help)}")
    return "\n".join(lines)


def as_line(found: Diagnostic) -> str:
    """Write a problem on one line, for logs."""
    return f"{_shown(found, found.severity)} [{found.code}] ({_short_line(found.help)})"


def _shown(found: Diagnostic, word: str) -> str:
    return f"{visible(str(found.place))}: {word}: {_short_line(found.message)}"


def harmless_first(report: Report) -> list[Diagnostic]:
    """The problems in the order in which people read them on a screen: notes, warnings, errors."""
    return sorted(report, key=lambda found: _SEVERITIES.index(found.severity), reverse=True)


def counts(report: Report) -> str:
    """Count the problems in words: `2 errors, 1 warning`, or `no problems found`."""
    return ", ".join(_counts(report, _SEVERITIES)) or "no problems found"


def verdict(report: Report, stopping: Collection[Severity] = STOPPING) -> str:
    """Say how many problems stop the build, as in `2 errors stop the build; 1 warning does not`."""
    harmful = [severity for severity in _SEVERITIES if severity in stopping]
    harmless = [severity for severity in _SEVERITIES if severity not in stopping]
    stop, others = _counts(report, harmful), _counts(report, harmless)
    if not stop and not others:
        return "no problems found"
    parts = []
    if stop:
        verb = "stops" if sum(map(report.count, harmful)) == 1 else "stop"
        parts.append(f"{' and '.join(stop)} {verb} the build")
    if others:
        verb = "does not" if sum(map(report.count, harmless)) == 1 else "do not"
        parts.append(f"{' and '.join(others)} {verb}{'' if stop else ' stop the build'}")
    return "; ".join(parts)


def _counts(report: Report, severities: Iterable[Severity]) -> list[str]:
    """The numbers of the problems of some severities, without those that have none."""
    found = ((report.count(severity), severity) for severity in severities)
    return [counted(count, severity) for count, severity in found if count]


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
