"""Find the authors in a byline: two in `By Jane Example, Staff Writer, and John Sample`.

Only persons are authors: not newsrooms, agencies, jobs without a name, countries or links of the
page (`View Comments`), and not photographers, editors or translators.
"""

import re
from collections.abc import Collection

from generator.check.locale_codes import COUNTRIES
from generator.model.term import fold
from newsroom.importer.inert import one_line
from newsroom.importer.words import alternatives, opening, shapes

INTRO = opening("byline", "openers", r"\s?")
"""The beginning of a line that names the author."""
OTHERS = opening("byline", "others")
"""The beginning of a line that names another kind of contributor."""
_SPLIT, _JOB, _JOB_BEFORE, _JOB_AFTER = shapes("byline", "split job job_before job_after")
_ASIDE, _AFTER, _MAIL, _WIRE = shapes("byline", "aside after mail wire", 0)
_NOBODY, _FURNITURE = shapes("byline", "nobody furniture")
_LINKING = opening("byline", "links")
_PARTICLES = frozenset(alternatives("byline", "particles").split("|"))
_NAME, _LAST_FIRST = shapes("byline", "name last_first", 0)
_COUNTRIES = {fold(name) for name in COUNTRIES.values()}
_COUNTRIES |= {"north korea", "south korea", "great britain"}
_EDGES = " .,:;-–—|/*\t@\"'“”«»"
_UNSPACED = re.compile(
    "[\u3400-\u9fff\u3005·]{2,6}|[\u3040-\u30ff\u3400-\u9fff\u3005・]{2,10}|[\uac00-\ud7a3]{2,5}"
)
"""A name in Chinese, Japanese or Korean: one word, so only an opener tells it from others."""
_SHORTENED = re.compile(r"\s(?:[^\W\d_]|Jr|Sr)\.\W*\Z")
"""The end of a name with an initial: `Jane E.`; its full stop belongs to it."""
_MOST_CHARACTERS, _MOST_NAMES, _MOST_WORDS = 400, 20, 6
_SHORTEST, _LONGEST_ACRONYM = 5, 4
"""Least letters of a name in capitals; most letters of initials or an acronym."""


def is_name(text: str) -> bool:
    """Whether a text looks like a person's name: two to six words, none of newsrooms."""
    words = text.split()
    if not 1 < len(words) <= 6:
        return False
    if fold(text) in _COUNTRIES or _LINKING.match(words[0]) or _NOBODY.search(text):
        return False
    if all(_FURNITURE.match(word) for word in words) or not _NAME.fullmatch(text):
        return False
    starts = []
    for word in words:
        if word not in _PARTICLES:
            starts.append(word.removeprefix("al-").removeprefix("d'")[:1])
    return len(starts) > 1 and not any(start.islower() for start in starts)


def trimmed(text: str, edges: str = _EDGES) -> str:
    """Remove the punctuation around a name, but not the full stop of an initial at its end."""
    bare = text.strip(edges)
    return f"{bare}." if bare and _SHORTENED.search(text) else bare


def without_outlet(text: str) -> str:
    """Remove an agency's name, and a job before a person: `Корр. ТАСС`, `Reuters correspondent`."""
    return _JOB_BEFORE.sub("", trimmed(_WIRE.sub("", text)), count=1)


def has_job(text: str) -> bool:
    """Whether a text begins with a job, such as that of a correspondent."""
    return _JOB_BEFORE.match(text) is not None


def may_be_name(text: str, outlets: Collection[str]) -> bool:
    """Whether nothing says that a text of one line is no person: an outlet, a newsroom, a link."""
    words = text.split()
    is_named = 0 < len(words) <= _MOST_WORDS and fold(text) not in {*outlets, *_COUNTRIES}
    return is_named and not _NOBODY.search(text) and not any(map(_FURNITURE.match, words))


def names(byline: str, outlets: Collection[str] = ()) -> tuple[str, ...]:
    """Return the persons that a byline names, in order, each once.

    `outlets` are folded names, which are nobody's.
    """
    text = one_line(_MAIL.sub(" ", byline[:_MOST_CHARACTERS]), _MOST_CHARACTERS)
    if OTHERS.match(text):
        return ()
    opened = INTRO.match(text)
    text = text[opened.end() :].strip(" :：/／") if opened else text
    if opened and _UNSPACED.fullmatch(text) and not _NOBODY.search(text):
        return (text,)
    turned = _LAST_FIRST.match(text)
    if turned and not _JOB.fullmatch(turned[2]) and not is_name(turned[2]):
        whole = _cased(f"{turned[2]} {turned[1]}")
        return (whole,) if is_name(whole) else ()
    found: dict[str, None] = {}
    for part in _SPLIT.split(text):
        aside = _ASIDE.search(part)
        if aside and OTHERS.match(aside.group().strip()[1:]):
            continue  # such as `Jane Example (photos)`
        name = _name(_ASIDE.sub("", part))
        if name and fold(name) not in outlets:
            found[name] = None
    return tuple(found)[:_MOST_NAMES]


def _name(part: str) -> str:
    """Return the name in one part of a byline; "" for a job, a place or a newsroom."""
    text = without_outlet(part)
    text = trimmed(_JOB_AFTER.sub("", _AFTER.sub("", text)))
    parts = [text] if text.isupper() else text.split(" ")
    text = " ".join(map(_cased, parts))
    return text if is_name(text) else ""


def _cased(text: str) -> str:
    """Write words in capitals as names are usually written: VUGAR KHALILOV; initials stay."""
    shortest = _SHORTEST if " " in text else _LONGEST_ACRONYM + 1
    if not text.isupper() or len(text) < shortest:
        return text
    dotless = "ı" if "Ə" in text or "Ğ" in text else "i"  # in Turkic names I is the capital of ı

    def lower(match: re.Match[str]) -> str:
        return match[1] + match[2].replace("I", dotless).lower()

    return re.sub(r"([^\W\d_])([^\W\d_]+)", lower, text)
