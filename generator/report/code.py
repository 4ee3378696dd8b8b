"""What one kind of problem is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of problem: what it means and a wrong and a right way to write it."""

    slug: str
    severity: Severity
    meaning: str
    wrong: str
    right: str


def error(slug: str, meaning: str, wrong: str, right: str) -> Code:
    """A problem that stops a build."""
    return Code(slug, "error", meaning, wrong, right)


def warning(slug: str, meaning: str, wrong: str, right: str) -> Code:
    """A problem that does not."""
    return Code(slug, "warning", meaning, wrong, right)
