"""Two spellings of one name in one article.

A name is a run of capitalised words. Two words are spellings of each other when they differ only in
what transliteration and slips of the finger change: gh and g, iy and y, a doubled letter, a vowel.
Iran and Iraq, Austria and Australia, Korea and Korean are not; neither are two people with a
surname in common, American and British English, nor spellings that one sentence sets side by side.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, islice, product

from anyascii import anyascii
from msgspec import Struct

from generator.model.term import Taxonomy, fold
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
"""What may stand between two spellings that are compared on purpose."""
_SHORTEST = 5
_MOST_NAMES = 300
_MOST_ALIKE = 12
"""More spellings than this of one sound are no slips but a list of something."""
_NOUNS_CAPITALISED = frozenset(("de", "lb"))
_VOWELS = frozenset("aeiou")
_THROAT = frozenset("ghk")
_WITHOUT = dict.fromkeys(map(ord, _VOWELS | _THROAT)) | {ord("z"): "s"}
_SOUNDS = tuple(
    (re.compile(pattern), plain)
    for pattern, plain in (
        ("tsch|tch", "ch"),
        ("sch", "sh"),
        ("dzh|dj", "j"),
        ("gh", "g"),
        ("kh", "h"),
        ("ph", "f"),
        ("ck|q", "k"),
        ("x", "ks"),
        ("tz", "ts"),
        ("w", "v"),
        ("(?<=[oe])ff$", "v"),
        ("ou|oo", "u"),
        ("ae|oe", "e"),
        ("ue", "u"),
        ("ee", "i"),
        ("y", "i"),
        ("i[ij]+|ie(?=v)", "i"),
        (r"(.)\1+", r"\1"),
    )
)
_ANY_SOUND = re.compile("|".join(pattern.pattern for pattern, _ in _SOUNDS))
_ENGLISH = re.compile(
    r"(?<=[ae])n[cs]e(?=s?$|l|m)|(?<=i)[sz](?=[ei]|at)|(?<=[aeio]b|lo|vo|no)u(?=r)|(?<=gram)me$"
)
"""Where American and British English part: defence, organise, labour, programme."""


class Name(Struct, frozen=True):
    """Capitalised words that stand together, and where they begin.

    A Struct, since an article has dozens, and a frozen dataclass takes long to make.
    """

    words: tuple[str, ...]
    start: int


@dataclass(frozen=True, slots=True)
class Variant:
    """A second spelling, where it first stands, and the spelling that stood before."""

    start: int
    second: str
    first: str
    declared: str = ""
    """The one of the two that the registries know the name by, when they do."""


@lru_cache(maxsize=50_000)
def sound(word: str) -> str:
    """A word as it sounds, in plain letters: `Naghiyev` and `Nagiev` give the same."""
    plain = word.casefold() if word.isascii() else anyascii(word).casefold()
    if not _ANY_SOUND.search(plain):
        return plain
    for pattern, letters in _SOUNDS:
        plain = pattern.sub(letters, plain)
    return plain


@lru_cache(maxsize=50_000)
def _frame(word: str) -> str:
    """A word's alphabet and the consonants that transliterations keep; nothing for what is no name of one."""
    if len(word) < _SHORTEST or word.isupper():
        return ""
    alphabets = scripts_of(word)
    if len(alphabets) > 1:
        return ""
    letters = sound(word)
    first = "k" if letters[:1] in _THROAT else letters[:1]
    return f"{''.join(alphabets)} {first}{letters[1:].translate(_WITHOUT)}"


def _differ_early(one: str, other: str) -> bool:
    """Whether two words part before their last two letters, which are often only an ending."""
    common = next(
        (i for i, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), min(len(one), len(other))
    )
    return common < max(len(one), len(other)) - 2 and common < min(len(one), len(other))


@lru_cache(maxsize=10_000)
def alike(one: str, other: str) -> bool:
    """Whether two different words sound so alike that they are one name."""
    first, second = sound(one), sound(other)
    if first == second:
        return True
    if len(first) != len(second) or len(first) < _SHORTEST + 1 or not _differ_early(first, second):
        return False
    apart = [(a, b) for a, b in zip(first, second, strict=True) if a != b]
    consonants = sum(char not in _VOWELS for char in first)
    return (
        len(apart) <= 2
        and consonants >= 4
        and all({*pair} <= _VOWELS or {*pair} <= _THROAT for pair in apart)
    )


@lru_cache(maxsize=10_000)
def close(one: str, other: str) -> bool:
    """Whether two words are so near that they are one name if the rest of the name is the same."""
    first, second = sound(one), sound(other)
    if min(len(one), len(other)) < _SHORTEST or not _differ_early(first, second):
        return False
    if _ENGLISH.sub("", one.casefold()) == _ENGLISH.sub("", other.casefold()):
        return False
    return _distance(first, second) <= (2 if _frame(one) == _frame(other) else 1)


