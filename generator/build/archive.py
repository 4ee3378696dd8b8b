"""The articles of a site, each read and checked once for as long as it stays as it is.

What becomes of an article depends on its bytes and on the context. It is kept under the
hash of both; those that changed are read on all cores. A file whose stamp is the same as
before is not even opened.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from zlib import crc32

import msgspec

from generator.build.context import ContextPrints
from generator.build.kept import read_kept, write_kept
from generator.build.location import cache_of
from generator.build.run import SETTLED
from generator.check.article_fields import Context, examine_article
from generator.check.editorial.signature import Signature, signature
from generator.diagnostics.diagnostics import Diagnostic, Place, Report
from generator.model import cache_key as prints
from generator.model.article import Article
from generator.model.layout import ARTICLES
from generator.read import document
from generator.read.folder import FoundFile, list_files, read_bytes
from generator.system.bounds import TooSlowError, little_memory, within
from generator.system.workers import cores, in_parts

_SHARDS = 128
"""Files that share the articles: to read one for each article takes longer, and of a single one all of it
would be written for one new article."""
_MOST_TOLD = 50


class CheckedFile(msgspec.Struct, frozen=True, array_like=True):
    """What became of an article's file, and when that may be used again."""

    article: Article | None
    found: tuple[Diagnostic, ...]
    found_on: dt.date
    signature: Signature | None = None
    """What the article is compared with others by."""
    content: bytes = b""
    """The hash of the file. It is empty when reading took too long, which may pass: that is not kept."""
    context: bytes = b""
    """The hash of what the article was checked against."""
    unsound: Article | None = None
    """An article with errors, as far as it could be read, for checks across articles."""
    stamp: tuple[int, ...] = ()
    """What the file system said of the file; a file of the same stamp has the same content."""

    def holds_on(self, today: dt.date) -> bool:
        """Whether it is the same on another day.

        A date in the future is a problem only until its day comes, so an outcome with such a problem
        is never used again, and one without it only from the day on which it was found.
        """
        return self.found_on <= today and not any(one.code == "future-date" for one in self.found)


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(dict[str, CheckedFile]).decode


def _stamp(file: FoundFile) -> tuple[int, ...]:
    """What the file system says of a file, or nothing when it may change unseen."""
    return file.stamp if file.changed <= time.time_ns() - SETTLED else ()


def _look(file: FoundFile, context: Context, keys: ContextPrints) -> CheckedFile:
    """Read and check one file."""
    try:
        return within(partial(_judge, file, context, keys))
    except (TooSlowError, MemoryError) as error:
        what = "memory" if isinstance(error, MemoryError) else "time"
        report = Report()
        message = f"reading it takes too much {what}"
        report.add(
            Place(file.path), "too-complex", message, "write it as plain paragraphs of short sentences"
        )
        return CheckedFile(None, tuple(report.diagnostics), context.today)


def _judge(file: FoundFile, context: Context, keys: ContextPrints) -> CheckedFile:
    report = Report()
    stamp = _stamp(file)
    data = read_bytes(file, context.settings.limits, report)
    if data is None:
        return CheckedFile(None, _told(report), context.today)
    parsed = document.parse(data, file.path, context.settings.limits, report)
    read, sound = examine_article(parsed, context, report) if parsed is not None else (None, False)
    article, unsound = (read, None) if sound else (None, read)
    compared = signature(read, parsed, context.settings.rows) if parsed and read else None
    used = keys.whole if len(report) else keys.resolving
    found = _told(report)
    return CheckedFile(article, found, context.today, compared, prints.of(data), used, unsound, stamp)


def _told(report: Report) -> tuple[Diagnostic, ...]:
    """The problems of one file; of very many the first, errors before warnings, and how many more."""
    found = sorted(report.diagnostics, key=lambda one: one.severity != "error")
    if len(found) <= _MOST_TOLD:
        return tuple(report.diagnostics)
    *first, last = found[:_MOST_TOLD]
    message = f"{last.message}; {len(found) - _MOST_TOLD:,} more problems of this file are not listed"
    return *first, replace(last, message=message)


def _look_at_all(context: Context, keys: ContextPrints, files: Sequence[FoundFile]) -> bytes:
    """What became of some files, by path, packed."""
    with little_memory():
        return _encode({file.path: _look(file, context, keys) for file in files})


def archive_of(root: Path) -> ArticleCache:
    """The articles of a site, with what earlier runs have read of them."""
    return ArticleCache(cache_of(root) / "articles")


class ArticleCache:
    """Reads the articles of one site; a process that reads them again decodes none twice."""

    def __init__(self, folder: Path) -> None:
        """Prepare to read articles; what becomes of them is kept in a folder."""
        self._folder = folder
        self._known: dict[str, CheckedFile] = {}

    def read(self, files: Sequence[FoundFile], context: Context, report: Report) -> dict[str, CheckedFile]:
        """What became of every file, by path; what was wrong with them is reported."""
        keys = ContextPrints.of(context)
        earlier = self._earlier()
        known = {}
        for file in files:
            before = earlier.get(file.path)
            if before and (kept := _still(before, file, context, keys)):
                known[file.path] = kept
        missing = [file for file in files if file.path not in known]
        for part in in_parts(partial(_look_at_all, context, keys), missing, cores()):
            known.update(_decode(part))
        outcomes = {file.path: known[file.path] for file in files}
        self._known = {path: kept for path, kept in known.items() if kept.content}
        self._write(earlier)
        for outcome in outcomes.values():
            report.extend(outcome.found)
        return outcomes

    def signatures(self) -> Iterator[Signature]:
        """What was last known of the articles to compare others with; none are read for it."""
        for kept in self._earlier().values():
            if kept.signature:
                yield kept.signature

    def _shard(self, path: str) -> Path:
        return self._folder / f"{crc32(path.encode()) % _SHARDS:02x}"

    def _earlier(self) -> dict[str, CheckedFile]:
        """What is known of files, by path."""
        found = dict(self._known)
        with suppress(OSError):
            for shard in self._folder.iterdir() if not found else ():
                found.update(read_kept(shard, _decode) or {})
        return found

    def _write(self, earlier: Mapping[str, CheckedFile]) -> None:
        """Keep what is known now, as far as it is not what was known before."""
        changed = {path for path, kept in self._known.items() if earlier.get(path) is not kept}
        changed |= earlier.keys() - self._known.keys()
        shards: dict[Path, dict[str, CheckedFile]] = {self._shard(path): {} for path in changed}
        for path, kept in self._known.items() if shards else ():
            if (shard := self._shard(path)) in shards:
                shards[shard][path] = kept
        for shard, held in shards.items():
            write_kept(shard, held)


def known_articles(root: Path, context: Context) -> dict[str, Article | tuple[Diagnostic, ...]]:
    """Every file of `content/articles/` by path: the article that it is, or what is wrong with it."""
    files = list_files(root / ARTICLES, ARTICLES, Report())
    outcomes = archive_of(root).read(files, context, Report())
    return {path: one.article or one.found for path, one in outcomes.items()}


def _still(kept: CheckedFile, file: FoundFile, context: Context, keys: ContextPrints) -> CheckedFile | None:
    """An outcome that is still right, perhaps with a new stamp."""
    if kept.context not in (keys.resolving, keys.whole) or not kept.holds_on(context.today):
        return None
    stamp = _stamp(file)
    if stamp and stamp == kept.stamp:
        return kept
    data = read_bytes(file, context.settings.limits, Report())
    if data is None or prints.of(data) != kept.content:
        return None
    return kept if kept.stamp == stamp else msgspec.structs.replace(kept, stamp=stamp)
