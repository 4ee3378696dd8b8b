"""Compact forms of a report for assertions."""

from __future__ import annotations

from generator.diagnostics.diagnostics import Report


def codes(report: Report) -> list[str]:
    """The codes of all problems, in the order of their places."""
    return [found.code for found in report]


def placed(report: Report) -> list[str]:
    """All problems as `line:column code`, in the order of their places."""
    return [f"{found.place.line}:{found.place.column} {found.code}" for found in report]
