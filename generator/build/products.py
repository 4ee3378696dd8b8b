"""Finished files of a site, each made once for as long as what it is made from stays the same.

A file lies in the output cache under the hash of what it is made from, so it never has to be
replaced. A build makes those that are missing, on all cores, and publishing gives them their
names. A file that is not as it was written (cut off, changed by hand) is made anew.
"""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.build.kept import read_kept, write_kept
from generator.build.published_record import State, state_of
from generator.model import cache_key as prints
from generator.system.file_writing import create
from generator.system.workers import in_parts


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


class Finished(NamedTuple):
    """A file to be published, and how to tell that it is still as it was written."""

    source: str
    """Where it lies; another source means other content."""
    state: State


Files = Mapping[str, Finished]
"""Path below the site's root → file."""
_decode = msgspec.msgpack.Decoder(dict[str, State]).decode


def finished(file: str) -> Finished:
    """A file that has been written.

    Raises:
        FileNotFoundError: when it is not there any more.
    """
    state = state_of(file)
    if state is None:
        raise FileNotFoundError(errno.ENOENT, "has gone", file)
    return Finished(file, state)


class OutputCache:
    """Makes products in a folder, and keeps them for the next build."""

    def __init__(self, folder: Path) -> None:
        self._root = f"{folder}/"
        self._index = folder.with_name(f"{folder.name}.index")

    def finish(self, products: Sequence[AnyProduct], workers: int) -> dict[str, Finished]:
        """Make what is not there yet, and forget what is no product any more.

        Args:
            products: All that is made here.
            workers: How many processes share the work.

        Raises:
            OSError: when the folder cannot be written to.
        """
        known = read_kept(self._index, _decode) or {}
        files: dict[str, Finished] = {}
        for made in in_parts(partial(_finish, self._root, known), products, workers):
            files.update(made)
        states = {file.source.removeprefix(self._root): file.state for file in files.values()}
        if states != known:
            write_kept(self._index, states)
            _forget_others(self._root, states.keys())
        return files


def _finish(root: str, known: Mapping[str, State], products: Sequence[AnyProduct]) -> dict[str, Finished]:
    """Find products made, or make them."""
    files: dict[str, Finished] = {}
    for one in products:
        product = one if isinstance(one, Product) else one.prepare()
        names = _names(product)
        if not all(name in known and known[name] == state_of(root + name) for name in names):
            for name, content in zip(names, product.make(), strict=True):
                _write(root + name, content)
        files.update((path, finished(root + name)) for path, name in zip(product.paths, names, strict=True))
    return files


def _names(product: Product) -> list[str]:
    """Where the files of a product lie below the cache's folder."""
    name = prints.of(product.key, product.paths).hex()
    return [f"{name[:2]}/{name[2:]}-{number}" for number in range(len(product.paths))]


def _write(path: str, content: str | bytes) -> None:
    """Write a file anew; a site may have been published with what a killed build left there."""
    with suppress(FileNotFoundError):
        os.unlink(path)  # noqa: PTH108 (a Path for each of tens of thousands takes longer)
    create(path, content.encode() if isinstance(content, str) else content)


def _forget_others(root: str, wanted: Iterable[str]) -> None:
    """Remove all files but some."""
    kept = set(wanted)
    for shard in Path(root).iterdir():
        for file in shard.iterdir():
            if f"{shard.name}/{file.name}" not in kept:
                file.unlink()
