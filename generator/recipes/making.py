"""The output cache: the finished files of a site, each made again only if its key changes.

A file is stored under the hash of all its inputs, so it is never replaced. A build makes the
missing files on all cores, and publishing links them to their addresses. A file whose size or
modification time differs from the recorded ones (truncated, edited by hand) is made again.
"""

import errno
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.model.fingerprint import fingerprint, program_fingerprint
from generator.system.file_writing import create
from generator.system.kept import State, read_kept, state_of, write_kept
from generator.system.workers import in_parts

Paths = tuple[str, ...]
Contents = Iterable[str | bytes]


@dataclass(frozen=True, slots=True)
class Product:
    """Files that are made together."""

    paths: Paths
    prepare: Callable[[], tuple[bytes, Callable[[], Contents]]]
    """Returns the hash of all inputs, and what makes the contents, in the order of the paths.

    Both run in another process, because collecting the inputs takes long, too.
    """


class Finished(NamedTuple):
    """A file to publish, and its state when it was written."""

    source: str
    """Its path in a cache, which is different for different content."""
    state: State


Files = Mapping[str, Finished]
"""Path below the site's root → finished file."""


MakeFiles = Callable[[], Files]
"""Makes files that are cached elsewhere, because their paths are only known then; runs in another process."""
_decode = msgspec.msgpack.Decoder(dict[str, State]).decode


def viewed(
    paths: Paths, view: Callable[[], bytes], make: Callable[[bytes], Contents], around: bytes = b""
) -> Product:
    """Files that a pure function makes from an encoded view; `around` is the hash of its other inputs."""

    def prepare() -> tuple[bytes, Callable[[], Contents]]:
        encoded = view()
        return fingerprint(program_fingerprint(), around, encoded), partial(make, encoded)

    return Product(paths, prepare)


def written(paths: Paths, make: Callable[[], Contents]) -> Product:
    """Files whose content is generated to detect a change."""

    def prepare() -> tuple[bytes, Callable[[], Contents]]:
        contents = [*make()]
        return fingerprint(contents), lambda: contents

    return Product(paths, prepare)


def written_file(
    path: str, make: Callable[..., str | bytes], *arguments: object, **named: object
) -> Product:
    """A file whose content is generated to detect a change."""
    return written((path,), lambda: [make(*arguments, **named)])


def finished(file: str) -> Finished:
    """Return a written file with its state.

    Raises:
        FileNotFoundError: the file no longer exists.
    """
    state = state_of(file)
    if state is None:
        raise FileNotFoundError(errno.ENOENT, "was removed", file)
    return Finished(file, state)


AT_ROOT = frozenset(
    (
        "_headers",
        "_redirects",
        "robots.txt",
        "CNAME",
        ".nojekyll",
        "favicon.ico",
        "sitemap-docs.xml",
    )
)
"""Files at the root of a site, wherever the digest is: hosts and search engines look for them there."""


def below(path: str, products: Iterable[Product | MakeFiles]) -> Iterator[Product | MakeFiles]:
    """Return products with all files except those of `AT_ROOT` below a path, such as `news/`."""
    for product in products:
        if not path:
            yield product
        elif isinstance(product, Product):
            yield replace(product, paths=tuple(_below(path, name) for name in product.paths))
        else:
            yield partial(_files_below, path, product)


def _below(path: str, name: str) -> str:
    if name in AT_ROOT or name.startswith(".well-known/"):
        return name
    if name.startswith("../"):
        return name.removeprefix("../")
    return path + name


def _files_below(path: str, make: MakeFiles) -> Files:
    return {_below(path, name): file for name, file in make().items()}


class OutputCache:
    """Makes products in a folder, and keeps them for the next build."""

    def __init__(self, folder: Path) -> None:
        self._root = f"{folder}/"
        self._index = folder.with_name(f"{folder.name}.index")

    def finish(self, products: Sequence[Product | MakeFiles], workers: int) -> dict[str, Finished]:
        """Make the site's files that are missing, and remove those that no product needs any more.

        Raises:
            OSError: the folder cannot be written to.
        """
        known = read_kept(self._index, _decode) or {}
        files: dict[str, Finished] = {}
        for part in in_parts(partial(_finish, self._root, known), products, workers):
            files.update(part)
        made = (file for file in files.values() if file.source.startswith(self._root))
        states = {file.source.removeprefix(self._root): file.state for file in made}
        if states != known:
            write_kept(self._index, states)
            _remove_others(self._root, states.keys())
        return files


def _finish(
    root: str, known: Mapping[str, State], products: Sequence[Product | MakeFiles]
) -> dict[str, Finished]:
    """Look up products in the cache, and make the missing ones."""
    files: dict[str, Finished] = {}
    for item in products:
        if not isinstance(item, Product):
            files.update(item())
            continue
        inputs, make = item.prepare()
        key = fingerprint(inputs, item.paths).hex()
        sources = [f"{root}{key[:2]}/{key[2:]}-{number}" for number in range(len(item.paths))]
        recorded = [known.get(source.removeprefix(root)) for source in sources]
        if None in recorded or recorded != [state_of(source) for source in sources]:
            for source, content in zip(sources, make(), strict=True):
                _write(source, content)
            recorded = [state_of(source) for source in sources]
        for path, source, state in zip(item.paths, sources, recorded, strict=True):
            files[path] = Finished(source, state) if state else finished(source)
    return files


def _write(path: str, content: str | bytes) -> None:
    """Write a file after removing one left by a killed build, which a published site may link to."""
    data = content.encode() if isinstance(content, str) else content
    try:
        create(path, data)
    except FileExistsError:
        os.unlink(path)  # noqa: PTH108 (a Path for each of tens of thousands takes longer)
        create(path, data)


def _remove_others(root: str, names: Iterable[str]) -> None:
    """Remove every file except the given paths below the folder."""
    wanted = set(names)
    for shard in os.listdir(root):  # noqa: PTH208 (a Path for each file takes six times as long)
        for name in os.listdir(f"{root}{shard}"):  # noqa: PTH208
            if f"{shard}/{name}" not in wanted:
                os.unlink(f"{root}{shard}/{name}")  # noqa: PTH108
