"""Find unregistered names that look as if they belong in a registry, each with an entry to paste.

A body is a run of capitalised words around one that only bodies have (Service, Ministerium,
Şurası). A person is two or three capitalised words after a title with its additions ("Foreign
Secretary", "Russian Foreign Minister"), or before a title between commas.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import islice

from generator.check.locale_codes import COUNTRIES
from generator.editing.canonical import dump
from generator.editing.yaml_text import Plain, Values
from generator.importer.byline import is_name
from generator.importer.claims import LIKELY, UnknownName
from generator.importer.inert import one_line
from generator.importer.officials import ROLES
from generator.importer.reading import NamedTerm, Reading
from generator.importer.regions import NamedRegion
from generator.importer.word_tokens import Word, plain
from generator.importer.words import table, word_set
from generator.model.address import slugify
from generator.model.term import Taxonomy, fold

_MOST = 20
_LONGEST_NAME = 12
_CLOSE = 4
"""Maximum words between a name and the state it belongs to."""
_KINDS = {
    kind: {plain(word) for word in words.split()}
    for kind, words in table()["body"]["kinds"].items()
}
_HEADS = frozenset(map(plain, word_set("body", "heads")))
_HEAD_ENDINGS = tuple(word_set("body", "endings"))
_LINKS = frozenset(("of", "and"))
_OPENERS = word_set("around", "openers")
_HONORIFICS, _PARTICLES = word_set("people", "honorifics"), word_set("people", "particles")
_OFFICE_AND_NAME = 3
"""Number of words after `of` from which on the last two are a name."""
_ACRONYM = re.compile(r"\s?\(([^\W\d_][\w/-]{1,11})\)")
_WHERE_NAMES_END = re.compile(r"[.,;:!?()\"“”«»\n–—]")

Run = tuple[int, int]
"""A run of capitalised words: the index of the first, and of the word after the last."""


def bodies(reading: Reading, known: Collection[int], taxonomy: Taxonomy) -> Iterator[UnknownName]:
    """Bodies named in a text but in no registry; `known` has the indexes of words in registered names."""

    def described(run: Run) -> tuple[str, str]:
        name, place = _body_name(run, reading, taxonomy)
        acronym = _ACRONYM.match(reading.text, reading.words[run[1] - 1].end)
        short = acronym[1] if acronym and sum(map(str.isupper, acronym[1])) > 1 else ""
        return name, _body_entry(name, short, place, taxonomy)

    return _unknown(reading, known, taxonomy, described)


def officers(
    reading: Reading, known: Collection[int], taxonomy: Taxonomy, named: Sequence[NamedTerm]
) -> Iterator[UnknownName]:
    """Unregistered people who are named with an office.

    The office may be at one of the bodies that the text names.
    """

    def described(run: Run) -> tuple[str, str]:
        person, title = _officer(run, reading, known)
        name = reading.span(*person) if title else ""
        return name, _officer_entry(name, title, person, reading, taxonomy, named)

    return _unknown(reading, known, taxonomy, described)


def _unknown(
    reading: Reading,
    known: Collection[int],
    taxonomy: Taxonomy,
    described: Callable[[Run], tuple[str, str]],
) -> Iterator[UnknownName]:
    names: dict[str, UnknownName] = {}
    for run in _runs(reading, known):
        name, entry = described(run)
        if name and fold(name) not in taxonomy.by_name:
            unknown = UnknownName(name, reading.evidence(run[0]), taxonomy.settings.name, entry)
            names.setdefault(fold(name), unknown)
    yield from islice(names.values(), _MOST)


def _is_head(word: Word) -> bool:
    return word.plain in _HEADS or word.plain.endswith(_HEAD_ENDINGS)


def _runs(reading: Reading, known: Collection[int]) -> Iterator[Run]:
    """The longest runs of capitalised words and link words, without known names."""
    index, words = 0, reading.words
    while index < len(words):
        if not words[index].capital or index in known or not reading.weight(index):
            index += 1
            continue
        first, last = index, _end_of_run(index, reading, known)
        index = max(last, index + 1)
        while first < last and words[first].plain in _OPENERS:
            first += 1
        yield from (run for run in _split_at_and(first, last, words) if run[1] - run[0] >= 2)


def _split_at_and(first: int, last: int, words: Sequence[Word]) -> Iterator[Run]:
    """The names joined by `and`, if these are two bodies or two people; otherwise the whole name."""
    for index in range(first + 1, last - 1):
        is_body = [
            any(map(_is_head, half)) for half in (words[first:index], words[index + 1 : last])
        ]
        if words[index].plain == "and" and is_body[0] == is_body[1]:
            yield first, index
            yield from _split_at_and(index + 1, last, words)
            return
    yield first, last


def _end_of_run(first: int, reading: Reading, known: Collection[int]) -> int:
    words, last = reading.words, first + 1
    for index in range(first + 1, min(first + _LONGEST_NAME, len(words))):
        apart = (
            _WHERE_NAMES_END.search(reading.gap(index - 1))
            and words[index - 1].plain not in _HONORIFICS
        )
        if index in known or apart:
            break
        if words[index].capital:
            last = index + 1
        elif words[index].plain not in _LINKS and words[index].plain not in _PARTICLES:
            break
    return last


def _place_of(run: Run, reading: Reading) -> NamedRegion | None:
    """The state in a name, or the one named nearest to it in the sentence."""
    close = reading.places_between(run[0] - _CLOSE, run[1] + _CLOSE)
    near = [place for place in reading.places_beside(run[0]) if place in close]
    return min(near, key=lambda place: abs(place.first - run[0]), default=None)


def _body_name(run: Run, reading: Reading, taxonomy: Taxonomy) -> tuple[str, NamedRegion | None]:
    """The name to register and its state; a name that others share gets its state in brackets."""
    place, first = _place_of(run, reading), run[0]
    possessive = (
        place is not None and place.first == first and reading.words[place.last - 1].possessive
    )
    if place is not None and possessive:
        first = place.last
    words = reading.words[first : run[1]]
    telling = [word for word in words if word.plain not in _LINKS]
    if (
        len(telling) < 2
        or not any(map(_is_head, words))
        or any(word.plain in ROLES for word in words)
    ):
        return "", None
    name = reading.span(first, run[1])
    shared = fold(name) in taxonomy.shared or fold(name) in taxonomy.by_name
    if place is not None and (possessive or shared):
        name = f"{name} ({COUNTRIES.get(place.region.code, place.region.code)})"
    return name, place


def _body_entry(name: str, acronym: str, place: NamedRegion | None, taxonomy: Taxonomy) -> str:
    country = place.region.code if place is not None else ""
    bare = name.rpartition(" (")[0] or name
    known = {*taxonomy.by_name, *taxonomy.shared}
    ambiguous = [
        each for each in dict.fromkeys((bare, acronym)) if each and fold(each) in taxonomy.shared
    ]
    words = {plain(word) for word in re.findall(r"\w+", name)}
    kinds = (*(kind for kind, marks in _KINDS.items() if words & marks), "other")
    values = {
        "name": one_line(name),
        "acronym": acronym if fold(acronym) not in known else "",
        "ambiguous": ambiguous,
        "country": country if country in COUNTRIES else "",
        "kind": next((kind for kind in kinds if kind in taxonomy.settings.kinds), ""),
    }
    return _entry(f"{country.lower() or 'int'}-{slugify(acronym or bare)}", values, taxonomy)


def _entry(slug: str, values: Mapping[str, Values], taxonomy: Taxonomy) -> str:
    """YAML to paste into a file of terms: a free slug, and the values that are known."""
    slug = slug[:90].strip("-")
    slug = slug if slug not in taxonomy.terms else f"{slug}-2"
    return dump({slug: {key: value for key, value in values.items() if value}}).removesuffix("\n")


def _officer(run: Run, reading: Reading, known: Collection[int]) -> tuple[Run, str]:
    """The words of a run that are a person's name, and the title before or after them, if any."""
    words, (start, last) = reading.words, run
    titles = [
        index
        for index in range(*run)
        if words[index].plain in ROLES or words[index].plain in _HONORIFICS
    ]
    first = titles[-1] + 1 if titles else start
    if first < last and words[first].plain == "of" and last - first > _OFFICE_AND_NAME:
        first = last - 2  # `Secretary of State Jane Muster`
    if not _is_like_someone(first, last, reading):
        return run, ""
    if titles:
        while reading.places_between(start, start + 1):
            start += 1
        return (first, last), reading.span(start, first)
    if start and words[start - 1].plain in ROLES and reading.gap(start - 1) == " ":
        return run, words[start - 1].written
    if last < len(words) and last not in known and reading.gap(last - 1) in (", ", ", the "):
        after = next((word for word in words[last : last + 4] if word.plain in ROLES), None)
        return run, after.written if after else ""
    return run, ""


def _is_like_someone(first: int, last: int, reading: Reading) -> bool:
    words = reading.words[first:last]
    if not words or any(
        _is_head(word) or word.plain in _LINKS or word.all_capitals for word in words
    ):
        return False
    return is_name(reading.span(first, last)) and not reading.places_between(first, last)


def _officer_entry(
    name: str,
    title: str,
    run: Run,
    reading: Reading,
    taxonomy: Taxonomy,
    named: Sequence[NamedTerm],
) -> str:
    sentence = reading.sentence_at(run[0])
    near = [
        body
        for body in named
        if reading.sentence_at(body.first) == sentence and body.confidence >= LIKELY
    ]
    body = min(near, key=lambda body: abs(body.first - run[0]), default=None)
    place = _place_of(run, reading)
    country = place.region.code if place is not None else ""
    office: dict[str, Values] = {"title": one_line(title[:1].upper() + title[1:])}
    if body is not None:
        office["at"] = body.slug
    if reading.date:
        office["as_of"] = Plain(str(reading.date))
    country = country if country in COUNTRIES else ""
    values = {"name": one_line(name), "country": country, "offices": [office]}
    return _entry(slugify(name), values, taxonomy)
