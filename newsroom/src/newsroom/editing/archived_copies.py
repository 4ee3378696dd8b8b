"""Write archived copies of sources into articles (`digest archive`)."""

import datetime as dt
import random
import time
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from pathlib import Path
from urllib.parse import urldefrag

from generator.check.article_fields import Context
from generator.diagnostics.failure import EditError
from generator.editing.editable_files import SiteFile
from generator.editing.file_changes import FileChange, read_file
from generator.editing.formatting import article_keys
from generator.editing.yaml_edits import put
from generator.editing.yaml_text import Values
from generator.model.article import Article
from newsroom.editing.mentions import edit_file
from newsroom.online.fetch import FetchError
from newsroom.online.wayback import Copy, RefusedError, Wayback

_PAUSE = 15.0
"""Seconds between two sources; the archive allows a few anonymous requests to save a minute."""


def without_copy(articles: Iterable[Article]) -> list[Article]:
    """List the articles whose source has no archived copy, in their order."""
    return [one for one in articles if one.source.url and not one.archive]


def drawn(articles: Sequence[Article], most: int, today: dt.date) -> list[Article]:
    """Draw some of the articles, others each day.

    If the first ones were taken, sources that the archive refuses would keep the others back.
    """
    draw = random.Random(today.toordinal())  # noqa: S311 (nothing secret)
    return draw.sample(articles, min(most, len(articles)))


def files_of(root: Path, articles: Iterable[Article]) -> list[FileChange]:
    """Read the files of articles, as changes that change nothing yet."""
    contents = {article.path: read_file(root / article.path) for article in articles}
    return [FileChange(path, data, data) for path, data in contents.items()]


def look_up(
    articles: Sequence[Article],
    gone: Collection[str],
    wayback: Wayback,
    say: Callable[[str], None],
    pause: float = _PAUSE,
) -> dict[str, Copy]:
    """Find a copy of each source or have one made, one source after another.

    `say` gets a line about each. If the archive asks us to stop, the others are left out.

    Returns:
        Path of an article → the copy of its source.
    """
    copies = {}
    for number, article in enumerate(articles):
        if number:
            time.sleep(pause)
        try:
            copies[article.path] = copy = _copy(article, gone, wayback)
            say(f"{article.path}: copy of {copy.date}")
        except RefusedError as error:
            say(str(error))
            break
        except FetchError as error:
            say(f"{article.path}: {error}")
    return copies


def _copy(article: Article, gone: Collection[str], wayback: Wayback) -> Copy:
    url = article.source.url
    found = wayback.find(url, article.date)
    if found:
        return found
    if urldefrag(url).url in gone:
        raise FetchError(url, "the page is gone, and the archive has no copy")
    return wayback.save(url)


def with_copies(
    files: Iterable[FileChange],
    copies: Mapping[str, Copy],
    context: Context,
    say: Callable[[str], None],
) -> list[FileChange]:
    """Write the copies into the front matter of files; `say` gets a line about each failure."""
    changes = []
    for file in files:
        copy = copies.get(file.path)
        if copy is None or file.before is None:
            continue
        try:
            after = _edited(SiteFile(file.path, file.before), copy, context)
            changes.append(FileChange(file.path, file.before, after))
        except EditError as error:
            say(str(error))
    return changes


def _edited(file: SiteFile, copy: Copy, context: Context) -> bytes:
    def add(front: Values) -> None:
        archive = {"url": copy.url, "date": str(copy.date)}
        put(front, "archive", archive, article_keys(context))

    return edit_file(file, context, add, lambda text, _: text)
