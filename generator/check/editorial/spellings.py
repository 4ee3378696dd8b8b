"""Different spellings of one name in an article.

A name is a run of capitalised words. Two words are spellings of one name if they differ only as
transliterations do: in vowels, in an h after a consonant, or in doubled letters. So Naghiyev is
Nagiyev, but Korea is not Korean. Names of two people with one surname differ, and so do spellings
that one sentence compares.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, islice
from typing import NamedTuple

from anyascii import anyascii

from generator.model.term import Taxonomy, Term, fold
from generator.read.lookalikes import scripts_of

_UPPER = "".join(char for char in map(chr, range(0x2000)) if char.isupper())
_CAPITALISED = rf"[{_UPPER}]\w*(?:['-]\w+)*"
_RUN = re.compile(
    rf"[{_UPPER}](?<![\w'-].)\w*(?:['-]\w+)*(?:(?:(?<=\b[{_UPPER}])\.)?[ \n]{_CAPITALISED}){{0,7}}"
)
_PLAIN = str.maketrans("’_", "' ")
_POSSESSIVE = re.compile(r"'[sS]?\Z")
_BETWEEN = re.compile(r"\.?[ \n]")
_SENTENCE_END = re.compile(r"(?:\A|[.!?…:]|\n[ \t]*\n)[\W_]*\Z")
_ASIDE = (
    rf"(?:[^\w.!?]+(?:\w+[^\w.!?]+)?(?:[{_UPPER}]\w*[^\w.!?]+)?"
    r"|\s?[,(/–—][^\w.!?]*(?:\w+[^\w.!?]+){0,4})"
)
"""Text between two spellings that are compared on purpose: `both A and B`, `A (also B)`."""
_SHORTEST = 5
"""Minimum letters of a compared word; shorter words often differ by one letter by chance."""
_MOST_NAMES = 300
_MOST_ALIKE = 12
"""Maximum similar-sounding words; more are a list, not spelling errors."""
_NOUNS_CAPITALISED = frozenset(("de", "lb"))
_DOUBLED = re.compile(r"(.)\1+")
_SOUNDS = str.maketrans({"w": "v", "x": "ks", "y": "i"})
_SILENT = re.compile(r"(?<=[b-df-hj-np-tv-z])h|(?<=[aou])e")
"""An h as in `gh` and `kh`, and an e that stands for an umlaut."""
_VOWEL = re.compile("[aeiou]")
_LEAST_CONSONANTS = 4
_MOST_VOWELS = 2
"""Words of four consonants may differ in two vowels; otherwise, names of two countries would be alike
(tests/check/editorial/test_spellings.py)."""


class Name(NamedTuple):
    """Consecutive capitalised words, and the offset at which they begin."""

    words: tuple[str, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Variant:
    """A second spelling, the offset of its first use, and the spelling that was used before."""

    start: int
    second: str
    first: str
    declared: str = ""
    """The registered spelling, if any."""


@lru_cache(maxsize=10_000)
def _sound(word: str) -> str:
    """A word as it sounds, in ASCII letters: `Naghiyev` → `nagiiev`, `Zelenskyy` → `zelenski`."""
    plain = anyascii(word).casefold().translate(_SOUNDS)
    return _DOUBLED.sub(r"\1", _SILENT.sub("", plain))


@lru_cache(maxsize=10_000)
def _consonants(word: str) -> str:
    """A word's alphabet and consonants, which all its spellings share; empty for a word not compared."""
    alphabets = scripts_of(word)
    if len(word) < _SHORTEST or word.isupper() or len(alphabets) > 1:
        return ""
    return f"{''.join(alphabets)} {_VOWEL.sub('', _sound(word))}"


def alike(one: str, other: str) -> bool:
    """Whether two different words may be one name."""
    first, second = _sound(one), _sound(other)
    if first == second:
        return True
    if len(first) != len(second) or _VOWEL.sub("", first) != _VOWEL.sub("", second):
        return False
    is_long = len(_VOWEL.sub("", first)) >= _LEAST_CONSONANTS
    differing = [a for a, b in zip(first, second, strict=True) if a != b]
    # Words that differ only in their last two letters may be one word with two endings.
    return is_long and len(differing) <= _MOST_VOWELS and first[:-2] != second[:-2]


