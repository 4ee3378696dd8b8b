"""Names that look as if they belong in a registry and are in none, each with an entry to paste.

A body is capital words around one that only bodies bear (Service, Ministerium, Şurası). A person is
two or three capital words after a word of office, with whatever belongs to the office before it
("Foreign Secretary", "Russian Foreign Minister"), or before one between commas.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from generator.check.fields import COUNTRIES
from generator.importer.bodies import FoundBody
from generator.importer.evidence import UnknownName
from generator.importer.inert import scalar
from generator.importer.officials import ROLES
from generator.importer.reading import Reading
from generator.importer.regions import NamedRegion
from generator.importer.word_tokens import Word, plain
from generator.importer.words import table, word_set
from generator.model.address import slugify
from generator.model.term import Taxonomy, fold

_MOST = 20
_LONGEST_NAME = 12
_CLOSE = 4
_KINDS = {kind: {plain(word) for word in words.split()} for kind, words in table()["body"]["kinds"].items()}
_HEADS = frozenset(map(plain, table()["body"]["heads"].split()))
_HEAD_ENDINGS = ("ministerium", "behorde", "kriminalamt", "dienst", "polizei")
_LINKS = frozenset(("of", "and"))
_OPENERS = word_set("around", "openers")
_HONORIFICS = word_set("people", "honorifics")
_PARTICLES = word_set("people", "particles")
_OFFICE_AND_NAME = 3
"""Words after `of` from which the last two are a name."""
_ACRONYM = re.compile(r"\s?\(([^\W\d_][\w/-]{1,11})\)")
_WHERE_NAMES_END = re.compile(r"[.,;:!?()\"“”«»\n–—]")


@dataclass(frozen=True, slots=True)
class CapitalRun:
    """Capital words that belong together, from `first` up to `last`, without `last`."""

    first: int
    last: int


def bodies(reading: Reading, known: Collection[int], taxonomy: Taxonomy) -> Iterator[UnknownName]:
    """Bodies that a text names and that no registry has.

    Args:
        reading: The text.
        known: Words that are parts of names we know.
        taxonomy: The registry that such a body would belong in.
    """
    seen: set[str] = set()
    for run in _runs(reading, known):
        name, place = _body_name(run, reading, taxonomy)
        if not name or fold(name) in seen or fold(name) in taxonomy.by_name:
            continue
        seen.add(fold(name))
        acronym = _ACRONYM.match(reading.text, reading.words[run.last - 1].end)
        short = acronym[1] if acronym and sum(map(str.isupper, acronym[1])) > 1 else ""
        entry = _body_entry(name, short, place, taxonomy)
        yield UnknownName(name, reading.evidence(run.first), taxonomy.settings.name, entry)
        if len(seen) >= _MOST:
            return


def _is_head(word: Word) -> bool:
    return word.plain in _HEADS or word.plain.endswith(_HEAD_ENDINGS)


def _runs(reading: Reading, known: Collection[int]) -> Iterator[CapitalRun]:
    """Maximal rows of capital words, links between them allowed, that have nothing we know."""
    index, words = 0, reading.words
    while index < len(words):
        if not words[index].capital or index in known or not reading.weight(index):
            index += 1
            continue
        last = _end_of_run(index, reading, known)
        first = index
        while first < last and words[first].plain in _OPENERS:
            first += 1
        yield from (run for run in _halves(first, last, words) if run.last - run.first >= 2)
        index = max(last, index + 1)


def _halves(first: int, last: int, words: Sequence[Word]) -> list[CapitalRun]:
    """Two names that `and` joins, when each has a word that only bodies bear; else the whole."""
    for index in range(first + 1, last - 1):
        joins = words[index].plain == "and"
        if joins and any(map(_is_head, words[first:index])) and any(map(_is_head, words[index:last])):
            return [CapitalRun(first, index), *_halves(index + 1, last, words)]
    return [CapitalRun(first, last)]


def _end_of_run(first: int, reading: Reading, known: Collection[int]) -> int:
    words, last, index = reading.words, first + 1, first + 1
    while index < len(words) and index - first < _LONGEST_NAME and index not in known:
        if _WHERE_NAMES_END.search(reading.gap(index - 1)) and words[index - 1].plain not in _HONORIFICS:
            break
        if words[index].capital:
            last = index + 1
        elif words[index].plain not in _LINKS and words[index].plain not in _PARTICLES:
            break
        index += 1
    return last


def _place_of(run: CapitalRun, reading: Reading) -> NamedRegion | None:
    """The state that a name speaks of, or one named close by in its sentence."""
    sentence = reading.sentence_at(run.first)
    near = [
        place
        for place in reading.places_between(run.first - _CLOSE, run.last + _CLOSE)
        if reading.sentence_at(place.first) == sentence and place.region.kind != "cue"
    ]
    return min(near, key=lambda place: abs(place.first - run.first), default=None)


def _body_name(run: CapitalRun, reading: Reading, taxonomy: Taxonomy) -> tuple[str, NamedRegion | None]:
    """The name to register and its state; a bare name that others bear gets its state in brackets."""
    place, first = _place_of(run, reading), run.first
    possessive = place is not None and place.first == first and reading.words[place.last - 1].possessive
    if place is not None and possessive:
        first = place.last
    words = reading.words[first : run.last]
    telling = [word for word in words if word.plain not in _LINKS]
    if len(telling) < 2 or not any(map(_is_head, words)) or any(word.plain in ROLES for word in words):
        return "", None
    name = reading.span(first, run.last)
    shared = fold(name) in taxonomy.shared or fold(name) in taxonomy.by_name
    if place is not None and (possessive or shared):
        name = f"{name} ({COUNTRIES.get(place.region.code, place.region.code)})"
    return name, place


def _body_entry(name: str, acronym: str, place: NamedRegion | None, taxonomy: Taxonomy) -> str:
    country = place.region.code if place is not None else ""
    bare = name.rpartition(" (")[0] or name
    slug = _free_slug(f"{country.lower() or 'int'}-{slugify(acronym or bare)}", taxonomy)
    ambiguous = [one for one in dict.fromkeys((bare, acronym)) if one and fold(one) in taxonomy.shared]
    lines = [f"{slug}:", f"  name: {scalar(name)}"]
    if acronym and fold(acronym) not in {*taxonomy.by_name, *taxonomy.shared}:
        lines.append(f"  acronym: {scalar(acronym)}")
    if ambiguous:
        lines.append(f"  ambiguous: [{', '.join(map(scalar, ambiguous))}]")
    if country in COUNTRIES:
        lines.append(f"  country: {country}")
    words = {plain(word) for word in re.findall(r"\w+", name)}
    kinds = (kind for kind, marks in _KINDS.items() if kind in taxonomy.settings.kinds and words & marks)
    if kind := next(kinds, "other" if "other" in taxonomy.settings.kinds else ""):
        lines.append(f"  kind: {kind}")
    return "\n".join(lines)


def _free_slug(wanted: str, taxonomy: Taxonomy) -> str:
    slug = wanted[:90].strip("-")
    return slug if slug not in taxonomy.terms else f"{slug}-2"


def officers(
    reading: Reading, known: Collection[int], taxonomy: Taxonomy, found: Sequence[FoundBody]
) -> Iterator[UnknownName]:
    """People with a word of office beside their names, whom no registry has."""
    seen: set[str] = set()
    for run in (part for whole in _runs(reading, known) for part in _joined_by_and(whole, reading)):
        named, title = _officer(run, reading, known)
        name = reading.span(named.first, named.last) if named and title else ""
        if not named or not name or fold(name) in seen or fold(name) in taxonomy.by_name:
            continue
        seen.add(fold(name))
        entry = _officer_entry(name, title, named, reading, taxonomy, found)
        yield UnknownName(name, reading.evidence(named.first), taxonomy.settings.name, entry)
        if len(seen) >= _MOST:
            return


def _joined_by_and(run: CapitalRun, reading: Reading) -> Iterator[CapitalRun]:
    """The names that `and` joins: a title belongs to the name that follows it."""
    first = run.first
    for index in range(run.first, run.last):
        if reading.words[index].plain == "and":
            yield CapitalRun(first, index)
            first = index + 1
    yield CapitalRun(first, run.last)


def _officer(run: CapitalRun, reading: Reading, known: Collection[int]) -> tuple[CapitalRun | None, str]:
    """The words of a run that are a person's name, and the title before or after them."""
    words = reading.words
    titles = [
        index
        for index in range(run.first, run.last)
        if words[index].plain in ROLES or words[index].plain in _HONORIFICS
    ]
    first = titles[-1] + 1 if titles else run.first
    if first < run.last and words[first].plain == "of" and run.last - first > _OFFICE_AND_NAME:
        first = run.last - 2  # `Secretary of State Jane Muster`
    named = CapitalRun(first, run.last)
    if not _is_like_someone(named, reading):
        return None, ""
    if titles:
        start = next(one for one in range(run.first, run.last) if not _names_a_state(one, reading))
        return named, reading.span(start, first)
    before = words[run.first - 1] if run.first else None
    if before is not None and before.plain in ROLES and reading.gap(run.first - 1) == " ":
        return named, before.written
    if run.last < len(words) and run.last not in known and reading.gap(run.last - 1) in (", ", ", the "):
        after = next((word for word in words[run.last : run.last + 4] if word.plain in ROLES), None)
        return named, after.written if after else ""
    return named, ""


