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
    """What the next site is made of: a folder from before, or one that is not there yet."""

    folder: Path
    index: Index
    """Its files."""


def base_of(site_dir: Path, records: Records) -> Base:
    """What the next site is made of; nothing, where nobody has seen to it (`prepare`)."""
    new, spare = beside(site_dir, "new"), beside(site_dir, "spare")
    known = ((folder, records.of(folder)) for folder in (new, spare))
    return next((Base(folder, index) for folder, index in known if index), Base(new, {}))


def prepare(site_dir: Path, records: Records) -> None:
    """Have a base that is as its index says; where no older site is kept, a copy of what is published.

    Of a site that someone has changed since, there is none.
    """
    base = base_of(site_dir, records)
    if base.index:
        _keep_what_is_right(base, records)
        return
    try:
        _copy(site_dir, base.folder, records)
    except OSError:
        shutil.rmtree(base.folder, ignore_errors=True)


def _copy(site_dir: Path, folder: Path, records: Records) -> None:
    """Make a second site of the files of the published one."""
    index = records.of(site_dir)
    if index:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        files = {path: Finished(f"{site_dir}/{path}", entry) for path, entry in index.items()}
        place(f"{folder}/", files, sorted(files))
        records.keep(folder, index)


def _keep_what_is_right(base: Base, records: Records) -> None:
    """Remove from an older site what is not as it was published, and let its index tell what is left."""
    found: Index = {}
    foreign = []
    pending = [""]
    while pending:
        below = pending.pop()
        with os.scandir(f"{base.folder}/{below}") as entries:
            for entry in entries:
                path = below + entry.name
                if entry.is_dir(follow_symlinks=False):
                    pending.append(f"{path}/")
                    continue
                known = base.index.get(path)
                status = entry.stat(follow_symlinks=False)
                if known and known[1:] == (status.st_size, status.st_mtime_ns):
                    found[path] = known
                else:
                    foreign.append(path)
    if foreign or found != base.index:
        records.forget(base.folder)  # an index that cannot be written must not leave the old one
        remove(base.folder, foreign)
        records.keep(base.folder, found)
