"""Check wording against the rules of the editorial policy.

All of these are warnings about the digest's own words, never about quotations. An uncertain check
stays silent.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, islice

from anyascii import anyascii

from generator.diagnostics.diagnostics import Report
from generator.extras.advice.lexicon import Style, met, pattern_of
from generator.extras.advice.own_words import ArticleText
from generator.model.article import Article
from generator.read.links.hosts import scripts_of
from generator.read.text import words

_LINKED = re.compile(r"\]\(|://")
_MOST_LOADED = 5
"""Maximum loaded words reported in an article: with more, its whole tone needs editing."""


def check_editorial(
    article: Article, text: ArticleText, style: Style, most: int, report: Report
) -> None:
    """Warn about words in title, summary and text that the editorial policy advises against."""
    _check_quotations(text, most, report)
    _check_loaded(text, style, report)
    before = words(text.own[: text.body])  # the words of the whole are known already
    _check_claims(words(text.own)[len(before) :], text, style, report)
    for found in find(text.own, article.language.partition("-")[0]):
        message = f"'{found.second}' is spelled '{found.first}' earlier"
        place = text.place(found.start)
        report.add(place, "two-spellings", message, "use one of them throughout")


def _check_quotations(text: ArticleText, most: int, report: Report) -> None:
    for quotation in text.quotations:
        # A word has a letter and a space, so most quotations are too short to be counted.
        if len(quotation.group()) <= 2 * most:
            continue
        count = len(words(quotation.group()))
        if count > most:
            message = f"a quotation of {count} words (at most {most})"
            help_line = "quote the words that matter, and report the rest in your own"
            place = text.place(text.body + quotation.start())
            report.add(place, "long-quotation", message, help_line)


def _check_loaded(text: ArticleText, style: Style, report: Report) -> None:
    found = []
    for phrase in met(tuple(style.loaded), words(text.own)):
        for match in _outside_names(phrase, text.own):
            found.append((match.start(), match.group(), phrase))
    for start, written, phrase in sorted(found)[:_MOST_LOADED]:
        message = f"'{' '.join(written.split())}' is a loaded word outside a quotation"
        report.add(text.place(start), "loaded-word", message, style.loaded[phrase])


def _outside_names(phrase: str, own: str) -> Iterator[re.Match[str]]:
    """Find occurrences of a phrase that are not part of a name."""
    for match in pattern_of(phrase).finditer(own):
        if match.group()[0] == phrase[0] or begins_sentence(own, match.start()):
            yield match


def _check_claims(said: Sequence[str], text: ArticleText, style: Style, report: Report) -> None:
    """Warn about the first claim if the article attributes none to anybody and has no link."""
    claims = met(style.claims, said)
    if not claims or met(style.attributions, said) or _LINKED.search(text.document.body):
        return
    found = []
    for claim in claims:
        if match := pattern_of(claim).search(text.own, text.body):
            found.append((match.start(), match.group()))
    if found:
        start, written = min(found)
        help_line = "name who made it: according to <who says so>, …"
        message = f"'{written}' is an unattributed claim"
        report.add(text.place(start), "unattributed-claim", message, help_line)


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
