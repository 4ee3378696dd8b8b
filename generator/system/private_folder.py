"""Private folders of the user, outside every checkout.

State kept between runs must never come from a pull request. It is therefore stored below the user's
home, in a folder named after the site's path.
"""

import hashlib
import os
import stat
from errno import EPERM
from pathlib import Path

PROGRAM = "security-news-digest"
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def private_folder(variable: str, otherwise: str, root: Path) -> Path:
    """The path of a site's private folder, which may not exist yet.

    It is below the folder in a variable of the XDG Base Directory Specification, such as
    `XDG_STATE_HOME`, or by default below `otherwise` in the user's home. As the specification
    requires, a relative path in the variable is ignored.

    Raises:
        PermissionError: the user has no home.
    """
    configured = Path(os.environ.get(variable, ""))
    base = configured if configured.is_absolute() else Path(os.path.expanduser("~"), otherwise)  # noqa: PTH111 (Path.home raises when there is none)
    if not base.is_absolute():
        raise PermissionError(EPERM, f"there is no home folder; set the variable {variable}", "~")
    site = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()
    return base / PROGRAM / site[:32]


def is_ours(folder: Path, root: Path) -> bool:
    """Whether a private folder exists and only the user can write to it.

    Raises:
        PermissionError: the folder is a link, has another owner, is writable by others, or is
            inside the site, where a pull request could add it.
    """
    if Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(root)):
        raise PermissionError(
            EPERM, "lies within the site, where a pull request can write", str(folder)
        )
    for level in (folder.parent, folder):
        try:
            status = level.lstat()
        except FileNotFoundError:
            return False
        if not stat.S_ISDIR(status.st_mode):
            raise PermissionError(EPERM, "is not a folder; remove it", str(level))
        if status.st_uid != os.geteuid():
            raise PermissionError(EPERM, "belongs to another user", str(level))
        if status.st_mode & _OTHERS_WRITE:
            raise PermissionError(EPERM, "can be changed by other users; chmod go-w", str(level))
    return True


def make_private(folder: Path, root: Path) -> None:
    """Create a private folder.

    Raises:
        OSError: this fails, or the folder is not private (see `is_ours`).
    """
    if is_ours(folder, root):
        return
    folder.parent.parent.mkdir(parents=True, exist_ok=True)
    for level in (folder.parent, folder):
        level.mkdir(mode=0o700, exist_ok=True)
    is_ours(folder, root)
