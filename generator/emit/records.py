"""What is known of the folders that were published."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from generator.emit.finished import Files, Index, entry_of, read_index, write_index


def beside(site_dir: Path, what: str) -> Path:
    """The folder or file that stands beside a site for some purpose."""
    return site_dir.with_name(f".{site_dir.name}-{what}")


class Records:
    """Indexes of published folders, by what stays the same when a folder is renamed.

    A folder without an index may hold anything: its index goes before the first change to it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def _file(self, folder: Path) -> Path:
        status = folder.stat()
        return self.folder / f"{status.st_dev:x}-{status.st_ino:x}.index"

    def of(self, folder: Path) -> Index:
        """The index of a folder; empty when nothing is known of it."""
        return read_index(self._file(folder)) if folder.is_dir() else {}

    def know(self, folder: Path) -> bool:
        """Whether there may be an index of a folder."""
        return folder.is_dir() and self._file(folder).is_file()

    def keep(self, folder: Path, index: Index) -> None:
        """Say that a folder holds just this."""
        write_index(self._file(folder), index)

    def forget(self, folder: Path) -> None:
        """Say that a folder may hold anything."""
        with suppress(FileNotFoundError):
            self._file(folder).unlink()


def is_current(site_dir: Path, files: Files, records: Records) -> bool:
    """Whether a folder holds just these files."""
    index = records.of(site_dir)
    same = index.keys() == files.keys() and all(
        entry.key == files[path].entry.key for path, entry in index.items()
    )
    return same and is_whole(site_dir, records)


def is_whole(site_dir: Path, records: Records) -> bool:
    """Whether a folder holds what was last published there."""
    index = records.of(site_dir)
    return bool(index) and all(
        entry == entry_of(f"{site_dir}/{path}", entry.key) for path, entry in index.items()
    )
