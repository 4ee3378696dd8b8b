"""How sure a sentence is: which step of a case at court it names, and what hedges it has.

The words are in certainty.toml, by language, so sentences of two languages can be compared.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from anyascii import anyascii

from generator.read.tables import table
from generator.read.text import words
from newsroom.importer.negation import breaks, kinds_at, negated

_STEPS = {
    "suspected": (0, 0),
    "held": (0, 1),
    "accused": (1, 1),
    "charged": (2, 2),
    "tried": (3, 3),
    "convicted": (4, 4),
    "sentenced": (5, 5),
}
"""Key of the table → the lowest and the highest step of a case that its words may mean."""
_STAGES = (0, 1, 1, 1, 2, 2)
"""The stage of each step: suspicion, accusation, judgement. Somebody charged may be called accused,
and somebody sentenced convicted, but nobody convicted is only a suspect."""
_CHARGED, _JUDGED = 2, 4
_CLAIMS = ("linked", "attributed")
"""Words that tie a deed to somebody, of which the second claim more."""
_END = "acquitted"
_HEDGES = ("doubts", "hearsay")
_KINDS = (*_STEPS, _END, *_HEDGES, "possible", *_CLAIMS)
_BETWEEN = r"(?:[ \u00a0-]+(?!(?:BREAKS)\b)[\w’'-]+){0,4}[ \u00a0-]*"
"""Words of one clause between `faces` and `a second trial`."""
_AROUND, _SURELY = 5, 4
"""Words on each side of a step that tell whose it is, and how many have to be the same."""
_STEM = 6
"""Letters of a word that its forms share, and often its relatives in another language."""
_FAR = 80
"""Most characters before or after a step that are read: words that tell whose it is, and words that
say that it has not been reached."""


@dataclass(frozen=True, slots=True)
class Step:
    """A word that names a step of a case; `low` and `high` differ if it may mean several."""

    low: int
    high: int
    written: str
    key: str
    """The first of the table's keys that has it."""
    around: frozenset[str]
    """Words beside it in the sentence, in Latin letters."""
    is_denied: bool
    """Whether it is what somebody denies: `rejected the charges`."""


@dataclass(frozen=True, slots=True)
class Order:
    """Words of two events in Latin letters, and whether the first was the earlier one."""

    is_before: bool
    first: frozenset[str]
    second: frozenset[str]


@dataclass(frozen=True, slots=True)
class Certainty:
    """The order of events and the steps in a sentence, and the first word of each other kind."""

    steps: tuple[Step, ...]
    words: Mapping[str, str]
    order: Order | None = None

    @property
    def is_unsure(self) -> bool:
        """Whether a sentence of an article is as unsure as one that doubts."""
        return bool(self.hedge()) or "possible" in self.words

    def hedge(self) -> str:
        """The first word that doubts, reports hearsay, or only suspects, or ""."""
        hedges = [self.words[kind] for kind in _HEDGES if kind in self.words]
        return next(iter([*hedges, *(step.written for step in self.steps if step.high == 0)]), "")


@dataclass(frozen=True, slots=True)
class Difference:
    """What to tell an editor, and the word of the source, if it is one that the source has."""

    message: str
    theirs: str
    is_lost: bool = False
    """Whether the article lacks this word."""


@dataclass(frozen=True, slots=True)
class _Rules:
    kinds: Mapping[str, re.Pattern[str]]
    unreached: re.Pattern[str]
    unreached_behind: re.Pattern[str]
    order: re.Pattern[str]
    is_behind: bool
    """Whether `before` and `after` follow what they belong to."""


def languages() -> Collection[str]:
    """The languages whose words are listed."""
    return table(__package__, "certainty").keys()


