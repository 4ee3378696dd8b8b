"""Find the registered terms that a name which no registry has may mean.

A suggestion is a question to the author, never a replacement: `The Guradian` may be a newspaper of
that name. Rules from the surest to the least sure; the first that finds a term decides:

1. the same but for dots, hyphens, case and a leading `The`, or its host: `F.B.I.`, `Guardian`,
`apnews.com`;
2. for people, the surname alone, after initials, before the first name, or after titles: `Tusk`,
   `D. Tusk`, `Tusk, Donald`, `Prime Minister Donald Tusk`;
3. a misspelling: an edit in every five letters, where two exchanged neighbours are one edit.
"""

import re
from functools import lru_cache
from urllib.parse import urlsplit

from generator.diagnostics.suggest import edits
from generator.model.term import Taxonomy, Term, fold

_MOST = 3
"""Maximum suggestions; a surname that more people share says nothing."""
_LETTERS_PER_EDIT = 5
_MOST_EDITS = 3
_LONGEST = 80
_DROPPED = re.compile(r"[.'’]")
_AS_SPACES = re.compile(r"[-‐‑–_/]|\s+")


@lru_cache(maxsize=32_768)
def bare(name: str) -> str:
    """A name without dots, hyphens, case and a leading article: `The F.B.I.` → `fbi`."""
    spaced = _AS_SPACES.sub(" ", _DROPPED.sub("", fold(name))).strip()
    return spaced.removeprefix("the ")


def terms_near(name: str, taxonomy: Taxonomy) -> list[Term]:
    """Up to three terms that a name may mean, in the registry's order; none if there are more."""
    written = bare(name[:_LONGEST])
    known = [(term, [bare(one) for one in (*term.names, *term.ambiguous)]) for term in taxonomy]
    found = _same(written, name, known)
    if not found and taxonomy.settings.offices_at:
        found = _same_bearer(written, name, known)
    if not found:
        found = [
            term for term, names in known if any(is_misspelling(written, one) for one in names)
        ]
    return found if len(found) <= _MOST else []


_Known = list[tuple[Term, list[str]]]
"""Terms with their bare names."""


def _same(written: str, name: str, known: _Known) -> list[Term]:
    host = name.casefold().removeprefix("www.")
    joined = written.replace(" ", "")
    found = []
    for term, names in known:
        own_host = (urlsplit(term.url).hostname or "") if term.url else ""
        spelled_alike = joined and joined in [one.replace(" ", "") for one in names]
        if spelled_alike or host == own_host.removeprefix("www."):
            found.append(term)
    return found


def _same_bearer(written: str, name: str, known: _Known) -> list[Term]:
    first, comma, last = name.partition(",")
    words = bare(f"{last} {first}").split() if comma else written.split()
    return [
        term for term, names in known if any(_is_part_of_name(words, one.split()) for one in names)
    ]


def _is_part_of_name(words: list[str], known: list[str]) -> bool:
    """Whether words are a person's surname, initials and surname, or the name after some titles."""
    if not words or len(known) < 2 or len(words[-1]) < 2:
        return False
    if words[-len(known) :] == known or words == known[1:]:
        return True
    *before, surname = words
    are_initials = all(len(word) == 1 for word in before)
    begins_alike = not before or before[0] == known[0][:1]
    return surname == known[-1] and are_initials and begins_alike


def is_misspelling(written: str, name: str) -> bool:
    """Whether a name differs by few edits for its length, in letters rather than in digits."""
    most = min(_MOST_EDITS, len(written) // _LETTERS_PER_EDIT)
    if len(written) == 4 and sorted(written) == sorted(name):
        most = 1  # an acronym with two letters exchanged
    # Each edit changes the length by at most one and the set of letters by at most two.
    if not most or abs(len(written) - len(name)) > most or len(set(written) ^ set(name)) > 2 * most:
        return False
    return 0 < edits(written, name) <= most and _digits(written) == _digits(name)


def _digits(name: str) -> list[str]:
    return re.findall(r"\d+", name)
