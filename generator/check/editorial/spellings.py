"""Different spellings of one name in an article.

A name is a run of capitalised words. Two words are spellings of one name if they differ only in
ways that transliteration and typing cause: gh and g, iy and y, a doubled letter, a vowel. Iran and
Iraq, Austria and Australia, Korea and Korean are not, nor are two people with one surname, American
and British spellings, or spellings that one sentence compares.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, islice, product, takewhile
from typing import NamedTuple

from anyascii import anyascii

from generator.diagnostics.suggest import edits
from generator.model.term import Taxonomy, fold
from generator.read.lookalikes import scripts_of
from generator.read.tables import table

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
_VOWELS = frozenset("aeiou")
_THROAT = frozenset("ghk")
_WITHOUT = dict.fromkeys(map(ord, _VOWELS | _THROAT)) | {ord("z"): "s"}
_SOUNDS = [
    (re.compile(pattern), plain) for pattern, plain in table(__package__, "sounds")["sounds"]
]
_ENGLISH = re.compile(
    r"(?<=[ae])n[cs]e(?=s?$|l|m)|(?<=i)[sz](?=[ei]|at)|(?<=[aeio]b|lo|vo|no)u(?=r)|(?<=gram)me$"
)
"""Differences of American and British English: defence, organise, labour, programme."""


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


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """A word by its sound, in ASCII letters: the same for `Naghiyev` and `Nagiev`."""
    plain = anyascii(word).casefold()
    for pattern, letters in _SOUNDS:
        plain = pattern.sub(letters, plain)
    return plain


@lru_cache(maxsize=50_000)
def _frame(word: str) -> str:
    """A word's alphabet and the consonants that transliterations keep; empty for a word not compared."""
    if len(word) < _SHORTEST or word.isupper():
        return ""
    alphabets = scripts_of(word)
    if len(alphabets) > 1:
        return ""
    letters = sound(word)
    first = "k" if letters[:1] in _THROAT else letters[:1]
    return f"{''.join(alphabets)} {first}{letters[1:].translate(_WITHOUT)}"


def _differ_early(one: str, other: str) -> bool:
    """Whether two words differ before their last two letters, which are often only an ending."""
    common = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))))
    return common < max(len(one), len(other)) - 2 and common < min(len(one), len(other))


@lru_cache(maxsize=10_000)
def alike(one: str, other: str) -> bool:
    """Whether two different words sound alike and may be one name."""
    first, second = sound(one), sound(other)
    if first == second:
        return True
    if len(first) != len(second) or len(first) < _SHORTEST + 1 or not _differ_early(first, second):
        return False
    apart = [{a, b} for a, b in zip(first, second, strict=True) if a != b]
    is_long = sum(char not in _VOWELS for char in first) >= 4
    return is_long and len(apart) <= 2 and all(pair <= _VOWELS or pair <= _THROAT for pair in apart)


@lru_cache(maxsize=10_000)
def close(one: str, other: str) -> bool:
    """Whether two words are similar enough to be one name if the rest of the name is the same."""
    first, second = sound(one), sound(other)
    if min(len(one), len(other)) < _SHORTEST or not _differ_early(first, second):
        return False
    if _ENGLISH.sub("", one.casefold()) == _ENGLISH.sub("", other.casefold()):
        return False
    return edits(first, second) <= (2 if _frame(one) == _frame(other) else 1)


def names(own: str, titles: Collection[str] = ()) -> list[Name]:
    """The different names of a text at their first use, without titles and possessive 's.

    A surname alone is left out if the text also has it with a given name.
    """
    starts: dict[tuple[str, ...], int] = {}
    for match in islice(_RUN.finditer(own.translate(_PLAIN)), 4 * _MOST_NAMES):
        start, run = match.start(), match.group()
        words = _BETWEEN.split(run) if " " in run or "\n" in run else [run]
        if "'" in words[-1]:
            words[-1] = _POSSESSIVE.sub("", words[-1])
        while len(words) > 1 and words[0] in titles:
            start += len(words.pop(0)) + 1
        starts.setdefault(tuple(words), start)
        if len(starts) == _MOST_NAMES:
            break
    whole = {words[-1] for words in starts if len(words) > 1}
    return [
        Name(words, start)
        for words, start in starts.items()
        if len(words) > 1 or words[0] not in whole
    ]


def _pairs(every: Iterable[Name]) -> set[tuple[Name, Name]]:
    """Pairs of names worth comparing: similar in sound, or with all but one word the same."""
    frames: defaultdict[str, dict[str, list[Name]]] = defaultdict(dict)
    rests: defaultdict[tuple[str, int], dict[str, list[Name]]] = defaultdict(dict)
    for name in every:
        for word in name.words:
            if frame := _frame(word):
                frames[frame].setdefault(word.casefold(), []).append(name)
        if len(name.words) > 1:
            first, last = name.words[-2:]
            rests[first, 0].setdefault(last.casefold(), []).append(name)
            rests[last, 1].setdefault(first.casefold(), []).append(name)
    pairs: set[tuple[Name, Name]] = set()
    for spellings in (*frames.values(), *rests.values()):
        if 1 < len(spellings) <= _MOST_ALIKE:
            for one, other in combinations(spellings.values(), 2):
                pairs.update(product(one[:5], other[:5]))
    return pairs


