"""Articles that repeat one another: one source twice, one text twice, one event from two outlets.

Articles meet by what their signatures share, so that the work grows with their number, not with its
square; only the few pairs that may be copies are read and compared word for word.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.check.own_words import prose
from generator.check.passages import Passage, Wording, common
from generator.check.signature import PHRASE, Signature
from generator.check.spellings import sound
from generator.read.limits import Limits
from generator.read.text import position
from generator.report.diagnostics import Place, Report

_MEETING = 12
"""Hashes of a sketch by which texts meet."""
_SHARED = 2
"""How many of them two texts share before their sketches are compared."""
_MARGIN = 20
"""Percent by which a sketch may be wrong."""
_MOST_OF_ONE_SOURCE = 4
"""Further articles with one source's address that are taken for repetitions of the first."""
_MOST_READ = 200
"""Pairs that are read in one run."""
_SHARED_NAMES = 2
_RARE = 500
"""A name that fewer than one article in so many has says something."""
_LEAST_COMMON = 3
"""In a small archive: so many articles may have it."""
_MOST_A_DAY = 20
"""Articles of one term and day that a further one is compared with."""
_SHOWN = 12
"""Words of a passage that a message repeats."""

TextOf = Callable[[str], str]
"""A path of an article → what its file holds."""
Pair = tuple[Signature, Signature]


@dataclass(frozen=True, slots=True)
class Likeness:
    """How much of the shorter of two texts stands in the other, in percent, and the longest passage."""

    percent: int
    passage: Passage | None


def same_sources(signatures: Iterable[Signature]) -> Iterator[Pair]:
    """Articles with the source of one before them, and that one."""
    first: dict[str, Signature] = {}
    for one in signatures:
        if one.address and (other := first.setdefault(one.address, one)) is not one:
            yield other, one


def near_duplicates(signatures: Sequence[Signature], likeness: int) -> Iterator[Pair]:
    """Articles whose texts may be alike to so many percent; each meets the last one that shares a hash."""
    last: dict[int, int] = {}
    for index, one in enumerate(signatures):
        met: list[int] = []
        for number in one.hashes(_MEETING):
            if (other := last.get(number)) is not None:
                met.append(other)
            last[number] = index
        if len(met) >= _SHARED:
            for other, times in Counter(met).items():
                if times >= _SHARED and _may_be_alike(signatures[other], one, likeness):
                    yield signatures[other], one


def _may_be_alike(one: Signature, other: Signature, likeness: int) -> bool:
    first, second = one.hashes(), other.hashes()
    # Below the lesser of the two last hashes, sketches leave out nothing.
    seen = min(first[-1], second[-1])
    fewer = min(sum(number <= seen for number in numbers) for numbers in (first, second))
    return 100 * len(set(first).intersection(second)) >= (likeness - _MARGIN) * fewer


