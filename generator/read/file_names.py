"""The one rule for the names of files and folders, whoever writes them and whatever they hold.

A name reaches the file system of everyone who clones the repository, the addresses of pages and the
reports of reviewers. So it has no character that nobody sees, and nothing that Windows cannot have.
"""

import re
import unicodedata
from functools import lru_cache

from generator.read.text import describe, find_forbidden

_UNSEEN = ("Cc", "Cf", "Cs", "Co", "Zl", "Zp")
"""Categories of Unicode: control, format, surrogate and private-use characters, line breaks."""
_SURROGATE = re.compile("[\ud800-\udfff]")
"""Matches what Python reads for a byte that is not UTF-8."""
_NOT_ON_WINDOWS = frozenset('<>:"|?*\\/')
_DEVICE = re.compile(r"(?i:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[0-9¹²³]) *(?:\.|\Z)")
"""Names that Windows keeps for devices, whatever their ending."""
_MOST_BYTES = 255
"""Maximum bytes of a name on Linux; Windows and macOS have as many UTF-16 units."""


def printable(name: str) -> str:
    """A file's name as problems show it: � replaces bytes that are not UTF-8."""
    return _SURROGATE.sub("\ufffd", name)


def is_utf8(name: str) -> bool:
    """Whether a name, as the operating system returned it, was UTF-8."""
    return printable(name) == name


@lru_cache(maxsize=4096)
def problem_of_name(name: str) -> str:
    """Say what is wrong with the name of a file or a folder, without its path; "" if nothing is."""
    if not is_utf8(name):
        return f"'{printable(name)}' is not a name in UTF-8"
    shown = f"'{name[:100]}'"
    unseen = [char for char in name if unicodedata.category(char) in _UNSEEN]
    if unseen:
        return f"{shown} contains {describe(unseen[0])}"
    if forbidden := find_forbidden(name):
        return f"{shown} contains {forbidden[0][1]}"
    if refused := [char for char in name if char in _NOT_ON_WINDOWS]:
        return f"{shown} contains {refused[0]}, which Windows does not allow in a name"
    if name.endswith((".", " ")):
        last = "a space" if name.endswith(" ") else "a full stop"
        return f"{shown} ends in {last}, which Windows drops"
    if _DEVICE.match(name):
        return f"Windows cannot have a file called {shown}"
    size = len(name.encode())
    if size > _MOST_BYTES:
        return f"{shown}… has {size} bytes, but a name has at most {_MOST_BYTES}"
    return ""


def is_plain(path: str) -> bool:
    """Whether a path with slashes cannot lead out of its folder, and has only good names."""
    parts = path.split("/")
    return not any(part in ("", ".", "..") or problem_of_name(part) for part in parts)


def inner_path(value: str) -> str:
    """Normalise a path in the site's folder: without `./` and a final slash; "" for others.

    Hidden folders such as `.git` and `.venv` count as outside, and so does the site's folder
    itself.
    """
    path = value.removeprefix("./").rstrip("/")
    is_hidden = any(part.startswith((".", "~")) for part in path.split("/"))
    return path if is_plain(path) and not is_hidden else ""
