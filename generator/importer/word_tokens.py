"""Split a text into comparable words: spans, normalised spellings, and look-up keys.

Names are looked up by the first letters of each word, since endings vary; `is_form` then compares
the endings. The endings of names are few and regular: possessive and plural in English, case in
Russian, German and the Turkic languages, gender and number in French. Since a name has several
words, a rule that is wrong for one of them rarely finds a name that is not there. Articles are left
out and link words are unified, so that "Service for Security" is also found as "Service of the
Security".
"""

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache

from anyascii import anyascii

from generator.importer.words import word_set

_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(
    rf"(?:[A-Z]\.){{2,}}|[A-Z]\.[A-Z]\b|\b[dDlL]['’](?=\w)|[{_UNSPACED}]|(?:(?![{_UNSPACED}])\w)+|&"
)
"""Matches a word; dotted acronyms, French elisions and characters of scripts without spaces are one each."""
_POSSESSIVE = re.compile(r"['’ʼ`][sS]\b")
_ADDRESS = re.compile(
    r"(?:https?://|www\.)\S+|\b[\w.+-]{1,64}@[\w.-]{1,99}|"
    r"\b[\w-]{1,63}(?:\.[\w-]{1,63}){0,4}\.(?:com|org|net|gov|int|info)\b\S*"
)
_ARTICLES, _LINKS, _JOINED = (word_set("word", key) for key in ("articles", "links", "joined"))
_SPELLINGS = (
    (re.compile(r"centre\b"), "center"),
    (re.compile(r"^(de|of)fence"), r"\1fense"),
    (re.compile(r"isation"), "ization"),
    (re.compile(r"ise(d|s)?$"), r"ize\1"),
    (re.compile(r"our$"), "or"),
)
_BREAK = re.compile(r"[.,;:!?()\[\]\"«»“”„\n–—]")
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_SLAVIC_ENDING = re.compile(
    r"(?<=\w{3})(?:иями|ью|ями|ами|ыми|ими|ого|его|ому|ему|ией|иях|иям|ием|ия|ии|ию|ие|ий|"
    r"ая|яя|ую|юю|ой|ей|ый|ое|ее|ые|ых|их|ым|им|ом|ем|ам|ям|ах|ях|ов|ев|а|я|о|е|ы|и|у|ю|ь|й)$"
)
_TURKIC_ENDING = re.compile(
    r"(?:l[ae]r)?(?:[yns]?[iuae])?(?:n?[iu]n|n?d[ae]n?|[yn][iuae]|ning|ni|ga|n)?(?:ki|l[iu]|la|le)?$"
)
_ENDINGS = {
    "de": re.compile(r"(?<=\w{3})(?:es|en|em|er|e|s|n)$"),
    "fr": re.compile(r"(?<=\w{2})(?:nes|ne|es|e|s)$"),
}
_TURKIC = frozenset(("az", "tr", "uz", "tk"))
_LONGEST_ENDING = 8
_WIDEST_GAP = 40
_KEY = 3


@dataclass(frozen=True, slots=True)
class Word:
    """A word: its place in the text, its spelling as written and normalised, whether it ends in 's.

    It is `apart` if punctuation separates it from the word before.
    """

    start: int
    end: int
    written: str
    plain: str
    possessive: bool = False
    apart: bool = False

    @property
    def key(self) -> str:
        """A key that forms of one word share."""
        return self.plain[:_KEY]

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.written[:1].isupper()

    @property
    def all_capitals(self) -> bool:
        """Whether the word is written like an acronym."""
        return self.written.isupper() and len(self.written) > 1


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """A word in lower case without diacritics, in the letters of a plain keyboard."""
    if word.isascii():
        return word.lower()
    if unicodedata.name(word[0], "").startswith("LATIN"):
        return anyascii(word).lower()
    return unicodedata.normalize("NFKC", word).casefold().replace("ё", "е")


@lru_cache(maxsize=20_000)
def spelling(word: str) -> str:
    """A normalised word in American spelling."""
    if len(word) > 4:
        for pattern, right in _SPELLINGS:
            word = pattern.sub(right, word)
    return word


def tokens(text: str) -> list[Word]:
    """The words of a text without articles; web and mail addresses are skipped."""
    if "." in text:
        text = _ADDRESS.sub(lambda match: " " * len(match.group()), text)
    return _joined(_words(text))


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
        bare, possessive = written.replace(".", ""), _POSSESSIVE.match(text, end) is not None
        yield Word(match.start(), end, bare, spelling(small), possessive, apart)


def _joined(words: Iterator[Word]) -> list[Word]:
    """`cyber security` and `counter-terrorism` as one word each, however they are written."""
    joined: list[Word] = []
    for word in words:
        prefix = joined[-1] if joined and joined[-1].plain in _JOINED else None
        if (
            prefix
            and not prefix.possessive
            and word.start == prefix.end + 1
            and word.plain.isalpha()
        ):
            second = word.written if prefix.written.isupper() else word.written.lower()
            written, whole = prefix.written + second, prefix.plain + word.plain
            joined[-1] = Word(prefix.start, word.end, written, whole, word.possessive)
        else:
            joined.append(word)
    return joined


@lru_cache(maxsize=20_000)
def _slavic_stem(word: str) -> str:
    return _SLAVIC_ENDING.sub("", word)


def is_form(written: str, base: str, languages: Collection[str] = ()) -> bool:
    """Whether two normalised words are equal or forms of the same word; `*` at the end matches any ending.

    Forms are those of English and of the given languages (primary subtags of BCP 47).
    """
    if written == base:
        return True
    if base.endswith("*"):
        return written.startswith(base[:-1])
    if _CYRILLIC.match(base):
        return _slavic_stem(written) == _slavic_stem(base)
    if base in (f"{written}s", f"{written}es") or written in (f"{base}s", f"{base}es"):
        return len(base) > 3
    if not _TURKIC.isdisjoint(languages) and written.startswith(base):
        ending = written[len(base) :]
        return len(ending) <= _LONGEST_ENDING and _TURKIC_ENDING.match(ending) is not None
    endings = (pattern for language, pattern in _ENDINGS.items() if language in languages)
    return any(pattern.sub("", written) == pattern.sub("", base) for pattern in endings)
