"""Make the files of recipes, each again only if its key changes.

A finished file is stored under the key of its recipe, so it is never replaced. The missing files
are made on all cores, and publishing links them to their addresses. A file whose size or
modification time differs from the recorded ones (truncated, edited by hand) is made again.
"""

import errno
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from generator.recipes.recipe import Recipe
from generator.system.file_writing import State, create, read_kept, state_of, write_kept
from generator.system.workers import in_parts


class Finished(NamedTuple):
    """A finished file to publish, with the size and time that it had when it was written."""

    source: str
    """Its path in a cache, which is different for different content."""
    state: State


Files = Mapping[str, Finished]
"""Path below the site's root → finished file."""
MakeFiles = Callable[[Path], Files]
"""Makes files that it caches in a folder, since only their maker knows their paths."""


_Index = dict[str, State]
"""File of the cache → its size and time, as the last build left it."""
_decode = msgspec.msgpack.Decoder(_Index).decode


def finished(file: str | Path) -> Finished:
    """Take a file that was written as finished, with its present size and time.

    Raises:
        FileNotFoundError: the file no longer exists.
    """
    state = state_of(file)
    if state is None:
        raise FileNotFoundError(errno.ENOENT, "was removed", file)
    return Finished(str(file), state)


def make(
    recipes: Sequence[Recipe], cache: Path, *, search: MakeFiles | None = None
) -> dict[str, Finished]:
    """Return the files of all recipes by path; make those that the cache lacks.

    Files in the cache that no recipe needs any more are removed. If two recipes have the same path,
    the later one is published.

    Args:
        recipes: What to make; long ones first, because each worker takes the next.
        cache: The folder of finished files of each kind.
        search: Makes the search index, which takes longer than any recipe, and so begins first.

    Raises:
        OSError: the folder cannot be written to.
    """
    root = f"{cache}/files/"
    index = cache / "files.index"
    known = read_kept(index, _decode) or {}
    first = [partial(search, cache / "search")] if search else []
    files: dict[str, Finished] = {}
    work = partial(_make_all, root, known)
    for part in in_parts(work, [*first, *recipes], label="search index and files made"):
        files.update(part)
    if any(path.startswith(("/", "../")) or "/../" in path for path in files):
        raise ValueError("a damaged cache names a file above the site")
    states = {}
    for file in files.values():
        if file.source.startswith(root):
            states[file.source.removeprefix(root)] = file.state
    if states != known:
        write_kept(index, states)
        _remove_others(root, states.keys())
    return files


def _make_all(
    root: str, known: _Index, items: Sequence[Recipe | Callable[[], Files]]
) -> dict[str, Finished]:
    files: dict[str, Finished] = {}
    for item in items:
        if not isinstance(item, Recipe):
            files.update(item())
            continue
        key, values = item.prepared()
        kept = _kept(root, known, key, item)
        if not kept:
            for source, content in zip(_sources(root, key, item), item.made(values), strict=True):
                _write(source, content)
                kept.append(finished(source))
        files.update(zip(item.paths, kept, strict=True))
    return files


def _sources(root: str, key: bytes, recipe: Recipe) -> list[str]:
    """List the files of the cache for a recipe with some key."""
    name = f"{root}{key.hex()[:2]}/{key.hex()[2:]}-"
    return [f"{name}{number}" for number in range(len(recipe.paths))]


def _kept(root: str, known: _Index, key: bytes, recipe: Recipe) -> list[Finished]:
    """Return the files of a recipe; none unless the cache has all of them unchanged."""
    kept = []
    for source in _sources(root, key, recipe):
        state = known.get(source.removeprefix(root))
        if state is None or state_of(source) != state:
            return []
        kept.append(Finished(source, state))
    return kept


def _write(path: str, data: bytes) -> None:
    """Write a file of the cache.

    Remove a leftover file first: a killed build may have left it, and a published site may share
    its inode.
    """
    try:
        create(path, data)
    except FileExistsError:
        os.unlink(path)  # noqa: PTH108 (a Path for each of tens of thousands takes longer)
        create(path, data)


def _remove_others(root: str, names: Iterable[str]) -> None:
    """Remove every file below a folder except those with the given paths."""
    wanted = set(names)
    for shard in os.listdir(root):  # noqa: PTH208 (a Path for each file takes six times as long)
        for name in os.listdir(f"{root}{shard}"):  # noqa: PTH208
            if f"{shard}/{name}" not in wanted:
                os.unlink(f"{root}{shard}/{name}")  # noqa: PTH108
