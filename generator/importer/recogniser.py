"""Recognise the registered terms that a text mentions, each with its evidence.

A taxonomy's settings determine the kind of its terms: states if they come from ISO 3166, people if
they hold offices, subjects if they have vocabularies, otherwise bodies.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache

from generator.check.article_fields import Context
from generator.importer import bodies, body_names, subjects, unlisted_names
from generator.importer.body_names import Bearer
from generator.importer.claims import (
    LIKELY,
    WEIGHTS,
    AmbiguousName,
    Guess,
    Suggestions,
    UnknownName,
)
from generator.importer.officials import Register
from generator.importer.phrase_search import PhraseFinder
from generator.importer.reading import NamedTerm, Reading, read
from generator.model.settings import COUNTRY_LIST
from generator.model.term import Taxonomy

_POINTS = WEIGHTS["countries"]


class Recogniser:
    """The registries, prepared for searching any number of texts."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._states: list[Taxonomy] = []
        self._registers: dict[str, Register] = {}
        self._subjects: list[str] = []
        self._bodies: dict[str, PhraseFinder[Bearer]] = {}
        self._vocabulary = cache(
            lambda name, language: PhraseFinder(
                subjects.phrases(context.taxonomies[name], language)
            )
        )
        for name, taxonomy in context.taxonomies.items():
            if taxonomy.settings.terms == COUNTRY_LIST:
                self._states.append(taxonomy)
            elif taxonomy.settings.of_source:
                continue
            elif taxonomy.settings.offices_at:
                self._registers[name] = Register(taxonomy)
            elif any(term.vocabulary for term in taxonomy):
                self._subjects.append(name)
            else:
                self._bodies[name] = PhraseFinder(body_names.phrases(taxonomy))

    def suggest(self, reading: Reading) -> Suggestions:
        """Guesses about the subjects of a text, the surest first."""
        taxonomies = self.context.taxonomies
        people = {name: register.find(reading) for name, register in self._registers.items()}
        known = {
            i
            for group in people.values()
            for person in group
            for i in range(person.first, person.last)
        }
        of_people = frozenset(known)
        guesses: dict[str, list[Guess]] = {}
        named: dict[str, list[NamedTerm]] = {}
        ambiguous: list[AmbiguousName] = []
        for name, finder in self._bodies.items():
            holders = self._holders(name, people, reading)
            named[name], unresolved = bodies.find(reading, finder, taxonomies[name], holders)
            ambiguous += unresolved
            guesses[name] = reading.guesses(named[name])
            known.update(i for body in named[name] for i in range(body.first, body.last))
        for name, group in people.items():
            guesses[name] = reading.guesses(group)
            if taxonomies[name].settings.lookup == "name":
                terms = taxonomies[name].terms
                guesses[name] = [
                    replace(each, value=terms[each.value].name) for each in guesses[name]
                ]
        for name in self._subjects:
            hits = subjects.find(reading, self._vocabulary(name, reading.language))
            guesses[name] = subjects.guesses(hits, reading, taxonomies[name], known)
        about = [
            (taxonomies[name].terms[guess.value].country.lower(), guess.evidence)
            for name in named
            for guess in guesses[name]
            if guess.confidence >= LIKELY
        ]
        for taxonomy in self._states:
            guesses[taxonomy.settings.name] = _states(reading, taxonomy, about, of_people)
        proposed = {
            key: sum(each.confidence >= LIKELY for each in every) for key, every in guesses.items()
        }
        likely = {key: tuple(every[: proposed[key]]) for key, every in guesses.items()}
        doubtful = {key: tuple(every[proposed[key] :]) for key, every in guesses.items()}
        return Suggestions(
            likely, doubtful, tuple(self._unknown(reading, known, named)), tuple(ambiguous)
        )

    def _unknown(
        self, reading: Reading, known: set[int], named: Mapping[str, list[NamedTerm]]
    ) -> Iterator[UnknownName]:
        """Names that belong in the registries of bodies and of people."""
        for name in list(self._bodies)[:1]:
            yield from unlisted_names.bodies(reading, known, self.context.taxonomies[name])
        for name in list(self._registers)[:1]:
            taxonomy = self.context.taxonomies[name]
            of_register = named.get(taxonomy.settings.offices_at, [])
            yield from unlisted_names.officers(reading, known, taxonomy, of_register)

    def _holders(
        self, name: str, people: Mapping[str, list[NamedTerm]], reading: Reading
    ) -> dict[str, set[int]]:
        """Body → sentences that name someone who holds an office there."""
        holders: dict[str, set[int]] = defaultdict(set)
        for register, group in people.items():
            taxonomy = self.context.taxonomies[register]
            for person in group if taxonomy.settings.offices_at == name else ():
                for office in taxonomy.terms[person.slug].offices:
                    holders[office.at].add(reading.sentence_at(person.first))
        return holders


def _states(
    reading: Reading,
    taxonomy: Taxonomy,
    about: Iterable[tuple[str, str]],
    of_people: Collection[int],
) -> list[Guess]:
    """The states that a text is about, by how often and how early each is named, and by the bodies that act.

    Words in people's names, such as Lisa Monaco's, do not count.
    """
    points: dict[str, float] = defaultdict(float)
    evidence: dict[str, str] = {}
    for place in reading.places:
        slug, weight = place.region.code.lower(), reading.weight(place.first)
        if slug in taxonomy.terms and place.first not in of_people:
            points[slug] += _POINTS[place.region.kind] * weight
            if weight:
                evidence.setdefault(slug, reading.evidence(place.first))
    for slug, body in about:
        if slug in taxonomy.terms:
            points[slug] += _POINTS["body"]
            evidence.setdefault(slug, body)
    total = sum(points.values())
    guesses = []
    for slug, score in points.items():
        share = score / total if total else 0.0
        by_share = min(0.7 + 0.3 * share / _POINTS["enough_share"], 1.15)
        confidence = min(0.99, 0.5 * min(score / _POINTS["enough"], 1.7) * by_share)
        guesses.append(
            Guess(taxonomy.terms[slug].country, round(confidence, 2), evidence.get(slug, ""))
        )
    return sorted(guesses, key=lambda guess: -guess.confidence)


_ready: list[Recogniser] = []


def recogniser(context: Context) -> Recogniser:
    """The recogniser of a context, cached for the latest context."""
    if not _ready or _ready[0].context is not context:
        _ready[:] = [Recogniser(context)]
    return _ready[0]


def suggest(
    text: str,
    context: Context,
    *,
    title: str = "",
    language: str = "",
    countries: Sequence[str] = (),
    date: dt.date | None = None,
) -> Suggestions:
    """Guess the terms of every taxonomy that a plain text is about.

    Words of the headline (`title`) weigh more. The language (a BCP 47 tag) is detected if it is not
    given. `countries`, those of the source or its place, and the date of the text help to decide
    between bodies with the same name.
    """
    return recogniser(context).suggest(
        read(text, title, language, countries, date or context.today)
    )
