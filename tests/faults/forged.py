"""Forgeries of a cache: what somebody who can write to it might put there, one kind at a time."""

import os
import random
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from zlib import adler32, crc32

import msgspec

Forge = Callable[[Path, random.Random], None]
"""Changes a file of a cache."""


def _as_kept(value: object) -> bytes:
    """A value with the checksum that the cache's own files have, so that it is believed."""
    data = msgspec.msgpack.encode(value)
    return (crc32(data) << 32 | adler32(data)).to_bytes(8, "big") + data


def _resaved(file: Path, change: Callable[[bytes], bytes]) -> None:
    """Replace the bytes behind a file's checksum, and make the checksum right again."""
    data = change(file.read_bytes()[8:])
    file.write_bytes((crc32(data) << 32 | adler32(data)).to_bytes(8, "big") + data)


def _swapped(file: Path, rng: random.Random) -> None:
    other = rng.choice(sorted(one for one in file.parent.rglob("*") if one.is_file()))
    shutil.copyfile(other, file.with_name("swapped"))
    file.with_name("swapped").replace(file)


def _same_state(file: Path, data: bytes) -> None:
    """Write other bytes of the same length, and restore the time stamp."""
    status = file.stat()
    with file.open("r+b") as opened:
        opened.write(data[: status.st_size].ljust(status.st_size, b" "))
    os.utime(file, ns=(status.st_mtime_ns, status.st_mtime_ns))


def _replaced_by(make: Callable[[Path], None]) -> Forge:
    def forge(file: Path, _: random.Random) -> None:
        file.unlink()
        make(file)

    return forge


FORGERIES: dict[str, Forge] = {
    "same size and time": lambda file, rng: _same_state(file, rng.randbytes(file.stat().st_size)),
    "text of the same size and time": lambda file, _: _same_state(file, b"<script>" * 100_000),
    "random bytes": lambda file, rng: file.write_bytes(rng.randbytes(500)) and None,
    "cut in the middle": lambda file, _: os.truncate(file, file.stat().st_size // 2),
    "empty": lambda file, _: os.truncate(file, 0),
    "longer": lambda file, _: file.write_bytes(file.read_bytes() + b"more") and None,
    "another file of the cache": _swapped,
    "removed": lambda file, _: file.unlink(),
    "a folder": _replaced_by(Path.mkdir),
    "a link to a file of the system": _replaced_by(lambda file: file.symlink_to("/etc/passwd")),
    "a link that leads nowhere": _replaced_by(lambda file: file.symlink_to("nowhere")),
    "a link to itself": _replaced_by(lambda file: file.symlink_to(file.name)),
    "a pipe": _replaced_by(os.mkfifo),
    "a value of another type": lambda file, _: file.write_bytes(_as_kept([1, "a", None])) and None,
    "a value nested 100,000 deep": lambda file, _: _resaved(file, lambda _: b"\x91" * 100_000),
    "a length of four gigabytes": lambda file, _: _resaved(file, lambda _: b"\xdd" + b"\xff" * 4),
    "a path above the cache": lambda file, _: (
        file.write_bytes(_as_kept({"../../../outside": (1, 1), "/etc/passwd": (2, 2)})) and None
    ),
    "one bit of a value": lambda file, rng: _resaved(file, lambda data: _flipped(data, rng)),
}


def _flipped(data: bytes, rng: random.Random) -> bytes:
    place = rng.randrange(max(1, len(data)))
    return data[:place] + bytes([data[place] ^ 1 if data else 1]) + data[place + 1 :]


def forge_all(cache: Path, forgery: str, share: float, rng: random.Random) -> int:
    """Forge a share of a cache's files; return how many."""
    forged = 0
    for file in _files(cache):
        if rng.random() < share and file.is_file() and file.name != "lock":
            _unlinked(file)
            FORGERIES[forgery](file, rng)
            forged += 1
    return forged


def _unlinked(file: Path) -> None:
    """Give a file a copy of its own, because a published site may link to it."""
    shutil.copy2(file, file.with_name("copied"))
    file.with_name("copied").replace(file)


def _files(cache: Path) -> Iterator[Path]:
    yield from sorted(one for one in cache.rglob("*") if one.is_file() and not one.is_symlink())