def names(own: str, titles: Collection[str] = ()) -> list[Name]:
    """The different names of a text at their first use, without titles and possessive 's.

    A surname alone is left out if the text also has it with a given name.
    """
    starts: dict[tuple[str, ...], int] = {}
    for match in islice(_RUN.finditer(own.translate(_PLAIN)), 4 * _MOST_NAMES):
        start = match.start()
        run = _BETWEEN.split(match.group())
        run[-1] = _POSSESSIVE.sub("", run[-1])
        while len(run) > 1 and run[0] in titles:
            start += len(run.pop(0)) + 1
        starts.setdefault(tuple(run), start)
        if len(starts) == _MOST_NAMES:
            break
    surnames = {words[-1] for words in starts if len(words) > 1}
    found = []
    for words, start in starts.items():
        if len(words) > 1 or words[0] not in surnames:
            found.append(Name(words, start))
    return found


def find(
    own: str, language: str, titles: Collection[str], taxonomies: Collection[Taxonomy]
) -> Iterator[Variant]:
    """Find names that an article spells in two ways, in its own words with its title and summary.

    In a language whose nouns have capitals, only names of several words are compared. `titles` are
    words such as `Minister` and `Later`, which precede a name. Names of different terms are
    different names.
    """
    declared: dict[frozenset[str], str] = {}
    for one, other in _pairs(names(own, titles)):
        words = _difference(one, other, titles)
        if words and _are_names(one, other, own, language):
            first, second = _term(one, taxonomies), _term(other, taxonomies)
            if first is second or first is None or second is None:
                registered = _declared(words, first) if first is second else ""
                declared[words] = declared.get(words) or registered
    aside = {word for words in declared if _are_compared(words, own) for word in words}
    told = set()
    for words, spelling in declared.items():
        (_, earlier), (start, later) = sorted((_start(word, own), word) for word in words)
        if later not in told and aside.isdisjoint(words):
            told.add(later)
            yield Variant(start, later, earlier, spelling)


def _pairs(every: list[Name]) -> list[tuple[Name, Name]]:
    """Pairs of names with words that may be alike, in the order of the text."""
    by_consonants: defaultdict[str, list[Name]] = defaultdict(list)
    for name in every:
        for word in name.words:
            if consonants := _consonants(word):
                by_consonants[consonants].append(name)
    pairs: set[tuple[Name, Name]] = set()
    for found in by_consonants.values():
        if len(found) <= _MOST_ALIKE:
            pairs.update(combinations(found, 2))
    return sorted(pairs, key=lambda pair: (pair[0].start, pair[1].start))


def _difference(one: Name, other: Name, titles: Collection[str]) -> frozenset[str] | None:
    """The two words in which two spellings of one name differ; None for two different names."""
    words = None
    for a, b in zip(reversed(one.words), reversed(other.words), strict=False):
        if a.casefold() == b.casefold():
            continue
        if alike(a, b):
            words = words or frozenset((a, b))
            continue
        is_title = a in titles or b in titles
        is_initial = a[0] == b[0] and 1 in (len(a), len(b))
        return words if is_title or is_initial else None
    return words


def _term(name: Name, taxonomies: Collection[Taxonomy]) -> Term | None:
    """The term that a name is registered for, whole or without its first words."""
    for taxonomy in taxonomies:
        for index in range(len(name.words)):
            slug = taxonomy.by_name.get(fold(" ".join(name.words[index:])))
            if slug:
                return taxonomy.terms[slug]
    return None


def _declared(words: frozenset[str], term: Term | None) -> str:
    """The one of two words that is in a term's name; "" if neither is."""
    return next((word for word in words if term and word in term.name.split()), "")


def _are_names(one: Name, other: Name, own: str, language: str) -> bool:
    """Whether these words have capitals as names, and not as nouns or at the beginning of sentences."""
    are_whole = len(one.words) > 1 and len(other.words) > 1
    if language in _NOUNS_CAPITALISED or are_whole:
        return are_whole
    # A single word has no other word to confirm it, so it must be a name wherever it is used.
    for name in (one, other):
        if re.search(_written(name.words[-1].lower()), own):
            return False
    return any(len(name.words) > 1 or not begins_sentence(own, name.start) for name in (one, other))


def begins_sentence(own: str, start: int) -> bool:
    """Whether a sentence begins at an offset, so that a capital there is no evidence of a name."""
    return _SENTENCE_END.search(own, max(0, start - 20), start) is not None


def _are_compared(words: frozenset[str], own: str) -> bool:
    """Whether a sentence compares two spellings: `both A and B`, `A (also B)`, `A, elsewhere written B`."""
    a, b = map(_written, words)
    return any(re.search(f"{x}{_ASIDE}{y}", own) for x, y in ((a, b), (b, a)))


def _start(word: str, own: str) -> int:
    """The offset at which a word is first used."""
    match = re.search(_written(word), own)
    return match.start() if match else 0


def _written(word: str) -> str:
    """A pattern for a word that `names` returned, with straight apostrophes."""
    return rf"(?<![^\W_]){re.escape(word)}(?![^\W_])".replace("'", "['’]")