@cache
def _rules(language: str) -> _Rules | None:
    listed: Mapping[str, Any] | None = table(__package__, "certainty").get(language)
    if listed is None:
        return None
    kinds = {
        kind: re.compile(rf"(?<!\w)(?:{listed[kind]})(?!\w)", re.IGNORECASE) for kind in _KINDS
    }
    before, behind = (listed.get(key, "(?!)") for key in ("unreached", "unreached_behind"))
    between = _BETWEEN.replace("BREAKS", breaks(language))
    return _Rules(
        kinds,
        re.compile(rf"(?<!\w)(?:{before}){between}\Z", re.IGNORECASE),
        re.compile(rf"\A{between}(?<!\w)(?:{behind})(?!\w)", re.IGNORECASE),
        re.compile(
            rf"(?<!\w)(?:(?P<before>{listed['before']})|(?:{listed['after']}))(?!\w)", re.IGNORECASE
        ),
        "postpositions" in listed,
    )


@lru_cache(maxsize=4_000)
def certainty(text: str, language: str) -> Certainty:
    """Read a sentence; it has no words if those of its language are not listed."""
    rules = _rules(language)
    if rules is None:
        return Certainty((), {})
    said = {}
    for kind in _KINDS:
        found = rules.kinds[kind].search(text)
        if found and kind not in _STEPS:
            said[kind] = found.group()
    return Certainty(tuple(_steps(text, language, rules)), said, _order(text, rules))


def _order(text: str, rules: _Rules) -> Order | None:
    """Read which of two events was earlier; None if a sentence says so never, or twice."""
    found = list(rules.order.finditer(text))
    if len(found) != 1:
        return None
    first, second = text[: found[0].start()], text[found[0].end() :]
    if not first.strip() and not rules.is_behind:  # `After the theft, it was closed`
        second, _, first = second.partition(",")
    if rules.is_behind:
        first, second = second, first
    return Order(bool(found[0]["before"]), _latin(words(first)), _latin(words(second)))


def _latin(several: Iterable[str]) -> frozenset[str]:
    return frozenset(anyascii(each).lower()[:_STEM] for each in several)


def _steps(text: str, language: str, rules: _Rules) -> Iterator[Step]:
    """Yield the steps that a sentence says have been reached, and does not negate."""
    ended = {at for found in rules.kinds[_END].finditer(text) for at in range(*found.span())}
    parts = negated(text, language)
    at: dict[int, list[tuple[str, str]]] = {}
    for kind in _STEPS:
        for found in rules.kinds[kind].finditer(text):
            at.setdefault(found.start(), []).append((kind, found.group()))
    for start, named in sorted(at.items()):
        end = start + len(named[0][1])
        before, behind = text[max(0, start - _FAR) : start], text[end : end + _FAR]
        low = min(_STEPS[kind][0] for kind, _ in named)
        high = max(_STEPS[kind][1] for kind, _ in named)
        is_reached = high < _CHARGED or not (
            rules.unreached.search(before)
            or rules.unreached_behind.search(behind)
            or rules.unreached_behind.fullmatch(text[start:end])
        )
        if is_reached and start not in ended and "not" not in kinds_at(parts, start):
            around = _latin((*words(before)[-_AROUND:], *words(behind)[:_AROUND]))
            is_denied = "deny" in kinds_at(parts, start)
            yield Step(low, high, named[0][1], named[0][0], around, is_denied)


def together(several: Iterable[Certainty]) -> Certainty:
    """Everything that some sentences say, which may be parts of one sentence of a source."""
    steps: list[Step] = []
    said: dict[str, str] = {}
    for each in several:
        steps += each.steps
        said = {**each.words, **said}
    return Certainty(tuple(steps), said)


def other_step(
    ours: Certainty,
    near: Sequence[Certainty],
    source: Sequence[Certainty],
    article: Sequence[Certainty],
) -> list[Difference]:
    """Say that a case is at another step in a sentence of an article than in its source.

    `near` are the nearest sentences of the source, the nearest first.
    """
    end = ours.words.get(_END)
    if end:
        return [] if any(_END in each.words for each in source) else [_only_article(end)]
    ends = [each.words[_END] for each in near if _END in each.words]
    if ends and ours.steps and not any(_END in each.words for each in article):
        return [_only_source(ends[0])]
    return list(_other_step(ours, near, source))


