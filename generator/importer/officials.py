"""Which people of a registry a text names: by full name in any spelling, then by surname alone.

Names are compared as they sound: Naghiyev, Nagiyev and Нагиев are one. A surname means a person only
when the text gives the full name, or the office that the registry knows.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from anyascii import anyascii

from generator.importer.calibration import IN_THE_MARGIN, PEOPLE
from generator.importer.evidence import Guess
from generator.importer.inflection import is_form
from generator.importer.reading import Reading
from generator.importer.word_tokens import Word, tokens
from generator.importer.words import word_set
from generator.model.term import Taxonomy, Term

_SOUNDS = (
    (re.compile("dzh|dj|zh"), "j"),
    (re.compile("kh|x"), "h"),
    (re.compile("gh|q"), "g"),
    (re.compile("w"), "v"),
    (re.compile("ph"), "f"),
    (re.compile("ck"), "k"),
    (re.compile("[iye]+"), "i"),
    (re.compile(r"(.)\1+"), r"\1"),
)
_RUSSIAN_CASE = re.compile(r"(?<=[бвгдзклмнпрстфхцчшщ])(?:а|у|ым|ом|е)$")
_TURKIC_CASE = re.compile(r"(?<=[^\W\d_]{4})(?:[iıuü]n|[ea]|[iı]|d[ea]n?|l[ea])$")
_LONG = 6
"""Letters of a surname in which one may be wrong."""
ROLES = frozenset(one.plain for role in word_set("people", "offices") for one in tokens(role))
"""Words of office, plain."""
_BEFORE = 4
"""Words before a surname in which its holder's office is looked for."""


@dataclass(frozen=True, slots=True)
class NamedOfficial:
    """A person named in the words from `first` up to `last`, without `last`."""

    first: int
    last: int
    slug: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Spelling:
    """One way to write a person's name: given name and surname, as they sound."""

    slug: str
    given: str
    surname: str
    words: int


def sound(name: str) -> str:
    """A plain form in which spellings of one name agree."""
    bare = _RUSSIAN_CASE.sub("", name.casefold()) if "\u0400" <= name[:1] <= "\u04ff" else name
    heard = re.sub("[^a-z]", "", anyascii(bare).lower())
    for pattern, letters in _SOUNDS:
        heard = pattern.sub(letters, heard)
    return heard


