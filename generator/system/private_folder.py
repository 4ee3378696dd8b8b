"""Make a folder of the user's, outside every checkout, that nobody else can write to."""

import os
import stat
from contextlib import suppress
from errno import EPERM
from pathlib import Path

_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def make_private(folder: Path, root: Path) -> None:
    """Create a folder and the one around it, or check those that exist.

    Args:
        folder: The folder.
        root: The site, in which the folder may not be: a pull request could add it there.

    Raises:
        PermissionError: one of the two is a link, has another owner, or is writable by others.
        OSError: it cannot be created.
    """
    if Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(root)):
        reason = "lies within the site, where a pull request can write"
        raise PermissionError(EPERM, reason, str(folder))
    folder.parent.parent.mkdir(parents=True, exist_ok=True)
    for level in (folder.parent, folder):
        with suppress(FileExistsError):
            level.mkdir(mode=0o700)
        problem = _problem(level.lstat())
        if problem:
            raise PermissionError(EPERM, problem, str(level))


def _problem(status: os.stat_result) -> str:
    """Say why a folder is not private; "" if it is."""
    if not stat.S_ISDIR(status.st_mode):
        return "is not a folder; remove it"
    if status.st_uid != os.geteuid():
        return "belongs to another user"
    if status.st_mode & _OTHERS_WRITE:
        return "can be changed by other users; chmod go-w"
    return ""
