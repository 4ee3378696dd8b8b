"""Mark the places where an article differs from its source.

A mark is a question to an editor and no finding: the source may say in other words what the article
says. Words that answer and attribute are those of answers.toml and of style.yml.
"""

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Literal

from anyascii import anyascii

from generator.extras.advice.lexicon import met, pattern_of
from generator.read.text import words
from newsroom.importer.negation import has_opposite
from newsroom.importer.phrases import plain
from newsroom.importer.written_days import Day
from newsroom.verify.certainty import (
    Certainty,
    added_doubt,
    certainty,
    is_reversed,
    lost_hedge,
    other_step,
    together,
)
from newsroom.verify.quantities import Quantity
from newsroom.verify.source_names import SourceNames
from newsroom.verify.speakers import Speaker, is_reported, is_same, speakers
from newsroom.verify.statements import Statement, stem

Kind = Literal[
    "number",
    "date",
    "name",
    "quotation",
    "negation",
    "hedge",
    "speaker",
    "answer",
    "left-out",
    "borrowed",
    "order",
]
Phrases = Mapping[str, tuple[str, ...]]
"""`answers`, `attributions` → phrases; empty without a list of them."""

_ALIKE = 0.12
"""Least likeness of two sentences that may say the same; fitted to `benchmarks/verified/`."""
_SAME = 0.3
"""Least likeness of two sentences of which one may negate what the other states; fitted, too."""
_AS_LONG = 0.55
"""Least length of the shorter of two such sentences in two languages, as a share of the other's: a
shorter sentence leaves out what the source says besides."""
_NEW = 0.5
"""Least share of a source's sentence that is new to an article which leaves it out; fitted too."""
_UNLIKE = 0.1
"""The weight of a sentence that is like none of the article."""
_LEAST, _ENOUGH = 9, 30
"""The weights of about three and eight new words: a sentence that has less says nothing new, and
one that has more is not more worth reporting. Faults of `tuned.yml` have 9.5 and more."""
_MOST_LEFT_OUT, _LIKE_THE_FIRST = 4, 0.55
"""Most sentences that are reported as left out, and the least weight of one as a share of that of
the first. Without this share there are 2.3 other marks an article; with it, 1.5 on the tuned texts
and 1.3 on the others."""
_MOST_ALIKE = 2
"""Most marks of a kind at one sentence; further ones tell an editor nothing new."""
_PHRASE = 12
"""Most words of the source in a mark."""
_ROUGHLY = 0.06
"""Most by which `about 5 percent` may differ from the source's number, as a share."""
_ABOUT = re.compile(
    r"\b(?:about|almost|around|at least|close to|less than|more than|nearly|over|some)\W+\Z",
    re.IGNORECASE,
)
_OMITTED = re.compile(r"\[[^\[\]]{0,200}\]|…|\.{3}")
"""Words that somebody put into a quotation or left out of it."""
_ANSWER = "the source has an answer or a denial that the article does not have"
_HEDGE = "the source doubts what this says"
_NOT_HERE = "the source says “not”, and the article does not"
_NOT_THERE = "the article says “not”, and the source does not"
_AROUND = 5
"""Words on each side of a hedge that tell what it is about; fitted, too."""
_ENDS = (".", "!", "?", ".”", '."', "。")


@dataclass(frozen=True, slots=True)
class Mark:
    """A difference: a sentence of the article, and a short phrase of a sentence of the source."""

    kind: Kind
    message: str
    ours: Statement | None = None
    theirs: Statement | None = None
    phrase: str = ""


