"""What the engine makes: the theme around the pages, its styles and scripts, and `public/` as it is.

It depends on the theme, on `mkdocs.yml` and on a few words of the site, and on no article. So it is
kept, and a build in which none of these changed does without the engine.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import msgspec

from generator.cache import prints
from generator.emit.files import write
from generator.emit.finished import Entry, Files, Finished, entry_of
from generator.emit.shell import Shell, Shells


@dataclass(frozen=True, slots=True)
class Chrome:
    """The rendered theme for each depth, and the files around it."""

    shells: Shells
    files: Files


class _Kept(msgspec.Struct):
    shells: dict[int, tuple[str, ...]]
    files: dict[str, Entry]


_decode = msgspec.msgpack.Decoder(_Kept).decode


def _walk(folder: Path) -> Iterator[str]:
    for parent, _, names in os.walk(folder):
        below = os.path.relpath(parent, folder)
        yield from (name if below == "." else f"{below}/{name}" for name in names)


def of_folder(folder: Path) -> bytes:
    """The fingerprint of every file below a folder; a missing one has none."""
    paths = sorted(_walk(folder)) if folder.is_dir() else []
    parts = [part for path in paths for part in (path, (folder / path).read_bytes())]
    return prints.of(parts)


class Chromes:
    """The newest chrome of a site, in a folder of the cache."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, key: bytes) -> Chrome | None:
        """What was kept under a key, if all of it is still as it was."""
        folder = self.folder / key.hex()
        try:
            kept = _decode(prints.opened((folder / "index").read_bytes()) or b"")
        except (OSError, msgspec.MsgspecError):
            return None
        files = {path: Finished(f"{folder}/files/{path}", entry) for path, entry in kept.files.items()}
        if any(file.entry != entry_of(file.source, file.entry.key) for file in files.values()):
            return None
        return Chrome({depth: Shell(parts) for depth, parts in kept.shells.items()}, files)

    def make(self, key: bytes, render: Callable[[Path], Mapping[int, Shell]]) -> Chrome:
        """Let the engine render into an empty folder, and keep what it made.

        Args:
            key: The fingerprint of all that it depends on.
            render: Writes the files below a folder; returns the shells.
        """
        folder = self.folder / key.hex()
        shutil.rmtree(self.folder, ignore_errors=True)
        (folder / "files").mkdir(parents=True)
        shells = render(folder / "files")
        files = {}
        for path in sorted(_walk(folder / "files")):
            source = folder / "files" / path
            entry = entry_of(source, prints.of(source.read_bytes()))
            if entry is not None:
                files[path] = Finished(str(source), entry)
        kept = _Kept(
            {depth: shell.parts for depth, shell in shells.items()},
            {path: file.entry for path, file in files.items()},
        )
        with suppress(OSError):
            write(folder / "index", prints.sealed(msgspec.msgpack.encode(kept)))
        return Chrome(shells, files)
