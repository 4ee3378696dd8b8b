"""Find names of the registries in a text; each is sure, offered, or ambiguous.

A full name that one term has is sure, unless the text names only other countries. An acronym or a
short name that one term has is offered, and so is a shared name if the text names the country of
one of its bearers only. Other shared names are listed with their bearers, those of the country that
the text names most first. Names in the margin of a report are not proposed.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from generator.check.locale_codes import COUNTRY_NAMES, country_names
from generator.model.term import Taxonomy, Term
from newsroom.importer.claims import IN_THE_MARGIN, SURE, Guess
from newsroom.importer.phrases import (
    CYRILLIC,
    Phrase,
    PhraseBook,
    PhraseMatch,
    longest,
    phrase,
    words_of,
)
from newsroom.importer.reading import Reading
from newsroom.importer.words import word_set

_SURE, _OFFERED = 0.98, 0.85
"""The shares of right terms that each outcome promises; `make bench-import` measures them."""
_LONG = 11
"""Least letters of a single word that is a full name by itself, such as Bundeskriminalamt."""
_ASIDE = re.compile(r"(?: in the [\w ]+)?\s*[(（]([^)）]*)[)）]?")
_COMMON_WORDS = frozenset(("jersey", "man"))
_ENOUGH, _LEAST_SHARE = 1.2, 0.04
"""Points of a country, and their share of all points, from which it is offered."""
_OF = word_set("word", "of")
"""Words between the name of a body and that of its country."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """A term that has a name; a body `outside` the digest has no slug.

    The name is `is_full` if it identifies the term alone, and `is_own` if no other term has it. It
    is `shared` if other bodies have it, registered or not.
    """

    slug: str
    is_full: bool = False
    is_own: bool = False
    shared: bool = False
    ignores_case: bool = False
    outside: str = ""


@dataclass(frozen=True, slots=True)
class AmbiguousName:
    """A name, the slugs of the terms that have it, and the sentence in which it occurs."""

    name: str
    candidates: tuple[str, ...]
    evidence: str


@dataclass(slots=True)
class NamedCountries:
    """The countries that a text names: points for each, and the first sentence with it."""

    points: dict[str, float] = field(default_factory=lambda: defaultdict(float))
    evidence: dict[str, str] = field(default_factory=dict)
    at: dict[int, str] = field(default_factory=dict)
    """Number of the first and of the last word of a country's name → its code."""

    def owner(self, first: int, last: int, reading: Reading) -> str:
        """The country that is named right before some words, or after them and an `of`.

        Slavic languages have a genitive instead: СГБ Узбекистана.
        """
        words = reading.words
        before = self.at.get(first - 1, "")
        if before and reading.text[words[first - 1].end : words[first].start].isspace():
            return before
        for after in words[last : last + 1]:
            if after.written.casefold() in _OF:
                return self.at.get(last + 1, "")
            if CYRILLIC.match(after.plain) and not after.apart:
                return self.at.get(last, "")
        return ""

    @property
    def first(self) -> str:
        """The code of the country that is named most; if none is, a code that no country has."""
        return max(self.points, key=lambda code: self.points[code], default="-")

    def are_all_others(self, country: str) -> bool:
        """Whether the text names countries, and this is none of them."""
        return bool(country) and bool(self.points) and country not in self.points


def body_names(taxonomy: Taxonomy) -> PhraseBook[Bearer]:
    """Collect every name of a taxonomy's terms, and of other bodies that are mistaken for them."""
    phrases: list[Phrase[Bearer]] = []
    for term in taxonomy:
        ignores_case = not term.country and not term.kind
        for name in (*term.names, *term.ambiguous):
            is_own = name in term.names and name != term.acronym and " " in name
            shared = name in term.ambiguous
            bearer = Bearer(term.slug, _is_full(name, term), is_own, shared, ignores_case)
            phrases.append(phrase(_ASIDE.sub("", name), bearer, term.language_of(name)))
        for other in term.not_to_be_confused_with:
            for name in (_ASIDE.sub("", other), *_ASIDE.findall(other)):
                bearer = Bearer("", outside=other)
                phrases.append(phrase(name, bearer, term.language_of(other)))
    return PhraseBook(phrases)


def _is_full(name: str, term: Term) -> bool:
    """Whether a name identifies a body: its own name, or an alias that names its country."""
    if name == term.name:
        return not _ASIDE.search(name) and (" " in name or len(name) >= _LONG)
    words = words_of(name)
    names_country = any(_countries(term.language_of(name) or "en").find(words))
    return name in term.names and len(words) > 1 and names_country


