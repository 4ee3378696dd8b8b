"""Find different spellings of one name in an article.

Two capitalised words are spellings of one name if they differ only as transliterations do: in
vowels, in an h after a consonant, or in doubled letters. So Naghiyev is Nagiyev, but Korea is not
Korean. If one sentence contains both spellings, it compares them, and they are not reported.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, islice

from anyascii import anyascii

from generator.read.lookalikes import scripts_of

_UPPER = "".join(char for char in map(chr, range(0x2000)) if char.isupper())
_NAME = re.compile(rf"[{_UPPER}](?<![\w'’-].)\w{{4,}}")
"""A capitalised word of five letters or more; shorter ones often differ by one letter by chance.

The pattern tries the capital first, because few letters are capitals. It takes 9 µs an article; 41
with the look-behind first.
"""
_SENTENCE_END = re.compile(r"(?:\A|[.!?…:]|\n[ \t]*\n)[\W_]*\Z")
_ASIDE = (
    rf"(?:[^\w.!?]+(?:\w+[^\w.!?]+)?(?:[{_UPPER}]\w*[^\w.!?]+)?"
    r"|\s?[,(/–—][^\w.!?]*(?:\w+[^\w.!?]+){0,4})"
)
"""Text between two spellings that are compared on purpose: `both A and B`, `A (also B)`."""
_MOST_PAIRS = 50
"""Maximum pairs of words that are searched for in a text, which bounds the time."""
_MOST_ALIKE = 12
"""Maximum words with the same consonants; more are a list, not spelling errors."""
_NOUNS_CAPITALISED = frozenset(("de", "lb"))
"""Languages in which nouns have capitals, too: Vertrag and Vortrag are two words."""
_DOUBLED = re.compile(r"(.)\1+")
_SOUNDS = str.maketrans({"w": "v", "x": "ks", "y": "i"})
_SILENT = re.compile(r"(?<=[b-df-hj-np-tv-z])h|(?<=[aou])e")
"""An h as in `gh` and `kh`, and an e that stands for an umlaut."""
_VOWEL = re.compile("[aeiou]")
_LEAST_CONSONANTS = 4
_MOST_VOWELS = 2
"""Words of four consonants may differ in two vowels. With other limits, names of two countries
would be alike (tests/check/editorial/test_spellings.py)."""


@dataclass(frozen=True, slots=True)
class Variant:
    """Two spellings of one name, and the offset at which the second is first used."""

    start: int
    second: str
    first: str


@lru_cache(maxsize=10_000)
def _sound(word: str) -> str:
    """A word as it sounds, in ASCII letters: `Naghiyev` → `nagiiev`, `Zelenskyy` → `zelenski`."""
    plain = anyascii(word).casefold().translate(_SOUNDS)
    return _DOUBLED.sub(r"\1", _SILENT.sub("", plain))


@lru_cache(maxsize=10_000)
def _consonants(word: str) -> str:
    """A key that all spellings of a word share: its alphabets and consonants; "" for an acronym."""
    if word.isupper():
        return ""
    return f"{sorted(scripts_of(word))} {_VOWEL.sub('', _sound(word))}"


def alike(one: str, other: str) -> bool:
    """Whether two words may be one name."""
    first, second = _sound(one), _sound(other)
    if first == second:
        return True
    consonants = _VOWEL.sub("", first)
    if len(first) != len(second) or consonants != _VOWEL.sub("", second):
        return False
    differing = [a for a, b in zip(first, second, strict=True) if a != b]
    # Words that differ only in their last two letters may be one word with two endings.
    is_ending = first[:-2] == second[:-2]
    is_long = len(consonants) >= _LEAST_CONSONANTS
    return is_long and len(differing) <= _MOST_VOWELS and not is_ending


def find(own: str, language: str) -> Iterator[Variant]:
    """Find names that an article spells in two ways.

    `own` is the title, the summary and the digest's own words of the text.
    """
    if language in _NOUNS_CAPITALISED:
        return
    starts: dict[str, int] = {}
    for match in _NAME.finditer(own):
        starts.setdefault(match.group(), match.start())
    told = set()
    for first, second in islice(_pairs(starts), _MOST_PAIRS):
        if second not in told and _are_names(first, second, own):
            told.add(second)
            yield Variant(starts[second], second, first)


def _pairs(words: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield pairs of different words that are alike."""
    by_consonants: defaultdict[str, list[str]] = defaultdict(list)
    for word in words:
        by_consonants[_consonants(word)].append(word)
    by_consonants.pop("", None)
    for similar in by_consonants.values():
        if len(similar) <= _MOST_ALIKE:
            for first, second in combinations(similar, 2):
                if alike(first, second):
                    yield first, second


def _are_names(first: str, second: str, own: str) -> bool:
    """Whether two words are names wherever they occur, and no sentence compares them."""
    if any(_places(word.lower(), own) for word in (first, second)):
        return False
    if re.search(f"{first}{_ASIDE}{second}|{second}{_ASIDE}{first}", own):
        return False
    places = _places(first, own) + _places(second, own)
    return not all(begins_sentence(own, place) for place in places)


def _places(word: str, own: str) -> list[int]:
    return [match.start() for match in re.finditer(rf"\b{word}\b", own)]


def begins_sentence(own: str, start: int) -> bool:
    """Whether a sentence begins at an offset, so that a capital there is no evidence of a name."""
    return _SENTENCE_END.search(own, max(0, start - 20), start) is not None
