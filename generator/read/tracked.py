"""State of the digest's own that git tracks, and so a pull request can write.

A cache, an interrupted edit or a built site belongs to one machine. In a checkout it
is a stranger's word, so the check refuses a tree that has it under version control.
"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from generator.diagnostics.diagnostics import Place, Report

STATE = (".digest-edit", ".cache", ".site-*", "site")
"""Files that commands write, or once wrote, beside mkdocs.yml; the names of `.gitignore`."""


def tracked_state(root: Path) -> list[str]:
    """The names beside `mkdocs.yml` that only commands write and that git tracks all the same.

    Args:
        root: The folder of mkdocs.yml. Outside a repository, and without git, there are none.
    """
    # A folder of a checkout can pass for a repository of its own, whose settings name programs to run.
    command = ["git", "-c", "core.fsmonitor=false", "-c", "safe.bareRepository=explicit", "ls-files", "-z"]
    command += ["--", *(f":(icase){name}" for name in STATE)]
    # A hook of git's own has these variables, and they may belong to another repository.
    variables = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(command, cwd=root, env=variables, capture_output=True, check=False)  # noqa: S603 (nothing of it is a stranger's)
    except OSError:
        return []
    paths = done.stdout.decode("utf-8", "replace").split("\0")
    return sorted({path.partition("/")[0] for path in paths if path})


def check_tracked_state(root: Path, report: Report) -> None:
    """Report each name that `tracked_state` finds."""
    for name in tracked_state(root):
        message = "git tracks this, but only commands write it, each on its own machine"
        report.add(Place(name), "tracked-state", message, f"git rm -r --cached {name}, then commit")