class Register:
    """The people of one taxonomy, by the sound of their names."""

    def __init__(self, taxonomy: Taxonomy) -> None:
        self.terms: Mapping[str, Term] = taxonomy.terms
        self._by_given: dict[str, list[_Spelling]] = defaultdict(list)
        self._surnames: dict[str, set[str]] = defaultdict(set)
        for term in taxonomy:
            for name in term.names:
                self._add(term.slug, tokens(name))

    def _add(self, slug: str, words: list[Word]) -> None:
        heard = [sound(word.written) for word in words]
        if len(words) > 1:
            surname = "".join(heard[1:]) if len(words[1].plain) > 1 else "".join(heard[2:]) or heard[1]
            self._by_given[heard[0][:2]].append(_Spelling(slug, heard[0], surname, len(words)))
            self._surnames[surname].add(slug)
        self._surnames[heard[-1]].add(slug)

    def find(self, reading: Reading) -> list[NamedOfficial]:
        """Everyone whom a text names, from left to right."""
        full: list[NamedOfficial] = []
        for index in range(len(reading.words) - 1):
            if (not full or index >= full[-1].last) and (found := self._full_at(index, reading)):
                full.append(found)
        taken = {index for one in full for index in range(one.first, one.last)}
        short = self._by_surname(reading, taken, {one.slug for one in full})
        return sorted([*full, *short], key=lambda one: one.first)

    def _full_at(self, index: int, reading: Reading) -> NamedOfficial | None:
        words = reading.words
        if not (words[index].capital and words[index + 1].capital):
            return None
        given, *rest = (sound(word.written) for word in words[index : index + 4])
        for first, others, why in ((given, rest, "full name"), (rest[0], [given], "turned")):
            for one in self._by_given.get(first[:2], ()):
                last = index + 1 + (length := _matches(one, first, others, reading.language))
                if length and _is_joined(index, last, reading):
                    goes_on = last < len(words) and reading.gap(last - 1) == " " and words[last].capital
                    longer = goes_on and words[last].plain not in ROLES
                    return NamedOfficial(index, last, one.slug, PEOPLE["goes on" if longer else why])
        return None

    def _by_surname(self, reading: Reading, taken: set[int], named: set[str]) -> Iterator[NamedOfficial]:
        """Surnames of those named in full, and of others whose office is said."""
        strangers = set(self._strangers(reading, taken))
        for index, word in enumerate(reading.words):
            if index in taken or not word.capital:
                continue
            heard = self._surname(word, reading.language)
            slugs = self._surnames.get(heard, set()) if heard else set()
            known = slugs & named
            if len(known) == 1:
                yield NamedOfficial(index, index + 1, next(iter(known)), PEOPLE["surname"])
            elif not known and len(slugs) == 1 and heard not in strangers:
                slug = next(iter(slugs))
                if confidence := self._by_office(slug, index, reading):
                    yield NamedOfficial(index, index + 1, slug, confidence)

    def _strangers(self, reading: Reading, taken: set[int]) -> Iterator[str]:
        """Surnames that the text gives to someone else: another given name comes before them."""
        for index in range(1, len(reading.words)):
            before, word = reading.words[index - 1], reading.words[index]
            if index in taken or not (word.capital and before.capital) or reading.gap(index - 1) != " ":
                continue
            if before.plain not in ROLES and not before.all_capitals and not before.possessive:
                heard = self._surname(word, reading.language)
                if heard and not _office_before(index, reading) & ROLES:
                    yield heard

    def _surname(self, word: Word, language: str) -> str:
        """The sound of a known surname, or nothing."""
        for written in (word.written, _TURKIC_CASE.sub("", word.written) if language in ("az", "tr") else ""):
            if written and (heard := sound(written)) in self._surnames:
                return heard
        return ""

    def _by_office(self, slug: str, index: int, reading: Reading) -> float:
        """How sure a bare surname is, from the words of an office before it."""
        said = _office_before(index, reading)
        if not said & ROLES:
            return 0.0
        term = self.terms[slug]
        offices = {word.plain for office in term.offices for word in tokens(office.title)} - {"of"}
        home = term.country in reading.codes
        told = len(said & offices) > 1 or (home and said & offices)
        return PEOPLE["office"] if told else PEOPLE["home"] if home else 0.0


def _office_before(index: int, reading: Reading) -> set[str]:
    return {word.plain for word in reading.words[max(0, index - _BEFORE) : index]}


def _is_joined(first: int, last: int, reading: Reading) -> bool:
    """Whether words are capitalised and only spaces, points and hyphens separate them."""
    if last > len(reading.words):
        return False
    gaps = [reading.gap(index) for index in range(first, last - 1)]
    capital = all(word.capital for word in reading.words[first : last - 1])
    return capital and not any(gap.strip(" .-‑'’") or "\n" in gap for gap in gaps)


def _matches(one: _Spelling, given: str, rest: list[str], language: str) -> int:
    """How many words of the text after the given name are the surname; 0 when none."""
    if not _alike(given, one.given, exact=len(one.given) < 4):
        return 0
    for length in range(min(one.words, len(rest)), 0, -1):
        for skipped in range(min(2 if len(rest[0]) < 2 else 1, length)):  # an initial may come first
            surname = "".join(rest[skipped:length])
            if _alike(surname, one.surname, exact=len(one.surname) < _LONG):
                return length
            if language in ("az", "tr") and is_form(surname, one.surname, (language,)):
                return length
    return 0


def _alike(written: str, known: str, *, exact: bool) -> bool:
    """The same, or one letter wrong."""
    if exact or written == known or abs(len(written) - len(known)) > 1 or written[:1] != known[:1]:
        return written == known
    short, long = sorted((written, known), key=len)
    at = next((index for index, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def guesses(named: list[NamedOfficial], reading: Reading) -> list[Guess]:
    """One guess a person, by the surest mention; less for those only named around the report."""
    best: dict[str, Guess] = {}
    for one in named:
        scale = 1.0 if reading.weight(one.first) else IN_THE_MARGIN
        guess = Guess(one.slug, round(one.confidence * scale, 2), reading.evidence(one.first))
        if one.slug not in best or guess.confidence > best[one.slug].confidence:
            best[one.slug] = guess
    return sorted(best.values(), key=lambda guess: -guess.confidence)