def named_terms(
    reading: Reading,
    matches: Sequence[PhraseMatch[Bearer]],
    taxonomy: Taxonomy,
    countries: NamedCountries,
) -> tuple[list[Guess], list[AmbiguousName]]:
    """Return the terms that a text names, the surest first, and the names that remain ambiguous."""
    best: dict[str, Guess] = {}
    shared: dict[str, tuple[int, dict[str, Bearer]]] = {}
    outside: list[str] = []
    spans = _spans(matches)
    _leave_to_owners(spans, reading, taxonomy, countries)
    for (first, last), bearers in spans.items():
        (slug, bearer), *others = bearers.items()
        if others or bearer.shared:
            shared.setdefault(reading.span(first, last), (first, bearers))
        elif slug:
            home = taxonomy.terms[slug].country
            is_plain = bearer.is_full and not countries.are_all_others(home)
            is_at_home = bearer.is_own and countries.first == home
            confidence = _SURE if is_plain or is_at_home else _OFFERED
            _add(best, slug, confidence, reading, first)
        else:
            outside.append(bearer.outside)
    listed: list[AmbiguousName] = []
    for name, (first, bearers) in shared.items():
        if any(slug in best or bearer.outside in outside for slug, bearer in bearers.items()):
            continue  # the text has the full name elsewhere
        homes = {slug: taxonomy.terms[slug].country for slug in bearers if slug}
        points = {slug: countries.points.get(home, 0) for slug, home in homes.items()}
        at_home = [slug for slug in points if points[slug]]
        if len(homes) == 1 and not any(map(countries.are_all_others, homes.values())):
            at_home = [*homes]
        if len(at_home) == 1:
            _add(best, at_home[0], _OFFERED, reading, first)
        elif reading.weight(first):
            ordered = sorted(points, key=lambda slug: -points[slug])
            listed.append(AmbiguousName(name, tuple(ordered), reading.evidence(first)))
    return sorted(best.values(), key=lambda guess: -guess.confidence), listed


def _leave_to_owners(
    spans: dict[tuple[int, int], dict[str, Bearer]],
    reading: Reading,
    taxonomy: Taxonomy,
    countries: NamedCountries,
) -> None:
    """Remove bearers of a name that the text gives to another country, here or elsewhere.

    `The Federal Intelligence Service of Switzerland` is no body of a registry without it.
    """
    owners: dict[str, str] = {}
    for span in spans:
        name = reading.span(*span)
        owners[name] = countries.owner(*span, reading) or owners.get(name, "")
    for span, bearers in list(spans.items()):
        owner = owners[reading.span(*span)]
        if not owner:
            continue
        is_shared = len(bearers) > 1
        for slug in list(bearers):
            home = taxonomy.terms[slug].country if slug else owner
            if home != owner and (home or is_shared):
                del bearers[slug]
        if not bearers:
            del spans[span]


def _spans(matches: Sequence[PhraseMatch[Bearer]]) -> dict[tuple[int, int], dict[str, Bearer]]:
    """Map the words of each name to the terms that have it, by slug; the longest name wins."""
    written = [match for match in matches if match.phrase.owner.ignores_case or not match.small]
    spans: dict[tuple[int, int], dict[str, Bearer]] = defaultdict(dict)
    for match in longest(written):
        bearer = match.phrase.owner
        bearers = spans[match.first, match.last]
        if bearer.is_full or bearer.slug not in bearers:
            bearers[bearer.slug] = bearer
    return spans


def _add(best: dict[str, Guess], slug: str, confidence: float, reading: Reading, word: int) -> None:
    """Record a mention of a term, if it is more certain than those before."""
    if not reading.weight(word):
        confidence = IN_THE_MARGIN
    if slug not in best or best[slug].confidence < confidence:
        best[slug] = Guess(slug, confidence, reading.evidence(word))


def named_countries(reading: Reading) -> NamedCountries:
    """The countries that a text names outside its margin."""
    named = NamedCountries()
    for match in longest(_countries(reading.language).find(reading.words, reading.language)):
        code = match.phrase.owner
        named.at[match.first] = named.at[match.last - 1] = code
        if reading.weight(match.first) and not match.small:
            named.points[code] += reading.weight(match.first)
            named.evidence.setdefault(code, reading.evidence(match.first))
    return named


@lru_cache(maxsize=16)
def _countries(language: str) -> PhraseBook[str]:
    """Collect names of countries, in a language and in English, with their codes."""
    names = {(name, code) for code, others in COUNTRY_NAMES.items() for name in others}
    for tag in (language, "en"):
        names |= {(_ASIDE.sub("", name), code) for code, name in country_names(tag).items()}
    common = [name for name in names if name[0].casefold() not in _COMMON_WORDS]
    return PhraseBook(phrase(name, code, language) for name, code in sorted(common))


def countries_of(
    named: NamedCountries, taxonomy: Taxonomy, bodies: Mapping[str, Sequence[Guess]]
) -> list[Guess]:
    """Guess the countries that a text is about.

    They are named often enough, or are those of bodies that the text names. `bodies` maps codes to
    guesses of the country's bodies.
    """
    points = named.points.copy()
    for code, guesses in bodies.items():
        points[code] = points.get(code, 0) + len(guesses)
    enough = max(_ENOUGH, sum(points.values()) * _LEAST_SHARE)
    result: list[Guess] = []
    for code, count in sorted(points.items(), key=lambda pair: -pair[1]):
        own = bodies.get(code, ())
        evidence = named.evidence.get(code) or own[0].evidence
        confidence = _OFFERED if count >= enough else IN_THE_MARGIN
        if code in named.points and any(guess.confidence >= SURE for guess in own):
            confidence = _SURE
        if code.lower() in taxonomy.terms:
            result.append(Guess(code, confidence, evidence))
    return sorted(result, key=lambda guess: -guess.confidence)
