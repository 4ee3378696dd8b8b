"""From a text to the registries' terms it speaks of, each with its evidence.

What kind of thing a taxonomy's terms are is read from its settings: states when its terms are those
of ISO 3166, people when they hold offices, subjects when they have vocabularies, else bodies.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from generator.check.article_fields import Context
from generator.check.site_settings import COUNTRY_LIST
from generator.importer import bodies, body_names, concerned_states, officials, subjects, unlisted_names
from generator.importer.body_names import Bearer
from generator.importer.evidence import AmbiguousName, Guess, Suggestions, UnknownName
from generator.importer.officials import NamedOfficial, Register
from generator.importer.phrase_search import PhraseFinder
from generator.importer.reading import Reading, read
from generator.importer.subjects import SubjectWord
from generator.model.term import Taxonomy

LIKELY = 0.5
"""Confidence from which a guess is more likely right than not, and worth proposing."""


class Recogniser:
    """The registries, ready to be looked for in any number of texts."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._states: list[Taxonomy] = []
        self._registers: dict[str, Register] = {}
        self._subjects: list[str] = []
        self._bodies: dict[str, PhraseFinder[Bearer]] = {}
        self._vocabulary = lru_cache(maxsize=None)(self._vocabulary_of)
        for name, taxonomy in context.taxonomies.items():
            settings = taxonomy.settings
            if settings.terms == COUNTRY_LIST:
                self._states.append(taxonomy)
            elif settings.of_source:
                continue
            elif settings.offices_at:
                self._registers[name] = Register(taxonomy)
            elif any(term.vocabulary for term in taxonomy):
                self._subjects.append(name)
            else:
                self._bodies[name] = PhraseFinder(body_names.phrases(taxonomy))

    def suggest(self, reading: Reading) -> Suggestions:
        """What a text that has been read seems to be about."""
        taxonomies = self.context.taxonomies
        named = {name: register.find(reading) for name, register in self._registers.items()}
        people = {index for found in named.values() for one in found for index in range(one.first, one.last)}
        terms: dict[str, list[Guess]] = {}
        acting: dict[str, list[bodies.FoundBody]] = {}
        ambiguous: list[AmbiguousName] = []
        for name, finder in self._bodies.items():
            holders = self._holders(name, named, reading)
            acting[name], left = bodies.find(reading, finder, taxonomies[name].terms, holders)
            ambiguous += left
            terms[name] = bodies.guesses(acting[name], reading)
        for name, found in named.items():
            guesses = officials.guesses(found, reading)
            terms[name] = [self._by_lookup(guess, taxonomies[name]) for guess in guesses]
        spans = [one.mention for found in acting.values() for one in found]
        known = people | {index for one in spans for index in range(one.first, one.last)}
        for name in self._subjects:
            hits = subjects.find(reading, self._vocabulary(name, reading.language))
            terms[name] = subjects.guesses(hits, reading, taxonomies[name], known)
        about = [
            taxonomies[name].terms[one.value].country
            for name in acting
            for one in terms[name]
            if one.confidence >= LIKELY
        ]
        for taxonomy in self._states:
            terms[taxonomy.settings.name] = concerned_states.guesses(reading, taxonomy, about, people)
        return Suggestions(
            {name: tuple(one for one in found if one.confidence >= LIKELY) for name, found in terms.items()},
            {name: tuple(one for one in found if one.confidence < LIKELY) for name, found in terms.items()},
            tuple(self._unknown(reading, known, acting)),
            tuple(ambiguous),
        )

    def _unknown(
        self, reading: Reading, known: set[int], acting: Mapping[str, list[bodies.FoundBody]]
    ) -> Iterator[UnknownName]:
        """Names that belong in the registries of bodies and of people."""
        for name in list(self._bodies)[:1]:
            yield from unlisted_names.bodies(reading, known, self.context.taxonomies[name])
        for name in list(self._registers)[:1]:
            taxonomy = self.context.taxonomies[name]
            found = acting.get(taxonomy.settings.offices_at, [])
            yield from unlisted_names.officers(reading, known, taxonomy, found)

    def _vocabulary_of(self, name: str, language: str) -> PhraseFinder[SubjectWord]:
        """The phrases of a taxonomy for texts of a language."""
        return PhraseFinder(subjects.phrases(self.context.taxonomies[name], language))

    def _holders(
        self, name: str, named: Mapping[str, list[NamedOfficial]], reading: Reading
    ) -> dict[str, set[int]]:
        """Body → sentences that name someone who holds an office there."""
        found: dict[str, set[int]] = defaultdict(set)
        for register, people in named.items():
            taxonomy = self.context.taxonomies[register]
            if taxonomy.settings.offices_at == name:
                for one in people:
                    for office in taxonomy.terms[one.slug].offices:
                        found[office.at].add(reading.sentence_at(one.first))
        return found

    def _by_lookup(self, guess: Guess, taxonomy: Taxonomy) -> Guess:
        """The guess as front matter names the term."""
        if taxonomy.settings.lookup != "name":
            return guess
        return Guess(taxonomy.terms[guess.value].name, guess.confidence, guess.evidence)


_ready: list[Recogniser] = []


def recogniser(context: Context) -> Recogniser:
    """The recogniser of a context, made once for as long as one context is used."""
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
    """Guess the terms of every taxonomy that a text speaks of.

    Args:
        text: Plain text; its own headline, if it has one, as `title`.
        context: Settings and registries.
        title: The headline, whose words weigh more.
        language: The text's language (BCP 47); found out when it is not given.
        countries: Codes of the countries that the source or its place belongs to, which help to decide
            between bodies of one name.
        date: When the text was written, if known, for bodies that changed their names.
    """
    return recogniser(context).suggest(read(text, title, language, countries, date or context.today))
