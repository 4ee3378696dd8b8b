"""The names of a taxonomy's bodies, and the orders of words they appear in.

A name that says whose body it is ("State Security Service of Georgia") is also known without that
("State Security Service"); several terms then share the short form, and `bodies` decides by context.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from generator.intake.lexicon import Phrase, is_acronym, phrase
from generator.intake.nationalities import PEOPLES
from generator.intake.places import Place, places
from generator.intake.tokens import Token, listed, tokens
from generator.model.term import Taxonomy, Term

Claim = Literal["own", "shared", "short"]
"""How a term holds a name: alone; declared ambiguous; only with a word that says whose it is."""
_HEADS = listed(
    """
    service services agency bureau committee council directorate department ministry office organization
    center centre corps authority commission organisation headquarters police unit structure team
    """
)
_FRONTS = listed("state federal national general main executive")
_ASIDE = re.compile(r"\s*\([^)]*\)")
_LONG = 12
"""Letters of a single word that is a name by itself, such as Staatssicherheitsdienst."""
_SMALL = frozenset(("of", "and", "in", "under"))


@dataclass(frozen=True, slots=True)
class Bearer:
    """A term that a name may mean."""

    taxonomy: str
    slug: str
    claim: Claim


def phrases(taxonomy: Taxonomy) -> Iterator[Phrase[Bearer]]:
    """Every name of every term with its variants, each once a term."""
    for term in taxonomy:
        seen: set[tuple[str, ...]] = set()
        for text, language, claim in _forms(term):
            bearer = Bearer(taxonomy.settings.name, term.slug, claim)
            found = phrase(text, bearer, language)
            if found is None:
                continue
            key = tuple(word.written if is_acronym(word) else word.plain for word in found.words)
            if key not in seen and not _is_too_short(found.words):
                seen.add(key)
                yield found


def _is_too_short(words: tuple[Token, ...]) -> bool:
    return len(words) == 1 and len(words[0].plain) < 2


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
    known = language if language in PEOPLES else "en"
    found = [place for place in places(words, known) if place.region.kind in ("name", "people")]
    first, last = 0, len(words)
    for place in found:
        if place.first == first:
            first = place.last
        elif place.last == last:
            last = _before_link(words, place)
    if (first, last) == (0, len(words)) or last <= first:
        return ""
    kept = words[first:last]
    long = sum(len(word.plain) for word in kept if word.plain not in _SMALL) >= _LONG
    if not is_acronym(kept[0]) and (sum(word.plain not in _SMALL for word in kept) < 2 and not long):
        return ""
    return name[kept[0].start : kept[-1].end]


def _before_link(words: list[Token], place: Place) -> int:
    return place.first - 1 if place.first and words[place.first - 1].plain == "of" else place.first


def _reordered(name: str) -> Iterable[str]:
    """English names in other orders: Justice Department, Department of Justice."""
    if not name.isascii():
        return
    words = name.replace("'s ", " ").split()
    small = [word.casefold() for word in words]
    links = [index for index, word in enumerate(small) if word in ("of", "for", "on")]
    if links and small[links[0] - 1] in _HEADS and len(words) - links[0] > 1:
        head, rest = words[: links[0]], words[links[0] + 1 :]
        if not set(small[links[0] + 1 :]) & {"of", "for", "on"} and rest[0].casefold() != "the":
            yield " ".join((*rest, *head))
            if len(head) > 1:
                yield " ".join((*head[:-1], *rest, head[-1]))
    elif not links and small[-1] in _HEADS and len(words) > 2:
        yield " ".join((words[-1], "of", *words[:-1]))
        if small[-2] in _FRONTS:
            yield " ".join((*words[-2:], "of", *words[:-2]))
        if small[0] in _FRONTS:
            yield " ".join((words[0], words[-1], "of", *words[1:-1]))
