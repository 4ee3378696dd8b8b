"""Find who speaks in a sentence: a name or an office beside a verb of saying, or who is cited."""

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from generator.read import tables
from generator.read.text import words
from newsroom.importer.phrases import is_form
from newsroom.verify.statements import Statement

_LONGEST = 9
"""Most words that name a speaker."""
_NEAR = 4
"""Most words between a name and the office of its bearer."""
_BESIDE = frozenset(("and", "with", "und", "mit", "et", "avec", "y", "con", "и", "с"))
"""Words between the names of two people or bodies."""
_LONGEST_ACRONYM = 6
_BREAK = re.compile(r"[;:.!?—–“”\"«»]\s?")
_END = re.compile(r"[,;:.!?“”\"]|\bthat\b")
_SMALL = frozenset(("a", "an", "the", "of", "for", "in", "its", "his", "her", "their", "der", "de"))


@dataclass(frozen=True, slots=True)
class Speaker:
    """The text that names a speaker, its words, and the terms that it names."""

    text: str
    words: tuple[str, ...]
    owners: frozenset[str]
    office: str
    """The first word for somebody who speaks without a name, or ""."""
    cited: bool
    """Whether it follows `according to`, after which anybody is named, with an office or not."""


@dataclass(frozen=True, slots=True)
class _Rules:
    says: re.Pattern[str]
    cites: re.Pattern[str]
    offices: re.Pattern[str]
    clause: re.Pattern[str]


@cache
def _rules(language: str) -> _Rules | None:
    listed = tables.table("newsroom.verify", "speakers").get(language)
    if listed is None:
        return None
    patterns = [
        re.compile(rf"(?<!\w)(?:{listed[key]})(?!\w)", re.IGNORECASE)
        for key in ("says", "cites", "offices", "clause")
    ]
    return _Rules(*patterns)


def speakers(statement: Statement, language: str) -> list[Speaker]:
    """The speakers of a sentence; outlets, pronouns and the like are none."""
    rules = _rules(language)
    if rules is None:
        return []
    found = []
    named = [
        (_named(statement.text, verb, rules), False) for verb in rules.says.finditer(statement.text)
    ]
    for phrase in rules.cites.finditer(statement.text):
        after = _END.split(statement.text[phrase.end() :], maxsplit=1)[0]
        named.append((" ".join(after.split()[:_LONGEST]), True))
    for text, is_cited in named:
        names = [name for name in statement.names if name.written in text]
        owners = [owner for name in names for owner in name.owners]
        is_outlet = any(owner.is_outlet for owner in owners)
        own = tuple(word for word in words(text) if word not in _SMALL)
        office = rules.offices.search(text)
        keys = frozenset(owner.key for owner in owners)
        if own and (is_cited or names or office) and not is_outlet:
            found.append(Speaker(text, own, keys, office.group() if office else "", is_cited))
    return found


def is_reported(statement: Statement, language: str) -> bool:
    """Whether a sentence says that somebody, named or not, says something."""
    rules = _rules(language)
    if rules is None:
        return False
    return any(pattern.search(statement.text) for pattern in (rules.says, rules.cites))


def _named(text: str, verb: re.Match[str], rules: _Rules) -> str:
    """The words of the speaker beside a verb: `Minister X said`, `X, a judge, said`, `said X`."""
    before = text[: verb.start()].rstrip()
    start = max((end.end() for end in _BREAK.finditer(before)), default=0)
    opening = before[start:].partition(",")[0]
    start = max([start, *(word.end() for word in rules.clause.finditer(before))])
    *others, last = before[start:].rstrip(",").split(",")
    is_apposition = (
        before.endswith(",") and bool(others) and all(word[0].isupper() for word in last.split())
    )
    if is_apposition:
        last = f"{others[-1]}, {last}"
    elif before.endswith((",", "”", '"', "»")) or not last.strip():
        after = text[verb.end() :]
        last = _END.split(after, maxsplit=1)[0]
        if not last.strip():  # `X, who was there, said that`
            last = opening
    return " ".join(last.split()[-_LONGEST:])


def is_same(one: Speaker, other: Speaker, texts: Iterable[Statement], language: str) -> bool:
    """Whether two may be one: by a word, a term, an acronym, or a name beside an office."""
    if one.owners & other.owners or _is_acronym(one, other) or _is_acronym(other, one):
        return True
    if any(is_form(a, b, (language,)) for a in one.words for b in other.words):
        return True
    return any(_are_near(one.words, other.words, text.words) for text in texts)


def _is_acronym(one: Speaker, other: Speaker) -> bool:
    initials = "".join(word[0] for word in other.words)
    return any(1 < len(word) < _LONGEST_ACRONYM and word in initials for word in one.words)


def _are_near(ours: Collection[str], theirs: Collection[str], text: Sequence[str]) -> bool:
    first = [at for at, word in enumerate(text) if word in ours]
    second = [at for at, word in enumerate(text) if word in theirs]
    for one, other in product(first, second):
        between = text[min(one, other) : max(one, other)]
        if len(between) <= _NEAR and _BESIDE.isdisjoint(between):
            return True
    return False
