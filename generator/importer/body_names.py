"""The names of a taxonomy's bodies in every word order, and their mentions in a text.

A name with its state ("State Security Service of Georgia") is also known without it ("State
Security Service"). Several terms then share the short form, and `bodies` decides by context. Bodies
outside the digest that share a name (`not_to_be_confused_with`) are known as well, so that a name
can be found to mean one of them.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.importer.phrase_search import Phrase, PhraseMatch, is_acronym, phrase
from generator.importer.reading import Reading
from generator.importer.regions import PEOPLES, NamedRegion, named_regions, region_of
from generator.importer.word_tokens import tokens
from generator.importer.words import word_set
from generator.model.term import Taxonomy, Term

_HEADS, _FRONTS, _LINKS = (word_set("around", key) for key in ("heads", "fronts", "links"))
_OPENERS, _MODIFIERS, _NO_BODY = (
    word_set("around", key) for key in ("beside", "modifiers", "not_a_body")
)
_GENERAL, _OTHER_FIELDS = (word_set("around", key) for key in ("general", "other_fields"))
_ASIDE = re.compile(r"\s*\(([^)]*)\)")
_LONG = 11
"""Minimum letters of a single word that is a name by itself, such as Cyber Centre, which counts as one."""
_IN, _OFFICERS = word_set("around", "in_place"), word_set("around", "officers")
_MOST_BETWEEN = 5
"""Maximum words in `Czech counter-intelligence service BIS` and `Czech spies of the BIS`."""
_SMALL = frozenset(("of", "and", "in", "under"))
_BETWEEN = _SMALL | {"at", "from"}
_DEFINITION = re.compile(r"[(\[]([^\W\d_][\w.-]{1,11})[)\]]")
_EXPANSION = re.compile(r"\b([^\W\d_][\w-]{1,11}) \(([^()\n]{6,90})\)")


@dataclass(frozen=True, slots=True)
class Bearer:
    """A body that a name may mean, and whether no `own` name of it can mean another one.

    A body outside the digest has its full name in `outside` and no slug.
    """

    slug: str
    region: str
    own: bool
    outside: str = ""

    @property
    def key(self) -> str:
        """A key that identifies the body."""
        return self.slug or self.outside


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A name in a text, and the key of each body it may mean → its relation to that body.

    It is `small` when capitalised words of the name are in lower case, `plural` when the text
    speaks of several such bodies.
    """

    first: int
    last: int
    bearers: Mapping[str, Bearer]
    small: bool
    acronym: bool
    plural: bool


def phrases(taxonomy: Taxonomy) -> Iterator[Phrase[Bearer]]:
    """Every name of every body with its variants, each once for a body."""
    for term in taxonomy:
        region = region_of(term.slug, term.country)
        forms = ((text, tag, Bearer(term.slug, region, own)) for text, tag, own in _forms(term))
        yield from _distinct(sorted(forms, key=lambda form: not form[2].own))
        for other in term.not_to_be_confused_with:
            yield from _distinct(_outside(other, term.language_of(other)))


def _distinct(names: Iterable[tuple[str, str, Bearer]]) -> Iterator[Phrase[Bearer]]:
    seen: set[tuple[str, ...]] = set()
    for text, language, bearer in names:
        name = phrase(text, bearer, language)
        if name is None or (len(name.words) == 1 and len(name.words[0].plain) < 2):
            continue
        key = tuple(word.written if is_acronym(word) else word.plain for word in name.words)
        if key not in seen:
            seen.add(key)
            yield name


def _outside(text: str, language: str) -> Iterator[tuple[str, str, Bearer]]:
    """Full name, name without state, acronym: `National Security Council of the United States (NSC)`."""
    whole = _ASIDE.sub("", text)
    places = named_regions(tokens(text), language or "en")
    region = places[0].region.code if places else ""
    yield whole, language, Bearer("", region, own=True, outside=text)
    acronym = _ASIDE.search(text)
    for short in filter(None, (_without_region(whole, language), acronym[1] if acronym else "")):
        for form in (short, *_reordered(short)):
            yield form, language, Bearer("", region, own=False, outside=text)


def _forms(term: Term) -> Iterator[tuple[str, str, bool]]:
    """Every form of a body's names, its language, and whether no other body has it."""
    for name in (*term.names, *term.ambiguous):
        language, whole = term.language_of(name), _ASIDE.sub("", name)
        general = all(
            word.plain in _GENERAL for word in tokens(whole)
        )  # any state may have such a body
        own = name in term.names and whole in (name, *term.names) and not general
        yield from ((form, language, own) for form in (whole, *_reordered(whole)))
        if base := _without_region(whole, language):
            yield from ((form, language, False) for form in (base, *_reordered(base)))


