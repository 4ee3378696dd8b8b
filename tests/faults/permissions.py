"""Builds without some read or write permission, in a process without root's privileges.

    setpriv --bounding-set=-dac_override,-dac_read_search,-fowner python -m tests.faults.permissions FOLDER

makes a digest in a folder, removes one permission at a time and restores it. It prints a line for each
permission and each failure.
"""

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.command import digest, load_builder
from tests.faults.subject import VERSIONS, Subject, expected

NOBODY = 65_534
Fault = Callable[[Subject], tuple[Path, int]]
"""Returns a path and its new mode; 0o2xxxx also gives it to another user."""
ANOTHERS = 0o20000


def _article(subject: Subject) -> Path:
    return next((subject.root / "content/articles").rglob("*.md"))


def _at(path: str, mode: int) -> Fault:
    return lambda subject: (subject.root / path, mode)


def _cached(path: str, mode: int) -> Fault:
    return lambda subject: (subject.cache / path, mode)


FAULTS: dict[str, Fault] = {
    "an article is unreadable": lambda subject: (_article(subject), 0),
    "the folder of an article cannot be listed": lambda subject: (_article(subject).parent, 0o300),
    "the folder of an article cannot be entered": lambda subject: (_article(subject).parent, 0o600),
    "the articles are another user's": _at("content/articles", 0o700 | ANOTHERS),
    "content/ is closed": _at("content", 0),
    "site.yml is unreadable": _at("site_config/site.yml", 0),
    "a registry is unreadable": _at("site_config/taxonomies/agencies.yml", 0),
    "the registries cannot be listed": _at("site_config/taxonomies", 0),
    "mkdocs.yml is unreadable": _at("mkdocs.yml", 0),
    "a template is unreadable": _at("site_config/theme/main.html", 0),
    "an asset is unreadable": _at("site_config/theme/custom.css", 0),
    "the theme cannot be listed": _at("site_config/theme", 0),
    "a public file is unreadable": _at("site_config/public/robots.txt", 0),
    "the public folder cannot be entered": _at("site_config/public", 0o600),
    "the site is read-only": _at("site", 0o500),
    "the site cannot be looked into": _at("site", 0),
    "a folder of the site is another user's": _at("site/agencies", 0o700 | ANOTHERS),
    "nothing can be made beside the site": _at(".", 0o500),
    "the site before is another user's": _at(".site-previous", 0o700 | ANOTHERS),
    "the site before is read-only": _at(".site-previous", 0o500),
    "a folder of the site before is another user's": _at(
        ".site-previous/agencies", 0o755 | ANOTHERS
    ),
    "the lock is another user's": _at(".site-lock", 0o600 | ANOTHERS),
    "the cache is read-only": _cached(".", 0o500),
    "the cache is another user's": _cached(".", 0o700 | ANOTHERS),
    "the caches are closed": lambda subject: (subject.cache.parent, 0),
    "kept articles are unreadable": _cached("articles", 0),
    "kept files are read-only": _cached("files", 0o500),
    "kept files cannot be looked into": _cached("files", 0),
    "the search index cannot be made": _cached("search", 0o500),
}


@contextmanager
def fault(path: Path, mode: int) -> Iterator[None]:
    """Remove a permission during the block."""
    handle = os.open(path, os.O_RDONLY)  # the path may be renamed during the block
    before = os.fstat(handle)
    os.fchmod(handle, mode & 0o777)
    if mode & ANOTHERS:
        os.fchown(handle, NOBODY, -1)
    try:
        yield
    finally:
        os.fchown(handle, before.st_uid, -1)
        os.fchmod(handle, before.st_mode & 0o777)
        os.close(handle)


def what_went_wrong(
    subject: Subject, whole: list[dict[str, bytes]], name: str, version: int
) -> Iterator[str]:
    """Build a version without a permission and again with it; yield each failure."""
    before = subject.published()
    subject.put(version)
    with fault(*FAULTS[name](subject)):
        result = digest(subject.root, "build", "--site-dir", subject.site)
    print(f"{name}: {result.exit_code}: {(result.output.strip() or '-').splitlines()[-1]}")
    after = subject.published()
    live = result.exit_code == 0 or "site is live" in result.output
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        yield f"{name}: {result.exception!r}"
    if after != (whole[version] if live else before):
        yield f"{name}: what is published is not what was said: {result.output}"
    subject.build()
    if subject.published() != whole[version]:
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
    wrong = []
    for number, name in enumerate(FAULTS):
        wrong += what_went_wrong(subject, whole, name, number % VERSIONS)
    for line in wrong:
        print(f"WRONG {line}")
    shutil.rmtree(folder / "digest")
    sys.exit(1 if wrong else 0)


if __name__ == "__main__":
    main()
