"""A text as words that can be compared: spans, plain spellings, and the keys they are looked up by.

Names are looked up by the first letters of each of their words, since endings differ from sentence
to sentence; whether a word that was found is a form of the word that was meant is for `inflection`
to say. Articles are left out and link words made one, so that "Service for Security" is also found
as "Service of the Security".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from generator.importer.words import listed

_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(
    rf"(?:[A-Z]\.){{2,}}|[A-Z]\.[A-Z]\b|\b[dDlL]['’](?=\w)|[{_UNSPACED}]|(?:(?![{_UNSPACED}])\w)+|&"
)
"""Dotted acronyms are one word, so are French elisions and each sign of a script without spaces."""
_POSSESSIVE = re.compile(r"['’ʼ`][sS]\b")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w.+-]{1,64}@[\w.-]{1,99}|"
    r"\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?:com|org|net|gov|int|info)\b\S*"
)


_ARTICLES = listed("the le la les l das die den dem")
_LINKS = listed("of for on de du des der fur di d")
_JOINED = listed("cyber counter anti")
_SPELLINGS = (
    (re.compile(r"centre\b"), "center"),
    (re.compile(r"^(de|of)fence"), r"\1fense"),
    (re.compile(r"isation"), "ization"),
    (re.compile(r"ise(d|s)?$"), r"ize\1"),
    (re.compile(r"our$"), "or"),
)
_BREAK = re.compile(r"[.,;:!?()\[\]\"«»“”„\n–—]")
_WIDEST_GAP = 40
_KEY = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A word: its place in the text, as it is written, its plain spelling, whether it ends in 's."""

    start: int
    end: int
    written: str
    plain: str
    possessive: bool = False
    apart: bool = False
    """Whether a full stop, a comma or the like separates it from the word before."""

    @property
    def key(self) -> str:
        """What words that may be forms of each other share."""
        return self.plain[:_KEY]

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.written[:1].isupper()

    @property
    def all_capitals(self) -> bool:
        """Whether it is written like an acronym."""
        return self.written.isupper() and len(self.written) > 1


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """A word in small letters without marks; Latin letters become those of a plain keyboard."""
    if word.isascii():
        return word.lower()
    if unicodedata.name(word[0], "").startswith("LATIN"):
        return anyascii(word).lower()
    return unicodedata.normalize("NFKC", word).casefold().replace("ё", "е")


@lru_cache(maxsize=20_000)
def spelling(word: str) -> str:
    """A plain word as Americans spell it."""
    if len(word) > 4:
        for pattern, right in _SPELLINGS:
            word = pattern.sub(right, word)
    return word


def tokens(text: str) -> list[Word]:
    """The words of a text without articles; addresses of pages and mail hold no words."""
    if "." in text:
        text = _ADDRESS.sub(lambda match: " " * len(match.group()), text)
    return list(_joined(_words(text)))


def _words(text: str) -> Iterator[Word]:
    end = 0
    for match in _WORD.finditer(text):
        written = match.group()
        small = plain(written.strip("'’").replace(".", ""))
        if (small in _ARTICLES and (not written.isupper() or written[-1] in "'’")) or (
            small == "s" and match.start() and text[match.start() - 1] in "'’ʼ`"
        ):
            continue
        if written == "&":
            small = "and"
        elif small in _LINKS and not written.isupper():
            small = "of"
        gap = text[end : match.start()] if match.start() - end < _WIDEST_GAP else "\n"
        apart = gap != "." and _BREAK.search(gap) is not None
        end = match.end()
        yield Word(
            match.start(),
            match.end(),
            written.replace(".", ""),
            spelling(small),
            _POSSESSIVE.match(text, match.end()) is not None,
            apart,
        )


def _joined(words: Iterator[Word]) -> Iterator[Word]:
    """`cyber security` and `counter-terrorism` as one word each, however they are written."""
    held: Word | None = None
    for word in words:
        if held and word.start == held.end + 1 and word.plain.isalpha():
            yield Word(
                held.start,
                word.end,
                f"{held.written}{word.written}",
                held.plain + word.plain,
                word.possessive,
            )
            held = None
            continue
        if held:
            yield held
        held = word if word.plain in _JOINED and not word.possessive else None
        if not held:
            yield word
    if held:
        yield held
