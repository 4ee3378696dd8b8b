"""Find names and phrases in a text, which is compared word by word.

Words are compared without case and marks, in American spelling, without articles; `cyber security`
and `cyber-security` are one word. Endings may differ where a language inflects: the plural in
English, cases in Russian, German and the Turkic languages, gender and number in French.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Generic, TypeVar

from anyascii import anyascii

from newsroom.importer.words import word_set

Owner = TypeVar("Owner")
_UNSPACED = "\u0e00-\u0e7f\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_WORD = re.compile(
    r"(?:[A-Z]\.){2,}|[A-Z]\.[A-Z]\b|\b[dDlL]['’](?=\w)"
    r"|\b(?i:cyber[- ]|counter[- ]|anti-)[^\W\d_]{3,}"
    rf"|[{_UNSPACED}]|(?:(?![{_UNSPACED}])\w)+(?:['’ʼ`][sS]\b)?|&"
)
"""A word; dotted acronyms, elisions and characters of scripts without spaces are one each."""
_ADDRESS = re.compile(r"(?:https?://|www\.|[\w.+-]{1,64}@)\S+")
_PREFIX = re.compile(r"(?:cyber|counter|anti)[- ]", re.IGNORECASE)
_SIGNS = re.compile(r"['’ʼ`][sS]\Z|['’. -]")
_BREAK = re.compile(r"[.,;:!?()\[\]\"«»“”„\n–—]")
_ARTICLES, _LINKS = word_set("word", "articles"), word_set("word", "links")
_AMERICAN = {"centre": "center", "defence": "defense", "offence": "offense", "isation": "ization"}
CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_SLAVIC_ENDING = re.compile(
    r"(?<=\w{3})(?:иями|ью|ями|ами|ыми|ими|ого|его|ому|ему|ией|иях|иям|ием|ия|ии|ию|ие|ий|"
    r"ая|яя|ую|юю|ой|ей|ый|ое|ее|ые|ых|их|ым|им|ом|ем|ам|ям|ах|ях|ов|ев|а|я|о|е|ы|и|у|ю|ь|й)$"
)
_TURKIC_ENDING = re.compile(
    r"(?:l[ae]r)?(?:[yns]?[iuae])?(?:n?[iu]n|n?d[ae]n?|[yn][iuae]|ning|ni|ga|n)?"
    r"(?:ki|l[iu]|la|le)?$"
)
_TURKIC = frozenset(("az", "tr", "uz", "tk"))
_ENDINGS = {
    "de": re.compile(r"(?<=\w{3})(?:es|en|em|er|e|s|n)$"),
    "fr": re.compile(r"(?<=\w{2})(?:nes|ne|es|e|s)$"),
    "kk": re.compile(r"(?<=\w{3})(?:[ыі]?н[ыі]ң|[дт][ыі]ң|[нгғқкдт][ае]н?|[ыі]н|[мбп]ен|[ыі])$"),
    "ka": re.compile(r"(?<=\w{3})(?:ის|ი|მა|ს|ით|ად)?(?:ში|ზე|თან|თვის|გან)?$"),
}
_AS_A_WORD = 5
"""The length from which an acronym may be written as a word: INTERPOL and Interpol."""
_KEY = 3
"""Number of letters that all forms of a word share."""


@dataclass(frozen=True, slots=True)
class Word:
    """A word: its offsets in the text, its spelling as written, and normalised.

    `apart` says that punctuation separates it from the word before.
    """

    start: int
    end: int
    written: str
    plain: str
    apart: bool = False

    @property
    def is_acronym(self) -> bool:
        """Whether it has capitals beyond its first letter: FBI, DoD, ThaiCERT, MI5."""
        return self.written[1:] != self.written[1:].lower()


@lru_cache(maxsize=20_000)
def plain(word: str) -> str:
    """Normalise a word: lower case, American spelling, no accents, as on a plain keyboard."""
    small = anyascii(word).lower()
    if not word.isascii() and not unicodedata.name(word[0], "").startswith("LATIN"):
        small = unicodedata.normalize("NFKC", word).casefold().replace("ё", "е")
    for british, american in _AMERICAN.items():
        small = small.replace(british, american)
    return small


def words_of(text: str) -> list[Word]:
    """Split a text into words; articles, web addresses and mail addresses are left out."""
    text = _ADDRESS.sub(lambda match: " " * len(match.group()), text)
    words: list[Word] = []
    end = 0
    for match in _WORD.finditer(text):
        bare = _SIGNS.sub("", match.group())
        if _PREFIX.match(match.group()) and not bare.isupper():
            bare = bare[0] + bare[1:].lower()
        small = plain(bare) if match.group() != "&" else "and"
        is_acronym = bare.isupper() and match.group()[-1] not in "'’"
        if small in _ARTICLES and not is_acronym:
            continue
        if small in _LINKS and not is_acronym:
            small = "of"
        apart = _BREAK.search(text, end, match.start()) is not None
        words.append(Word(match.start(), match.end(), bare, small, apart))
        end = match.end()
    return words


@lru_cache(maxsize=20_000)
def slavic_stem(word: str) -> str:
    """A word in Cyrillic without its ending."""
    return _SLAVIC_ENDING.sub("", word)


def is_form(written: str, base: str, languages: Collection[str] = ()) -> bool:
    """Whether two normalised words are equal or forms of one word; `*` matches any ending.

    Forms are those of English and of the given languages (primary subtags of BCP 47).
    """
    if written == base:
        return True
    if base.endswith("*"):
        return written.startswith(base[:-1])
    if CYRILLIC.match(base) and slavic_stem(written) == slavic_stem(base):
        return True
    if len(base) > 3 and written.removesuffix("s") == base.removesuffix("s"):
        return True
    if written.startswith(base) and not _TURKIC.isdisjoint(languages):
        return _TURKIC_ENDING.fullmatch(written, len(base)) is not None
    endings = [pattern for language, pattern in _ENDINGS.items() if language in languages]
    return any(pattern.sub("", written) == pattern.sub("", base) for pattern in endings)


@dataclass(frozen=True, slots=True)
class Phrase(Generic[Owner]):
    """The words of a name, what it belongs to, and its language.

    Capitals matter if it is `cased`, as in names but not in words of a subject.
    """

    words: tuple[Word, ...]
    owner: Owner
    language: str = ""
    cased: bool = True


@dataclass(frozen=True, slots=True)
class PhraseMatch(Generic[Owner]):
    """A phrase that was found in the words from `first` up to but not including `last`.

    It is `small` if the text writes words small that the name writes with a capital.
    """

    first: int
    last: int
    phrase: Phrase[Owner]
    small: bool


def phrase(text: str, owner: Owner, language: str = "", *, cased: bool = True) -> Phrase[Owner]:
    """Split a phrase into words; a `*` after a word means any ending."""
    words: list[Word] = []
    for word in words_of(text):
        star = "*" if text[word.end : word.end + 1] == "*" else ""
        words.append(replace(word, plain=word.plain + star))
    return Phrase(tuple(words), owner, language, cased)


class PhraseBook(Generic[Owner]):
    """Phrases to look for; it is built once and used for any number of texts."""

    def __init__(self, phrases: Iterable[Phrase[Owner]]) -> None:
        self._by_key: dict[tuple[str, ...], list[Phrase[Owner]]] = defaultdict(list)
        for each in phrases:
            self._by_key[_key(each.words)].append(each)

    def find(self, words: Sequence[Word], language: str = "") -> Iterator[PhraseMatch[Owner]]:
        """Yield every phrase in the words of a text, from left to right.

        Phrases may overlap.
        """
        for first in range(len(words)):
            one, two = _key(words[first : first + 1]), _key(words[first : first + 2])
            for each in (*self._by_key.get(one, ()), *self._by_key.get(two, ())):
                written = words[first : first + len(each.words)]
                if _matches(each, written, language):
                    yield PhraseMatch(first, first + len(written), each, _is_small(each, written))


def _key(words: Sequence[Word]) -> tuple[str, ...]:
    """The key of a phrase: the first letters of its first two words."""
    return tuple(word.plain.rstrip("*")[:_KEY] for word in words[:2])


def _matches(name: Phrase[Owner], written: Sequence[Word], language: str) -> bool:
    if len(written) < len(name.words):
        return False
    languages = (name.language.partition("-")[0], language)
    for index, (ours, theirs) in enumerate(zip(name.words, written, strict=True)):
        if index and theirs.apart and not ours.apart:
            return False
        if name.cased and ours.is_acronym:
            capitalised = ours.written.capitalize() if len(ours.written) >= _AS_A_WORD else ""
            if theirs.written != capitalised and anyascii(ours.written) != anyascii(theirs.written):
                return False
        elif not is_form(theirs.plain, ours.plain, languages):
            return False
        elif not name.cased and len(theirs.plain) < len(ours.plain.rstrip("*")):
            return False  # `criminal` is no form of a subject's word `criminals`
    return True


def _is_small(name: Phrase[Owner], written: Sequence[Word]) -> bool:
    pairs = zip(name.words, written, strict=True)
    return name.cased and any(
        ours.written[0].isupper() and not theirs.written[0].isupper() for ours, theirs in pairs
    )


def longest(matches: Iterable[PhraseMatch[Owner]]) -> list[PhraseMatch[Owner]]:
    """Choose matches that do not overlap, the longest first.

    All matches of the same words are kept.
    """
    taken: dict[int, tuple[int, int]] = {}
    chosen: list[PhraseMatch[Owner]] = []
    for match in sorted(matches, key=lambda match: (match.first - match.last, match.first)):
        span = (match.first, match.last)
        if all(taken.get(index, span) == span for index in range(*span)):
            taken |= dict.fromkeys(range(*span), span)
            chosen.append(match)
    return sorted(chosen, key=lambda match: match.first)
