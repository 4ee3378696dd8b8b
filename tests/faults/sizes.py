"""Builds without a cache whose temporary folder is a small file system."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.faults.subject import Files, Subject, small_disk


def builds_in_small_folders(
    folder: Path, whole: list[Files], sizes: Iterable[int]
) -> Iterator[str]:
    """Build with temporary folders of the given sizes in kilobytes; yield each failure."""
    subject = Subject(folder / "digest")
    subject.build()
    version = 0
    for size in sizes:
        before = subject.published(search=True)
        version = (version + 1) % len(whole)
        subject.put(version)
        with small_disk(folder / "small", f"{size}k") as small:
            code, output = subject.run(TMPDIR=str(small), DIGEST_CACHE_DIR=str(subject.root))
        if code == 0 and subject.published() != whole[version]:
            yield f"{size} KB: the site is not right: {output}"
        if code == 0 and not _search_is_whole(subject):
            yield f"{size} KB: the search index is damaged"
        if code and subject.published(search=True) != before:
            yield f"{size} KB: something was published: {output}"
        if code and "Error: " not in output.splitlines()[-1]:
            yield f"{size} KB: no line says why: {output}"


def _search_is_whole(subject: Subject) -> bool:
    """Whether the index has as many fragments as its entry file lists."""
    entry = json.loads((subject.site / "pagefind/pagefind-entry.json").read_text())
    (language,) = entry["languages"].values()
    fragments = [*(subject.site / "pagefind/fragment").iterdir()]
    return len(fragments) == language["page_count"] and all(
        file.stat().st_size for file in fragments
    )