class SourceComparison:
    """Compares an article with its source, sentence by sentence."""

    def __init__(
        self,
        article: Sequence[Statement],
        source: Sequence[Statement],
        phrases: Phrases,
        outlet: Sequence[Statement] = (),
        other: str = "",
        source_phrases: Phrases | None = None,
        language: str = "en",
    ) -> None:
        """Prepare a comparison.

        `outlet` has the names and days of the source in front matter. `other` is the language of
        the source if the article is in another, or "". `source_phrases` are that language's.
        `language` is the article's.
        """
        self.language = language
        self.article, self.source = _of_both(article, source) if other else (article, source)
        self.phrases = phrases
        self.source_phrases = phrases if source_phrases is None else source_phrases
        self.other = other
        self.source_language = other or language
        every = [*self.article, *self.source]
        counts = Counter(one for statement in every for one in statement.stems)
        self._weights = {one: math.log(1 + len(every) / count) for one, count in counts.items()}
        self._lengths: dict[frozenset[str], float] = {}
        self._told = frozenset().union(*(each.stems for each in self.article))
        self._days = [day for each in (*source, *outlet) for day in each.days.values()]
        self._names = SourceNames((*source, *outlet), other)
        linked = [name for each in article if each.is_linked for name in each.names]
        self._elsewhere = {name.written for name in linked if name not in self._names}

    def nearest(self, statement: Statement, others: Sequence[Statement]) -> list[Statement]:
        """At most two sentences that may say the same, the most alike first."""
        ranked = sorted(others, key=lambda other: -self._likeness(statement, other))
        return [other for other in ranked[:2] if self._likeness(statement, other) >= _ALIKE]

    def marks(self) -> list[Mark]:
        """All marks in the order of the article, then what it lacks.

        A sentence of the source has at most one mark besides those for facts that it lacks.
        """
        found = list(self._unsupported())
        shown: set[object] = set()
        first = self._negations_across() if self.other else self._negations()
        rest = () if self.other else (*self._speakers(), *self._left_out())
        for mark in (*first, *self._less_sure(), *self._lost(), *rest):
            about = mark.theirs.start if mark.theirs else mark.message
            if about not in shown:
                shown.add(about)
                found.append(mark)
        return sorted(found, key=lambda mark: mark.ours.start if mark.ours else math.inf)

    def _weight(self, stems: Iterable[str], power: int = 1) -> float:
        return sum(self._weights[one] ** power for one in stems)

    def _likeness(self, one: Statement, other: Statement) -> float:
        """The cosine of two sentences' word stems, from 0 to 1; rare stems count more."""
        common = one.stems & other.stems
        if not common:
            return 0.0
        return self._weight(common, 2) / math.sqrt(self._length(one) * self._length(other) or 1)

    def _length(self, statement: Statement) -> float:
        """The square of a sentence's length, as a vector of the weights of its stems."""
        if statement.stems not in self._lengths:
            self._lengths[statement.stems] = self._weight(statement.stems, 2)
        return self._lengths[statement.stems]

    def _unsupported(self) -> Iterator[Mark]:
        """Yield numbers, days, names and quotations that no sentence of the source has."""
        whole = " ".join(statement.text for statement in self.source)
        text = " ".join((*words(whole), *words(_OMITTED.sub(" ", whole))))
        seen: set[str] = set()
        days: list[Day] = []
        for statement in self.article:
            if self._has_other_source(statement):
                continue
            near = self.nearest(statement, self.source)
            lacking: dict[Kind, list[str]] = {}
            for kind, written in self._facts(statement, near, text, days):
                if written not in seen:
                    lacking.setdefault(kind, []).append(written)
                    seen.add(written)
            for kind, facts in lacking.items():
                message = f"the source does not have this {kind}: {', '.join(facts)}"
                theirs = near[0] if near else None
                yield Mark(kind, message, statement, theirs)

    def support(self, ours: Statement, near: Sequence[Statement]) -> float:
        """The share of a sentence's weight that its nearest sentences in the source have.

        A low share is no mark: most such sentences are faithful, in their author's own words.
        """
        there = frozenset().union(*(each.stems for each in near))
        return self._weight(ours.stems & there) / (self._weight(ours.stems) or 1)

    def _less_sure(self) -> Iterator[Mark]:
        """Yield sentences that are more or less sure than the source, or in another order."""
        source = [certainty(each.text, self.source_language) for each in self.source]
        article = [certainty(each.text, self.language) for each in self.article]
        for index, (ours, own) in enumerate(zip(self.article, article, strict=True)):
            if self._has_other_source(ours):
                continue
            near = self.nearest(ours, self.source)
            theirs = near[0] if near else None
            if theirs is None or self._likeness(ours, theirs) < _SAME:
                near = []
            there = [certainty(each.text, self.source_language) for each in near]
            found = other_step(own, there, source, article)
            if near and theirs:
                told = together([own, *self._beside(index, theirs, article)])
                is_attributed = self._is_attributed(ours)
                found += lost_hedge(told, there, is_attributed=is_attributed)
                found += added_doubt(own, there)
            for each in found[:1]:
                if theirs and each.is_lost and not self._is_about(theirs, each.theirs, ours):
                    continue
                phrase = _around(each.theirs, theirs) if theirs and each.theirs else ""
                yield Mark("hedge", each.message, ours, theirs, phrase)
            if near and is_reversed(own.order, there[0].order):
                yield Mark("order", "the source has another order of events", ours, theirs)

    def _is_about(self, theirs: Statement, word: str, ours: Statement) -> bool:
        """Whether words around one of the source are in a sentence of the article.

        `It broke in, and may return` is as sure that it broke in as `It broke in`.
        """
        if self.other:
            return True
        before, _, after = theirs.text.partition(word)
        around = (*words(before)[-_AROUND:], *words(after)[:_AROUND])
        said = theirs.stems & {stem(plain(each)) for each in around}
        return not said or not said.isdisjoint(ours.stems)

    def _beside(
        self, index: int, theirs: Statement, article: Sequence[Certainty]
    ) -> Iterator[Certainty]:
        """Yield the sentences of the article that say the rest of a sentence of the source.

        They are beside one of the article, at an index, or as much like that of the source.
        """
        least = self._likeness(self.article[index], theirs)
        for place, (each, own) in enumerate(zip(self.article, article, strict=True)):
            likeness = self._likeness(each, theirs)
            if likeness >= least or (abs(place - index) == 1 and likeness >= _ALIKE):
                yield own

    def _is_attributed(self, statement: Statement) -> bool:
        """Whether a sentence says whose claim it is."""
        return is_reported(statement, self.language) or bool(
            _said(self.phrases, "attributions", statement)
        )

    def _has_other_source(self, statement: Statement) -> bool:
        """Whether a sentence has a link, or a name that only an outlet or a linked sentence has."""
        if statement.is_linked:
            return True
        for name in statement.names:
            if name.written in self._elsewhere or any(
                owner.is_outlet and owner.key not in self._names.bearers for owner in name.owners
            ):
                return True
        return False

    def _facts(
        self, statement: Statement, near: Sequence[Statement], text: str, days: list[Day]
    ) -> Iterator[tuple[Kind, str]]:
        """Yield facts of a sentence that the source does not have.

        `days` are those that were reported before.
        """
        for number in statement.numbers:
            if not self._has_number(number, statement, near):
                yield "number", number.written
            elif changed := self._changed(number, near):
                yield "number", changed
        for written, day in statement.days.items():
            if not any(_same(day, other) for other in (*self._days, *days)):
                days.append(day)
                yield "date", written
        for name in statement.names:
            if name not in self._names:
                yield "name", name.written
        for quotation in statement.quotations:
            if self.other:
                is_quoted = any(each.quotations for each in self.source)
            else:
                is_quoted = all(piece in text for piece in _pieces(quotation))
            if not is_quoted:
                yield "quotation", quotation

    def _has_number(
        self, number: Quantity, statement: Statement, near: Sequence[Statement]
    ) -> bool:
        """Whether the source has a number.

        A number in words must count the same thing there.
        """
        found = [other for each in self.source for other in each.numbers]
        values = [other.value for other in found]
        rough = _ROUGHLY if _ABOUT.search(statement.text[: number.start]) else 0
        if any(abs(value - number.value) <= rough * number.value for value in values):
            return True
        beside = [other for each in near for other in each.numbers]
        told = {other.value for each in self.article for other in each.numbers}
        is_changed = self.other and any(other.value not in told for other in beside)
        is_same = any(number.counted & other.counted for other in beside)
        return number.in_words and not (is_changed or is_same)

    def _changed(self, number: Quantity, near: Sequence[Statement]) -> str:
        """A number whose limit or unit the nearest sentences of the source do not have, or ""."""
        same = [other for each in near for other in each.numbers if other.value == number.value]
        units = sorted({other.unit for other in same})
        if number.unit and units and "" not in units and number.unit not in units:
            return f"{number.written} {number.unit} ({', '.join(units)} there)"
        limits = sorted({other.limit for other in same})
        if limits and number.limit not in limits and "" not in limits:
            return f"{number.written} ({' or '.join(limits)} {number.written} there)"
        return ""

    def _negations(self) -> Iterator[Mark]:
        """Yield sentences that state what the source negates, or negate what it states."""
        for ours, following in zip(self.article, (*self.article[1:], None), strict=True):
            is_answered = following is not None and following.denies
            near = [each for each in self.source if self._likeness(ours, each) >= _SAME]
            for theirs in near:
                if not _is_opposite(ours, theirs) or (theirs.denies and is_answered):
                    continue
                if any(self._is_told(ours, theirs, other) for other in near):
                    continue
                message = _NOT_HERE if theirs.negated & ours.plain else _NOT_THERE
                yield Mark("negation", message, ours, theirs, _around("", theirs))

    def _negations_across(self) -> Iterator[Mark]:
        """Yield sentences that negate nothing where those of another language do, or the reverse.

        Their words cannot be compared, so they must be the most alike, about as long, and deny
        nothing; nor may the other have a word for which this language says `not`.
        """
        for ours in self.article:
            for theirs in self.nearest(ours, self.source)[:1]:
                lengths = sorted((len(ours.words), len(theirs.words)))
                if self._likeness(ours, theirs) < _SAME or lengths[0] < _AS_LONG * lengths[1]:
                    continue
                is_denial = ours.denies or theirs.denies
                if bool(ours.negated) == bool(theirs.negated) or is_denial:
                    continue
                is_opposite = (
                    has_opposite(ours.text, self.language)
                    if theirs.negated
                    else has_opposite(theirs.text, self.source_language)
                )
                if not is_opposite and self.nearest(theirs, self.article)[:1] == [ours]:
                    message = _NOT_HERE if theirs.negated else _NOT_THERE
                    yield Mark("negation", message, ours, theirs, _around("", theirs))

    def _is_told(self, ours: Statement, theirs: Statement, other: Statement) -> bool:
        """Whether another sentence of the source says what ours says against one that negates it.

        It has all that both have in common, or negates what ours does. A denial is enough if it is
        less alike.
        """
        if _is_opposite(ours, other):
            return False
        disputed = ours.negated & theirs.plain
        if disputed and disputed <= other.negated:
            return True
        is_nearer = self._likeness(ours, other) >= self._likeness(ours, theirs)
        return (theirs.denies and is_nearer) or ours.stems & theirs.stems <= other.stems

    def _lost(self) -> Iterator[Mark]:
        """Yield answers in the source, and doubts about what an article says, that it lacks."""
        marked: Counter[tuple[Kind, int]] = Counter()
        for theirs in self.source:
            near = self.nearest(theirs, self.article)
            ours = near[0] if near else None
            for kind, message, phrase in self._lacking(theirs, near):
                about = kind, ours.start if ours else -1
                marked[about] += 1
                if marked[about] <= _MOST_ALIKE:
                    yield Mark(kind, message, ours, theirs, _around(phrase, theirs))

    def _lacking(
        self, theirs: Statement, near: Sequence[Statement]
    ) -> Iterator[tuple[Kind, str, str]]:
        """Yield what a sentence of the source has, and those of the article like it have not."""
        answer = _said(self.source_phrases, "answers", theirs)
        told = self.article if self.other else near
        near = [*near, *(ours for ours in self.article if _is_short_denial(ours, theirs))]
        is_told = any(_said(self.phrases, "answers", ours) for ours in told) or any(
            ours.denies or (ours.negated and is_reported(ours, self.language)) for ours in near
        )  # `he is no spy, he says` is a denial
        if answer and not is_told:
            yield "answer", _ANSWER, answer
        hedge = certainty(theirs.text, self.source_language).hedge()
        unsure = any(certainty(ours.text, self.language).is_unsure for ours in near)
        if hedge and near and not unsure and self._is_about(theirs, hedge, near[0]):
            yield "hedge", _HEDGE, hedge

    def _speakers(self) -> Iterator[Mark]:
        """Yield claims that the source gives to somebody else, or the article to nobody."""
        known = {word for each in self.source for word in each.words}
        texts = [*self.article, *self.source]
        before: frozenset[str] = frozenset()
        for ours in self.article:
            own = speakers(ours, self.language)
            told = ours.stems | before
            before = ours.stems
            claim = _without(own, ours)  # else the sentences of its speaker are the most alike
            near = self.nearest(claim, self.source)
            cited = [one for each in near[:1] for one in speakers(each, self.language) if one.cited]
            alike = [each for each in near if self._likeness(claim, each) >= _SAME]
            others = [(each, one) for each in alike for one in speakers(each, self.language)]
            every = [*cited, *(other for _, other in others)]
            if any(is_same(*pair, texts, self.language) for pair in product(own, every)):
                continue
            is_other = any(
                known.intersection(one.words) or (one.office and other.office)
                for one, (_, other) in product(own, others)
            )
            if is_other:
                theirs, other = others[0]
                yield _speaker("the source names another speaker", ours, theirs, other)
            elif cited and (own or not _said(self.phrases, "attributions", ours)):
                named = near[0].stems.intersection(map(stem, cited[0].words))
                if not named <= told:
                    yield _speaker("the source names who says so", ours, near[0], cited[0])

    def _left_out(self) -> Iterator[Mark]:
        """Yield the sentences of the source with the most facts that the article does not have."""
        ranked = []
        for theirs in self.source:
            new = self._weight(theirs.stems - self._told)
            is_sentence = theirs.text.endswith(_ENDS)
            if is_sentence and new >= max(_LEAST, _NEW * self._weight(theirs.stems)):
                likeness = max((self._likeness(theirs, ours) for ours in self.article), default=0)
                ranked.append((min(new, _ENOUGH) * (likeness + _UNLIKE), theirs))
        ranked.sort(key=lambda pair: -pair[0])
        for weight, theirs in ranked[:_MOST_LEFT_OUT]:
            if weight >= _LIKE_THE_FIRST * ranked[0][0]:
                message = "the article does not report this"
                yield Mark("left-out", message, None, theirs, _around("", theirs))


