"""From a text to the registries' terms it speaks of, each with its evidence.

What kind of thing a taxonomy's terms are is read from its settings: states when its terms are those
of ISO 3166, people when they hold offices, subjects when they have vocabularies, else bodies.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from generator.check.article import Context
from generator.check.settings import COUNTRY_LIST
from generator.intake import bodies, names, officials, regions, subjects, unknown
from generator.intake.evidence import Guess, Suggestions, UnknownName
from generator.intake.lexicon import Lexicon
from generator.intake.names import Bearer
from generator.intake.officials import Named, Register
from generator.intake.reading import Reading, read
from generator.intake.subjects import Word
from generator.model.term import Taxonomy

_SURE = 0.5


class Recogniser:
    """The registries, ready to be looked for in any number of texts."""

    def __init__(self, context: Context) -> None:
        self.context = context
        self._states: list[Taxonomy] = []
        self._registers: dict[str, Register] = {}
        self._subjects: list[str] = []
        self._vocabularies: dict[tuple[str, str], Lexicon[Word]] = {}
        self._bodies: dict[str, Lexicon[Bearer]] = {}
        for name, taxonomy in context.taxonomies.items():
            settings = taxonomy.settings
            if settings.terms == COUNTRY_LIST:
                self._states.append(taxonomy)
            elif settings.front_matter == "source.name":
                continue
            elif settings.offices_at:
                self._registers[name] = Register(taxonomy)
            elif any(term.vocabulary for term in taxonomy):
                self._subjects.append(name)
            else:
                self._bodies[name] = Lexicon(names.phrases(taxonomy))

    def suggest(self, reading: Reading) -> Suggestions:
        """What a text that has been read seems to be about."""
        taxonomies = self.context.taxonomies
        terms: dict[str, list[Guess]] = {}
        named = {name: register.find(reading) for name, register in self._registers.items()}
        hits = {
            name: subjects.find(reading, self._vocabulary(name, reading.language)) for name in self._subjects
        }
        spoken = {hit.sentence for found in hits.values() for hit in found}
        persons = {index for found in named.values() for one in found for index in range(one.first, one.last)}
        known = set(persons)
        about: list[str] = []
        acting: dict[str, list[bodies.Found]] = {}
        for name, lexicon in self._bodies.items():
            taxonomy = taxonomies[name]
            holders = self._holders(name, named, reading)
            found = bodies.find(reading, lexicon, taxonomy.terms, holders, spoken)
            acting[name] = found
            known |= {index for one in found for index in range(one.mention.first, one.mention.last)}
            terms[name] = bodies.guesses(found, reading)
            about += [taxonomy.terms[one.value].country for one in terms[name] if one.confidence >= _SURE]
        for name, people in named.items():
            terms[name] = [
                self._by_lookup(guess, taxonomies[name]) for guess in officials.guesses(people, reading)
            ]
        for name, words in hits.items():
            terms[name] = subjects.guesses(words, reading, taxonomies[name], known)
        for taxonomy in self._states:
            terms[taxonomy.settings.name] = regions.guesses(reading, taxonomy, about, persons)
        return Suggestions(
            {name: tuple(one for one in found if one.confidence >= _SURE) for name, found in terms.items()},
            {name: tuple(one for one in found if one.confidence < _SURE) for name, found in terms.items()},
            tuple(self._unknown(reading, known, acting)),
        )

    def _unknown(
        self, reading: Reading, known: set[int], acting: Mapping[str, list[bodies.Found]]
    ) -> Iterator[UnknownName]:
        """Names that belong into the registries of bodies and of people."""
        for name in list(self._bodies)[:1]:
            yield from unknown.bodies(reading, known, self.context.taxonomies[name])
        for name in list(self._registers)[:1]:
            taxonomy = self.context.taxonomies[name]
            found = acting.get(taxonomy.settings.offices_at, [])
            yield from unknown.officers(reading, known, taxonomy, found)

    def _vocabulary(self, name: str, language: str) -> Lexicon[Word]:
        """The phrases of a taxonomy for texts of a language, put together when first asked for."""
        key = (name, language)
        if key not in self._vocabularies:
            self._vocabularies[key] = Lexicon(subjects.phrases(self.context.taxonomies[name], language))
        return self._vocabularies[key]

    def _holders(self, name: str, named: Mapping[str, list[Named]], reading: Reading) -> dict[str, set[int]]:
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
        countries: Codes of the countries that the source or its place stands for, which decide
            between bodies of one name.
        date: When the text was written, if known, for bodies that changed their names.
    """
    return recogniser(context).suggest(read(text, title, language, countries, date or context.today))
