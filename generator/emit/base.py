"""What the next site is made of: the folder of an older one, most of whose files are right already."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from generator.emit.finished import Finished, Index, remove
from generator.emit.placing import place
from generator.emit.records import Records, beside


@dataclass(frozen=True, slots=True)
class Base:
    """What the next site is made of: a folder from before, as it was found."""

    folder: Path
    index: Index
    """Its files that are as they were published."""
    foreign: list[str]
    """What else lies there."""


def base_of(site_dir: Path, records: Records) -> Base:
    """Look at what the next site is made of; nothing is changed yet."""
    base = prepared(site_dir, records)
    return _as_found(base.folder, base.index) if base.index else base


def prepare(site_dir: Path, records: Records) -> None:
    """Have a base that is as its index says; where no older site is kept, a copy of what is published.

    Of a site that someone has changed since, there is none.
    """
    base = base_of(site_dir, records)
    if base.index:
        remove(base.folder, base.foreign)
        records.keep(base.folder, base.index)
        return
    try:
        _copy(site_dir, base.folder, records)
    except OSError:
        shutil.rmtree(base.folder, ignore_errors=True)


def prepared(site_dir: Path, records: Records) -> Base:
    """The base as its index says; for who knows that `prepare` has seen to it."""
    new, spare = beside(site_dir, "new"), beside(site_dir, "spare")
    known = ((folder, records.of(folder)) for folder in (new, spare))
    return next((Base(folder, index, []) for folder, index in known if index), Base(new, {}, []))


def _copy(site_dir: Path, folder: Path, records: Records) -> None:
    """Make a second site of the files of the published one."""
    index = records.of(site_dir)
    if index:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        files = {path: Finished(f"{site_dir}/{path}", entry) for path, entry in index.items()}
        place(f"{folder}/", files, sorted(files))
        records.keep(folder, index)


def _as_found(folder: Path, index: Index) -> Base:
    """A folder with the part of its index that is true."""
    found: Index = {}
    foreign = []
    pending = [""]
    while pending:
        below = pending.pop()
        with os.scandir(f"{folder}/{below}") as entries:
            for entry in entries:
                path = below + entry.name
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{path}/")
                    continue
                known = index.get(path)
                status = entry.stat(follow_symlinks=False)
                if known and known[1:] == (status.st_size, status.st_mtime_ns):
                    found[path] = known
                else:
                    foreign.append(path)
    return Base(folder, found, foreign)