def _without(named: Iterable[Speaker], statement: Statement) -> Statement:
    """A sentence without the words that name its speakers."""
    own = {stem(word) for one in named for word in one.words}
    return replace(statement, stems=statement.stems - own)


def _speaker(message: str, ours: Statement, theirs: Statement, speaker: Speaker) -> Mark:
    """A mark that quotes the words of the source that name a speaker."""
    return Mark("speaker", message, ours, theirs, " ".join(speaker.text.split()[:_PHRASE]))


def _pieces(quotation: str) -> list[str]:
    """The words of a quotation, without those that the article or the source put in brackets."""
    return [" ".join(words(piece)) for piece in _OMITTED.split(quotation)]


def _is_opposite(one: Statement, other: Statement) -> bool:
    """Whether one sentence states what the other negates, and they negate nothing together."""
    opposite = (one.negated & other.plain) | (one.plain & other.negated)
    return bool(opposite) and not one.negated & other.negated


def _is_short_denial(ours: Statement, theirs: Statement) -> bool:
    """Whether a sentence says that somebody of another denies something, and hardly more."""
    return ours.denies and 2 * len(ours.stems & theirs.stems) >= len(ours.stems)


def _same(day: Day, other: Day) -> bool:
    return day.covers(other) or other.covers(day)


