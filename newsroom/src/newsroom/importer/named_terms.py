"""Find names of the registries in a text; each is sure, offered, or ambiguous.

A full name that one term has is sure, unless the text names the body in a subordinate role only,
says that it is not concerned, or names other countries and neither the body's parent, a part of it
nor somebody with an office there. A shared name is sure for the body whose country the text names,
and its head or a city there too, if nothing points to another body of that name.

An acronym or a short name that one term has is offered. So is a shared name if the text names
somebody with an office there, or the country of one of its bearers much more than the others; or if
it names no country and is in the language of one. Other shared names are listed with their bearers,
those of the country that the text names most first. Names in the margin of a report are not
proposed.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache

from babel import Locale
from babel.core import get_global
from babel.languages import get_official_languages
from babel.localedata import exists

from generator.check.locale_codes import COUNTRIES, COUNTRY_NAMES, country_names, english_names
from generator.model.term import Taxonomy, Term, fold
from newsroom.importer.claims import SURE, Guess
from newsroom.importer.negation import kinds_at, negated
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
from newsroom.importer.words import common_words, shapes, table, word_set

_SURE, _OFFERED = 0.98, 0.85
"""The shares of right terms that each outcome promises; `make bench-import` measures them."""
_LONG = 11
"""Least letters of a single word that is a full name by itself, such as Bundeskriminalamt."""
_ASIDE = re.compile(r"(?: in the [\w ]+)?\s*[(（]([^)）]*)[)）]?")
_COMMON_WORDS = word_set("word", "no_places")
_CITY, _DATELINE, _OPENING = 0.5, 3, 3
"""The weight of a city beside that of its country's name, also among a text's first words."""
_HOME = 0.34
"""The least points of a body's country, as a share of those of the country that leads."""
_AHEAD = 2.5
"""How many times the points of every other country the country of a shared name's bearer needs."""
_ENOUGH, _LEAST_SHARE = 1.2, 0.04
"""Points of a country, and their share of all points, from which it is offered."""
_FEW = 2
"""Most countries of a language that says where a text without the name of a country is from."""
_OF = word_set("word", "of")
"""Words between the name of a body and that of its country."""
_ASIDE_BEFORE, _ASIDE_AFTER = shapes("role", "before after")
"""Words around a name that say that the report is about others: `including`, `according to`."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """A term that has a name; a body `outside` the digest has no slug.

    The name is `is_full` if it identifies the term alone, and `is_own` if no other term has it. It
    is `shared` if other bodies have it, registered or not. It is `implied` if it is the term's name
    without its country, which a text must name then.
    """

    slug: str
    is_full: bool = False
    is_own: bool = False
    shared: bool = False
    implied: bool = False
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
    cities: set[str] = field(default_factory=set)
    """The codes of countries of which the text names a city."""

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

    def is_about_others(self, country: str) -> bool:
        """Whether the text names other countries, and this one not or much less."""
        most = max(self.points.values(), default=0)
        return bool(country) and self.points.get(country, 0) < _HOME * most


def body_names(taxonomy: Taxonomy) -> PhraseBook[Bearer]:
    """Collect every name of a taxonomy's terms, and of other bodies that are mistaken for them."""
    phrases: list[Phrase[Bearer]] = []
    for term in taxonomy:
        for name in (*term.names, *term.ambiguous):
            is_body = term.country or term.kind
            ignores_case = not is_body or _names_country(name, term)
            is_own = name in term.names and name != term.acronym and " " in name
            shared = name in term.ambiguous
            bearer = Bearer(term.slug, _is_full(name, term), is_own, shared, False, ignores_case)
            phrases.append(phrase(_ASIDE.sub("", name), bearer, term.language_of(name)))
        bare = _without_country(term)
        if bare and bare not in (*term.names, *term.ambiguous):
            phrases.append(phrase(bare, Bearer(term.slug, shared=True, implied=True), "en"))
        for name in (bare or term.name, *term.aliases, *term.ambiguous):
            is_english = " " in name and not term.language_of(name)
            if is_english and not _names_country(name, term):
                phrases += _with_country(_ASIDE.sub("", name), term)
        for other in term.not_to_be_confused_with:
            for name in (_ASIDE.sub("", other), *_ASIDE.findall(other)):
                bearer = Bearer("", outside=other)
                phrases.append(phrase(name, bearer, term.language_of(other)))
    return PhraseBook(phrases)


