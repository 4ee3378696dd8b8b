"""Find the parts of a sentence that it negates, denies or excludes.

The part is found by its words: a word such as `not` and what follows in its clause, or, in Turkic
languages, what comes before. Import does not state a body of such a part; `verify` compares which
words a sentence and its source negate.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

from newsroom.importer.words import table

Kind = Literal["not", "deny", "except"]
_ENDS = r"[;:.!?…—–()\"“”«»]"
_LIST = r"\s(?:[^\s,;:.]+\s){0,5}[^\s,;:.]+(?:,|\s(?:and|or|und|oder|et|ou|y|o|и|или|та|або)\s)"
"""What follows a comma within a list."""
_BEHIND = ("not_around", "not_behind", "deny_behind", "except_behind", "negative")
_GROUPS = ("only_looks", *_BEHIND, "except", "deny", "not")
"""The lists of negation.toml; the first that has a word decides."""


@dataclass(frozen=True, slots=True)
class Part:
    """A part of a sentence from `start` to `end`, and how it is negated."""

    start: int
    end: int
    kind: Kind


@dataclass(frozen=True, slots=True)
class _Rules:
    """The patterns of a language: words that negate, and beginnings and ends of clauses."""

    words: re.Pattern[str]
    opposite: re.Pattern[str]
    opening: re.Pattern[str]
    clause: re.Pattern[str]
    listed: re.Pattern[str]


def has_rules(language: str) -> bool:
    """Whether words of a language are known."""
    return language in table("negation")


def breaks(language: str) -> str:
    """A regular expression for words that begin another clause; it matches nothing if unknown."""
    listed: str = table("negation").get(language, {}).get("breaks", "(?!)")
    return listed


@cache
def _rules(language: str) -> _Rules:
    words = table("negation")[language]
    groups = [rf"(?P<{name}>{words[name]})" for name in _GROUPS if name in words]
    end = rf"{_ENDS}|\b(?:{breaks(language)})\b"
    goes_on = words.get("goes_on", "(?!)")
    opens = words.get("opens", "(?!)")
    return _Rules(
        re.compile(rf"(?<![\w’'])(?:{'|'.join(groups)})(?:(?<=[’'])|(?!\w))", re.IGNORECASE),
        re.compile(rf"(?<!\w)(?:{words['opposite']})(?!\w)", re.IGNORECASE),
        re.compile(rf"{end}|,|\b(?:{opens})\b", re.IGNORECASE),
        re.compile(rf"{end}|,(?!\s(?:{goes_on})\b)", re.IGNORECASE),
        re.compile(rf"{end}|,(?!{_LIST}|\s(?:{goes_on})\b)", re.IGNORECASE),
    )


@lru_cache(maxsize=256)
def negated(sentence: str, language: str) -> tuple[Part, ...]:
    """The parts that a sentence negates; none in a language without rules."""
    return tuple(_parts(sentence, _rules(language))) if has_rules(language) else ()


@lru_cache(maxsize=256)
def has_opposite(sentence: str, language: str) -> bool:
    """Whether a sentence has a word for which another language may say `not`: `unknown`, `only`."""
    return has_rules(language) and bool(_rules(language).opposite.search(sentence))


def _parts(sentence: str, rules: _Rules) -> Iterator[Part]:
    for word in rules.words.finditer(sentence):
        name = word.lastgroup or ""
        kind: Kind = "not"
        if name.startswith(("deny", "except")):
            kind = "deny" if name.startswith("deny") else "except"
        clause = rules.listed if kind == "except" else rules.clause
        ends = [end.end() for end in rules.opening.finditer(sentence, 0, word.start())]
        before = max(ends, default=0)
        after = clause.search(sentence, word.end())
        end = after.start() if after else len(sentence)
        if name == "only_looks":
            continue
        if name.endswith("around"):
            yield Part(before, end, kind)
        elif name == "negative" or name.endswith("behind"):
            yield Part(before, word.end(), kind)
        elif re.search(r"\w", sentence[word.end() : end]):
            yield Part(word.end(), end, kind)
        else:  # `which they deny`
            yield Part(0 if kind == "deny" else before, word.start(), kind)


def kinds_at(parts: Iterable[Part], start: int) -> set[Kind]:
    """How a word that begins at an offset is negated; twice negated is not the same as stated."""
    return {part.kind for part in parts if part.start <= start < part.end}
