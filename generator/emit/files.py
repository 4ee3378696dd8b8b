"""Writing files: only what changed, and never half of one."""

from __future__ import annotations

import os
from pathlib import Path

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC


def write(path: Path, content: str | bytes) -> bool:
    """Write a file whole; returns False when it already says just that."""
    data = content.encode() if isinstance(content, str) else content
    try:
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.part")
    beside.write_bytes(data)
    os.replace(beside, path)  # noqa: PTH105 (atomic, and says so)
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
    """Write a file where none stands.

    Raises:
        FileExistsError: when something stands there.
        NotADirectoryError: when a file stands where a folder must be.
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