def find(
    own: str, language: str, titles: Collection[str], taxonomies: Collection[Taxonomy]
) -> Iterator[Variant]:
    """Find names that an article spells in two ways, in its own words with its title and summary.

    In a language whose nouns have capitals, only names of several words are compared. `titles` are
    words such as `Minister` and `Later`, which precede a name. Names of different terms are
    different names.
    """
    pairs = _pairs(names(own, titles))
    spellings: dict[frozenset[str], str] = {}
    for one, other in sorted(pairs, key=lambda pair: sorted(name.start for name in pair)):
        term, same = _terms(one, other, taxonomies)
        words = _difference(one, other, titles, known=same)
        if words and (same or not term) and _are_names(one, other, own, language):
            declared = next((word for word in words if same and word in term.split()), "")
            spellings[words] = spellings.get(words) or declared
    aside = {word for words in spellings if _compared(words, own) for word in words}
    told: set[str] = set()
    for words, declared in spellings.items():
        uses = ((re.search(_written(word), own), word) for word in words)
        (_, first), (start, second) = sorted(
            (use.start() if use else 0, word) for use, word in uses
        )
        if second not in told and aside.isdisjoint(words):
            told.add(second)
            yield Variant(start, second, first, declared)


def _difference(
    one: Name, other: Name, titles: Collection[str], *, known: bool
) -> frozenset[str] | None:
    """The two words in which two spellings of one name differ; None for two different names."""
    words: frozenset[str] | None = None
    doubtful, agreed = False, known
    for back, (a, b) in enumerate(zip(reversed(one.words), reversed(other.words), strict=False)):
        if a.casefold() == b.casefold():
            agreed = True
        elif alike(a, b) or close(a, b):
            words, doubtful = words or frozenset((a, b)), doubtful or not alike(a, b)
        elif back and (a in titles or b in titles or (a[0] == b[0] and 1 in (len(a), len(b)))):
            break
        else:
            return None
    return words if agreed or not doubtful else None


def _terms(one: Name, other: Name, taxonomies: Collection[Taxonomy]) -> tuple[str, bool]:
    """For two registered names, the name of the first's term, and whether the second means the same term."""
    for taxonomy in taxonomies:
        first, second = (_slug(name, taxonomy) for name in (one, other))
        if first and second:
            return taxonomy.terms[first].name, first == second
    return "", False


def _slug(name: Name, taxonomy: Taxonomy) -> str:
    tails = (" ".join(name.words[index:]) for index in range(len(name.words)))
    return next((slug for tail in tails if (slug := taxonomy.by_name.get(fold(tail)))), "")


def _are_names(one: Name, other: Name, own: str, language: str) -> bool:
    """Whether these words have capitals as names, and not as nouns or at the beginning of sentences.

    A single word has no other word to confirm that it is the same name. So it must be a name
    wherever it is used, and may differ in vowels or in one letter, not in both: Thanks and Things
    are two words.
    """
    if language in _NOUNS_CAPITALISED:
        return len(one.words) > 1 and len(other.words) > 1
    if min(len(one.words), len(other.words)) == 1:
        first, second = one.words[-1], other.words[-1]
        ordinary = any(re.search(_written(word.lower()), own) for word in (first, second))
        if ordinary or not _one_change(first, second):
            return False
    return any(len(name.words) > 1 or not begins_sentence(own, name.start) for name in (one, other))


def _one_change(one: str, other: str) -> bool:
    """Whether two words differ only in vowels, or in one letter."""
    first, second = sound(one), sound(other)
    consonants = [[char for char in word if char not in _VOWELS] for word in (first, second)]
    return consonants[0] == consonants[1] or edits(first, second) <= 1


def begins_sentence(own: str, start: int) -> bool:
    """Whether a sentence begins at an offset, so that a capital there is no evidence of a name."""
    return _SENTENCE_END.search(own, max(0, start - 20), start) is not None


def _compared(words: frozenset[str], own: str) -> bool:
    """Whether a sentence compares two spellings: `both A and B`, `A (also B)`, `A, elsewhere written B`."""
    a, b = map(_written, words)
    return any(re.search(f"{x}{_ASIDE}{y}", own) for x, y in ((a, b), (b, a)))


def _written(word: str) -> str:
    """A pattern for a word that `names` returned, with straight apostrophes."""
    return rf"(?<![^\W_]){re.escape(word)}(?![^\W_])".replace("'", "['’]")
