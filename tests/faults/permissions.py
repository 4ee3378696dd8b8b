"""Builds without some read or write permission, in a process without root's privileges.

    setpriv --bounding-set=-dac_override,-dac_read_search,-fowner python -m tests.faults.permissions FOLDER

makes a digest in a folder, removes one permission at a time and restores it. It prints a line for each
permission and each failure.
"""

import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import yaml
from click.testing import Result

from tests.command import digest, load_builder
from tests.faults.subject import VERSIONS, Files, Subject, expected

NOBODY = 65_534
FAULTS = yaml.safe_load(Path(__file__).with_name("permissions.yml").read_text())


def _faults(subject: Subject) -> Iterator[tuple[str, Path, int, bool]]:
    """The name of each fault, its path and new mode, and whether the path becomes another user's."""
    for folder, faults in ((subject.root, FAULTS["site"]), (subject.cache, FAULTS["cache"])):
        for name, (path, mode, *owner) in faults.items():
            place = next(folder.glob(path)) if "*" in path else folder / path
            yield name, place, int(mode, 8), bool(owner)


@contextmanager
def fault(path: Path, mode: int, *, is_anothers: bool) -> Iterator[None]:
    """Remove a permission during the block."""
    handle = os.open(path, os.O_RDONLY)  # the path may be renamed during the block
    before = os.fstat(handle)
    os.fchmod(handle, mode)
    if is_anothers:
        os.fchown(handle, NOBODY, -1)
    try:
        yield
    finally:
        os.fchown(handle, before.st_uid, -1)
        os.fchmod(handle, before.st_mode & 0o777)
        os.close(handle)


def what_went_wrong(subject: Subject, whole: list[dict[str, bytes]]) -> Iterator[str]:
    """Build without each permission and again with it; yield each failure."""
    for number, (name, path, mode, is_anothers) in enumerate(_faults(subject)):
        version = number % VERSIONS
        before = subject.published()
        subject.put(version)
        with fault(path, mode, is_anothers=is_anothers):
            result = digest(subject.root, "build", "--site-dir", subject.site)
        print(f"{name}: {result.exit_code}: {(result.output.strip() or '-').splitlines()[-1]}")
        yield from _problems(name, result, before, subject, whole[version])


def _problems(
    name: str, result: Result, before: Files, subject: Subject, whole: Files
) -> Iterator[str]:
    """Compare what is published with what the command said, and build again."""
    after = subject.published()
    live = result.exit_code == 0 or "site is live" in result.output
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        yield f"{name}: {result.exception!r}"
    if after != (whole if live else before):
        yield f"{name}: what is published is not what was said: {result.output}"
    subject.build()
    if subject.published() != whole:
        yield f"{name}: the next build is not right"


def main() -> None:
    """Try every fault in the given folder; exit with 1 after any failure."""
    folder = Path(sys.argv[1])
    load_builder(folder / "loaded")
    whole = expected(folder)
    subject = Subject(folder / "digest")
    subject.build()
    subject.put(1)
    subject.build()
    wrong = [*what_went_wrong(subject, whole)]
    for line in wrong:
        print(f"WRONG {line}")
    shutil.rmtree(folder / "digest")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
