"""Finished pages into the site's folder."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.compose.feeds import FeedFile
from generator.emit.files import write
from generator.emit.shell import Shells
from generator.model.page import ComposedPage


def write_pages(pages: Iterable[ComposedPage], shells: Shells, site_dir: Path) -> int:
    """Fill the theme's shells and write every page; returns how many there are."""
    count = 0
    for page in pages:
        shell = shells[page.address.count("/")]
        write(site_dir / page.address / "index.html", shell.fill(page))
        count += 1
    return count


def write_feeds(feeds: Iterable[FeedFile], site_dir: Path) -> None:
    """Write feeds beside their pages."""
    for feed in feeds:
        write(site_dir / feed.address, feed.content)
