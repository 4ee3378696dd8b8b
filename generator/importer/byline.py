"""Authors of a report: two names from `By Jane Example, Staff Writer, and John Sample`.

Only persons are authors: not newsrooms, agencies, jobs without a name, countries or links of the
page (`View Comments`), and not photographers, editors or translators.
"""

import re
from collections.abc import Collection

from generator.check.locale_codes import COUNTRIES
from generator.importer.inert import one_line
from generator.importer.words import alternatives, opening, shape
from generator.model.term import fold

INTRO = opening("byline", "openers", r"\s?")
"""The beginning of a line that names the author."""
OTHERS = opening("byline", "others")
"""The beginning of a line that names another kind of contributor."""
_SPLIT, _JOB, _JOB_BEFORE, _JOB_AFTER = (
    shape("byline", key) for key in ("split", "job", "job_before", "job_after")
)
_ASIDE, _AFTER, _MAIL = (shape("byline", key, 0) for key in ("aside", "after", "mail"))
_NOBODY, _FURNITURE = shape("byline", "nobody"), shape("byline", "furniture")
_LINKING = opening("byline", "links")
_SMALL = frozenset(alternatives("byline", "particles").split("|"))
_NAME, _LAST_FIRST = shape("byline", "name", 0), shape("byline", "last_first", 0)
_STATES = frozenset(map(fold, COUNTRIES.values())) | {"north korea", "south korea", "great britain"}
_MOST_CHARACTERS, _MOST_NAMES = 400, 20
_SHORTEST, _LONGEST_ACRONYM = 5, 4
"""Minimum letters of a name in capitals; maximum letters of initials or an acronym."""


def is_name(text: str) -> bool:
    """Whether a text looks like a person's name: two to six capitalised words, no newsroom words."""
    words = text.split()
    if text.startswith(("L'", "L’")) or fold(text) in _STATES:
        return False
    if words and (_LINKING.match(words[0]) or all(map(_FURNITURE.match, words))):
        return False
    starts = [
        word.removeprefix("al-").removeprefix("d'")[:1] for word in words if word not in _SMALL
    ]
    shaped = (
        len(starts) > 1
        and len(words) <= 6
        and len(text) <= 60
        and _NAME.fullmatch(text) is not None
    )
    return shaped and not any(map(str.islower, starts)) and not _NOBODY.search(text)


def without_intro(author: str) -> str:
    """`Jane Example` from `By Jane Example`; a text that names nobody without its first word is unchanged."""
    rest = INTRO.sub("", author.strip(), count=1)
    return rest if is_name(rest) else author


def names(byline: str, outlets: Collection[str] = ()) -> tuple[str, ...]:
    """The persons that a byline names, in order, each once; `outlets` are folded names of outlets."""
    text = one_line(_MAIL.sub(" ", byline[:_MOST_CHARACTERS]), _MOST_CHARACTERS)
    if OTHERS.match(text):
        return ()
    text = INTRO.sub("", text, count=1)
    turned = _LAST_FIRST.match(text)
    if turned and not _JOB.fullmatch(turned[2]) and not is_name(turned[2]):
        whole = _cased(f"{turned[2]} {turned[1]}")
        return (whole,) if is_name(whole) else ()
    every = (_name(_ASIDE.sub("", part)) for part in _SPLIT.split(text) if not _took_pictures(part))
    return tuple(dict.fromkeys(name for name in every if name and fold(name) not in outlets))[
        :_MOST_NAMES
    ]


def _took_pictures(part: str) -> bool:
    aside = _ASIDE.search(part)
    return aside is not None and OTHERS.match(aside.group().strip()[1:]) is not None


def _name(part: str) -> str:
    """The name in one part of a byline; empty for a job, a place or a newsroom."""
    text = _JOB_BEFORE.sub("", part.strip(" .,:;-–—|/*\t@\"'“”«»"), count=1)
    text = _cased(_JOB_AFTER.sub("", _AFTER.sub("", text)).strip(" .,:;-–—|/"))
    return text if is_name(text) else ""


def _cased(text: str) -> str:
    """A name in capitals, in normal case: VUGAR KHALILOV, Glib PRIMEROV."""
    if text.isupper() and len(text) >= _SHORTEST:
        dotless = (
            "ı" if "Ə" in text or "Ğ" in text else "i"
        )  # in Turkic names I is the capital of ı
        return re.sub(
            r"([^\W\d_])([^\W\d_]+)",
            lambda match: match[1] + match[2].replace("I", dotless).lower(),
            text,
        )
    words = text.split(" ")
    surnames = [word for word in words if word.isupper() and len(word) > _LONGEST_ACRONYM]
    return (
        " ".join(_cased(word) if word in surnames else word for word in words) if surnames else text
    )
