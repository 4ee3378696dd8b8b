"""Finished files of a site, each made once for as long as what it is made from stays the same.

They lie in `.cache/site/` as they will be published, beside an index of what
each was made from. A build makes those whose key is new, on all cores, and
links all of them to where they are wanted; so an unchanged file is neither
made nor written again. A file that is not as the index says (cut off, changed
by someone else, of another program) is made anew.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.cache import prints
from generator.emit.files import create, write
from generator.parallel import in_parts


@dataclass(frozen=True, slots=True)
class Product:
    """Some files that are made together, and the key of what they are made from."""

    paths: tuple[str, ...]
    key: bytes
    make: Callable[[], Iterable[str | bytes]]
    """Their contents, in the order of the paths; runs in another process."""


@dataclass(frozen=True, slots=True)
class LateProduct:
    """A product whose key takes work: what it is made from is put together in a worker, too."""

    paths: tuple[str, ...]
    prepare: Callable[[], Product]
    """Runs in another process."""


AnyProduct = Product | LateProduct


class Entry(NamedTuple):
    """A finished file: its key, and how to tell that it is still as it was written."""

    key: bytes
    size: int
    changed: int
    """Nanoseconds since 1970, as the file system says."""


class Finished(NamedTuple):
    """A file to be published: where it lies, and its entry."""

    source: str
    entry: Entry


Files = Mapping[str, Finished]
"""Path below the site's root → file."""
Index = dict[str, Entry]
"""Path → entry of a folder's files."""

_decode = msgspec.msgpack.Decoder(Index).decode


def read_index(file: Path) -> Index:
    """An index that `write_index` wrote; one that is missing or damaged is empty."""
    try:
        value = prints.opened(file.read_bytes())
        return _decode(value) if value is not None else {}
    except (OSError, msgspec.MsgspecError):
        return {}


def write_index(file: Path, index: Index) -> None:
    """Keep an index; where it cannot be kept, the next build has more to do."""
    with suppress(OSError):
        write(file, prints.sealed(msgspec.msgpack.encode(index)))


def entry_of(file: str | Path, key: bytes) -> Entry | None:
    """The entry of a file as it is now; None when there is none."""
    try:
        status = os.lstat(file)
    except OSError:
        return None
    return Entry(key, status.st_size, status.st_mtime_ns)


class Workshop:
    """Makes products in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._index_file = folder.with_name(f"{folder.name}.index")

    def finish(self, products: Sequence[AnyProduct], workers: int, linked: Index | None = None) -> Files:
        """Make what is not there yet, and forget what is no product any more.

        Args:
            products: All that is made here.
            workers: How many processes share the work.
            linked: What a folder of links to files of this one was just seen to hold; those files are
                as they were made, and are not looked at again.

        Raises:
            OSError: when the folder cannot be written to.
        """
        index = read_index(self._index_file)
        if not index:
            _clear(self.folder)
        wanted = {path for product in products for path in product.paths}
        stale = index.keys() - wanted
        remove(self.folder, stale)
        root = f"{self.folder}/"
        files: dict[str, Finished] = {}
        missing: list[AnyProduct] = []
        there = partial(_there, root, index=index, linked=linked or {})
        for product in products:
            known = there(product) if isinstance(product, Product) else {}
            files.update(known)
            if not known:
                missing.append(product)
        for made in in_parts(partial(_make, root, there), missing, workers):
            files.update((path, Finished(root + path, entry)) for path, entry in made)
        entries = {path: file.entry for path, file in files.items()}
        if entries != index:
            write_index(self._index_file, entries)
        return files


def _there(root: str, product: Product, index: Index, linked: Index) -> Files:
    """A product's files, when each is as it was made from the same things."""
    found = {}
    for path in product.paths:
        entry = index.get(path)
        if entry is None or entry.key != product.key:
            return {}
        if entry != linked.get(path) and entry != entry_of(root + path, product.key):
            return {}
        found[path] = Finished(root + path, entry)
    return found


def _make(
    root: str, there: Callable[[Product], Files], products: Sequence[AnyProduct]
) -> list[tuple[str, Entry]]:
    """Make products; a late one may be found made."""
    made = []
    for one in products:
        product = one if isinstance(one, Product) else one.prepare()
        known = there(product) if isinstance(one, LateProduct) else {}
        made += [(path, file.entry) for path, file in known.items()] or _written(root, product)
    return made


def _written(root: str, product: Product) -> list[tuple[str, Entry]]:
    entries = []
    for path, content in zip(product.paths, product.make(), strict=True):
        _put(root, path, content.encode() if isinstance(content, str) else content)
        entry = entry_of(root + path, product.key)
        assert entry is not None  # noqa: S101 (just written)
        entries.append((path, entry))
    return entries


def _put(root: str, path: str, data: bytes) -> None:
    """Write a file; half of a new one is never taken for whole, since the index is written later."""
    try:
        create(root + path, data)
    except (FileExistsError, NotADirectoryError):
        _replace(Path(root), path, data)


def _replace(folder: Path, path: str, data: bytes) -> None:
    """Write a file where one stands; what a killed build left where a folder must be is removed first."""
    try:
        write(folder / path, data)
    except (FileExistsError, NotADirectoryError, IsADirectoryError):
        for above in reversed((folder / path).parents):
            if above.is_relative_to(folder) and not above.is_dir():
                _clear(above)
        _clear(folder / path)
        write(folder / path, data)


def _clear(place: Path) -> None:
    """Remove whatever stands there."""
    shutil.rmtree(place, ignore_errors=True)
    with suppress(FileNotFoundError, IsADirectoryError):
        place.unlink()


def remove(folder: Path, paths: Iterable[str]) -> None:
    """Remove files, and folders that have none left."""
    for path in paths:
        file = folder / path
        with suppress(FileNotFoundError):
            file.unlink()
        with suppress(OSError):
            for parent in file.parents:
                if parent == folder:
                    break
                parent.rmdir()
