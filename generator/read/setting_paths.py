"""Check paths in settings: each stays within the site's folder, whatever the settings say.

A pull request can change these files, and a build reads, replaces and runs what they name. Only a
person who types an option of a command may name a place outside.
"""

import posixpath
import sys
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path

from generator.model.layout import CONFIG, CONTENT
from generator.read.file_names import is_plain, problem_of_name

_OWN = (CONTENT, CONFIG)
"""Folders that only editors and editing commands write to."""
_ENVIRONMENT = ("pyvenv.cfg", "conda-meta")
"""Names by which Python and conda recognise an environment."""


def inner_path(value: str) -> str:
    """Normalise a path in the site's folder: without `./` and a final slash; "" for others.

    Hidden folders such as `.git` and `.venv` count as outside, and so does the site's folder
    itself.
    """
    path = value.removeprefix("./").rstrip("/")
    parts = path.split("/")
    is_hidden = any(part.startswith((".", "~")) for part in parts)
    return path if is_plain(path) and not is_hidden else ""


def problem_of_read(root: Path, value: str) -> str:
    """Say in one clause why a folder of mkdocs.yml cannot be read; "" if it can."""
    path = inner_path(value)
    if not path:
        return _problem_of_folder(value)
    if _is_below(path, CONTENT) or path.casefold() == CONFIG:
        return "holds what editors write, and none of it is published unchanged"
    if _is_below(path, f"{CONFIG}/taxonomies"):
        return "holds registries, and none of them is published unchanged"
    return _problem_of_environment(root, path)


def _problem_of_folder(value: str) -> str:
    """Say in one clause why a path is none of a folder in the site's."""
    for part in value.strip("/").split("/"):
        if part not in ("", ".", "..") and (problem := problem_of_name(part)):
            return f"cannot be used, because {problem}"
    return "is not a folder within the site's own"


def overlap(one: str, other: str) -> bool:
    """Whether two folders are the same, or one is within the other."""
    return _is_below(one, other) or _is_below(other, one)


def folders_near(root: Path, value: str) -> list[str]:
    """The folders that a build may read, at the top of a site and where a path was to be."""
    above = posixpath.dirname(inner_path(value))
    names = [
        path.relative_to(root).as_posix()
        for place in {root, root / above}
        for path in sorted(place.glob("*/"))
    ]
    return [name for name in names if not problem_of_read(root, name)]


def problem_of_output(root: Path, value: str, read: Sequence[str]) -> str:
    """Say in one clause why site_dir cannot be written to; "" if it can.

    `read` are the other folders that a build reads.
    """
    path = inner_path(value)
    if not path:
        return _problem_of_folder(value)
    for name in (*_OWN, *read):
        if overlap(path, name):
            return f"overlaps {name}/, which a build reads"
    if problem := _problem_of_way(root, path):
        return problem
    for part in _levels(path):
        if (root / part).exists() and not (root / part).is_dir():
            return f"names the file '{part}'"
    return ""


def problem_of_typed_output(root: Path, target: Path) -> str:
    """Say in one clause why a folder that a person typed cannot be written to; "" if it can.

    Both paths are resolved. What else the folder may contain is checked before it is replaced.
    """
    if root.is_relative_to(target):
        return "contains the site's own files"
    for name in (*_OWN, ".git"):
        if target.is_relative_to(root / name):
            return f"is in {name}/"
    return ""


def _problem_of_way(root: Path, path: str) -> str:
    """Say in one clause why no build may follow a path below a folder; "" if it may."""
    for part in _levels(path):
        if (root / part).is_symlink():
            return f"leads through the link '{part}'"
    return _problem_of_environment(root, path)


def _problem_of_environment(root: Path, path: str) -> str:
    folders = [root / part for part in _levels(path)]
    marks = [folder / name for folder in folders for name in _ENVIRONMENT]
    is_one = any(map(Path.exists, marks)) or Path(sys.prefix) in folders
    return "is a part of a Python environment" if is_one else ""


def _levels(path: str) -> list[str]:
    """The folders above a path and the path itself: for `a/b/c`, `a`, `a/b` and `a/b/c`."""
    return list(accumulate(path.split("/"), posixpath.join))


def _is_below(path: str, folder: str) -> bool:
    """Whether a path is a folder or within it, on file systems that ignore case, too."""
    return f"{path.casefold()}/".startswith(f"{folder.casefold()}/")
