"""Compact forms of a report for assertions."""

from generator.diagnostics.diagnostics import Report


def codes(report: Report) -> list[str]:
    """The codes of all problems, in the order of their places."""
    return [problem.code for problem in report]


def placed(report: Report) -> list[str]:
    """All problems as `line:column code`, in the order of their places."""
    return [f"{problem.place.line}:{problem.place.column} {problem.code}" for problem in report]
