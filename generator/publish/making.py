"""Make the files of recipes, each again only if its key changes.

A finished file is stored under the key of its recipe, so it is never replaced. The missing files
are made on all cores, and publishing links them to their addresses. A file whose size or
modification time differs from the recorded ones (truncated, edited by hand) is made again.

The index beside the cache also remembers which key the inputs of a recipe led to, so that views
whose inputs are the same are not even made. If the inputs change and the view does not, the file
stays.
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
MakeFiles = Callable[[], Files]
"""Makes files that have a cache of their own, since only their maker knows their paths."""


class _Index(NamedTuple):
    """What the cache has, as the last build left it."""

    states: dict[str, State]
    """File of the cache → its size and time."""
    keys: dict[bytes, bytes]
    """Key by inputs of a recipe → its key."""


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
    recipes: Sequence[Recipe], folder: Path, workers: int, longest: Sequence[MakeFiles] = ()
) -> dict[str, Finished]:
    """Return the files of all recipes by path; make those that the cache in a folder lacks.

    Files in the cache that no recipe needs any more are removed. If two recipes have the same path,
    the later one is published.

    Args:
        recipes: What to make; long ones first, because each worker takes the next.
        folder: The cache of finished files.
        workers: The number of processes.
        longest: What takes longer than any recipe, and so begins first.

    Raises:
        OSError: the folder cannot be written to.
    """
    root = f"{folder}/"
    index = folder.with_name(f"{folder.name}.index")
    known = read_kept(index, _decode) or _Index({}, {})
    files: dict[str, Finished] = {}
    keys: dict[bytes, bytes] = {}
    for part in in_parts(partial(_make_all, root, known), [*longest, *recipes], workers):
        files.update(part[0])
        keys.update(part[1])
    if any(_leaves_the_site(path) for path in files):
        raise ValueError("a damaged cache names a file above the site")
    states = {}
    for file in files.values():
        if file.source.startswith(root):
            states[file.source.removeprefix(root)] = file.state
    if (states, keys) != known:
        write_kept(index, _Index(states, keys))
        _remove_others(root, states.keys())
    return files


def _leaves_the_site(path: str) -> bool:
    return path.startswith(("/", "../")) or "/../" in path


def _make_all(
    root: str, known: _Index, items: Sequence[Recipe | MakeFiles]
) -> tuple[dict[str, Finished], dict[bytes, bytes]]:
    files: dict[str, Finished] = {}
    keys: dict[bytes, bytes] = {}
    for item in items:
        if not isinstance(item, Recipe):
            files.update(item())
            continue
        by_inputs = item.key_by_inputs()
        key = known.keys.get(by_inputs, b"")
        sources = _sources(root, key, item)
        if not key or not _has(root, known, sources):
            key, values = item.prepared()
            sources = _sources(root, key, item)
            if not _has(root, known, sources):
                for source, content in zip(sources, item.make(*values), strict=True):
                    _write(source, content)
        if by_inputs:
            keys[by_inputs] = key
        files.update(zip(item.paths, map(finished, sources), strict=True))
    return files, keys


def _sources(root: str, key: bytes, recipe: Recipe) -> list[str]:
    """List the files of the cache for the paths of a recipe with some key."""
    name = f"{root}{key.hex()[:2]}/{key.hex()[2:]}-"
    return [f"{name}{number}" for number in range(len(recipe.paths))]


def _has(root: str, known: _Index, sources: Sequence[str]) -> bool:
    """Whether the cache has all these files unchanged."""
    states = [known.states.get(source.removeprefix(root)) for source in sources]
    return None not in states and [state_of(source) for source in sources] == states


def _write(path: str, content: str | bytes) -> None:
    """Write a file of the cache.

    Remove a leftover file first: a killed build may have left it, and a published site may share
    its inode.
    """
    data = content.encode() if isinstance(content, str) else content
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
