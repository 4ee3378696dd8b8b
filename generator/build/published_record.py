"""A record of the last published site, to detect whether its folder has changed since."""

import os
from collections.abc import Mapping
from pathlib import Path

import msgspec

from generator.build.kept import read_kept, write_kept
from generator.model import cache_key as prints

State = tuple[int, int]
"""Size in bytes and modification time in nanoseconds since 1970, to detect changes."""


class _Published(msgspec.Struct, frozen=True):
    inode: int
    """The folder's inode, because another folder with the same name may contain anything."""
    files: dict[str, State]


_decode = msgspec.msgpack.Decoder(_Published).decode


def state_of(file: str | Path) -> State | None:
    """Return the state of a file, or None if it does not exist."""
    try:
        status = os.lstat(file)
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def remember_published(cache: Path, target: Path, files: Mapping[str, State]) -> None:
    """Record the files of a published folder, by their paths below it."""
    write_kept(_record(cache, target), _Published(target.stat().st_ino, dict(files)))


def is_published(cache: Path, target: Path, files: Mapping[str, State] | None = None) -> bool:
    """Whether a folder still has the files last published there, unchanged, equal to any given ones."""
    last = read_kept(_record(cache, target), _decode)
    if last is None or not target.is_dir() or target.stat().st_ino != last.inode:
        return False
    if files is not None and last.files != files:
        return False
    return all(state_of(f"{target}/{path}") == state for path, state in last.files.items())


def _record(cache: Path, target: Path) -> Path:
    return cache / "published" / prints.of(str(target)).hex()
