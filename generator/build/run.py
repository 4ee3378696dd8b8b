"""A run over the same files as before, in which there is nothing to do.

Whether they are the same is told by their stamps: times, size and number, as the
file system gives them. A file that changed a moment ago may change again unseen,
so with such a one there is no telling.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from generator.build.kept import read_kept, write_kept
from generator.diagnostics.diagnostics import Diagnostic, Report
from generator.model import cache_key as prints

SETTLED = 3_000_000_000
"""Nanoseconds after which a change to a file shows in its times: FAT counts in steps of two seconds."""


class _Kept(msgspec.Struct, frozen=True):
    key: bytes
    found: tuple[Diagnostic, ...]


_decode = msgspec.msgpack.Decoder(_Kept).decode


def _entries(place: Path) -> Iterator[os.DirEntry[str]]:
    """A file, or everything below a folder."""
    pending: list[os.DirEntry[str]] = []
    with suppress(OSError), os.scandir(place.parent) as entries:
        pending = [entry for entry in entries if entry.name == place.name]
    while pending:
        entry = pending.pop()
        yield entry
        if entry.is_dir(follow_symlinks=False):
            with suppress(OSError), os.scandir(entry.path) as entries:
                pending.extend(entries)


def stamps(places: Iterable[Path]) -> bytes | None:
    """The hash of the states of files and of all below folders; None when it cannot be relied on."""
    found = []
    latest = 0
    for place in places:
        for entry in _entries(place):
            try:
                status = entry.stat(follow_symlinks=False)
            except OSError:
                return None
            latest = max(latest, status.st_mtime_ns, status.st_ctime_ns)
            times = (status.st_mtime_ns, status.st_ctime_ns)
            found.append((os.fsencode(entry.path), *times, status.st_ino, status.st_size, status.st_mode))
    if latest > time.time_ns() - SETTLED:
        return None
    found.sort()
    return prints.of(found)


class Run:
    """One kind of run, such as a check or a build of one folder, and what the last one found."""

    def __init__(self, cache: Path, name: str, places: Iterable[Path], *others: object) -> None:
        """Look at the files.

        Args:
            cache: The site's cache folder.
            name: What is run.
            places: The files and folders that it reads.
            others: Plain values that its result depends on as well.
        """
        self._file = cache / "runs" / prints.of(name).hex()
        found = stamps(places)
        self._key = prints.of(prints.of_program(), found, dt.date.today(), others) if found else None

    def before(self) -> Report | None:
        """What the last run found, when it read the same files; None when that is not known."""
        kept = read_kept(self._file, _decode)
        if kept is None or kept.key != self._key:
            return None
        report = Report()
        report.extend(kept.found)
        return report

    def done(self, report: Report) -> None:
        """Keep what this run found."""
        if self._key is not None:
            write_kept(self._file, _Kept(self._key, tuple(report.diagnostics)))
