"""The articles of a site, each read and checked once for as long as it stays as it is.

What becomes of an article depends on its bytes and on the context. Under a
fingerprint of both it is kept in `.cache/`; those that changed are read on all
cores. A file whose stamp is the same as before is not even opened.
"""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

import msgspec

from generator.cache import prints
from generator.cache.run import SETTLED
from generator.cache.store import Store
from generator.check.article import Context, check_article
from generator.check.signature import Signature, signature
from generator.model.article import Article
from generator.parallel import cores, in_parts
from generator.pipeline.context import ContextPrints
from generator.read import document
from generator.read.body import Body
from generator.read.bounds import TooSlowError, little_memory, within
from generator.read.folder import FoundFile, read_bytes
from generator.report.diagnostics import Diagnostic, Place, Report

_KIND = "article"
_TOMORROW = dt.timedelta(days=1)
_MOST_TOLD = 50
_UNSETTLED = bytes(prints.SIZE)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of a file, and the fingerprints of its article without and with its text."""

    article: Article | None
    found: tuple[Diagnostic, ...]
    card: bytes = b""
    whole: bytes = b""
    signature: Signature | None = None
    """What it is compared with others by."""

    def holds_on(self, today: dt.date) -> bool:
        """Whether it is the same on another day: a date that has not come yet is a problem."""
        if self.article is None:
            return not any(one.code == "future-date" for one in self.found)
        return max(self.article.date, self.article.updated or self.article.date) <= today + _TOMORROW


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Outcome).decode


@dataclass(frozen=True, slots=True)
class Key:
    """When an outcome may be used again: for these bytes, in this context."""

    content: bytes
    context: bytes
    stamp: bytes
    """What the file system said of the file; a file of the same stamp has the same content."""

    @property
    def packed(self) -> bytes:
        """As one byte string."""
        return self.content + self.context + self.stamp

    @classmethod
    def unpack(cls, packed: bytes) -> Key:
        """The key of a byte string that `packed` made."""
        size = prints.SIZE
        return cls(packed[:size], packed[size : 2 * size], packed[2 * size :])


def _stamp(file: FoundFile) -> bytes:
    """A fingerprint of what the file system says of a file, or nothing when it may change unseen."""
    if file.changed > time.time_ns() - SETTLED:
        return _UNSETTLED
    return prints.of(file.stamp)


def _look(file: FoundFile, context: Context, keys: ContextPrints) -> tuple[Key | None, Outcome]:
    """Read and check one file; without a key when it could not be read in time, which may pass."""
    try:
        return within(partial(_judge, file, context, keys))
    except (TooSlowError, MemoryError) as error:
        what = "memory" if isinstance(error, MemoryError) else "time"
        report = Report()
        message = f"reading it takes too much {what}"
        report.add(
            Place(file.path), "too-complex", message, "write it as plain paragraphs of short sentences"
        )
        return None, Outcome(None, tuple(report.diagnostics))


def _judge(file: FoundFile, context: Context, keys: ContextPrints) -> tuple[Key | None, Outcome]:
    report = Report()
    stamp = _stamp(file)
    data = read_bytes(file, context.settings.limits, report)
    if data is None:
        return None, Outcome(None, _told(report))
    parsed = document.parse(data, file.path, context.settings.limits, report)
    article = check_article(parsed, context, report) if parsed is not None else None
    used = keys.whole if len(report) else keys.resolving
    key = Key(prints.of_bytes(data), used, stamp)
    if parsed is None or article is None:
        return key, Outcome(None, _told(report))
    card = prints.of(replace(article, body=Body(""), same_event_places=()))
    whole = prints.of(card, article.body.html)
    compared = signature(article, parsed, context.settings.rows)
    return key, Outcome(article, _told(report), card, whole, compared)


def _told(report: Report) -> tuple[Diagnostic, ...]:
    """The problems of one file; of very many the first, errors before warnings, and how many more."""
    found = sorted(report.diagnostics, key=lambda one: one.severity != "error")
    if len(found) <= _MOST_TOLD:
        return tuple(report.diagnostics)
    *first, last = found[:_MOST_TOLD]
    message = f"{last.message}; {len(found) - _MOST_TOLD:,} more problems of this file are not listed"
    return *first, replace(last, message=message)


def _look_at_all(
    context: Context, keys: ContextPrints, files: Sequence[FoundFile]
) -> list[tuple[str, bytes, bytes]]:
    """Path, packed key and packed outcome of each file."""
    found = []
    with little_memory():
        for file in files:
            key, outcome = _look(file, context, keys)
            found.append((file.path, key.packed if key else b"", _encode(outcome)))
    return found


class Archive:
    """Reads the articles of one site; a process that reads them again decodes none twice."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self._known: dict[str, tuple[Key, Outcome]] = {}

    def read(self, files: Sequence[FoundFile], context: Context, report: Report) -> dict[str, Outcome]:
        """What became of every file, by path; what was wrong with them is reported."""
        keys = ContextPrints.of(context)
        wanted = {file.path: file for file in files}
        known, changed, gone = {}, {}, []
        for path, packed, value in self._earlier():
            file = wanted.get(path)
            if file is None:
                gone.append(path)
                continue
            key = self._still(Key.unpack(packed), file, context, keys)
            outcome = self._outcome(path, value) if key else None
            if key and outcome and outcome.holds_on(context.today):
                known[path] = (key, outcome)
                if key.packed != packed:
                    changed[path] = (key.packed, value)
        missing = [file for file in files if file.path not in known]
        unkept = {}
        for part in in_parts(partial(_look_at_all, context, keys), missing, cores()):
            for path, packed, value in part:
                outcome = _decode(value)
                if packed:
                    known[path] = (Key.unpack(packed), outcome)
                    changed[path] = (packed, value)
                else:
                    unkept[path] = outcome
        self.store.write(_KIND, changed, gone)
        self._known = known
        outcomes = {path: known[path][1] if path in known else unkept[path] for path in wanted}
        for outcome in outcomes.values():
            report.extend(outcome.found)
        return outcomes

    def signatures(self) -> Iterator[Signature]:
        """What was last known of the articles to compare others with; none are read for it."""
        for path, _, value in self._earlier():
            outcome = self._outcome(path, value)
            if outcome and outcome.signature:
                yield outcome.signature

    def _earlier(self) -> Iterator[tuple[str, bytes, bytes]]:
        """Path, packed key and packed outcome of what is known; the outcome is empty when it is at hand."""
        if self._known:
            return ((path, key.packed, b"") for path, (key, _) in self._known.items())
        return self.store.rows(_KIND)

    def _outcome(self, path: str, value: bytes) -> Outcome | None:
        if path in self._known:
            return self._known[path][1]
        try:
            return _decode(value)
        except msgspec.MsgspecError:
            return None

    def _still(self, key: Key, file: FoundFile, context: Context, keys: ContextPrints) -> Key | None:
        """The key of an outcome that is still right, perhaps with a new stamp."""
        if key.context not in (keys.resolving, keys.whole):
            return None
        stamp = _stamp(file)
        if stamp == key.stamp != _UNSETTLED:
            return key
        data = read_bytes(file, context.settings.limits, Report())
        if data is None or prints.of_bytes(data) != key.content:
            return None
        return key if key.stamp == stamp else replace(key, stamp=stamp)