def same_events(signatures: Sequence[Signature]) -> Iterator[Pair]:
    """Articles of different outlets that share a leading term, a day and two names which few others have."""
    named = Counter(name for one in signatures for name in one.names)
    most = max(_LEAST_COMMON, len(signatures) // _RARE)
    by_day: defaultdict[tuple[str, int], list[Signature]] = defaultdict(list)
    for one in signatures:
        rare = {sound(name) for name in one.names if named[name] <= most}
        met: dict[str, Signature] = {}
        for term in one.leading:
            for day in one.days:
                if len(rare) >= _SHARED_NAMES:
                    for near in (day - 1, day, day + 1):
                        met.update(
                            (other.path, other) for other in by_day.get((term, near), ())[-_MOST_A_DAY:]
                        )
                by_day[term, day].append(one)
        yield from (
            (other, one) for other in met.values() if other is not one and _is_event(other, one, rare)
        )


def _is_event(other: Signature, one: Signature, rare: set[str]) -> bool:
    if one.settled or one.outlet == other.outlet or one.slug in other.linked:
        return False
    return len(rare.intersection(map(sound, other.names))) >= _SHARED_NAMES


def compare(first: str, second: str) -> Likeness:
    """Two articles' files, compared word for word; the passage is of the second."""
    one, other = Wording(prose(_body(first)[1])), Wording(prose(_body(second)[1]))
    known, phrases = set(one.phrases(PHRASE)), set(other.phrases(PHRASE))
    shared = len(known & phrases)
    percent = 100 * shared // max(1, min(len(known), len(phrases)))
    return Likeness(percent, max(common(other, known, PHRASE), key=lambda found: found.count, default=None))


def _body(file: str) -> tuple[int, str]:
    """Where a file's text begins, and that text."""
    start = file.find("\n---", 3) + len("\n---") if file.startswith("---") else 0
    return start, file[start:]


def check_duplicates(
    signatures: Iterable[Signature], text_of: TextOf, limits: Limits, report: Report
) -> frozenset[str]:
    """Report articles that repeat one before them, in the order of their paths.

    Args:
        signatures: Of all articles that are right by themselves.
        text_of: Reads a file again, for the few that are compared word for word.
        limits: `likeness` is how many percent of their phrases two articles may share.
        report: Gains an error for a source that has an article already, else warnings.

    Returns:
        Paths of the articles with an error.
    """
    ordered = sorted(signatures, key=lambda one: one.path)
    sources = _of_few(list(same_sources(ordered)), report)
    wrong = frozenset(one.path for _, one in sources)
    for other, one in sources:
        _report_source(other, one, report)
    others = [one for one in ordered if one.path not in wrong]
    alike = _check_texts(near_duplicates(others, limits.likeness), text_of, limits, report)
    for other, one in _first_of_each(same_events(others)):
        if (other.path, one.path) not in alike:
            _report_event(other, one, report)
    return wrong


def check_against(
    one: Signature, others: Iterable[Signature], text_of: TextOf, limits: Limits, report: Report
) -> None:
    """Report what one article repeats of the others; faster than `check_duplicates` of all of them."""
    rest = [other for other in others if other.path != one.path]
    sources = [other for other in rest if other.address and other.address == one.address]
    if 0 < len(sources) <= _MOST_OF_ONE_SOURCE:
        _report_source(sources[0], one, report)
        return
    meeting = set(one.hashes(_MEETING))
    alike = (
        (other, one)
        for other in rest
        if len(meeting.intersection(other.hashes(_MEETING))) >= _SHARED
        and _may_be_alike(other, one, limits.likeness)
    )
    known = _check_texts(alike, text_of, limits, report)
    events = (pair for pair in same_events([*rest, one]) if pair[1] is one)
    for other, _ in _first_of_each(events):
        if (other.path, one.path) not in known:
            _report_event(other, one, report)


def _of_few(pairs: list[Pair], report: Report) -> list[Pair]:
    """Pairs whose address is that of one report: what very many articles name is a page of another kind."""
    times = Counter(one.address for _, one in pairs)
    common = {address for address, count in times.items() if count > _MOST_OF_ONE_SOURCE}
    told: set[str] = set()
    for _, one in pairs:
        if one.address in common and one.address not in told:
            told.add(one.address)
            message = f"{times[one.address] + 1} articles name this address: it is no report's own"
            place = Place(one.path, one.line, one.column)
            report.add(place, "common-source", message, "give the address of the report itself")
    return [(other, one) for other, one in pairs if one.address not in common]


def _first_of_each(pairs: Iterable[Pair]) -> Iterator[Pair]:
    """One pair for each article: one warning is enough to make its author look."""
    seen: set[str] = set()
    for other, one in pairs:
        if one.path not in seen:
            seen.add(one.path)
            yield other, one


def _check_texts(
    pairs: Iterable[Pair], text_of: TextOf, limits: Limits, report: Report
) -> set[tuple[str, str]]:
    """Report those pairs whose texts are alike indeed; returns their paths."""
    alike: set[tuple[str, str]] = set()
    warned: set[str] = set()
    for _, (other, one) in zip(range(_MOST_READ), pairs, strict=False):
        if one.path not in warned:
            text = text_of(one.path)
            found = compare(text_of(other.path), text)
            if found.percent > limits.likeness and found.passage:
                _report_text(other, one, text, found, report)
                alike.add((other.path, one.path))
                warned.add(one.path)
    return alike


def _report_source(other: Signature, one: Signature, report: Report) -> None:
    report.add(
        Place(one.path, one.line, one.column),
        "duplicate-source",
        f"{other.path} already reports what stands at this address",
        "one report is one article: add to that one, or take the address of another report",
    )


def _report_text(other: Signature, one: Signature, text: str, found: Likeness, report: Report) -> None:
    passage = found.passage
    if passage is None:
        return
    start, body = _body(text)
    words = body[passage.start : passage.end].split()
    shown = " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")
    report.add(
        Place(one.path, *position(text, start + passage.start)),
        "near-duplicate",
        f"{found.percent} % of the phrases are also in {other.path}, {passage.count} words in a row "
        f"from here: '{shown}'",
        "if both tell the same, keep one; else tell this one in words of its own",
    )


def _report_event(other: Signature, one: Signature, report: Report) -> None:
    shared = {sound(name) for name in other.names}
    names = " and ".join([name for name in one.names if sound(name) in shared][:2])
    report.add(
        Place(one.path),
        "same-event",
        f"'{other.slug}', from another outlet, tells of {names} at the same time, too",
        f"if it is one event, write same_event: [{other.slug}]; if not, same_event: []",
    )
