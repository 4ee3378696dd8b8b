"""Suggest registered terms for a name that no registry has.

A suggestion is a question to the author, never a replacement: `The Guradian` may be a newspaper of
that name. Rules from the most certain to the least; the first that finds a term decides:

1. the same name but for dots, hyphens, case and a leading `The`, or its host: `F.B.I.`, `Guardian`,
`apnews.com`;

2. for people, the surname alone, after initials, before the first name, or after titles: `Tusk`,
`D. Tusk`, `Tusk, Donald`, `Prime Minister Donald Tusk`;

3. a misspelling.
"""

import re
from difflib import get_close_matches
from functools import lru_cache
from urllib.parse import urlsplit

from generator.model.term import Taxonomy, Term, fold

_MOST = 3
"""Maximum suggestions; a surname that more people share says nothing."""
_SIMILAR = 0.85
"""The similarity, by `difflib`, of a misspelling: one wrong letter of seven."""
_LONGEST = 80
_DROPPED = re.compile(r"[.'’]")
_DIGITS = re.compile(r"\d+")
_AS_SPACES = re.compile(r"[-‐‑–_/]|\s+")

_Known = list[tuple[Term, list[str]]]
"""Terms with their bare names."""


@lru_cache(maxsize=32_768)
def bare(name: str) -> str:
    """A name without dots, hyphens, case and a leading article: `The F.B.I.` → `fbi`."""
    letters = _DROPPED.sub("", fold(name))
    spaced = _AS_SPACES.sub(" ", letters)
    return spaced.strip().removeprefix("the ")


def terms_near(name: str, taxonomy: Taxonomy) -> list[Term]:
    """Up to three terms that a name may mean, in the registry's order; none if there are more."""
    bare_name = bare(name[:_LONGEST])
    if not bare_name:
        return []
    known: _Known = []
    for term in taxonomy:
        names = [bare(one) for one in (*term.names, *term.ambiguous)]
        known.append((term, names))
    found = _same(bare_name, name, known)
    if not found and taxonomy.settings.offices_at:
        found = _same_bearer(bare_name, name, known)
    if not found:
        digits = _DIGITS.findall(bare_name)
        for term, names in known:
            alike = get_close_matches(bare_name, names, len(names), _SIMILAR)
            if any(_DIGITS.findall(one) == digits for one in alike):
                found.append(term)
    if len(found) > _MOST:
        return []
    return found


def _same(bare_name: str, name: str, known: _Known) -> list[Term]:
    host = name.casefold().removeprefix("www.")
    joined = bare_name.replace(" ", "")
    found = []
    for term, names in known:
        own_host = urlsplit(term.url).hostname or ""
        spelled_alike = joined in [one.replace(" ", "") for one in names]
        if spelled_alike or host == own_host.removeprefix("www."):
            found.append(term)
    return found


def _same_bearer(bare_name: str, name: str, known: _Known) -> list[Term]:
    words = bare_name.split()
    first, comma, last = name.partition(",")
    if comma:
        words = bare(f"{last} {first}").split()
    found = []
    for term, names in known:
        if any(_is_part_of_name(words, one.split()) for one in names):
            found.append(term)
    return found


def _is_part_of_name(words: list[str], known: list[str]) -> bool:
    """Whether words are a person's surname, initials and surname, or the name after some titles."""
    if not words or len(known) < 2:
        return False
    *before, surname = words
    has_titles = words[-len(known) :] == known
    if len(surname) < 2 or surname != known[-1]:
        return False
    if has_titles or not before or words == known[1:]:
        return True
    are_initials = all(len(word) == 1 for word in before)
    return are_initials and before[0] == known[0][0]