def _other_step(
    ours: Certainty, near: Sequence[Certainty], source: Sequence[Certainty]
) -> Iterator[Difference]:
    """Yield that the source names an earlier step, or only a later one."""
    said = [step for each in near for step in each.steps]
    everywhere = [step for each in source for step in each.steps]
    for step in ours.steps:
        steps = _told_of_the_same(step, said) or everywhere
        highest = max(steps, key=lambda step: step.high, default=None)
        if highest is None and step.low >= _JUDGED:
            yield _only_article(step.written)
        elif highest and step.low > highest.high:
            yield _other(step.written, highest.written)
    least = min(said, key=lambda step: step.low, default=None)
    top = max(ours.steps, key=lambda step: step.high, default=None)
    if least and top and _STAGES[top.high] < _STAGES[least.low]:
        yield _other(top.written, least.written)


def _told_of_the_same(ours: Step, said: Sequence[Step]) -> Sequence[Step]:
    """The steps that may be the same person's: if one has the same words beside it, it alone."""
    common = [len(ours.around & step.around) for step in said]
    most = max(common, default=0)
    if most < _SURELY:
        return said
    return [step for step, count in zip(said, common, strict=True) if count > most / 2]


def lost_hedge(
    told: Certainty, near: Sequence[Certainty], *, is_attributed: bool
) -> list[Difference]:
    """Say that the nearest sentence of the source claims less than an article.

    `told` is all that the article says of it; `is_attributed` tells whether it says whose claim
    that is.
    """
    theirs = near[0].words
    own = told.words
    is_claim = is_attributed or bool(told.steps)
    if told.is_unsure:
        return []
    if "doubts" in theirs:
        return [_only_source(theirs["doubts"])]
    if "hearsay" in theirs and not is_claim:
        return [_only_source(theirs["hearsay"])]
    if "linked" in theirs and "linked" not in own:
        if "attributed" not in own:
            return [_only_source(theirs["linked"])]
        if not any("attributed" in each.words for each in near):
            return [_other(own["attributed"], theirs["linked"])]
    if "attributed" in theirs and not (is_claim or any(kind in own for kind in _CLAIMS)):
        return [_only_source(theirs["attributed"])]
    return _lost_step(told, near[0], is_attributed=is_attributed)


def _lost_step(told: Certainty, theirs: Certainty, *, is_attributed: bool) -> list[Difference]:
    """Say that the source only suspects or accuses somebody of what an article states."""
    steps = [step for step in theirs.steps if step.key != "held" and not step.is_denied]
    if not steps or told.steps or any(kind in told.words for kind in (_END, *_CLAIMS)):
        return []
    highest = max(steps, key=lambda step: step.high)
    is_told = highest.low >= _JUDGED or (is_attributed and highest.high)
    return [] if is_told else [_only_source(highest.written)]


def added_doubt(ours: Certainty, near: Sequence[Certainty]) -> list[Difference]:
    """Say that a sentence of an article doubts what the source is sure of."""
    doubt = ours.words.get("doubts")
    if not doubt or any(each.hedge() or "linked" in each.words for each in near):
        return []
    return [_only_article(doubt)]


def is_reversed(ours: Order | None, theirs: Order | None) -> bool:
    """Whether an article has two events in another order than its source.

    `A before B` and `B after A` are the same order.
    """
    if ours is None or theirs is None:
        return False
    alike = len(ours.first & theirs.first) + len(ours.second & theirs.second)
    crossed = len(ours.first & theirs.second) + len(ours.second & theirs.first)
    return (ours.is_before == theirs.is_before) == (crossed > alike)


def _other(ours: str, theirs: str) -> Difference:
    message = f"the article says “{ours.lower()}”, and the source “{theirs.lower()}”"
    return Difference(message, theirs)


def _only_source(theirs: str) -> Difference:
    message = f"the source says “{theirs.lower()}”, and the article does not"
    return Difference(message, theirs, is_lost=True)


def _only_article(ours: str) -> Difference:
    return Difference(f"the article says “{ours.lower()}”, and the source does not", "")
