"""Reduce a site to what `check` accepts, and test whether it can be published."""

import json
from pathlib import Path

from tests.clean.site import take_away
from tests.command import digest

_MOST_ROUNDS = 12
"""Removing a file may break links to it, which the next round finds."""


def kept(root: Path) -> int:
    """Remove what `check` refuses until it accepts the rest; return the number of articles left."""
    for _ in range(_MOST_ROUNDS):
        problems = json.loads(digest(root, "check", "--format", "json").stdout)
        errors = [problem for problem in problems if problem["severity"] == "error"]
        if not errors:
            return len(list((root / "content/articles").rglob("*.md")))
        take_away(root, errors)
    raise AssertionError(f"check never accepts the site: {errors[:3]}")


def refusal(root: Path) -> str:
    """The output that stops a clean site from being published; empty if it passes build and audit."""
    built = digest(root, "build", "--audit", "--site-dir", root / "site")
    return built.output if built.exit_code else ""
