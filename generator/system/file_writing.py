"""Write files atomically, and only if their content changes."""

import os
import shutil
from contextlib import suppress
from pathlib import Path

_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC


def part_of(path: Path) -> Path:
    """The temporary name of a file.

    It is in the same folder, because a rename cannot cross file systems.
    """
    return path.with_name(f".{path.name}.part")


def write(path: Path, content: str | bytes) -> bool:
    """Replace a file in one step; its permissions are kept.

    Returns False, and writes nothing, if the content is unchanged.
    """
    data = content.encode() if isinstance(content, str) else content
    try:
        if path.stat().st_size == len(data) and path.read_bytes() == data:
            return False
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True)
    part = part_of(path)
    part.unlink(missing_ok=True)  # it may be a link to another file
    try:
        create(str(part), data)
        with suppress(FileNotFoundError):
            shutil.copymode(path, part)
        os.replace(part, path)  # noqa: PTH105 (atomic, and says so)
    finally:
        part.unlink(missing_ok=True)
    return True


def folder_for(path: str) -> None:
    """Create the folder of a file if it is missing.

    Usually only its last part is missing, so that is tried first.
    """
    folder = os.path.dirname(path)  # noqa: PTH120 (a Path is slower)
    try:
        os.mkdir(folder)  # noqa: PTH102 (likewise)
    except FileExistsError:
        if not os.path.isdir(folder):  # noqa: PTH112 (likewise)
            raise
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103 (likewise)


def create(path: str, data: bytes) -> None:
    """Write a new file, and create its folder if it is missing.

    Raises:
        FileExistsError: the file exists.
        NotADirectoryError: a part of its folder is a file.
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
