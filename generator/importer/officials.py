"""The registered people that a text names: by full name in any spelling, then by surname alone.

Names are compared by sound: Naghiyev, Nagiyev and Нагиев are the same. A surname alone counts
only if the text also gives the full name or the person's registered office.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from anyascii import anyascii

from generator.importer.claims import SHARES
from generator.importer.reading import NamedTerm, Reading
from generator.importer.word_tokens import is_form, tokens
from generator.importer.words import table, word_set
from generator.model.term import Taxonomy, Term

_SHARES = SHARES["people"]
_SOUNDS = [(re.compile(letters), sound) for letters, sound in table()["people"]["sounds"]]
_RUSSIAN_CASE = re.compile(r"(?<=[бвгдзклмнпрстфхцчшщ])(?:а|у|ым|ом|е)$")
_TURKIC_CASE = re.compile(r"(?<=[^\W\d_]{4})(?:[iıuü]n|[ea]|[iı]|d[ea]n?|l[ea])$")
ROLES = frozenset(word.plain for role in word_set("people", "offices") for word in tokens(role))
"""Words for offices, normalised."""
_BEFORE = 4
"""Number of words before a surname in which to look for an office."""


@dataclass(frozen=True, slots=True)
class _Spelling:
    """A spelling of a person's name: given name and surname, normalised by sound."""

    slug: str
    given: str
    surname: str
    words: int


def sound(name: str) -> str:
    """A simplified form that is equal for all spellings of a name."""
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
        for slug, words in ((term.slug, tokens(name)) for term in taxonomy for name in term.names):
            heard = [sound(word.written) for word in words]
            if len(words) > 1:
                initial = len(words[1].plain) < 2
                surname = "".join(heard[2 if initial else 1 :]) or heard[1]
                self._by_given[heard[0][:2]].append(_Spelling(slug, heard[0], surname, len(words)))
                self._surnames[surname].add(slug)
            self._surnames[heard[-1]].add(slug)

    def find(self, reading: Reading) -> list[NamedTerm]:
        """Everyone named in a text, in order."""
        full: list[NamedTerm] = []
        for index in range(len(reading.words) - 1):
            if (not full or index >= full[-1].last) and (official := self._full_at(index, reading)):
                full.append(official)
        taken = {index for official in full for index in range(official.first, official.last)}
        short = self._by_surname(reading, taken, {official.slug for official in full})
        return sorted([*full, *short], key=lambda official: official.first)

    def _full_at(self, index: int, reading: Reading) -> NamedTerm | None:
        words = reading.words
        if not (words[index].capital and words[index + 1].capital):
            return None
        given, *rest = (sound(word.written) for word in words[index : index + 4])
        for first, others, why in ((given, rest, "full name"), (rest[0], [given], "turned")):
            for spelling in self._by_given.get(first[:2], ()):
                last = (
                    index
                    + 1
                    + (length := _surname_length(spelling, first, others, reading.language))
                )
                if length and _is_joined(index, last, reading):
                    goes_on = (
                        last < len(words) and reading.gap(last - 1) == " " and words[last].capital
                    )
                    longer = goes_on and words[last].plain not in ROLES
                    return NamedTerm(
                        index, last, spelling.slug, _SHARES["goes on" if longer else why]
                    )
        return None

    def _by_surname(
        self, reading: Reading, taken: set[int], named: set[str]
    ) -> Iterator[NamedTerm]:
        """Surnames of people named in full, and of others named with their office."""
        for index, word in enumerate(reading.words):
            if index in taken or not word.capital:
                continue
            slugs = self._surnames.get(sound(word.written), set())
            if not slugs and reading.language in ("az", "tr"):
                slugs = self._surnames.get(sound(_TURKIC_CASE.sub("", word.written)), set())
            known = slugs & named
            if len(known) == 1:
                yield NamedTerm(index, index + 1, known.pop(), _SHARES["surname"])
            elif not known and len(slugs) == 1 and not _has_given_name(index, reading):
                (slug,) = slugs
                if confidence := self._by_office(slug, index, reading):
                    yield NamedTerm(index, index + 1, slug, confidence)

    def _by_office(self, slug: str, index: int, reading: Reading) -> float:
        """The confidence in a bare surname, from the words of an office before it."""
        before = {word.plain for word in reading.words[max(0, index - _BEFORE) : index]}
        if not before & ROLES:
            return 0.0
        term = self.terms[slug]
        offices = {word.plain for office in term.offices for word in tokens(office.title)} - {"of"}
        home = term.country in reading.codes
        if len(before & offices) > 1 or (home and before & offices):
            return _SHARES["office"]
        return _SHARES["home"] if home else 0.0


def _has_given_name(index: int, reading: Reading) -> bool:
    """Whether another given name precedes a surname, so that it names someone else."""
    before = reading.words[index - 1] if index else None
    if before is None or not before.capital or reading.gap(index - 1) != " ":
        return False
    return before.plain not in ROLES and not before.all_capitals and not before.possessive


def _is_joined(first: int, last: int, reading: Reading) -> bool:
    """Whether words are capitalised and only spaces, points and hyphens separate them."""
    if last > len(reading.words):
        return False
    gaps = [reading.gap(index) for index in range(first, last - 1)]
    capital = all(word.capital for word in reading.words[first : last - 1])
    return capital and not any(gap.strip(" .-‑'’") or "\n" in gap for gap in gaps)


def _surname_length(spelling: _Spelling, given: str, rest: list[str], language: str) -> int:
    """The number of words of the surname after the given name; 0 if there is none."""
    if given != spelling.given:
        return 0
    for length in range(min(spelling.words, len(rest)), 0, -1):
        for skipped in range(
            min(2 if len(rest[0]) < 2 else 1, length)
        ):  # an initial may come first
            surname = "".join(rest[skipped:length])
            if surname == spelling.surname:
                return length
            if language in ("az", "tr") and is_form(surname, spelling.surname, (language,)):
                return length
    return 0