def _without_country(term: Term) -> str:
    """The name of a body without its country, if that is at its end: `Guard Office of Georgia`."""
    for country in english_names(term.country) if term.country else ():
        for end in (f" of {country}", f" of the {country}", f" of the Republic of {country}"):
            bare = term.name.removesuffix(end)
            if bare != term.name and " " in bare:
                return bare
    return ""


def _with_country(name: str, term: Term) -> Iterator[Phrase[Bearer]]:
    """Yield a name of several words after its country: `Georgia's guard office`."""
    for country in english_names(term.country) if term.country else ():
        bearer = Bearer(term.slug, is_full=True, is_own=True, ignores_case=True)
        yield phrase(f"{country} {name}", bearer, "en")


def _is_full(name: str, term: Term) -> bool:
    """Whether a name identifies a body: its own name, or an alias that names its country."""
    if name == term.name:
        return not _ASIDE.search(name) and (" " in name or len(name) >= _LONG)
    return name in term.names and _names_country(name, term)


def _names_country(name: str, term: Term) -> bool:
    """Whether a name of several words has that of its country: `Ukraine's Security Service`."""
    words = words_of(_ASIDE.sub("", name))
    if len(words) == 1 or not term.country:
        return False
    return any(_country(term.country, term.language_of(name) or "en").find(words))


@cache
def _country(code: str, language: str) -> PhraseBook[str]:
    """Collect the names of one country in a language and in English."""
    names = [*english_names(code), country_names(language)[code]]
    names += table()["countries"].get(code, "").split("|")
    return PhraseBook(phrase(name, code, language) for name in names if name)


def named_terms(
    reading: Reading,
    matches: Sequence[PhraseMatch[Bearer]],
    taxonomy: Taxonomy,
    countries: NamedCountries,
    led: Collection[str] = (),
) -> tuple[list[Guess], list[AmbiguousName]]:
    """Return the terms that a text names, the surest first, and the names that remain ambiguous.

    `led` are bodies at which people of the text hold offices, which is evidence like a parent.
    """
    best: dict[str, Guess] = {}
    shared: dict[str, tuple[int, int, dict[str, Bearer]]] = {}
    outside: list[str] = []
    spans = _spans(matches, reading)
    _leave_implied(spans, taxonomy, countries)
    _leave_to_owners(spans, reading, taxonomy, countries)
    named = {slug for bearers in spans.values() for slug in bearers}
    for (first, last), bearers in spans.items():
        (slug, bearer), *others = bearers.items()
        if others or bearer.shared:
            shared.setdefault(reading.span(first, last), (first, last, bearers))
        elif slug:
            home = taxonomy.terms[slug].country
            near = {taxonomy.terms[slug].parent, *(term.slug for term in taxonomy.children(slug))}
            is_near = slug in led or not near.isdisjoint(named)
            is_plain = bearer.is_full and (is_near or not countries.is_about_others(home))
            is_at_home = bearer.is_own and countries.first == home
            is_sure = (is_plain or is_at_home) and not _is_aside(first, last, reading)
            _add(best, slug, _SURE if is_sure else _OFFERED, reading, first)
        else:
            outside.append(bearer.outside)
    listed: list[AmbiguousName] = []
    for name, (first, last, bearers) in shared.items():
        if any(slug in best or bearer.outside in outside for slug, bearer in bearers.items()):
            continue  # the text has the full name elsewhere
        homes = {slug: taxonomy.terms[slug].country for slug in bearers if slug}
        points = {slug: countries.points.get(home, 0) for slug, home in homes.items()}
        ordered = sorted(points, key=lambda slug: -points[slug])
        second = max((points[slug] for slug in ordered[1:]), default=0)
        at_home = [slug for slug in ordered[:1] if points[slug] > _AHEAD * second]
        if len(homes) == 1 and not any(map(countries.is_about_others, homes.values())):
            at_home = [*homes]
        if not countries.points:
            spoken = _countries_of_language(reading.language)
            at_home = at_home or [slug for slug in homes if homes[slug] in spoken]
        at_home = [slug for slug in homes if slug in led] or at_home
        if len(at_home) == 1:
            [slug] = at_home
            home = homes[slug]
            is_signed = slug in led or (not second and home in countries.cities)
            is_named = home in countries.at.values() and not countries.is_about_others(home)
            is_sure = is_signed and is_named and not bearers[slug].implied
            is_sure = is_sure and not _is_aside(first, last, reading)
            _add(best, slug, _SURE if is_sure else _OFFERED, reading, first)
        elif reading.weight(first):
            listed.append(AmbiguousName(name, tuple(ordered), reading.evidence(first)))
    return sorted(best.values(), key=lambda guess: -guess.confidence), listed


