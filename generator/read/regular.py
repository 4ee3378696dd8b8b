"""Open untrusted files safely.

Every file of a site is opened here: articles, registries, settings, the ledger, the theme and the
public files. Only a regular file is opened. A link could expose any file of the machine, a pipe
could block for ever, and a device could fill all memory.
"""

import os
import stat
from collections.abc import Iterator
from contextlib import suppress
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

from generator.diagnostics.diagnostics import Place, Report
from generator.read.file_names import is_plain, problem_of_name

_OPEN = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
"""Flags that refuse links and do not block on a pipe without a writer."""
BEGINNINGS = {
    "avif": rb"....ftyp",
    "gif": rb"GIF8",
    "ico": rb"\x00\x00\x01\x00",
    "jpeg": rb"\xff\xd8\xff",
    "jpg": rb"\xff\xd8\xff",
    "pdf": rb"%PDF-",
    "png": rb"\x89PNG\r\n\x1a\n",
    "webp": rb"RIFF....WEBP",
}
"""Type of a published file → a pattern of its first bytes.

SVG is not among them: it can contain scripts.
"""


class FolderEntry(NamedTuple):
    """A file or a folder found in a folder."""

    path: str
    """With slashes, below the folder that was walked, or as it is shown in problems."""
    file: str
    status: os.stat_result
    is_well_named: bool = True


def walk(folder: Path | str, shown_as: str, report: Report) -> Iterator[FolderEntry]:
    """Yield everything below a folder in a fixed order, folders before their content.

    Links are not followed. A missing folder counts as empty; a folder that cannot be listed is
    reported below the name `shown_as`.
    """
    pending = [(str(folder), "")]
    while pending:
        here, prefix = pending.pop()
        try:
            with os.scandir(here) as listed:
                found = sorted(listed, key=attrgetter("name"))
            for entry in found:
                with suppress(FileNotFoundError):  # removed a moment ago
                    status = entry.stat(follow_symlinks=False)
                    if stat.S_ISDIR(status.st_mode):
                        pending.append((entry.path, f"{prefix}{entry.name}/"))
                    yield FolderEntry(prefix + entry.name, entry.path, status)
        except FileNotFoundError:
            continue
        except OSError as error:
            help_line = "make it a folder that you may read and enter (chmod a+rx)"
            place = Place(f"{shown_as}/{prefix}".rstrip("/"))
            report.add(place, "unreadable", f"cannot be opened: {error.strerror}", help_line)


def is_regular(mode: int, place: Place, report: Report) -> bool:
    """Whether this is a regular file; anything else is reported."""
    if stat.S_ISREG(mode):
        return True
    if stat.S_ISLNK(mode):
        report.add(place, "symlink", "this is a symbolic link", "put the file itself here")
    elif stat.S_ISDIR(mode):
        report.add(place, "not-a-file", "this is a folder", "a file belongs here")
    else:
        report.add(place, "not-a-file", "this is not a regular file", "remove it")
    return False


def read_regular(file: Path | str, path: str, most: int, report: Report) -> bytes | None:
    """The bytes of a regular file; None, after reporting why at `path`, if it cannot be read.

    At most `most` bytes are allowed. A link in the last part is not followed; `read_below` checks
    the others.
    """
    place = Place(path)
    try:
        status = os.lstat(file)
        if not is_regular(status.st_mode, place, report):
            return None
        data = b""
        if status.st_size <= most:
            with os.fdopen(os.open(file, _OPEN), "rb") as opened:
                data = opened.read(most + 1)
    except OSError as error:
        message = f"cannot be read: {error.strerror}"
        report.add(place, "unreadable", message, "check its permissions")
        return None
    size = max(status.st_size, len(data))
    if size > most:
        message = f"{size:,} bytes are more than the {most:,} allowed"
        report.add(place, "too-large", message, "shorten it, or split it in two")
        return None
    return data


def read_below(
    folder: Path, name: str, path: str, most: int, report: Report, missing: str
) -> bytes | None:
    """Read a file that settings name; None, after a report, if it cannot be read.

    No part of its path may be a link, unlike in `read_regular`. `name` is the path below the
    folder, with slashes; `missing` is the help line if there is no such file.
    """
    if not is_plain(name):
        wrong = next(filter(None, map(problem_of_name, name.split("/"))), "")
        message = wrong or f"'{name}' leads out of its folder"
        report.add(Place(path), "outside-site", message, "name a file within it")
        return None
    parts = name.split("/")
    for depth in range(len(parts)):
        if folder.joinpath(*parts[:depth]).is_symlink():
            below = "/".join(parts[depth:])
            place = Place(path.removesuffix(f"/{below}"))
            report.add(place, "symlink", "this is a symbolic link", "put the folder itself here")
            return None
    file = folder / name
    if not os.path.lexists(file):
        report.add(Place(path), "missing-file", "there is no such file", missing)
        return None
    return read_regular(file, path, most, report)
