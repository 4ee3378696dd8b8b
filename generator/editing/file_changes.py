"""Write planned changes to files; git can undo them.

Commands that change existing files ask `unsaved` first, and refuse to edit what git could not
restore. `check --fix` edits new articles all the same, and prints the change. Each file is replaced
in one step. So a killed command leaves every file either old or new, and `git restore .` restores
the old ones.
"""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import EditError
from generator.diagnostics.formats import as_entries
from generator.model.layout import ARTICLES
from generator.read.regular import read_regular
from generator.system.file_writing import write

_MAX_BYTES = 1 << 30
"""More than any file of a digest; the readers of each kind of file have limits of their own."""


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


@dataclass(frozen=True, slots=True)
class FileChange:
    """A file's content before and after a change; None means that there is no such file."""

    path: str
    """Relative to the site's folder; absolute for a file elsewhere."""
    before: bytes | None
    after: bytes | None


def unsaved(root: Path, changes: Sequence[FileChange]) -> list[str] | None:
    """List the files that git could not restore as they are; None outside a repository.

    Git can restore a file that is committed or staged. Files outside the site's folder are not
    considered.
    """
    paths = {change.path for change in changes if change.before is not None}
    inside = {path for path in paths if not Path(path).is_absolute()}
    if not inside:
        return []
    # Git gets the names of folders, because a command line has no room for thousands of files.
    folders = {path.partition("/")[0] for path in inside}
    command = ["--literal-pathspecs", "ls-files", "-z", "--modified", "--others", "--"]
    listed = git(root, *command, *sorted(folders))
    if listed is None:
        return None
    return sorted(inside.intersection(listed.split("\0")))


def new_articles(root: Path, changes: Sequence[FileChange]) -> list[FileChange]:
    """List the changes to articles that git does not know yet.

    Their author has just written them. None is listed outside a repository.
    """
    listed = git(root, "--literal-pathspecs", "ls-files", "-z", "--others", "--", ARTICLES)
    untracked = set((listed or "").split("\0"))
    return [change for change in changes if change.path in untracked]


def apply(root: Path, changes: Sequence[FileChange]) -> None:
    """Make all changes, each file in one step.

    The path of the site's folder must contain no link.

    Raises:
        EditError: before anything is written, if a file no longer has the content `before` or is
            reached through a link; or if a file cannot be written after others were.
        OSError: the first file cannot be written.
    """
    for change in changes:
        file = root / change.path
        if os.path.realpath(file) != str(file):
            help_line = "replace the link with the file itself"
            raise EditError(f"{change.path}: is reached through a link", help_line)
        if read_file(file) != change.before:
            help_line = "run the command again"
            raise EditError(f"{change.path}: changed while the command ran", help_line)
    # Deletions come last, so that a renamed article never exists nowhere.
    ordered = sorted(changes, key=lambda change: change.after is None)
    for number, change in enumerate(ordered):
        try:
            _put(root / change.path, change.after)
        except OSError as error:
            if number == 0:
                raise
            message = f"{change.path}: {error.strerror}, after {number} of {len(ordered)} files"
            help_line = "`git status` lists the changed files, and `git restore .` undoes them"
            raise EditError(message, help_line) from error


def _put(file: Path, data: bytes | None) -> None:
    if data is None:
        file.unlink(missing_ok=True)
    else:
        write(file, data)


def read_file(file: Path) -> bytes | None:
    """The content of a file; None if it does not exist.

    Raises:
        EditError: it is not a regular file, or cannot be read.
    """
    if not os.path.lexists(file):
        return None
    report = Report()
    data = read_regular(file, str(file), _MAX_BYTES, report)
    if data is None:
        raise EditError(as_entries(report))
    return data
