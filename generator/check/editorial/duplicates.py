"""Find articles with the same source, the same text, or the same event from another outlet.

Articles are compared only if their signatures share something, so the work grows linearly with
their number. Only the few pairs that may be copies are read and compared word for word.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

from generator.check.editorial.own_words import prose
from generator.check.editorial.passages import Passage, common, phrases
from generator.check.editorial.signature import PHRASE, Signature
from generator.check.editorial.spellings import sound
from generator.diagnostics.diagnostics import Place, Report
from generator.model.limits import Limits
from generator.read.text import position
from generator.read.tracked import Newer, later_path

_FIRST_HASHES = 12
_SHARED_HASHES = 2
"""Two sketches are compared when they share two of their twelve smallest hashes.

That finds 98 of 100 copies in which one word of ten was changed
(tests/check/editorial/test_duplicates.py).
"""
_MARGIN = 20
"""Maximum error of a sketch of 64 hashes in percent; more than three standard errors (Broder, 1997)."""
_MOST_OF_ONE_SOURCE = 4
"""Maximum articles with one source; an address with more is a live page or a search, not a report."""
_MOST_READ = 200
"""Maximum pairs read in a run, which bounds the time for a thousand copies of one article."""
_SHARED_NAMES = 2
_RARE = 500
"""A name distinguishes events if fewer than one article in this number has it,"""
_LEAST_COMMON = 3
"""or, in a small archive, at most this number of articles."""
_MOST_A_DAY = 20
"""Maximum articles of one term and day that an article is compared with."""

TextOf = Callable[[str], str]
"""Path of an article → the content of its file."""
Pair = tuple[Signature, Signature]
"""An earlier article and one that repeats it."""


def same_sources(signatures: Iterable[Signature]) -> Iterator[Pair]:
    """Articles with the source of an earlier one."""
    first: dict[str, Signature] = {}
    for article in signatures:
        if article.address and (other := first.setdefault(article.address, article)) is not article:
            yield other, article


def near_duplicates(signatures: Sequence[Signature], likeness: int) -> Iterator[Pair]:
    """Articles that may share `likeness` percent of their phrases with the last one that shares a hash."""
    last: dict[int, int] = {}
    for index, article in enumerate(signatures):
        met: list[int] = []
        for number in article.hashes(_FIRST_HASHES):
            if (other := last.get(number)) is not None:
                met.append(other)
            last[number] = index
        if len(met) >= _SHARED_HASHES:
            for other, times in Counter(met).items():
                if times >= _SHARED_HASHES and _may_be_alike(signatures[other], article, likeness):
                    yield signatures[other], article


def _may_be_alike(article: Signature, other: Signature, likeness: int) -> bool:
    first, second = article.hashes(), other.hashes()
    # Below the smaller of the two last hashes, both sketches are complete.
    seen = min(first[-1], second[-1])
    fewer = min(sum(number <= seen for number in numbers) for numbers in (first, second))
    return 100 * len(set(first).intersection(second)) >= (likeness - _MARGIN) * fewer


def same_events(signatures: Sequence[Signature]) -> Iterator[Pair]:
    """Articles of different outlets that share a leading term, a day and two rare names."""
    named = Counter(name for article in signatures for name in article.names)
    most = max(_LEAST_COMMON, len(signatures) // _RARE)
    by_day: defaultdict[tuple[str, int], list[Signature]] = defaultdict(list)
    for article in signatures:
        rare = {sound(name) for name in article.names if named[name] <= most}
        met: dict[str, Signature] = {}
        for term in article.leading:
            for day in article.days:
                if len(rare) >= _SHARED_NAMES:
                    for near in (day - 1, day, day + 1):
                        recent = by_day.get((term, near), ())[-_MOST_A_DAY:]
                        met.update((other.path, other) for other in recent)
                by_day[term, day].append(article)
        yield from (
            (other, article)
            for other in met.values()
            if other is not article and _is_event(other, article, rare)
        )


def _is_event(other: Signature, article: Signature, rare: set[str]) -> bool:
    if article.settled or article.outlet == other.outlet or article.slug in other.linked:
        return False
    return len(rare.intersection(map(sound, other.names))) >= _SHARED_NAMES


def compare(first: str, second: str) -> tuple[int, Passage | None]:
    """Compare two articles' files word for word.

    Returns:
        Their overlap in percent of the shorter one, and the longest common passage, as one of the
        second.
    """
    texts = [prose(_body(file)[1]) for file in (first, second)]
    known, others = ({words for words, _, _ in phrases(text, PHRASE)} for text in texts)
    percent = 100 * len(known & others) // max(1, min(len(known), len(others)))
    return percent, max(
        common(texts[1], known, PHRASE), key=lambda passage: passage.count, default=None
    )


def _body(file: str) -> tuple[int, str]:
    """The start of a file's text, and the text."""
    start = file.find("\n---", 3) + len("\n---") if file.startswith("---") else 0
    return start, file[start:]


