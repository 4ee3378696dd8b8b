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

from generator.cache import prints
from generator.cache.store import Store
from generator.report.diagnostics import Diagnostic, Report

SETTLED = 3_000_000_000
"""Nanoseconds after which a change to a file shows in its times, on any file system."""
_KIND = "run"
_decode = msgspec.msgpack.Decoder(tuple[Diagnostic, ...]).decode


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
    """The fingerprint of files and of all below folders; None when it cannot be relied on."""
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
    """One kind of run, such as a check or a build of one folder, and what came of it before."""

    def __init__(self, store: Store, name: str, folders: Iterable[Path], *others: bytes) -> None:
        """Look at the files.

        Args:
            store: Where results are kept.
            name: What is run.
            folders: What it reads.
            others: Fingerprints of what else its result depends on.
        """
        self._store = store
        self._name = name
        found = stamps(folders)
        self._key = prints.of(prints.of_program(), found, dt.date.today(), *others) if found else None

    def before(self) -> Report | None:
        """What was found when it was last run over the same files; None when that is not known."""
        if self._key is None:
            return None
        for name, key, value in self._store.rows(_KIND):
            if name == self._name and key == self._key:
                with suppress(msgspec.MsgspecError):
                    report = Report()
                    report.extend(_decode(value))
                    return report
        return None

    def done(self, report: Report) -> None:
        """Keep what was found."""
        if self._key is not None:
            found = msgspec.msgpack.encode(tuple(report.diagnostics))
            self._store.write(_KIND, {self._name: (self._key, found)})