def _distance(one: str, other: str) -> int:
    """Letters to change, add, leave out or exchange with their neighbour (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        older, before, row = before, row, [i]
        for j, b in enumerate(other, 1):
            least = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                least = min(least, older[j - 2] + 1)
            row.append(least)
    return row[-1]


def names(own: str, titles: Collection[str] = ()) -> list[Name]:
    """The different names of a text, each where it first stands, without titles and a possessive 's.

    A surname alone is left out when it stands with a given name elsewhere.
    """
    found: dict[tuple[str, ...], int] = {}
    for match in islice(_RUN.finditer(own.translate(_PLAIN)), 4 * _MOST_NAMES):
        start, run = match.start(), match.group()
        words = _BETWEEN.split(run) if " " in run or "\n" in run else [run]
        if "'" in words[-1]:
            words[-1] = _POSSESSIVE.sub("", words[-1])
        while len(words) > 1 and words[0] in titles:
            start += len(words.pop(0)) + 1
        found.setdefault(tuple(words), start)
        if len(found) == _MOST_NAMES:
            break
    whole = {words[-1] for words in found if len(words) > 1}
    return [Name(words, start) for words, start in found.items() if len(words) > 1 or words[0] not in whole]


def _pairs(every: Iterable[Name]) -> set[tuple[Name, Name]]:
    """Names worth a closer look: with words of one frame, or with all but one word the same."""
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
    found: set[tuple[Name, Name]] = set()
    for spellings in (*frames.values(), *rests.values()):
        if 1 < len(spellings) <= _MOST_ALIKE:
            for one, other in combinations(spellings.values(), 2):
                found.update(product(one[:5], other[:5]))
    return found


def find(
    own: str, language: str, titles: Collection[str], taxonomies: Collection[Taxonomy]
) -> Iterator[Variant]:
    """Names that an article spells in two ways.

    Args:
        own: The article's own words, title and summary among them.
        language: Its language; where nouns have capitals, only names of several words are compared.
        titles: Words such as `Minister` and `Later`, which stand before a name and are no part of it.
        taxonomies: Registries; two names of different terms are two names.
    """
    every = names(own, titles)
    if pairs := _pairs(every):
        yield from _judged(pairs, own, language, titles, taxonomies)


def _judged(
    pairs: set[tuple[Name, Name]],
    own: str,
    language: str,
    titles: Collection[str],
    taxonomies: Collection[Taxonomy],
) -> Iterator[Variant]:
    found: dict[frozenset[str], str] = {}
    for one, other in sorted(pairs, key=lambda pair: sorted(name.start for name in pair)):
        term, same = _terms(one, other, taxonomies)
        words = _difference(one, other, titles, known=same)
        if words and (same or not term) and _are_names(one, other, own, language):
            declared = next((word for word in words if same and word in term.split()), "")
            found[words] = found.get(words) or declared
    aside = {word for words in found if _side_by_side(words, own) for word in words}
    told: set[str] = set()
    for words, declared in found.items():
        (_, first), (start, second) = sorted((_first_place(word, own), word) for word in words)
        if second not in told and aside.isdisjoint(words):
            told.add(second)
            yield Variant(start, second, first, declared)


def _difference(one: Name, other: Name, titles: Collection[str], *, known: bool) -> frozenset[str] | None:
    """Two words by which two writings of one name differ, or None when they are two names."""
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
    """For two registered names: the name of the term that the first means, and whether both mean it."""
    for taxonomy in taxonomies:
        first, second = (_slug(name, taxonomy) for name in (one, other))
        if first and second:
            return taxonomy.terms[first].name, first == second
    return "", False


def _slug(name: Name, taxonomy: Taxonomy) -> str:
    tails = (" ".join(name.words[index:]) for index in range(len(name.words)))
    return next((slug for tail in tails if (slug := taxonomy.by_name.get(fold(tail)))), "")


def _are_names(one: Name, other: Name, own: str, language: str) -> bool:
    """Whether the capitals say that these are names, not how sentences begin or nouns are written."""
    if language in _NOUNS_CAPITALISED:
        return len(one.words) > 1 and len(other.words) > 1
    return any(len(name.words) > 1 or not begins_sentence(own, name.start) for name in (one, other))


def begins_sentence(own: str, start: int) -> bool:
    """Whether a sentence begins at a place of a text, so that a capital there says nothing."""
    return _SENTENCE_END.search(own, max(0, start - 20), start) is not None


def _first_place(word: str, own: str) -> int:
    found = re.search(_written(word), own)
    return found.start() if found else 0


def _side_by_side(words: frozenset[str], own: str) -> bool:
    """Whether a sentence sets them side by side: `both A and B`, `A (also B)`, `A, elsewhere written B`."""
    a, b = map(_written, words)
    return any(re.search(f"{x}{_ASIDE}{y}", own) for x, y in ((a, b), (b, a)))


def _written(word: str) -> str:
    """A pattern for a word of `names`, which makes apostrophes straight and does without emphasis."""
    return rf"(?<![^\W_]){re.escape(word)}(?![^\W_])".replace("'", "['’]")
