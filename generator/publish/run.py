"""Skip a run if no file has changed since the last, so that there is nothing to do.

A file counts as unchanged if the file system reports the same times, size and inode. A file that
changed a moment ago may change again within one tick of its times, so a run with such a file is
never skipped.
"""

import datetime as dt
import os
import re
import stat
import time
from collections.abc import Iterable
from pathlib import Path

import msgspec

from generator.diagnostics.diagnostics import Diagnostic, Report
from generator.model.fingerprint import fingerprint, program_fingerprint
from generator.model.layout import CI, MISPLACED, WATCHED
from generator.read.engine_config import EngineSettings, config_texts
from generator.read.regular import walk
from generator.system.file_writing import SETTLED, read_kept, write_kept

_WORD = re.compile(r"\w+")
_STATE = ("st_mtime_ns", "st_ctime_ns", "st_ino", "st_size", "st_mode")


class _LastRun(msgspec.Struct, frozen=True):
    key: bytes
    problems: tuple[Diagnostic, ...]
    notes: tuple[str, ...]


_decode = msgspec.msgpack.Decoder(_LastRun).decode


Stamps = dict[bytes, tuple[int, ...]]
"""File → its state in the file system."""


def engine_key(config_file: Path) -> bytes:
    """The hash of mkdocs.yml, the variables it may name, and this program with its libraries."""
    text = "\n".join(config_texts(config_file))
    named = os.environ.keys() & set(_WORD.findall(text))
    variables = [(name, os.environ[name]) for name in sorted(named)]
    return fingerprint(program_fingerprint(), os.fsencode(config_file.resolve()), text, variables)


def stamps(places: Iterable[Path]) -> Stamps | None:
    """Return the states of files and of everything below folders, in a fixed order.

    The result is None if a change to one of them could go unnoticed.
    """
    files = [(str(place), os.lstat(place)) for place in places if os.path.lexists(place)]
    folders = [Path(file) for file, status in files if stat.S_ISDIR(status.st_mode)]
    report = Report()
    files += [
        (entry.file, entry.status) for folder in folders for entry in walk(folder, "", report)
    ]
    latest = max((max(status.st_mtime_ns, status.st_ctime_ns) for _, status in files), default=0)
    if len(report) or latest > time.time_ns() - SETTLED:
        return None
    found = {}
    for file, status in sorted(files):
        found[os.fsencode(file)] = tuple([getattr(status, name) for name in _STATE])
    return found


class Run:
    """A run of one kind, such as a check or the build of one folder.

    It knows the report of the last run of the same kind.
    """

    def __init__(self, cache: Path, name: str, places: Iterable[Path], *others: object) -> None:
        """Record the state of everything that the run depends on.

        `places` are files and folders, `others` any plain values.
        """
        self._file = cache / "runs" / fingerprint(os.fsencode(name)).hex()
        self.notes: tuple[str, ...] = ()
        """Lines that the last run said besides its problems."""
        self._places = tuple(places)
        self._others = program_fingerprint(), dt.date.today(), others
        self._stamps = stamps(self._places)
        self._key = fingerprint(self._stamps, self._others) if self._stamps else None

    def before(self) -> Report | None:
        """Return the report of the last run, if it read the same files."""
        last = read_kept(self._file, _decode)
        if last is None or self._key is None:
            return None
        self.notes = last.notes
        return Report(last.problems) if last.key == self._key else None

    def done(self, report: Report, notes: Iterable[str] = ()) -> None:
        """Store the report of this run, and the notes that it printed."""
        if self._key is not None:
            last = _LastRun(self._key, tuple(report.diagnostics), tuple(notes))
            write_kept(self._file, last)


def places_of(root: Path, engine: str, settings: EngineSettings | None) -> list[Path]:
    """List the files and folders that a check or a build reads.

    `engine` is the name of mkdocs.yml. Files beside it may be articles or another program's
    settings in the wrong place, and so may some folders.
    """
    folders = [folder for folder in (settings.theme, settings.docs) if folder] if settings else []
    beside = [entry.name for entry in os.scandir(root) if not entry.is_dir(follow_symlinks=False)]
    beside = [name for name in beside if not name.startswith(".")]
    names = (*WATCHED, *CI, engine, *folders, *MISPLACED, *beside)
    return [root / name for name in dict.fromkeys(names)]
