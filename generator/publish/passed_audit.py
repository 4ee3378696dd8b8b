"""Remember the site that last passed the audit, so that `digest build --audit` need not repeat it.

The key is a hash of everything that the audit reads, by content and not by time stamps. That is
every file of the site, the originals of copied files, the content, the private paths of this
machine, and the program with its rules. The record is in the user's cache and trusted like all of
it; `digest audit` never reads it.
"""

import os
import stat
from collections.abc import Mapping, Sequence
from hashlib import blake2b
from pathlib import Path

import msgspec

from generator.audit.manifest import Manifest
from generator.diagnostics.diagnostics import Report
from generator.model.fingerprint import SIZE, fingerprint, program_fingerprint
from generator.read.regular import walk
from generator.system.kept import read_kept, write_kept
from generator.system.workers import cores, in_parts

_decode = msgspec.msgpack.Decoder(bytes).decode


def audit_key(site_dir: Path, manifest: Manifest) -> bytes | None:
    """Hash everything that an audit of a folder reads; None if some of it cannot be read."""
    try:
        site = _hashed_folder(site_dir)
        content = [_hashed_folder(folder) for folder in manifest.sources]
        originals = {path: _hash_of(file) for path, file in sorted(manifest.copies.items())}
    except OSError:
        return None
    editor = (manifest.editor, manifest.backend)
    rules = (manifest.secrets, manifest.policy, editor, manifest.path, manifest.plugins)
    return fingerprint(program_fingerprint(), *rules, site, content, originals)


def has_passed(cache: Path, target: Path, key: bytes | None) -> bool:
    """Whether the site last audited for `target` passed, and had this key."""
    return key is not None and read_kept(_record(cache, target), _decode) == key


def remember_passed(cache: Path, target: Path, key: bytes | None) -> None:
    """Record that a site has passed."""
    if key is not None:
        write_kept(_record(cache, target), key)


def _record(cache: Path, target: Path) -> Path:
    return cache / "audited" / fingerprint(os.fsencode(target)).hex()


def _hashed_folder(folder: Path) -> list[tuple[bytes, int, bytes]]:
    """List everything below a folder: path, type and hash.

    Raises:
        OSError: a file or folder cannot be read.
    """
    report = Report()
    entries = [(entry.path, entry.file, entry.status.st_mode) for entry in walk(folder, "", report)]
    if len(report):
        raise PermissionError(str(folder))
    regular = [file for _, file, mode in entries if stat.S_ISREG(mode)]
    hashes: dict[str, bytes] = {}
    for part in in_parts(_hashes_of, regular, cores(), few=1_000):
        hashes.update(part)
    return [
        (os.fsencode(path), stat.S_IFMT(mode), hashes.get(file, b""))
        for path, file, mode in sorted(entries)
    ]


def _hashes_of(files: Sequence[str]) -> Mapping[str, bytes]:
    return {file: _hash_of(file) for file in files}


def _hash_of(file: str) -> bytes:
    return blake2b(Path(file).read_bytes(), digest_size=SIZE).digest()
