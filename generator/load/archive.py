"""Read and check the articles of a site, each again only if something it depends on changes.

The result depends on the file's bytes and on the context, and is cached with the hashes of both.
Changed files are read on all cores. A file with the same stamp as before is not even opened.
"""

import datetime as dt
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from functools import partial
from itertools import chain
from pathlib import Path
from zlib import crc32

import msgspec

from generator.check.article_fields import Context, examine_article, is_readable, without_advice
from generator.check.duplicates import Origin, origin
from generator.check.holding_back import held_back
from generator.diagnostics.diagnostics import Diagnostic, Place, Report
from generator.load.context import context_fingerprint
from generator.load.published_addresses import find_ledger
from generator.model.article import Article
from generator.model.fingerprint import fingerprint
from generator.model.layout import ARTICLES
from generator.read import document
from generator.read.folder import list_files, read_bytes
from generator.read.regular import FolderEntry
from generator.system.bounds import TooSlowError, little_memory, within
from generator.system.cache_folder import cache_of
from generator.system.file_writing import SETTLED, read_kept, write_kept
from generator.system.workers import in_parts

_SHARDS = 128
"""Files that outcomes are stored in. Opening a file for each article takes longer, and a single
file would be written whole for one new article: with 10,000 articles a shard holds 80."""
_UNTIL_A_DAY = ("future-date", "held-back")
"""Problems that pass with time."""
_NOT_LINKED = {"title", "summary"}
"""Keys without which an article's address and terms are known, so that links can be checked."""
_MOST_LISTED = 50
"""Maximum problems reported for a file; more tell a contributor nothing new."""


class CheckedFile(msgspec.Struct, frozen=True, array_like=True):
    """The outcome of reading and checking an article's file, with the hashes of its inputs."""

    article: Article | None
    problems: tuple[Diagnostic, ...]
    checked_on: dt.date
    origin: Origin | None = None
    """What comparisons with other articles need of the file."""
    content: bytes = b""
    """The hash of the file; empty if reading it took too long, which is not cached because it may
    pass."""
    context: bytes = b""
    """The hash of the settings and registries that the article was checked against."""
    stamp: tuple[int, ...] = ()
    """The file's state in the file system; a file with the same stamp has the same content."""
    partial: Article | None = None
    """An article with errors, without the values that have them, for checks across articles."""
    can_preview: bool = False
    """Whether a preview shows the partial article."""
    has_advice: bool = True
    """Whether advice is among the problems."""

    def holds_on(self, today: dt.date) -> bool:
        """Whether the outcome is the same on another day.

        A date in the future is a problem only until that day. So an outcome with such a problem is
        never used again, and an outcome without one is used from the day of the check.
        """
        return self.checked_on <= today and not any(
            item.code in _UNTIL_A_DAY for item in self.problems
        )


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(dict[str, CheckedFile]).decode


def _stamp(file: FolderEntry) -> tuple[int, ...]:
    """Return a file's stamp; it is empty if the file is so new that a change could go unnoticed."""
    status = file.status
    stamp = status.st_mtime_ns, status.st_ctime_ns, status.st_ino, status.st_size
    return stamp if max(stamp[:2]) <= time.time_ns() - SETTLED else ()


def _read(file: FolderEntry, context: Context, key: bytes) -> CheckedFile:
    report = Report()
    stamp = _stamp(file)
    data = read_bytes(file, context.settings.limits, report)
    if data is None:
        return CheckedFile(None, _most_of(report), context.today)
    parsed = document.parse(data, file.path, context.settings.limits, report, partly=True)
    article = partly = own = None
    can_preview = False
    if parsed is not None:
        read, is_sound = examine_article(parsed, context, report)
        lost = parsed.front_matter.lost.keys()
        if read and not lost:
            own = origin(read, parsed)
        if is_sound and file.is_well_named:
            article = read
        elif lost <= _NOT_LINKED:
            partly = read
            can_preview = file.is_well_named and is_readable(read, parsed)
    return CheckedFile(
        article=article,
        problems=_most_of(report),
        checked_on=context.today,
        origin=own,
        content=fingerprint(data),
        context=key,
        stamp=stamp,
        partial=partly,
        can_preview=can_preview,
        has_advice=context.has_advice,
    )


def _most_of(report: Report) -> tuple[Diagnostic, ...]:
    """Return the problems of one file, errors first, up to the limit of what is cached."""
    problems = sorted(report.diagnostics, key=lambda item: item.severity != "error")
    if len(problems) <= _MOST_LISTED:
        return tuple(report.diagnostics)
    *first, last = problems[:_MOST_LISTED]
    more = len(problems) - _MOST_LISTED
    message = f"{last.message}; {more:,} more problems of this file are not listed"
    return *first, replace(last, message=message)


