"""Skip runs over unchanged files, in which there is nothing to do.

A file counts as unchanged if the file system reports the same times, size and inode. A file that changed
a moment ago may change again within one tick of its times, so a run with such a file is never skipped.
"""

from __future__ import annotations

import datetime as dt
import os
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from generator.build.kept import SETTLED, read_kept, write_kept
from generator.build.location import cache_of
from generator.diagnostics.diagnostics import Diagnostic, Report
from generator.model import cache_key as prints
from generator.model.layout import ENGINE_FILE, WATCHED
from generator.read.engine_config import EngineSettings, read_engine_settings
from generator.read.tracked import tracked_state


class _LastRun(msgspec.Struct, frozen=True):
    key: bytes
    problems: tuple[Diagnostic, ...]


_decode = msgspec.msgpack.Decoder(_LastRun).decode


def _entries(place: Path) -> Iterator[os.DirEntry[str]]:
    """Yield a file, or a folder and everything below it."""
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
    """Hash the states of files and of everything below folders; None if a change could go unnoticed."""
    states = []
    latest = 0
    for place in places:
        for entry in _entries(place):
            try:
                status = entry.stat(follow_symlinks=False)
            except OSError:
                return None
            latest = max(latest, status.st_mtime_ns, status.st_ctime_ns)
            times = (status.st_mtime_ns, status.st_ctime_ns)
            states.append((os.fsencode(entry.path), *times, status.st_ino, status.st_size, status.st_mode))
    if latest > time.time_ns() - SETTLED:
        return None
    states.sort()
    return prints.of(states)


class Run:
    """A kind of run, such as a check or a build of one folder, and the report of the last one."""

    def __init__(self, cache: Path, name: str, places: Iterable[Path], *others: object) -> None:
        """Record the state of the files.

        Args:
            cache: The site's cache folder.
            name: The kind of run.
            places: The files and folders that it reads.
            others: Plain values that its result depends on as well.
        """
        self._file = cache / "runs" / prints.of(name).hex()
        state = stamps(places)
        self._key = prints.of(prints.of_program(), state, dt.date.today(), others) if state else None

    def before(self) -> Report | None:
        """Return the report of the last run, if it read the same files."""
        last = read_kept(self._file, _decode)
        if last is None or last.key != self._key:
            return None
        report = Report()
        report.extend(last.problems)
        return report

    def done(self, report: Report) -> None:
        """Store the report of this run."""
        if self._key is not None:
            write_kept(self._file, _LastRun(self._key, tuple(report.diagnostics)))


def places_of(root: Path, engine: str, settings: EngineSettings | None) -> list[Path]:
    """Return the files and folders that a check or a build of a site reads.

    Args:
        root: The folder of mkdocs.yml.
        engine: The name of mkdocs.yml.
        settings: Its readable settings.
    """
    folders = (settings.public, settings.theme) if settings else ()
    return [root / name for name in (*WATCHED, engine, *folders)]


def check_all(root: Path, engine: str = ENGINE_FILE) -> Report:
    """Report every problem of a site; if nothing has changed, the checks are not even imported.

    Args:
        root: The folder of mkdocs.yml.
        engine: The name of mkdocs.yml.
    """
    places = places_of(root, engine, read_engine_settings(root / engine, Report()))
    run = Run(cache_of(root), "check", places, tracked_state(root))
    before = run.before()
    if before is not None:
        return before
    from generator.build.loading import load

    report = load(root, engine=engine).report
    run.done(report)
    return report
