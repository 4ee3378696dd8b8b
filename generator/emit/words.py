"""The words by which Pagefind finds a piece of text.

The WebAssembly that searches in the browser takes a query apart by these rules,
so the index must hold what they make of an article: they are those of Pagefind
1.5.2 (`fossick/splitting.rs`), which the requirements pin, and a test holds
each word against what its own indexer finds. A word is

- what stands between two spaces, its letters and digits alone, in lower case;
- when it has signs or capitals inside, each of its parts too (`covid-19`, `WebView`);
- each emoji in it.

Marks are taken off and endings cut off (Snowball's stemmers, of which Pagefind has
the same). A word that had marks is kept as it was spelled, beside the bare one.
"""

from __future__ import annotations

import re
import string
import unicodedata
from collections.abc import Callable, Iterable, Iterator

import regex
import Stemmer

Key = str | tuple[str, str]
"""A word without its ending; with it the spelling, when that has marks."""


class Several:
    """The words of a piece of text that is not just one."""

    __slots__ = ("words",)

    def __init__(self, words: Iterable[tuple[Key, int]]) -> None:
        self.words = tuple(words)
        """Each with the number of parts that share the weight of the whole; 0 for the whole."""


_MOST = 200_000
"""So many pieces of text are remembered; a site's common words are met again soon."""
_STEMMED = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "eo": "esperanto",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "nb": "norwegian",
    "ne": "nepali",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
    "yi": "yiddish",
}
_JOINERS = "_‿⁀⁔︳︴﹍﹎﹏＿"
"""Signs that Pagefind counts among the letters (Unicode's connector punctuation)."""
_SIGN = regex.compile(r"[^\p{Alphabetic}\p{N}]")
_LEFT_OUT = regex.compile(rf"[^\p{{Alphabetic}}\p{{N}}{_JOINERS}]+")
_CAPITAL = regex.compile(r"\p{Uppercase}")
_AROUND = string.punctuation.replace("_", "")
_SPACES = str.maketrans(dict.fromkeys(string.punctuation, " "))
_GRAPHEME = regex.compile(r"\X")
_SEAM = re.compile(r"(?<=[a0])(?=A)|(?<=[aA])(?=0)|(?<=0)(?=a)|(?<=A)(?=Aa)")
"""Where a word falls into parts; `a` and `A` stand for small and capital letters, `0` for digits."""
_DANISH_PAIRS = {letter * 2 for letter in "chjqvwxz"}
_DANISH_REGION = re.compile(r".*?[aeiouyåæø][^aeiouyåæø]")
_FINNISH = re.compile(r"[^aeiouy]*[aeiouy]+[^aeiouy].*(?:(?<=(.))h(?!\1)[eio]n|(?<=[^aeiouynt])han)")
"""Snowball 3.0, which Pagefind has, leaves these as they are; 3.1 takes the `n`."""
_EMOJI = regex.compile(
    r"""\p{Regional_Indicator}{2} | [0-9#*]\uFE0F?\u20E3
    | (?!\p{Emoji_Component})(?=\p{Emoji}) (?P<one>\p{Extended_Pictographic}[\uFE0F\p{Emoji_Modifier}]?)
      (?:\u200D(?&one))* [\U000E0020-\U000E007F]*""",
    regex.VERBOSE,
)
"""Any flag of two letters and any emoji joined to another: Pagefind has a list of those that there are."""


class Vocabulary(dict[str, Key | Several]):
    """Piece of text without spaces → its words, found once."""

    def __init__(self, language: str) -> None:
        """Prepare to take words apart.

        Args:
            language: A tag (BCP 47); of one that has no stemmer words keep their endings.
        """
        super().__init__()
        self._stem = _stemmer(language)

    def __missing__(self, piece: str) -> Key | Several:
        if len(self) >= _MOST:
            self.clear()
        bare = piece.strip(_AROUND)
        if bare.isascii() and bare.isalpha() and (bare.isupper() or bare[1:].islower() or len(bare) == 1):
            small = bare.lower()
            found = self._stem(small) if small == piece else self[small]
        else:
            words = tuple(self._words(piece))
            found = words[0][0] if len(words) == 1 and not words[0][1] else Several(words)
        self[piece] = found
        return found

    def _words(self, piece: str) -> Iterator[tuple[Key, int]]:
        whole = _in_small(_LEFT_OUT.sub("", piece))
        if whole:
            yield self._key(whole), 0
        if not _SIGN.search(piece) and not _CAPITAL.search(piece, 1):
            return
        parts = _parts(piece)
        if whole and (len(parts) > 1 or not whole.startswith("".join(parts))):
            long = [part for part in parts if len(part.encode()) > 1]
            yield from ((self._key(part), len(long)) for part in long)
        if not piece.isascii():
            yield from ((one, 0) for one in _GRAPHEME.findall(piece) if _EMOJI.fullmatch(one))

    def _key(self, word: str) -> Key:
        if word.isascii():
            return self._stem(word)
        bare = "".join([char for char in unicodedata.normalize("NFD", word) if not _is_mark(char)])
        return self._stem(bare) if bare == word else (self._stem(bare), word)


def _is_mark(char: str) -> bool:
    return unicodedata.category(char).startswith("M")


def _in_small(word: str) -> str:
    """A word in lower case, letter by letter: a sigma at its end stays the common one."""
    return word.lower() if word.isascii() else _CAPITAL.sub(lambda found: found.group().lower(), word)


def _parts(piece: str) -> list[str]:
    """What lies between signs and seams, in lower case."""
    spaced = piece.translate(_SPACES)
    graphemes = list(spaced) if spaced.isascii() else _GRAPHEME.findall(spaced)
    cuts = [seam.start() for seam in _SEAM.finditer("".join(map(_kind, graphemes)))]
    pieces = ["".join(graphemes[start:end]) for start, end in zip([0, *cuts], [*cuts, None], strict=True)]
    return " ".join(one.lower() for one in pieces).split()


def _kind(grapheme: str) -> str:
    small, capital = grapheme.lower(), grapheme.upper()
    if small == capital:
        return "0" if grapheme.isascii() and grapheme.isdigit() else " "
    return "A" if grapheme == capital else "a" if grapheme == small else " "


def _stemmer(language: str) -> Callable[[str], str]:
    tag = language.partition("-")[0]
    if tag not in _STEMMED:
        return str
    stem: Callable[[str], str] = Stemmer.Stemmer(_STEMMED[tag], 0).stemWord  # `Vocabulary` remembers
    if tag == "da":
        return lambda word: _danish(word, stem(word))
    if tag == "fi":
        return lambda word: word if _FINNISH.fullmatch(word) else stem(word)
    return stem


def _danish(word: str, stem: str) -> str:
    """Snowball 3.0, which Pagefind has, makes one of any last two consonants; 3.1 of what Danish has."""
    region = _DANISH_REGION.match(word)
    doubled = region and len(stem) > max(3, region.end()) and stem[-2:] in _DANISH_PAIRS
    return stem[:-1] if doubled else stem