def _without_region(name: str, language: str) -> str:
    """The name without the state at its beginning or end; empty if too little remains."""
    words = tokens(name)
    first, last = 0, len(words)
    for place in named_regions(words, language if language in PEOPLES else "en"):
        if place.region.kind not in ("name", "people"):
            continue
        if place.first == first:
            first = place.last
        elif place.last == last:
            linked = place.first and words[place.first - 1].plain == "of"
            last = place.first - 1 if linked else place.first
    if (first, last) == (0, len(words)) or last <= first:
        return ""
    rest = words[first:last]
    telling = [word for word in rest if word.plain not in _SMALL]
    if (
        not is_acronym(rest[0])
        and len(telling) < 2
        and sum(len(word.plain) for word in telling) < _LONG
    ):
        return ""
    return name[rest[0].start : rest[-1].end]


def _reordered(name: str) -> Iterable[str]:
    """English names in other word orders: Justice Department, Department of Justice."""
    if not name.isascii():
        return
    words = name.replace("'s ", " ").split()
    small = [word.casefold() for word in words]
    links = [index for index, word in enumerate(small) if word in _LINKS]
    if links and small[links[0] - 1] in _HEADS and len(words) - links[0] > 1:
        head, rest = words[: links[0]], words[links[0] + 1 :]
        if len(links) == 1 and rest[0].casefold() != "the":
            yield " ".join((*rest, *head))
            if len(head) > 1:
                yield " ".join((*head[:-1], *rest, head[-1]))
    elif not links and small[-1] in _HEADS and len(words) > 2:
        yield " ".join((words[-1], "of", *words[:-1]))
        if small[-2] in _FRONTS:
            yield " ".join((*words[-2:], "of", *words[:-2]))
        if small[0] in _FRONTS:
            yield " ".join((words[0], words[-1], "of", *words[1:-1]))


def mentions_of(reading: Reading, matches: Iterable[PhraseMatch[Bearer]]) -> Iterator[BodyMention]:
    """Merge matches of the same words into one mention of all bodies with that name.

    A match within a longer name (Senate Homeland Security Committee, NIS Directive) is left out.
    """
    by_span: dict[tuple[int, int], list[PhraseMatch[Bearer]]] = defaultdict(list)
    for match in matches:
        by_span[match.first, match.last].append(match)
    for (first, last), group in by_span.items():
        owners = sorted((match.phrase.owner for match in group), key=lambda owner: owner.own)
        acronym = last - first == 1 and is_acronym(reading.words[first])
        ending = reading.words[last - 1].plain
        plural = ending.endswith("s") and all(
            match.phrase.words[-1].plain != ending for match in group
        )
        small = all(match.small for match in group)
        bearers = {owner.key: owner for owner in owners}
        mention = BodyMention(first, last, bearers, small, acronym, plural and not acronym)
        if not _is_part_of_another_name(mention, reading):
            yield mention


def _is_part_of_another_name(mention: BodyMention, reading: Reading) -> bool:
    after = reading.words[mention.last] if mention.last < len(reading.words) else None
    gap = reading.gap(mention.last - 1)
    if mention.acronym:
        numbered = re.match(r"[-‑]\d", gap + (after.written if after else "")) is not None
        return numbered or (after is not None and gap == " " and after.plain in _NO_BODY)
    index = mention.first - 1
    if mention.last - mention.first < 2 or index < 0 or reading.gap(index) not in (" ", "\u00a0"):
        return False
    before = reading.words[index]
    if not before.capital or before.possessive or before.all_capitals or before.plain in _OPENERS:
        return False
    if reading.places_between(index, index + 1):
        return False
    return not reading.begins_sentence(index) or before.plain in _MODIFIERS


def definitions(reading: Reading, mentions: list[BodyMention]) -> dict[str, frozenset[str]]:
    """Acronyms that the text explains → keys of their full name; empty for an unknown name."""
    ends = {
        reading.words[mention.last - 1].end: mention for mention in mentions if not mention.acronym
    }
    starts = {
        reading.words[mention.first].start: mention for mention in mentions if not mention.acronym
    }
    defined: dict[str, frozenset[str]] = {}
    for match in _DEFINITION.finditer(reading.text):
        name = reading.text[max(0, match.start() - 90) : match.start()]
        known = ends.get(match.start() - len(name) + len(name.rstrip()))
        if known or _abbreviates(match[1], name):
            defined.setdefault(match[1], frozenset(known.bearers if known else ()))
    for match in _EXPANSION.finditer(reading.text):
        known = starts.get(match.start(2))
        if match[1].isupper() and (known or _abbreviates(match[1], match[2])):
            defined.setdefault(match[1], frozenset(known.bearers if known else ()))
    return defined


