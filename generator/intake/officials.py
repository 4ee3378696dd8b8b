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

from generator.intake.calibration import IN_THE_MARGIN, PEOPLE
from generator.intake.evidence import Guess
from generator.intake.inflection import is_form
from generator.intake.reading import Reading
from generator.intake.word_tokens import Word, tokens
from generator.intake.words import listed
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
_ROLE = listed(
    """
    chief head director secretary minister president chairman chairwoman chair commissioner chancellor
    premier aide general commander prosecutor attorney ambassador adviser advisor deputy spokesman
    spokeswoman spokesperson leader secretary-general judge senator officer rais undersecretary envoy
    representative coordinator governor mayor congressman congresswoman lawmaker speaker colonel major
    captain lieutenant brigadier admiral marshal sheikh ayatollah king prince lord baroness professor
    глава главы начальник директор министр президент председатель секретарь премьер помощник советник
    rəisi rəis katibi naziri prezident direktoru sədri köməkçisi başkanı bakanı chef leiter präsident
    präsidentin ministerin innenminister innenministerin direktor kanzler directeur directrice ministre
    président présidente secrétaire
    """
)
ROLES = frozenset(one.plain for role in _ROLE for one in tokens(role))
"""Words of office, plain."""
_BEFORE = 4


@dataclass(frozen=True, slots=True)
class NamedOfficial:
    """A person named in the words from `first` up to `last`."""

    first: int
    last: int
    slug: str
    confidence: float


@dataclass(frozen=True, slots=True)
class _Spelling:
    """One way to write a person's name: given names and surname, as they sound."""

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
        if len(words) == 1:
            self._surnames[heard[0]].add(slug)
            return
        surname = "".join(heard[1:]) if len(words[1].plain) > 1 else "".join(heard[2:]) or heard[1]
        self._by_given[heard[0][:2]].append(_Spelling(slug, heard[0], surname, len(words)))
        self._surnames[surname].add(slug)
        self._surnames[heard[-1]].add(slug)

    def find(self, reading: Reading) -> list[NamedOfficial]:
        """Everyone whom a text names, from left to right."""
        full = list(self._in_full(reading))
        taken = {index for one in full for index in range(one.first, one.last)}
        strangers = set(self._strangers(reading, taken))
        named = {one.slug for one in full}
        short = list(self._by_surname(reading, taken, named, strangers))
        return sorted(full + short, key=lambda one: one.first)

    def _in_full(self, reading: Reading) -> Iterator[NamedOfficial]:
        index = 0
        while index < len(reading.words) - 1:
            found = self._full_at(index, reading)
            if found:
                yield found
            index = found.last if found else index + 1

    def _full_at(self, index: int, reading: Reading) -> NamedOfficial | None:
        words = reading.words
        if not (words[index].capital and words[index + 1].capital):
            return None
        heard = [sound(word.written) for word in words[index : index + 4]]
        for given, rest, reverse in self._readings_of(heard):
            for one in self._by_given.get(given[:2], ()):
                length = _matches(one, given, rest, reading.language)
                last = index + 1 + length
                if length and self._is_joined(index, last, reading):
                    goes_on = last < len(words) and reading.gap(last - 1) == " " and words[last].capital
                    longer = goes_on and words[last].plain not in ROLES
                    why = "goes on" if longer else "turned" if reverse else "full name"
                    return NamedOfficial(index, last, one.slug, PEOPLE[why])
        return None

    def _readings_of(self, heard: list[str]) -> Iterator[tuple[str, list[str], bool]]:
        yield heard[0], heard[1:], False
        if len(heard) > 1:
            yield heard[1], [heard[0]], True

    def _is_joined(self, first: int, last: int, reading: Reading) -> bool:
        if last > len(reading.words):
            return False
        return (
            all(
                reading.words[index].capital and not reading.gap(index).strip(" .-‑'’")
                for index in range(first, last - 1)
            )
            and "\n" not in reading.text[reading.words[first].start : reading.words[last - 1].end]
        )

    def _strangers(self, reading: Reading, taken: set[int]) -> Iterator[str]:
        """Surnames that the text gives to someone else: another given name stands before them."""
        for index in range(1, len(reading.words)):
            before, word = reading.words[index - 1], reading.words[index]
            if index in taken or not (word.capital and before.capital) or reading.gap(index - 1) != " ":
                continue
            if before.plain not in ROLES and not before.all_capitals and not before.possessive:
                heard = self._surname(word, reading.language)
                if heard and not self._is_an_office(index, reading):
                    yield heard

    def _is_an_office(self, index: int, reading: Reading) -> bool:
        before = reading.words[max(0, index - _BEFORE) : index]
        return any(word.plain in ROLES for word in before)

    def _surname(self, word: Word, language: str) -> str:
        """The sound of a known surname, or nothing."""
        heard = sound(word.written)
        if heard in self._surnames:
            return heard
        if language in ("az", "tr"):
            bare = sound(_TURKIC_CASE.sub("", word.written))
            return bare if bare in self._surnames else ""
        return ""

    def _by_surname(
        self, reading: Reading, taken: set[int], named: set[str], strangers: set[str]
    ) -> Iterator[NamedOfficial]:
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
                if confidence := self._office_said(slug, index, reading):
                    yield NamedOfficial(index, index + 1, slug, confidence)

    def _office_said(self, slug: str, index: int, reading: Reading) -> float:
        """How sure a bare surname is, from the words of an office that stand before it."""
        before = reading.words[max(0, index - _BEFORE) : index]
        if not any(word.plain in ROLES for word in before):
            return 0.0
        term = self.terms[slug]
        said = {word.plain for word in before}
        offices = {word.plain for office in term.offices for word in tokens(office.title)} - {"of"}
        home = term.country in reading.codes
        whole = len(said & offices) >= 2 or (home and said & offices)
        return PEOPLE["office"] if whole else PEOPLE["home"] if home else 0.0


def _matches(one: _Spelling, given: str, rest: list[str], language: str) -> int:
    """How many words of the text after the given name are the surname; 0 when none."""
    if not _alike(given, one.given, exact=len(one.given) < 4):
        return 0
    for length in range(min(one.words, len(rest)), 0, -1):
        for skipped in range(min(2, length)):
            surname = "".join(rest[skipped:length])
            if skipped and len(rest[0]) > 1:
                continue
            if _alike(surname, one.surname, exact=len(one.surname) < _LONG):
                return length
            if language in ("az", "tr") and is_form(surname, one.surname, (language,)):
                return length
    return 0


def _alike(written: str, known: str, *, exact: bool) -> bool:
    """The same, or one letter wrong."""
    if written == known:
        return True
    if exact or abs(len(written) - len(known)) > 1 or written[:1] != known[:1]:
        return False
    short, long = sorted((written, known), key=len)
    at = next((index for index, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[at + (len(short) == len(long)) :] == long[at + 1 :]


def guesses(named: list[NamedOfficial], reading: Reading) -> list[Guess]:
    """One guess a person, by the surest mention; less for those only named around the report."""
    best: dict[str, NamedOfficial] = {}
    for one in named:
        kept = best.get(one.slug)
        if kept is None or _confidence(one, reading) > _confidence(kept, reading):
            best[one.slug] = one
    found = [
        Guess(slug, _confidence(one, reading), reading.evidence(one.first)) for slug, one in best.items()
    ]
    return sorted(found, key=lambda guess: -guess.confidence)


def _confidence(one: NamedOfficial, reading: Reading) -> float:
    return one.confidence if reading.weight(one.first) else round(one.confidence * IN_THE_MARGIN, 2)
