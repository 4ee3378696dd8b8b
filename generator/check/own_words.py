"""Which words of a text are the digest's own: not those of a quotation, of code or of an address.

What is not ours is blanked, letter for letter, so that places stay what they were. A mark that is
never closed quotes to the end of its paragraph: a check that is unsure says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

_PARAGRAPH = r"(?:(?!\n[ \t]*\n)[^{}])*+"


_MARKS = "„“”«»‘'\"「『"


def _from(opening: str, closing: str, *, before: str = "", after: str = "", must_close: bool = False) -> str:
    """What follows an opening mark that `_QUOTED` has met, up to its closing mark."""
    inside = _PARAGRAPH.format(re.escape(opening + closing))
    return f"(?<={opening}){before}{after}{inside}[{closing}]{'' if must_close else '?'}"


def _single(mark: str, closing: str, *, after: str = "") -> str:
    """The same for a mark that is an apostrophe within a word."""
    inside = r"(?:[^‘’'\n]|\n(?![ \t]*\n)|(?<=\w)['’](?=\w))*+"
    return rf"(?<={mark})(?<!\w{mark}){after}{inside}{closing}(?!\w)"


_QUOTED = re.compile(
    f"[{_MARKS}](?:"
    + "|".join(
        (
            _from("„", "“”"),
            _from("“", "”"),
            _from("«", "»"),
            _from("»", "«"),
            _from("「", "」"),
            _from("『", "』"),
            _from("”", "”", before=r"(?<!\w”)", must_close=True),
            _from('"', '"', before=r'(?<!\w")', after=r"(?=\S)"),
            _single("‘", "’"),
            _single("'", "'", after=r"(?=\w)"),
        )
    )
    + ")"
)
_BLOCK = re.compile(r"^ {0,3}>[^\n]*(?:\n(?![ \t]*$)[^\n]+)*", re.MULTILINE)
_FENCED = re.compile(r"^ {0,3}(`{3,}|~{3,})[^\n]*(?:\n(?! {0,3}\1)[^\n]*)*(?:\n[^\n]*)?", re.MULTILINE)
_CODE = re.compile(r"`[^`\n]*`")
_TARGET = re.compile(r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_ADDRESS = re.compile(r"https?://[^\s<>)]+")
_REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]+\]:.*$", re.MULTILINE)
_NO_CODE = ((("```", "~~~"), _FENCED), (("`",), _CODE))
_NO_ADDRESS = ((("](",), _TARGET), (("://",), _ADDRESS), (("]:",), _REFERENCE))
_VISIBLE = re.compile(r"\S")


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of another: where they begin in the text, and the words with their marks."""

    start: int
    text: str


def blank(pattern: re.Pattern[str], text: str) -> str:
    """The text with all that a pattern finds replaced by spaces; lines stay lines."""
    return pattern.sub(lambda found: _VISIBLE.sub(" ", found.group()), text)


@lru_cache(maxsize=2)
def prose(markdown: str) -> str:
    """Markdown without code and without the addresses of its links; kept, since two checks ask for it."""
    return _blank_where(_NO_ADDRESS, without_code(markdown))


def without_code(markdown: str) -> str:
    """Markdown without code, inline and fenced."""
    return _blank_where(_NO_CODE, markdown)


def _blank_where(rules: Iterable[tuple[tuple[str, ...], re.Pattern[str]]], markdown: str) -> str:
    """A pattern is looked for only where one of its signs is."""
    for signs, pattern in rules:
        if any(sign in markdown for sign in signs):
            markdown = blank(pattern, markdown)
    return markdown


def split(text: str) -> tuple[str, list[Quotation]]:
    """The digest's own words of a text that `prose` gave, and the quotations in it."""
    found: list[Iterator[re.Match[str]]] = []
    if ">" in text:
        found.append(_BLOCK.finditer(text))
        without = blank(_BLOCK, text)
    else:
        without = text
    if any(mark in without for mark in _MARKS):
        found.append(_QUOTED.finditer(without))
        own = blank(_QUOTED, without)
    else:
        own = without
    return own, [Quotation(match.start(), match.group()) for match in chain.from_iterable(found)]