def _leave_implied(
    spans: dict[tuple[int, int], dict[str, Bearer]], taxonomy: Taxonomy, countries: NamedCountries
) -> None:
    """Remove bearers of a name without its country if the text does not name that."""
    for span, bearers in list(spans.items()):
        for slug, bearer in list(bearers.items()):
            if bearer.implied and taxonomy.terms[slug].country not in countries.points:
                del bearers[slug]
        if not bearers:
            del spans[span]


def _leave_to_owners(
    spans: dict[tuple[int, int], dict[str, Bearer]],
    reading: Reading,
    taxonomy: Taxonomy,
    countries: NamedCountries,
) -> None:
    """Remove bearers of a name that the text gives to another country, here or elsewhere.

    `The Federal Intelligence Service of Switzerland` is no body of a registry without it.
    """
    owners: dict[str, set[str]] = defaultdict(set)
    for span, bearers in spans.items():
        owner = countries.owner(*span, reading)
        for slug in bearers if owner else ():
            owners[slug].add(owner)
    for span, bearers in list(spans.items()):
        is_shared = len(bearers) > 1
        for slug in list(bearers):
            home = taxonomy.terms[slug].country if slug else ""
            is_others = owners[slug] and home not in owners[slug]
            if slug and is_others and (home or is_shared):
                del bearers[slug]
        if not bearers:
            del spans[span]


def _is_aside(first: int, last: int, reading: Reading) -> bool:
    """Whether a sentence names a body in a subordinate role, or says that it is not concerned."""
    sentence = reading.sentences[reading.sentence_at(first)]
    parts = negated(sentence.text, reading.language)
    if kinds_at(parts, reading.words[first].start - sentence.start):
        return True
    before = reading.text[sentence.start : reading.words[first].start]
    after = reading.text[reading.words[last - 1].end : sentence.start + len(sentence.text)]
    return bool(_ASIDE_BEFORE.search(before) or _ASIDE_AFTER.match(after))


def _spans(
    matches: Sequence[PhraseMatch[Bearer]], reading: Reading
) -> dict[tuple[int, int], dict[str, Bearer]]:
    """Map the words of each name to the terms that have it, by slug; the longest name wins.

    In a line of capitals, a word of the text's language is no acronym: `MIT` in German.
    """
    common = common_words(reading.language)
    written = []
    for match in matches:
        word = reading.words[match.first]
        is_word = match.last == match.first + 1 and word.plain in common
        if is_word and reading.sentences[reading.sentence_at(match.first)].text.isupper():
            continue
        if match.phrase.owner.ignores_case or not match.small:
            written.append(match)
    spans: dict[tuple[int, int], dict[str, Bearer]] = defaultdict(dict)
    for match in longest(written):
        bearer = match.phrase.owner
        if match.small:  # `Ukraine's security service` may be another of its services
            bearer = replace(bearer, is_full=False, is_own=False)
        bearers = spans[match.first, match.last]
        if bearer.is_full or bearer.slug not in bearers:
            bearers[bearer.slug] = bearer
    return spans


