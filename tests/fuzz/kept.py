"""Fuzzing of stored files: the cache of builds.

Only the user can write it, so this tests damage, not attacks: with any content, a build makes the
same site, and nothing outside is written.
"""

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from functools import cache as once
from pathlib import Path

from tests import corpus
from tests.command import files
from tests.faults.subject import Files, Subject

_OUTSIDE = {"victim": b"what a link leads to", "folder/victim": b"and what a linked folder holds"}


@once
def _folder() -> Path:
    """A folder of this process, which also holds cache and state unless a test has set others."""
    folder = Path(tempfile.mkdtemp(prefix="digest-fuzz-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    os.environ.setdefault("DIGEST_CACHE_DIR", f"{folder}/caches")
    for path, data in _OUTSIDE.items():
        (folder / "outside" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "outside" / path).write_bytes(data)
    return folder


class Choices:
    """The fuzzer's bytes as numbers, followed by zeros."""

    def __init__(self, data: bytes) -> None:
        self.data = data

    def below(self, most: int) -> int:
        """A number from 0 to `most` - 1."""
        taken, self.data = self.data[:2], self.data[2:]
        return int.from_bytes(taken, "big") % max(1, most)


def _flip(file: Path, choices: Choices) -> None:
    data = bytearray(file.read_bytes())
    for _ in range(1 + choices.below(4)):
        if data:
            data[choices.below(len(data))] ^= 1 + choices.below(255)
    file.write_bytes(data)


def _cut(file: Path, choices: Choices) -> None:
    file.write_bytes(file.read_bytes()[: choices.below(file.stat().st_size)])


def _replace(file: Path, choices: Choices) -> None:
    file.write_bytes(choices.data)


def _remove(file: Path, _: Choices) -> None:
    file.unlink()


def _link(file: Path, choices: Choices) -> None:
    file.unlink()
    file.symlink_to(_folder() / "outside" / ("victim", "folder")[choices.below(2)])


def _make_folder(file: Path, _: Choices) -> None:
    file.unlink()
    (file / "inner").mkdir(parents=True)


DAMAGES: tuple[Callable[[Path, Choices], None], ...] = (
    _flip,
    _cut,
    _replace,
    _remove,
    _link,
    _make_folder,
)


@once
def _digest() -> tuple[Subject, Path, list[Files]]:
    """A built digest, a copy of its cache, and two of its versions from clean builds."""
    subject = Subject(_folder() / "digest", size=corpus.FEW)
    wanted = []
    for version in (1, 0):
        shutil.rmtree(subject.cache, ignore_errors=True)
        subject.put(version)
        subject.build()
        wanted.append(subject.published())
    pristine = _folder() / "cache"
    shutil.copytree(subject.cache, pristine)
    return subject, pristine, wanted[::-1]


def cache(data: bytes) -> None:
    """With a damaged cache a build makes the site of a clean build and changes nothing outside."""
    subject, pristine, wanted = _digest()
    choices = Choices(data)
    version = choices.below(2)
    shutil.rmtree(subject.cache)
    shutil.copytree(pristine, subject.cache)
    for _ in range(1 + choices.below(6)):
        kept = sorted(
            file for file in subject.cache.rglob("*") if file.is_file() and not file.is_symlink()
        )
        damage = DAMAGES[choices.below(len(DAMAGES))]
        damage(kept[choices.below(len(kept))], choices)
    subject.put(version)
    subject.build()
    assert subject.published() == wanted[version]
    assert files(_folder() / "outside") == _OUTSIDE
