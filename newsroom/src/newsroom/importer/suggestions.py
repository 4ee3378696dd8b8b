"""Find the registered terms that a text mentions or is about, with evidence.

A taxonomy's settings tell what its terms are: countries if they come from ISO 3166, people if they
hold offices, subjects if they have vocabularies, otherwise names.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from generator.check.article_fields import Context
from generator.model.settings import COUNTRY_LIST
from generator.model.term import Taxonomy, fold
from newsroom.importer import subjects
from newsroom.importer.claims import Guess
from newsroom.importer.named_terms import (
    AmbiguousName,
    Bearer,
    body_names,
    countries_of,
    named_countries,
    named_terms,
)
from newsroom.importer.phrases import PhraseBook, PhraseMatch
from newsroom.importer.reading import Reading
from newsroom.importer.words import shapes

_NAME_FIRST, _NOUN_FIRST, _WITH_ACRONYM = shapes("body", "name_first noun_first acronym", 0)
_SMALL = 3
"""Most letters of a word in a name that its acronym may leave out."""
_MOST_WORDS = 8


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Suggested terms by taxonomy, the surest first, and names that several terms have.

    A value is written as front matter writes the term: its slug, its name, or its code.
    """

    terms: Mapping[str, tuple[Guess, ...]] = field(default_factory=dict)
    ambiguous: tuple[AmbiguousName, ...] = ()
    unregistered: Guess | None = None
    """The name of a body, in a text that names no registered one."""


class Recogniser:
    """The registries, prepared to find terms in any number of texts."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._countries: list[str] = []
        self._subjects: list[str] = []
        self._names: dict[str, PhraseBook[Bearer]] = {}
        every = context.taxonomies.values()
        self._bodies = {each.settings.offices_at for each in every} & context.taxonomies.keys()
        self._vocabulary = cache(
            lambda name, language: subjects.vocabulary(context.taxonomies[name], language)
        )
        for name, taxonomy in context.taxonomies.items():
            if taxonomy.settings.terms == COUNTRY_LIST:
                self._countries.append(name)
            elif taxonomy.settings.of_source:
                continue
            elif taxonomy.has_vocabulary:
                self._subjects.append(name)
            else:
                self._names[name] = body_names(taxonomy)

    def suggest(self, reading: Reading) -> Suggestions:
        """Find the terms of every taxonomy that a text mentions or is about."""
        taxonomies = self.context.taxonomies
        countries = named_countries(reading)
        guesses: dict[str, list[Guess]] = {}
        ambiguous: list[AmbiguousName] = []
        bodies: dict[str, list[Guess]] = defaultdict(list)
        found_in = {
            name: list(book.find(reading.words, reading.language))
            for name, book in self._names.items()
        }
        led = set(_bodies_of_people(found_in, taxonomies))
        for name, matches in found_in.items():
            found, listed = named_terms(reading, matches, taxonomies[name], countries, led)
            ambiguous += listed
            guesses[name] = []
            for guess in found:
                term = taxonomies[name].terms[guess.value]
                if taxonomies[name].settings.lookup == "name":
                    guesses[name].append(replace(guess, value=term.name))
                else:
                    guesses[name].append(guess)
                    if term.country:
                        bodies[term.country].append(guess)
        for name in self._subjects:
            hits = subjects.find(reading, self._vocabulary(name, reading.language))
            guesses[name] = subjects.guesses(hits, reading, taxonomies[name])
        for name in self._countries:
            guesses[name] = countries_of(countries, bodies)
        is_known = any(guesses[name] for name in self._bodies)
        known = [each.name for each in ambiguous]
        other = None if is_known or not self._bodies else unregistered(reading, known)
        terms = {name: tuple(every) for name, every in guesses.items()}
        return Suggestions(terms, tuple(ambiguous), other)


def _bodies_of_people(
    matches: Mapping[str, Sequence[PhraseMatch[Bearer]]], taxonomies: Mapping[str, Taxonomy]
) -> Iterator[str]:
    """Yield the bodies of people whom a text names in full; a surname alone may be another's."""
    for name, found in matches.items():
        for match in found:
            slug = match.phrase.owner.slug
            if slug and match.last > match.first + 1:
                yield from (office.at for office in taxonomies[name].terms[slug].offices)


def unregistered(reading: Reading, listed: Iterable[str] = ()) -> Guess | None:
    """The first body that a headline or a lead names, with its sentence; None if there is none.

    A name that contains one of those `listed` as ambiguous, or is only `Служба`, is passed over.
    """
    for sentence in reading.sentences:
        if sentence.role in ("title", "lead"):
            for name in _names(sentence.text):
                if " " not in name or any(other in name for other in listed):
                    continue
                return Guess(name, 0.0, " ".join(sentence.text.split()))
    return None


def _names(sentence: str) -> Iterator[str]:
    """Yield names: words before their acronym, then those around a noun such as `Service`."""
    for match in _WITH_ACRONYM.finditer(sentence):
        words = match["words"].split()
        for count in range(min(len(words), _MOST_WORDS), 1, -1):
            own = words[-count:]
            if own[0][0].isupper() and _is_acronym(match["acronym"], own):
                yield " ".join(own)
    for pattern in (_NAME_FIRST, _NOUN_FIRST):
        for match in pattern.finditer(sentence):
            yield match.group().removeprefix("The ")


def _is_acronym(acronym: str, words: list[str]) -> bool:
    long = [word for word in words if len(word) > _SMALL or word[0].isupper()]
    return any(
        "".join(word[0] for word in own).casefold() == acronym.casefold() for own in (words, long)
    )


def slug_of(value: str, taxonomy: Taxonomy) -> str:
    """Find the slug of a term that front matter names by slug, by code or by name; "" without."""
    if taxonomy.settings.lookup == "name":
        return taxonomy.by_name.get(fold(value), "")
    return value.lower() if taxonomy.settings.lookup == "code" else value


@lru_cache(maxsize=1)
def recogniser(context: Context) -> Recogniser:
    """Return the recogniser of a context; the one made last is cached."""
    return Recogniser(context)
