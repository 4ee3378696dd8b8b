"""Size of a build's output, so that no generator gains speed by making less."""

import os
from dataclasses import dataclass
from pathlib import Path

_SEARCH = ("pagefind", "search")
"""Top folders with a search index instead of pages."""
_FEED_MARKS = (b"<feed", b"<rss", b"https://jsonfeed.org/version")


@dataclass(frozen=True, slots=True)
class Output:
    """Numbers of HTML pages, feeds and all files, and bytes of all files and of the search."""

    pages: int
    feeds: int
    files: int
    size: int
    search: int


def count(site: Path) -> Output:
    """Count the files of a built site."""
    pages = feeds = files = size = search = 0
    for top, _, names in os.walk(site):
        index = Path(top, "-").relative_to(site).parts[0] in _SEARCH
        for name in names:
            file = Path(top, name)
            length = file.stat().st_size
            files, size = files + 1, size + length
            if file.suffix == ".html":
                pages += 1
            elif index:
                search += length
            elif file.suffix in {".xml", ".json"} and is_feed(file):
                feeds += 1
    return Output(pages, feeds, files, size, search)


def is_feed(file: Path) -> bool:
    """Whether the first lines of a file mark it as a feed."""
    with file.open("rb") as stream:
        start = stream.read(400)
    return any(mark in start for mark in _FEED_MARKS)
