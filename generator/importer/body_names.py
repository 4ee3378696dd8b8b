"""The names of a taxonomy's bodies, and the orders of words they appear in.

A name that says whose body it is ("State Security Service of Georgia") is also known without that
("State Security Service"); several terms then share the short form, and `bodies` decides by context.
Bodies outside the digest that share a name (`not_to_be_confused_with`) are known as well, so that a
name can be found to mean one of them.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from generator.importer.phrase_search import Phrase, is_acronym, phrase
from generator.importer.regions import PEOPLES, NamedRegion, named_regions, region_of
from generator.importer.word_tokens import Word, tokens
from generator.importer.words import listed, word_set
from generator.model.term import Taxonomy, Term

Claim = Literal["own", "shared", "short"]
"""How a body holds a name: alone; declared ambiguous; only with a word that says whose it is."""
_HEADS = word_set("around", "heads")
_FRONTS = listed("state federal national general main executive")
_LINKS = listed("of for on")
_ASIDE = re.compile(r"\s*\(([^)]*)\)")
_LONG = 12
"""Letters of a single word that is a name by itself, such as Staatssicherheitsdienst."""
_SMALL = frozenset(("of", "and", "in", "under"))


@dataclass(frozen=True, slots=True)
class Bearer:
    """A body that a name may mean; one outside the digest has no slug."""

    slug: str
    region: str
    claim: Claim
    outside: str = ""
    """The whole name of a body outside the digest."""

    @property
    def key(self) -> str:
        """What tells bodies apart."""
        return self.slug or self.outside


def phrases(taxonomy: Taxonomy) -> Iterator[Phrase[Bearer]]:
    """Every name of every body with its variants, each once a body."""
    for term in taxonomy:
        region = region_of(term.slug, term.country)
        forms = ((text, language, Bearer(term.slug, region, claim)) for text, language, claim in _forms(term))
        yield from _distinct(forms)
        for other in term.not_to_be_confused_with:
            yield from _distinct(_outside(other, term.language_of(other)))


def _distinct(forms: Iterable[tuple[str, str, Bearer]]) -> Iterator[Phrase[Bearer]]:
    seen: set[tuple[str, ...]] = set()
    for text, language, bearer in forms:
        found = phrase(text, bearer, language)
        if found is None or (len(found.words) == 1 and len(found.words[0].plain) < 2):
            continue
        key = tuple(word.written if is_acronym(word) else word.plain for word in found.words)
        if key not in seen:
            seen.add(key)
            yield found


def _outside(text: str, language: str) -> Iterator[tuple[str, str, Bearer]]:
    """`National Security Council of the United States (NSC)`: whole, less the state, the acronym."""
    whole = _ASIDE.sub("", text)
    places = named_regions(tokens(text), language or "en")
    region = places[0].region.code if places else ""
    yield whole, language, Bearer("", region, "own", text)
    acronym = _ASIDE.search(text)
    for short in filter(None, (_without_region(whole, language), acronym[1] if acronym else "")):
        yield short, language, Bearer("", region, "shared", text)
        yield from ((other, language, Bearer("", region, "shared", text)) for other in _reordered(short))


def _forms(term: Term) -> Iterator[tuple[str, str, Claim]]:
    short: list[tuple[str, str]] = []
    named: list[tuple[str, Claim]] = [(name, "own") for name in term.names]
    named += [(name, "shared") for name in term.ambiguous]
    for name, claim in named:
        language = term.language_of(name)
        whole = _ASIDE.sub("", name)
        if whole != name and whole not in term.names:
            short.append((whole, language))
        else:
            yield whole, language, claim
            yield from ((variant, language, claim) for variant in _reordered(whole))
        if base := _without_region(whole, language):
            short.append((base, language))
    for base, language in short:
        yield base, language, "short"
        yield from ((variant, language, "short") for variant in _reordered(base))


def _without_region(name: str, language: str) -> str:
    """The name less the state it names at its beginning or end; nothing when too little remains."""
    words = tokens(name)
    found = named_regions(words, language if language in PEOPLES else "en")
    first, last = 0, len(words)
    for place in (one for one in found if one.region.kind in ("name", "people")):
        if place.first == first:
            first = place.last
        elif place.last == last:
            last = _before_link(words, place)
    if (first, last) == (0, len(words)) or last <= first:
        return ""
    kept = words[first:last]
    telling = [word for word in kept if word.plain not in _SMALL]
    if not is_acronym(kept[0]) and len(telling) < 2 and sum(len(word.plain) for word in telling) < _LONG:
        return ""
    return name[kept[0].start : kept[-1].end]


def _before_link(words: list[Word], place: NamedRegion) -> int:
    return place.first - 1 if place.first and words[place.first - 1].plain == "of" else place.first


def _reordered(name: str) -> Iterable[str]:
    """English names in other orders: Justice Department, Department of Justice."""
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