def _names_a_state(word: int, reading: Reading) -> bool:
    return bool(reading.places_between(word, word + 1))


def _is_like_someone(run: CapitalRun, reading: Reading) -> bool:
    words = reading.words[run.first : run.last]
    return (
        2 <= len(words) <= 4
        and sum(word.capital for word in words) in (2, 3)
        and all(not word.all_capitals and word.written.replace("-", "").isalpha() for word in words)
        and not any(_is_head(word) or word.plain in _LINKS for word in words)
        and not reading.places_between(run.first, run.last)
    )


def _officer_entry(
    name: str, title: str, run: CapitalRun, reading: Reading, taxonomy: Taxonomy, found: Sequence[FoundBody]
) -> str:
    sentence = reading.sentence_at(run.first)
    near = [
        one for one in found if reading.sentence_at(one.mention.first) == sentence and one.confidence >= 0.5
    ]
    body = min(near, key=lambda one: abs(one.mention.first - run.first), default=None)
    place = _place_of(run, reading)
    lines = [f"{_free_slug(slugify(name), taxonomy)}:", f"  name: {scalar(name)}"]
    if place is not None and place.region.code in COUNTRIES:
        lines.append(f"  country: {place.region.code}")
    lines += ["  offices:", f"    - title: {scalar(title[:1].upper() + title[1:])}"]
    if body is not None and taxonomy.settings.offices_at:
        lines.append(f"      at: {body.slug}")
    if reading.date:
        lines.append(f"      as_of: {reading.date}")
    return "\n".join(lines)
