"""Writing files: only what changed, and never half of one."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC


def part_of(path: Path) -> Path:
    """Where a file is written before it takes its place: beside it, on the same file system."""
    return path.with_name(f".{path.name}.part")


def write(path: Path, content: str | bytes) -> bool:
    """Write a file whole, with the permissions that it has; returns False when it already says just that."""
    data = content.encode() if isinstance(content, str) else content
    try:
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    part = part_of(path)
    part.unlink(missing_ok=True)  # it may be a link, through which nothing is to be written
    try:
        create(str(part), data)
        with suppress(FileNotFoundError):
            shutil.copymode(path, part)
        os.replace(part, path)  # noqa: PTH105 (atomic, and says so)
    finally:
        part.unlink(missing_ok=True)
    return True


def folder_for(path: str) -> None:
    """Make the folder of a file; of most only the last part is missing."""
    folder = os.path.dirname(path)  # noqa: PTH120 (a Path for each of tens of thousands takes longer)
    try:
        os.mkdir(folder)  # noqa: PTH102 (likewise)
    except FileExistsError:
        if not os.path.isdir(folder):  # noqa: PTH112 (likewise)
            raise
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 (likewise)


def create(path: str, data: bytes) -> None:
    """Write a new file.

    Raises:
        FileExistsError: when there is one already.
        NotADirectoryError: when a file is where a folder must be.
    """
    try:
        file = os.open(path, _NEW, 0o666)
    except FileNotFoundError:
        folder_for(path)
        file = os.open(path, _NEW, 0o666)
    try:
        written = os.write(file, data)
        while written < len(data):
            written += os.write(file, memoryview(data)[written:])
    finally:
        os.close(file)
