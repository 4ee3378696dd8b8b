"""Finished files in the folder where they are wanted: links, for to copy them would take longer."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from generator.emit.files import folder_for
from generator.emit.finished import Files, Index, entry_of, remove
from generator.parallel import in_parts

_LINKS = 5_000
"""So many files are linked by one process."""


def sync(folder: Path, files: Files, index: Index, workers: int = 1) -> list[str]:
    """Make a folder hold just these files.

    Args:
        folder: A folder that exists.
        files: What it shall hold.
        index: What it holds now; is brought up to date.
        workers: How many processes share the work.

    Returns:
        The paths of files that were not there, or other ones.

    Raises:
        OSError: when the disk is full, or a file is no longer as it was finished.
    """
    gone = index.keys() - files.keys()
    remove(folder, gone)
    for path in gone:
        del index[path]
    fresh = [path for path, file in files.items() if path not in index or index[path].key != file.entry.key]
    fresh.sort()  # so that a folder is made by one worker
    for _ in in_parts(partial(place, f"{folder}/", files), fresh, workers, _LINKS, few=_LINKS):
        pass
    index.update((path, files[path].entry) for path in fresh)
    return fresh


def place(root: str, files: Files, paths: Sequence[str]) -> None:
    """Give files their names in a folder, whose name ends with a slash.

    Raises:
        OSError: when the disk is full, or a file is no longer as it was finished.
    """
    made: set[str] = set()
    for path in paths:
        file = files[path]
        parent = path.rpartition("/")[0]
        if parent not in made:
            folder_for(root + path)
            made.add(parent)
        _link(file.source, root + path)
        if entry_of(file.source, file.entry.key) != file.entry:
            raise OSError(errno.ESTALE, "was changed while the site was put together", file.source)


def _link(source: str, target: str) -> None:
    """A second name for a file, or a copy where there can be none; takes the place of another file."""
    for _ in range(2):
        try:
            os.link(source, target, follow_symlinks=False)
        except FileExistsError:
            os.remove(target)  # noqa: PTH107 (a Path for each of many files takes longer than this)
        except OSError as error:
            if error.errno not in (errno.EXDEV, errno.EPERM, errno.EMLINK, errno.ENOTSUP):
                raise
            shutil.copy2(source, target)
            return
        else:
            return