def _read_all(context: Context, key: bytes, files: Sequence[FolderEntry]) -> bytes:
    """Return the outcomes of some files, by path.

    They are encoded, because workers send bytes faster than records.
    """
    outcomes = {}
    with little_memory():
        for file in files:
            try:
                outcomes[file.path] = within(partial(_read, file, context, key))
            except (TooSlowError, MemoryError) as error:
                resource = "memory" if isinstance(error, MemoryError) else "time"
                report = Report()
                message = f"reading it takes too much {resource}"
                help_text = "write it as plain paragraphs of short sentences"
                report.add(Place(file.path), "too-complex", message, help_text)
                problems = tuple(report.diagnostics)
                outcomes[file.path] = CheckedFile(None, problems, context.today)
        return _encode(outcomes)


def archive_of(root: Path) -> "ArticleCache":
    """Return the cache of a site's articles, with the results of earlier runs."""
    return ArticleCache(cache_of(root) / "articles")


class ArticleCache:
    """Reads the articles of one site, each only once in a process."""

    def __init__(self, folder: Path) -> None:
        """Use a folder for the cached outcomes."""
        self._folder = folder
        self._known: dict[str, CheckedFile] = {}

    def read(
        self, files: Sequence[FolderEntry], context: Context, report: Report
    ) -> dict[str, CheckedFile]:
        """Return the outcome of every file by path, and report the problems of all."""
        key = context_fingerprint(context)
        earlier = self._earlier()
        known = {}
        for file in files:
            before = earlier.get(file.path)
            outcome = _still_valid(before, file, context, key) if before else None
            if outcome:
                known[file.path] = outcome
        missing = [file for file in files if file.path not in known]
        read_all = partial(_read_all, context, key)
        # The first is read before workers are forked: they share what it imports and compiles.
        others = in_parts(read_all, missing[1:], label="articles read")
        for part in chain(map(read_all, [missing[:1]]), others):
            known.update(_decode(part))
        outcomes = {file.path: known[file.path] for file in files}
        self._known = {path: outcome for path, outcome in known.items() if outcome.content}
        self._write(earlier)
        for outcome in outcomes.values():
            found = outcome.problems
            report.extend(found if context.has_advice else without_advice(found))
        return outcomes

    def _shard(self, path: str) -> Path:
        return self._folder / f"{crc32(path.encode()) % _SHARDS:02x}"

    def _earlier(self) -> dict[str, CheckedFile]:
        """Return the cached outcomes by path."""
        if self._known:
            return self._known
        outcomes: dict[str, CheckedFile] = {}
        with suppress(OSError):
            for shard in self._folder.iterdir():
                outcomes.update(read_kept(shard, _decode) or {})
        return outcomes

    def _write(self, earlier: Mapping[str, CheckedFile]) -> None:
        """Store those parts of the cache in which an outcome changed."""
        changed = earlier.keys() - self._known.keys()
        for path, outcome in self._known.items():
            if earlier.get(path) is not outcome:
                changed.add(path)
        if not changed:
            return
        shards: dict[Path, dict[str, CheckedFile]] = {self._shard(path): {} for path in changed}
        for path, outcome in self._known.items():
            shard = self._shard(path)
            if shard in shards:
                shards[shard][path] = outcome
        for shard, outcomes in shards.items():
            write_kept(shard, outcomes)


def known_articles(root: Path, context: Context) -> dict[str, Article | tuple[Diagnostic, ...]]:
    """Return every file of `content/articles/` by path: its article, or the problems with it."""
    files = list_files(root / ARTICLES, ARTICLES, Report())
    outcomes = archive_of(root).read(files, context, Report())
    recorded = find_ledger(root, context.settings, Report()).recorded or ()
    sound = [outcome.article for outcome in outcomes.values() if outcome.article]
    articles = {article.path: article for article in held_back(sound, context.today, recorded)}
    return {path: articles.get(path) or outcome.problems for path, outcome in outcomes.items()}


def _still_valid(
    outcome: CheckedFile, file: FolderEntry, context: Context, key: bytes
) -> CheckedFile | None:
    """Return a cached outcome, with a new stamp if needed; None if it has to be made again."""
    if outcome.context != key or not outcome.holds_on(context.today):
        return None
    if context.has_advice and not outcome.has_advice:
        return None
    stamp = _stamp(file)
    if stamp and stamp == outcome.stamp:
        return outcome
    data = read_bytes(file, context.settings.limits, Report())
    if data is None or fingerprint(data) != outcome.content:
        return None
    return outcome if outcome.stamp == stamp else msgspec.structs.replace(outcome, stamp=stamp)
