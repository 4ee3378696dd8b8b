"""Folders of the user's own, outside every checkout, to which nobody else can write.

What a command keeps for its next run must not be taken from a pull request. A
checkout holds whatever its author put there, so such things are kept below the
user's home, in a folder named after the site's path.
"""

from __future__ import annotations

import hashlib
import os
import stat
from errno import EPERM
from pathlib import Path

PROGRAM = "security-news-digest"
_OTHERS_WRITE = stat.S_IWGRP | stat.S_IWOTH


def private_folder(variable: str, otherwise: str, root: Path) -> Path:
    """Name the folder that belongs to one site; it need not exist.

    Args:
        variable: The variable of the XDG Base Directory Specification that names the folder above,
            such as `XDG_STATE_HOME`. As the specification says, a relative path in it is ignored.
        otherwise: The folder below the user's home that is taken where the variable is not set.
        root: The folder of the site.

    Raises:
        PermissionError: for a user without a home.
    """
    said = Path(os.environ.get(variable, ""))
    base = said if said.is_absolute() else Path(os.path.expanduser("~"), otherwise)  # noqa: PTH111 (Path.home raises where there is none)
    if not base.is_absolute():
        raise PermissionError(EPERM, f"there is no home folder; set the variable {variable}", "~")
    site = hashlib.sha256(os.fsencode(os.path.realpath(root))).hexdigest()
    return base / PROGRAM / site[:32]


def is_ours(folder: Path, root: Path) -> bool:
    """Whether a folder named by `private_folder` exists and only this user can have filled it.

    Raises:
        PermissionError: when it is a link, belongs to somebody else, can be written to by others, or
            lies within the site, where a pull request could bring it along.
    """
    if Path(os.path.realpath(folder)).is_relative_to(os.path.realpath(root)):
        raise PermissionError(EPERM, "lies within the site, where a pull request can write", str(folder))
    for one in (folder.parent, folder):
        try:
            found = one.lstat()
        except FileNotFoundError:
            return False
        if not stat.S_ISDIR(found.st_mode):
            raise PermissionError(EPERM, "is not a folder; remove it", str(one))
        if found.st_uid != os.geteuid():
            raise PermissionError(EPERM, "belongs to another user", str(one))
        if found.st_mode & _OTHERS_WRITE:
            raise PermissionError(EPERM, "can be changed by other users; chmod go-w", str(one))
    return True


def make_private(folder: Path, root: Path) -> None:
    """Make a folder named by `private_folder`, for this user alone.

    Raises:
        OSError: when it cannot be made.
        PermissionError: as `is_ours` does.
    """
    if is_ours(folder, root):
        return
    folder.parent.parent.mkdir(parents=True, exist_ok=True)
    for one in (folder.parent, folder):
        one.mkdir(mode=0o700, exist_ok=True)
    is_ours(folder, root)