def _add(best: dict[str, Guess], slug: str, confidence: float, reading: Reading, word: int) -> None:
    """Record a mention of a term outside the margin, if it is more certain than those before."""
    is_better = slug not in best or best[slug].confidence < confidence
    if is_better and reading.weight(word):
        best[slug] = Guess(slug, confidence, reading.evidence(word))


def named_countries(reading: Reading) -> NamedCountries:
    """The countries that a text names outside its margin, by their names or by their cities."""
    named = NamedCountries()
    seen: set[int] = set()
    for match in longest(_countries(reading.language).find(reading.words, reading.language)):
        code, is_city = match.phrase.owner
        if match.first in seen:  # `US` and `U.S.` are found in the same words
            continue
        seen.add(match.first)
        weight = reading.weight(match.first)
        if not is_city:
            named.at[match.first] = named.at[match.last - 1] = code
        if weight and not match.small:
            if is_city:
                named.cities.add(code)
                weight *= _DATELINE if match.first < _OPENING else _CITY
            named.points[code] += weight
            named.evidence.setdefault(code, reading.evidence(match.first))
    return named


@lru_cache(maxsize=16)
def _countries(language: str) -> PhraseBook[tuple[str, bool]]:
    """Collect names of places with their country's code, and whether each is a city."""
    names = _places(language)
    common = [name for name in names if name[0].casefold() not in _COMMON_WORDS]
    return PhraseBook(phrase(name, owner, language) for name, owner in sorted(common))


@lru_cache(maxsize=16)
def places(language: str) -> frozenset[str]:
    """Collect the folded names of countries and cities, in a language and in English."""
    return frozenset(fold(name) for name, _ in _places(language))


def _places(language: str) -> set[tuple[str, tuple[str, bool]]]:
    """Collect names of countries and of the cities that time zones are called after."""
    names = {(name, (code, False)) for code, others in COUNTRY_NAMES.items() for name in others}
    for section, is_city in (("countries", False), ("capitals", True)):
        for code, others in table()[section].items():
            names.update((name, (code, is_city)) for name in others.split("|"))
    for tag in (language, "en"):
        for code, name in country_names(tag).items():
            names.add((_ASIDE.sub("", name), (code, False)))
        names |= _cities(tag)
    return names


@lru_cache(maxsize=16)
def _countries_of_language(language: str) -> frozenset[str]:
    """The countries of which a language is an official one by CLDR, if they are few."""
    codes = {code for code in COUNTRIES if language in get_official_languages(code)}
    return frozenset(codes) if len(codes) <= _FEW else frozenset()


def _cities(language: str) -> set[tuple[str, tuple[str, bool]]]:
    """The cities of time zones in a language, by CLDR."""
    zones = Locale.parse(language if exists(language) else "en").time_zones
    cities = set()
    for zone, code in get_global("zone_territories").items():
        if code in COUNTRIES and code != "AQ" and zone.count("/") == 1:
            own = zone.partition("/")[2].replace("_", " ")
            cities.add((zones.get(zone, {}).get("city", own), (code, True)))
    return cities


def countries_of(named: NamedCountries, bodies: Mapping[str, Sequence[Guess]]) -> list[Guess]:
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
        is_sure = code in named.points and any(guess.confidence >= SURE for guess in own)
        if is_sure or count >= enough:
            evidence = named.evidence.get(code) or own[0].evidence
            result.append(Guess(code, _SURE if is_sure else _OFFERED, evidence))
    return sorted(result, key=lambda guess: -guess.confidence)