def check_duplicates(
    signatures: Iterable[Signature],
    text_of: TextOf,
    limits: Limits,
    report: Report,
    *,
    only: str = "",
    newer: Newer = later_path,
) -> frozenset[str]:
    """Report articles that repeat an earlier one; return the paths of those with an error.

    A source that already has an article is an error at the `newer` of the two; anything else is a
    warning.

    Args:
        signatures: Those of all articles without errors; paths are sorted by time.
        text_of: Reads a file again, for the few that are compared word for word.
        limits: `likeness` is the percentage of phrases that two articles may share.
        report: Gains the problems.
        only: The path of the only article to report on, which then counts as the latest.
        newer: Chooses the newer of two files.
    """
    ordered = sorted(signatures, key=lambda article: (article.path == only, article.path))

    def wanted(pairs: Iterable[Pair]) -> Iterator[Pair]:
        return (pair for pair in pairs if not only or pair[1].path == only)

    pairs = wanted(_of_one_report(list(same_sources(ordered)), only, report))
    repeated = _report_sources(pairs, newer, report)
    wrong = frozenset(article.path for _, article in repeated)
    others = [article for article in ordered if article.path not in wrong]
    alike = _check_texts(wanted(near_duplicates(others, limits.likeness)), text_of, limits, report)
    told: set[str] = set()
    for other, article in wanted(same_events(others)):
        if article.path not in told and (other.path, article.path) not in alike:
            _report_event(other, article, report)
        told.add(article.path)
    return wrong


def _of_one_report(pairs: list[Pair], only: str, report: Report) -> list[Pair]:
    """Pairs that share the address of a report; an address shared by very many articles is reported once."""
    times = Counter(article.address for _, article in pairs)
    told: set[str] = set()
    for _, article in pairs:
        often = times[article.address] > _MOST_OF_ONE_SOURCE
        if often and article.address not in told and (not only or article.path == only):
            told.add(article.address)
            count = times[article.address] + 1
            message = f"{count} articles give this address, so it is not that of a single report"
            report.add(
                article.place, "common-source", message, "give the address of the report itself"
            )
    return [
        (other, article)
        for other, article in pairs
        if times[article.address] <= _MOST_OF_ONE_SOURCE
    ]


def _check_texts(
    pairs: Iterable[Pair], text_of: TextOf, limits: Limits, report: Report
) -> set[tuple[str, str]]:
    """Report pairs with similar texts, one for each article; return their paths."""
    alike: dict[str, str] = {}
    for _, (other, article) in zip(range(_MOST_READ), pairs, strict=False):
        if article.path not in alike:
            text = text_of(article.path)
            percent, passage = compare(text_of(other.path), text)
            if percent > limits.likeness and passage:
                _report_text(other, article, text, percent, passage, report)
                alike[article.path] = other.path
    return {(other, article) for article, other in alike.items()}


def _report_sources(pairs: Iterable[Pair], newer: Newer, report: Report) -> list[Pair]:
    """Report pairs with one source at the newer article; return the pairs, newer article last."""
    repeated = []
    for first, second in pairs:
        path, how = newer(first.path, second.path)
        other, article = (second, first) if path == first.path else (first, second)
        repeated.append((other, article))
        message = f"{other.path} already covers this address{how}"
        help_line = "add to that article, or give the address of a different report"
        report.add(article.place, "duplicate-source", message, help_line)
    return repeated


def _report_text(
    other: Signature, article: Signature, text: str, percent: int, passage: Passage, report: Report
) -> None:
    start, body = _body(text)
    place = Place(article.path, *position(text, start + passage.start))
    message = (
        f"{percent} % of the phrases are also in {other.path}, {passage.count} consecutive words "
    )
    message += f"from here: {passage.quoted(body)}"
    help_line = "if both cover the same report, keep one; otherwise rewrite this one"
    report.add(place, "near-duplicate", message, help_line)


def _report_event(other: Signature, article: Signature, report: Report) -> None:
    shared = {sound(name) for name in other.names}
    names = " and ".join([name for name in article.names if sound(name) in shared][:2])
    message = f"'{other.slug}', from another outlet, also reports on {names} at that time"
    help_line = f"if it is the same event, write same_event: [{other.slug}]; if not, same_event: []"
    report.add(Place(article.path), "same-event", message, help_line)
