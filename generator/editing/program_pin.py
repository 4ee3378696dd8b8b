"""Pin the program that builds a new digest: a release file with its hash, or a git commit.

A name alone is never written: whoever registers it at a package index could run code in every
build.
"""

import hashlib
import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from generator import __version__
from generator.diagnostics.failure import Failure
from generator.diagnostics.terminal import visible
from generator.editing.file_changes import read_file
from generator.read.links.web_addresses import web_address_problem

DISTRIBUTION = "security-news-digest"
_WHEEL = "a wheel's file, https://…/NAME.whl#sha256=HASH or git+https://…@COMMIT"
_HASH = re.compile(r"sha256=([0-9a-f]{64})", re.IGNORECASE)
_COMMIT = re.compile(r"[0-9a-f]{40}")


class ProgramPin(NamedTuple):
    """The place from which CI gets the program, as a line of requirements."""

    line: str
    files: dict[str, bytes]
    """Paths in the new digest and contents: a local wheel becomes part of the digest."""


def program_pin(source: str) -> ProgramPin:
    """Pin a wheel on this machine, a wheel's address with its hash, or a git commit.

    Raises:
        Failure: the source could change later, or is no release of this program.
    """
    if not source.isprintable():
        shown = visible(source[:80])
        raise Failure(f"'{shown}' cannot be installed: it has a control character; write {_WHEEL}")
    if source.startswith("git+"):
        address, _, commit = source.removeprefix("git+").rpartition("@")
        if not _COMMIT.fullmatch(commit):
            hint = "write the 40 characters that `git rev-parse HEAD` prints"
            raise Failure(
                f"'{commit or source}' is not a git commit, and a branch or tag can move; {hint}"
            )
        _check_address(address)
        return ProgramPin(f"{DISTRIBUTION} @ {source}", {})
    if "://" in source:
        return _address(source)
    wheel = Path(source)
    data = read_file(wheel)
    if data is None:
        raise Failure(f"'{wheel}' is not a file; write {_WHEEL}")
    _check_name(wheel.name)
    path = f"wheels/{wheel.name}"
    return ProgramPin(f"./{path} --hash=sha256:{hashlib.sha256(data).hexdigest()}", {path: data})


def _address(source: str) -> ProgramPin:
    address, _, fragment = source.partition("#")
    _check_address(address)
    found = _HASH.fullmatch(fragment)
    if not found:
        hint = "add #sha256= and the hash on its page, or the one that `sha256sum` prints"
        raise Failure(f"'{address}' has no SHA-256 hash, so it could change; {hint}")
    _check_name(urlsplit(address).path.rpartition("/")[2])
    return ProgramPin(f"{DISTRIBUTION} @ {address} --hash=sha256:{found[1].lower()}", {})


def _check_address(address: str) -> None:
    problem = web_address_problem(address, local=True)
    if problem is None and not address.startswith("https://"):
        problem = "it has no https://"
    if problem is None and "#" in address:
        problem = "it has a #"
    if problem is None and "?" in address:
        problem = (
            "it has a ?, after which a token may be, and everybody can read the digest's files"
        )
    if problem:
        raise Failure(f"'{address[:80]}' cannot be installed: {problem}; write {_WHEEL}")


def _check_name(name: str) -> None:
    """Check that a wheel has the locked requirements of this program, which is its own release."""
    own = f"{DISTRIBUTION.replace('-', '_')}-{__version__}-"
    if not name.startswith(own) or not name.endswith(".whl"):
        message = f"{name} is not the wheel of {DISTRIBUTION} {__version__}, which runs here"
        raise Failure(f"{message}; install it, and run its own `digest init`")
