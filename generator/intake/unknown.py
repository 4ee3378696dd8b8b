"""Names that look as if they belonged into a registry, with an entry ready to be pasted there.

A body is capital words around one that only bodies bear (Service, Ministerium, Şurası) or before
its acronym in brackets. A person is two or three capital words beside a word of office.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.check.fields import COUNTRIES
from generator.intake.bodies import Found
from generator.intake.evidence import UnknownName
from generator.intake.officials import ROLES
from generator.intake.places import Place
from generator.intake.reading import Reading
from generator.intake.tokens import Token, listed, plain
from generator.model.address import slugify
from generator.model.term import Taxonomy, fold

_MOST = 20
_LONGEST_NAME = 12
_CLOSE = 4
_KINDS = (
    ("council", "council şurası совет rat conseil"),
    ("police", "police polizei kriminalamt полиция polisi gendarmerie investigation"),
    ("justice", "justice prosecutor prosecution prokurorluğu прокуратура staatsanwaltschaft parquet court"),
    ("ministry", "ministry department nazirliyi министерство ministerium ministère"),
    ("cert", "cert csirt response"),
    ("cyber", "cyber cybersecurity information cybersicherheit kibertəhlükəsizlik кибербезопасности"),
    ("military", "defence defense armed army guard border"),
    (
        "intelligence",
        "intelligence security secret service xidməti служба безопасности nachrichtendienst",
    ),
    ("legislature", "parliament committee"),
    ("regulator", "regulator commission authority bureau"),
)
_HEADS = frozenset(
    plain(word)
    for word in listed(
        """
        service services agency ministry council bureau directorate committee police department office
        authority  commission centre center corps headquarters guard command inspectorate prosecutor
        служба агентство министерство совет комитет управление департамент бюро прокуратура полиция
        xidməti agentliyi nazirliyi şurası komitəsi idarəsi mərkəzi prokurorluğu  agence ministère
        conseil direction commissariat secrétariat parquet bureau  bundesamt landesamt behörde
        nachrichtendienst staatsanwaltschaft sicherheitsrat  teşkilatı başkanlığı bakanlığı serviciul
        agenzia agencja urząd
        """
    )
)
_HEAD_ENDINGS = ("ministerium", "behorde", "kriminalamt", "dienst", "polizei")
_LINKS = frozenset(("of", "and"))
_OPENERS = listed(
    """
    a an the this that these those in on at by for from to and or but when while after before as if with
    according both its it he she they we mr mrs ms dr der die das le la les une un
    """
)
_ACRONYM = re.compile(r"\s?\(([^\W\d_][\w/-]{1,11})\)")
_WHERE_NAMES_END = re.compile(r"[.,;:!?()\"“”«»\n–—]")


@dataclass(frozen=True, slots=True)
class Run:
    """Capital words that belong together, from `first` up to `last`, without `last`."""

    first: int
    last: int


def bodies(reading: Reading, known: Collection[int], taxonomy: Taxonomy) -> Iterator[UnknownName]:
    """Bodies that a text names and that stand in no registry.

    Args:
        reading: The text.
        known: Words that are parts of names we know.
        taxonomy: The registry that such a body would belong into.
    """
    seen: set[str] = set()
    for run in _runs(reading, known):
        words = reading.words[run.first : run.last]
        if not any(_is_head(word) for word in words):
            continue
        place = _place_of(run, reading)
        name, bare = _body_name(run, place, reading, taxonomy)
        if not name or fold(name) in seen or fold(name) in taxonomy.by_name:
            continue
        seen.add(fold(name))
        acronym = _acronym_after(run, reading)
        entry = _body_entry(name, bare, acronym, place, taxonomy)
        yield UnknownName(name, reading.evidence(run.first), taxonomy.settings.name, entry)
        if len(seen) >= _MOST:
            return


def _is_head(word: Token) -> bool:
    return word.plain in _HEADS or word.plain.endswith(_HEAD_ENDINGS)


def _runs(reading: Reading, known: Collection[int]) -> Iterator[Run]:
    """Maximal rows of capital words, links between them allowed, that hold nothing we know."""
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


def _halves(first: int, last: int, words: Sequence[Token]) -> list[Run]:
    """Two names that `and` joins, when each has a word that only bodies bear; else the whole."""
    for index in range(first + 1, last - 1):
        joins = words[index].plain == "and"
        if joins and any(map(_is_head, words[first:index])) and any(map(_is_head, words[index:last])):
            return [Run(first, index), *_halves(index + 1, last, words)]
    return [Run(first, last)]


def _end_of_run(first: int, reading: Reading, known: Collection[int]) -> int:
    words, last, index = reading.words, first + 1, first + 1
    while index < len(words) and index - first < _LONGEST_NAME and index not in known:
        if _WHERE_NAMES_END.search(reading.gap(index - 1)):
            break
        if words[index].capital:
            last = index + 1
        elif words[index].plain not in _LINKS:
            break
        index += 1
    return last


def _place_of(run: Run, reading: Reading) -> Place | None:
    """The state that a name speaks of, or one named close by in its sentence."""
    sentence = reading.sentence_at(run.first)
    near = [
        place
        for place in reading.places_between(run.first - _CLOSE, run.last + _CLOSE)
        if reading.sentence_at(place.first) == sentence and place.region.kind != "cue"
    ]
    return min(near, key=lambda place: abs(place.first - run.first), default=None)


def _body_name(run: Run, place: Place | None, reading: Reading, taxonomy: Taxonomy) -> tuple[str, str]:
    """The name to register, and the bare name that others may bear, too."""
    first = run.first
    possessive = place is not None and place.first == first and reading.words[place.last - 1].possessive
    if place is not None and possessive:
        first = place.last
    words = reading.words[first : run.last]
    if sum(word.plain not in _LINKS for word in words) < 2 or not any(map(_is_head, words)):
        return "", ""
    name = reading.span(first, run.last)
    shared = fold(name) in taxonomy.shared or fold(name) in taxonomy.by_name
    if place is not None and (possessive or shared):
        return f"{name} ({_state(place)})", name
    return name, ""


def _state(place: Place) -> str:
    return COUNTRIES.get(place.region.code, place.region.code)


def _acronym_after(run: Run, reading: Reading) -> str:
    match = _ACRONYM.match(reading.text, reading.words[run.last - 1].end)
    return match[1] if match and sum(map(str.isupper, match[1])) > 1 else ""


def _body_entry(name: str, bare: str, acronym: str, place: Place | None, taxonomy: Taxonomy) -> str:
    country = place.region.code if place is not None else ""
    start = country.lower() if country else "int"
    slug = _free_slug(f"{start}-{slugify(acronym or bare or name)}", taxonomy)
    taken = {*taxonomy.by_name, *taxonomy.shared}
    ambiguous = [one for one in (bare, acronym) if one and fold(one) in taxonomy.shared]
    lines = [f"{slug}:", f"  name: {_quoted(name)}"]
    if acronym and fold(acronym) not in taken:
        lines.append(f"  acronym: {_quoted(acronym)}")
    if ambiguous:
        lines.append(f"  ambiguous: [{', '.join(map(_quoted, ambiguous))}]")
    if country and _is_country(country):
        lines.append(f"  country: {country}")
    if kind := _kind(name, taxonomy.settings.kinds):
        lines.append(f"  kind: {kind}")
    return "\n".join(lines)


def _is_country(code: str) -> bool:
    return code in COUNTRIES


def _free_slug(wanted: str, taxonomy: Taxonomy) -> str:
    slug = wanted[:90].strip("-")
    return slug if slug not in taxonomy.terms else f"{slug}-2"


def _kind(name: str, kinds: Mapping[str, str]) -> str:
    words = {plain(word) for word in re.findall(r"\w+", name)}
    for kind, marks in _KINDS:
        if kind in kinds and words & {plain(mark) for mark in marks.split()}:
            return kind
    return "other" if "other" in kinds else ""


def _quoted(text: str) -> str:
    """A plain scalar where YAML reads it as text, else in quotes."""
    plain_text = re.fullmatch(r"[^\W\d_][\w ./()’-]*[\w)]|[^\W\d_]+", text) and not re.fullmatch(
        r"(?i:null|true|false|yes|no|on|off)", text
    )
    return text if plain_text else json.dumps(text, ensure_ascii=False)


def officers(
    reading: Reading, known: Collection[int], taxonomy: Taxonomy, found: Sequence[Found]
) -> Iterator[UnknownName]:
    """People with a word of office beside their names, whom no registry knows."""
    seen: set[str] = set()
    for run in _runs(reading, known):
        first = run.first
        while first < run.last and reading.words[first].plain in ROLES:
            first += 1
        named = Run(first, run.last)
        role = _role_beside(named, reading)
        if not role or not _is_like_someone(named, reading):
            continue
        name = reading.span(named.first, named.last)
        if fold(name) in seen or fold(name) in taxonomy.by_name:
            continue
        seen.add(fold(name))
        entry = _officer_entry(name, role, named, reading, taxonomy, found)
        yield UnknownName(name, reading.evidence(first), taxonomy.settings.name, entry)
        if len(seen) >= _MOST:
            return


def _is_like_someone(run: Run, reading: Reading) -> bool:
    words = reading.words[run.first : run.last]
    return (
        2 <= len(words) <= 3
        and all(word.capital and not word.all_capitals and word.written.isalpha() for word in words)
        and not any(_is_head(word) or word.plain in _LINKS for word in words)
        and not reading.places_between(run.first, run.last)
    )


def _role_beside(run: Run, reading: Reading) -> str:
    """The word of office right before a name, or first in what stands after it between commas."""
    if run.first and reading.words[run.first - 1].plain in ROLES and reading.gap(run.first - 1) == " ":
        return reading.words[run.first - 1].written
    if run.last < len(reading.words) and reading.gap(run.last - 1) in (", ", ", the "):
        after = next((word for word in reading.words[run.last : run.last + 3] if word.plain in ROLES), None)
        return after.written if after else ""
    return ""


def _officer_entry(
    name: str, role: str, run: Run, reading: Reading, taxonomy: Taxonomy, found: Sequence[Found]
) -> str:
    sentence = reading.sentence_at(run.first)
    near = [
        one for one in found if reading.sentence_at(one.mention.first) == sentence and one.confidence >= 0.5
    ]
    body = min(near, key=lambda one: abs(one.mention.first - run.first), default=None)
    place = _place_of(run, reading)
    lines = [f"{_free_slug(slugify(name), taxonomy)}:", f"  name: {_quoted(name)}"]
    if place is not None and _is_country(place.region.code):
        lines.append(f"  country: {place.region.code}")
    lines += ["  offices:", f"    - title: {_quoted(role[:1].upper() + role[1:])}"]
    if body is not None and taxonomy.settings.offices_at:
        lines.append(f"      at: {body.slug}")
    if reading.date:
        lines.append(f"      as_of: {reading.date}")
    return "\n".join(lines)