def _abbreviates(acronym: str, name: str) -> bool:
    """Whether the last words of a name, or those with a capital, begin with the letters of an acronym."""
    letters = [char for char in acronym.casefold() if char.isalpha()]
    words = [word for word in re.findall(r"[^\W\d_]+", name) if word not in _SMALL][
        -len(letters) - 4 :
    ]
    initials = [
        [word[0].casefold() for word in some][-len(letters) :]
        for some in (words, filter(str.istitle, words))
    ]
    return len(letters) > 1 and sum(map(str.isupper, acronym)) > 1 and letters in initials


def qualifier_of(mention: BodyMention, reading: Reading) -> str:
    """The state that a mention names for its body, in its own words or the adjacent ones."""
    for place in reading.places_between(mention.first, mention.last):
        inside = place.first >= mention.first and place.last <= mention.last
        if inside and place.region.kind in ("name", "people"):
            return place.region.code
    after = ""
    for place in reading.places_between(mention.first - _MOST_BETWEEN - 1, mention.last + 4):
        if place.region.kind == "city":
            continue
        code = f"part of {place.region.code}" if place.region.kind == "part" else place.region.code
        if _says_whose(place, mention, reading):
            return code
        if place.region.kind != "people" and not after and _follows(mention, place, reading):
            after = code
    return after


def _says_whose(place: NamedRegion, mention: BodyMention, reading: Reading) -> bool:
    """Whether a region before a name is the body's state: `Azerbaijan's new Security Council`."""
    between = reading.words[place.last : mention.first]
    gaps = (reading.gap(index).strip(" '’s-‑") for index in range(place.last - 1, mention.first))
    if any(gap not in ("", "the") for gap in gaps):
        return False
    described = mention.acronym and any(word.plain in _HEADS | _OFFICERS for word in between)
    if place.last > mention.first or len(between) > (_MOST_BETWEEN if described else 1):
        return False
    if any(word.capital or word.plain in _IN for word in between):
        return False
    word = reading.words[place.last - 1]
    if place.region.kind in ("people", "part") or word.possessive or word.all_capitals:
        return True
    return place.region.kind == "name" and (not mention.acronym or reading.language in ("az", "tr"))


def _follows(mention: BodyMention, place: NamedRegion, reading: Reading) -> bool:
    """The state in `of Georgia`, `(Georgia)`, or a Russian genitive."""
    last = mention.last
    if (
        reading.gap(last - 1) == " (" and reading.gap(last) == ") "
    ):  # State Security Service (SSS) of Georgia
        last += 1
    gap = reading.gap(last - 1)
    if place.first == last:
        genitive = "\u0400" <= reading.words[place.first].plain[:1] <= "\u04ff"
        return gap.strip() == "(" or (gap == " " and genitive)
    linked = place.first == last + 1 and reading.words[last].plain in ("of", "from")
    return linked and gap in (" ", ") ")


def place_beside(mention: BodyMention, reading: Reading) -> NamedRegion | None:
    """The place in `the Interior Ministry in Vienna` and in `Ankara'da MİT`."""
    for place in reading.places_between(mention.first - 2, mention.last + 2):
        after = place.first == mention.last + 1 and is_inside(place, reading)
        before = place.last == mention.first or (
            place.last == mention.first - 1 and reading.gap(place.last - 1) in ("'", "’")
        )
        if after or (before and place.region.kind == "city"):
            return place
    return None


def is_of_another_field(mention: BodyMention, reading: Reading) -> bool:
    """Whether the words beside a name say that it is no body of a state: `a student of CSE`, `SIS Ltd`."""
    words, first, last = reading.words, mention.first, mention.last
    before, after = words[max(0, first - 2) : first], words[last : last + 3]
    if before and before[-1].plain not in _BETWEEN:
        before = before[-1:]
    if after and after[0].plain not in _BETWEEN:
        after = after[:1]
    beside = (*(() if words[first].apart else before), *(word for word in after if not word.apart))
    return any(word.plain in _OTHER_FIELDS for word in beside)


def is_inside(place: NamedRegion, reading: Reading) -> bool:
    """Whether a preposition such as `in` precedes a place."""
    return place.first > 0 and reading.words[place.first - 1].plain in _IN