def _in_any_language(statement: Statement) -> Statement:
    """A sentence whose stems are words in Latin letters, numbers, days, and who has its names."""
    stems = {stem(anyascii(word).lower()) for word in statement.words}
    stems |= {format(number.value, "g") for number in statement.numbers}
    stems.update(map(repr, statement.days.values()))
    stems.update(owner.key for name in statement.names for owner in name.owners)
    return replace(statement, stems=frozenset(stems))


def _of_both(
    article: Sequence[Statement], source: Sequence[Statement]
) -> tuple[Sequence[Statement], Sequence[Statement]]:
    """Sentences of two languages with the stems that both have: those of names, and a few words."""
    ours, theirs = ([_in_any_language(each) for each in part] for part in (article, source))
    both = frozenset().union(*(each.stems for each in ours))
    both &= frozenset().union(*(each.stems for each in theirs))
    return (
        [replace(each, stems=each.stems & both) for each in ours],
        [replace(each, stems=each.stems & both) for each in theirs],
    )


def _said(phrases: Phrases, kind: str, statement: Statement) -> str:
    """The first phrase of a kind in a sentence, or ""."""
    found = met(phrases.get(kind, ()), statement.words)
    return found[0] if found else ""


def _around(phrase: str, statement: Statement) -> str:
    """Quote at most twelve words of a sentence, beginning shortly before a phrase."""
    match = pattern_of(phrase).search(statement.text) if phrase else None
    before = statement.text[: match.start()].split()[-4:] if match else []
    after = statement.text[match.start() if match else 0 :].split()
    return " ".join([*before, *after][:_PHRASE])
