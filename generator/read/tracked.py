"""Find files of the digest's own state that git tracks.

A cache or a built site belongs to one machine. In a checkout a pull request could write it, so the
check refuses a tree that has it under version control.
"""

import os
import subprocess
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path

from generator.diagnostics.diagnostics import Place, Report
from generator.model.layout import CONTENT


def git(folder: Path, *arguments: str) -> str | None:
    """Run git in a folder, and return its output.

    The result is None if it fails, for instance because git is missing or the folder is in no
    repository.
    """
    # A folder of a checkout can pose as a repository, whose settings can name programs to run.
    safe = ["git", "-c", "core.fsmonitor=false", "-c", "safe.bareRepository=explicit"]
    # Git's hooks have these variables, which may refer to another repository.
    variables = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    try:
        done = subprocess.run(  # noqa: S603 (nothing of it is a stranger's)
            [*safe, *arguments], cwd=folder, env=variables, capture_output=True, check=True
        )
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.decode("utf-8", "replace")


_NEVER = float("inf")
_TOGETHER = 10**9
"""Maximum nanoseconds between files written by one command; some file systems count in seconds."""
STATE = (".digest-edit", ".cache", ".site-*", "site")
"""Files that commands write, or used to write, beside mkdocs.yml; the names in `.gitignore`."""


def tracked_state(root: Path) -> list[str]:
    """The names beside `mkdocs.yml` that only commands write but git tracks.

    Outside a repository the list is empty.
    """
    names = [f":(icase){name}" for name in STATE]
    listed = git(root, "ls-files", "-z", "--", *names) or ""
    paths = filter(None, listed.split("\0"))
    names_of_state = {path.partition("/")[0] for path in paths}
    return sorted(names_of_state)


Newer = Callable[[str, str], tuple[str, str]]
"""Paths of two files → the newer one, and the evidence, for a message."""


def later_path(_first: str, second: str) -> tuple[str, str]:
    """Choose the second of two paths as the newer file; the evidence is ""."""
    return second, ""


def newer_of(root: Path, first: str, second: str) -> tuple[str, str]:
    """Decide which of two files is newer: its path, and the evidence as a clause.

    Paths are below the site's folder. Git knows when each was added; a file that is not in git is
    newer than one that is. Without git, or if both were added together, the modification time
    decides. Without evidence it is the second file.
    """
    times = _times_added(root)
    added = times.get(first, _NEVER), times.get(second, _NEVER)
    if added[0] != added[1]:
        newer = first if added[0] > added[1] else second
        return newer, " and was added to git earlier"
    if added[0] == _NEVER:
        with suppress(OSError):
            changed_first = (root / first).lstat().st_mtime_ns
            changed_second = (root / second).lstat().st_mtime_ns
            if abs(changed_first - changed_second) > _TOGETHER:
                newer = first if changed_first > changed_second else second
                return newer, " and is the older file"
    return second, ""


@cache
def _times_added(root: Path) -> dict[str, int]:
    """Map each path to the time when it was last added to git, in seconds since 1970.

    One run of git handles all files: a run for each would take nine seconds for 1,000 pairs.
    """
    chosen = ["--diff-filter=A", "--no-renames", "--relative"]
    shown = ["--name-only", "--format=%x00%ct"]
    command = ["-c", "core.quotePath=false", "log", *chosen, *shown]
    log = git(root, *command, "--", CONTENT) or ""
    _, *commits = log.split("\0")
    times: dict[str, int] = {}
    for commit in commits:
        time, *paths = commit.split("\n")
        for path in filter(None, paths):
            times.setdefault(path, int(time))
    return times


def check_tracked_state(root: Path, report: Report) -> None:
    """Report each name that `tracked_state` finds."""
    for name in tracked_state(root):
        message = "git tracks this, but it is machine-specific state that only commands write"
        report.add(Place(name), "tracked-state", message, f"git rm -r --cached {name}, then commit")
