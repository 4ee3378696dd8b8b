"""Split a text into sentences, with words, numbers, days, names and quotations to compare."""

import bisect
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.check.article_fields import Context
from generator.check.locale_codes import COUNTRIES, country_names, english_names
from generator.extras.advice.own_words import split
from generator.model.settings import COUNTRY_LIST
from generator.read.text import words
from newsroom.importer.calendar_names import month
from newsroom.importer.negation import kinds_at, negated
from newsroom.importer.phrases import (
    CYRILLIC,
    Phrase,
    PhraseBook,
    Word,
    longest,
    phrase,
    slavic_stem,
)
from newsroom.importer.reading import Reading, Sentence
from newsroom.importer.words import common_words
from newsroom.importer.written_days import Day, find
from newsroom.verify.quantities import Quantity, quantities

_STEM = 5
"""Letters of a word that its forms share: `attacks`, `attacked`, `attacker`."""
_ENDING = re.compile(r"(?<=\w{3})(?:ings?|ed|e?s)\Z")
_NUMBERED = re.compile(r"\b[A-Z][A-Za-z]*-\d[\w-]*|(?<![\w-])\d+-0\d+(?![\w-])")
"""A name that has a number: `CVE-2021-26855`, `22-01`."""
_RANGE = re.compile(r"(?<![\w-])(\d{1,3})-([1-9]\d{0,2})(?![\w-])")
_BREAK = re.compile(r"(?<!\n)\n(?![\n>#|]|[-*+] |\d+[.)] )")
"""A line break that ends neither a paragraph nor an item of a list."""
_NUMBER_AFTER = re.compile(r"-\d")
_SHORTEST_QUOTATION = 2
"""Words from which a quotation is compared: one alone is often a name or an emphasis."""
_MOST = 2_000
"""Most sentences of a text that are read."""


@dataclass(frozen=True, slots=True)
class Known:
    """A term or a country, its own country, and the languages in which its names are known."""

    key: str
    country: str
    languages: frozenset[str]
    is_outlet: bool = False


@dataclass(frozen=True, slots=True)
class Name:
    """A name as written, the stems of its words, and the terms or countries that have it."""

    written: str
    stems: frozenset[str]
    owners: frozenset[Known] = frozenset()


Book = PhraseBook[Known]


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence and the facts in it; `start` is its offset in the text."""

    start: int
    text: str
    words: tuple[str, ...]
    stems: frozenset[str]
    is_linked: bool
    """Whether it has a link of its own, and so perhaps another source."""
    numbers: tuple[Quantity, ...]
    days: Mapping[str, Day]
    names: tuple[Name, ...]
    quotations: tuple[str, ...]
    negated: frozenset[str]
    """The stems of words that the sentence only negates, denies or excludes."""
    plain: frozenset[str]
    """The stems of words that it does not negate; those negated twice are in neither."""
    denies: bool


def stem(word: str) -> str:
    """The part of a word that its forms share; numbers have no forms."""
    if word.isdigit():
        return word
    if CYRILLIC.match(word):
        return slavic_stem(word)[:_STEM]
    return _ENDING.sub("", re.sub("y$", "i", word))[:_STEM]


def names_of(context: Context, languages: Iterable[str]) -> Book:
    """Collect every name in the registries, with its term, and names of countries."""
    named: list[Phrase[Known]] = []
    own = context.settings.language
    for taxonomy in context.taxonomies.values():
        if taxonomy.settings.terms == COUNTRY_LIST:
            continue
        for term in taxonomy:
            spoken = frozenset(term.language_of(name) or own for name in term.names)
            key = f"{taxonomy.settings.name}/{term.slug}"
            known = Known(key, term.country, spoken, taxonomy.settings.of_source)
            for name in (*term.names, *term.ambiguous):
                named.append(phrase(name, known, term.language_of(name)))
    spoken = frozenset(("en", *languages))
    for code in COUNTRIES:
        known = Known(code, code, spoken)
        named += [phrase(name, known, "en") for name in sorted(english_names(code))]
        named += [phrase(country_names(tag)[code], known, tag) for tag in sorted(spoken)]
    return PhraseBook(named)


def joined(markdown: str) -> str:
    """Replace line breaks within a paragraph of Markdown with spaces; the length stays the same."""
    return _BREAK.sub(" ", markdown)


def statements(reading: Reading, book: Book, written: str = "") -> list[Statement]:
    """Split a text into sentences, without its margin.

    `written` is the Markdown of the text, which has the same length.
    """
    result = []
    first = 0
    for sentence in reading.sentences[:_MOST]:
        end = sentence.start + len(sentence.text)
        last = bisect.bisect_left(reading.words, end, first, key=lambda word: word.start)
        own = reading.words[first:last]
        first = last
        if sentence.role != "margin":
            is_linked = "](" in written[sentence.start : end]
            result.append(_statement(sentence, own, reading, book, is_linked=is_linked))
    return result


def _statement(
    sentence: Sentence, own: Sequence[Word], reading: Reading, book: Book, *, is_linked: bool
) -> Statement:
    language = reading.language
    text = " ".join(sentence.text.split())
    days = {}
    bare = text
    for mention in find(text, language):
        day = text[mention.start : mention.end]
        days[day] = mention.day
        bare = bare.replace(day, " " * len(day))
    numbers = []
    for number in quantities(_RANGE.sub(r"\1 \2", bare), language):
        if number.is_year:
            days[number.written] = Day(int(number.value))
        else:
            numbers.append(number)
    quoted = [match.group() for match in split(text)[1]]
    common = common_words(language)
    parts = negated(sentence.text, language)
    plain: set[str] = set()
    negative: set[str] = set()
    for word in own:
        kinds = kinds_at(parts, word.start - sentence.start)
        if len(kinds) < 2 and word.plain not in common:
            (negative if kinds else plain).add(stem(word.plain))
    return Statement(
        start=sentence.start,
        text=text,
        words=words(text),
        stems=frozenset(stem(word.plain) for word in own if word.plain not in common),
        is_linked=is_linked,
        numbers=tuple(numbers),
        days=days,
        names=tuple(_names(own, reading, book)),
        quotations=tuple(each for each in quoted if len(words(each)) >= _SHORTEST_QUOTATION),
        negated=frozenset(negative - plain),
        plain=frozenset(plain - negative),
        denies=any(part.kind == "deny" for part in parts),
    )


def _known_names(
    own: Sequence[Word], language: str, book: Book
) -> dict[int, tuple[int, set[Known]]]:
    """Map the first word of each known name to the word after its last, and to its terms."""
    found = []
    for match in book.find(own, language):
        is_name = any(not word.written.islower() for word in match.phrase.words)
        if is_name and not match.small:
            found.append(match)
    names: dict[int, tuple[int, set[Known]]] = {}
    for match in longest(found):
        _, owners = names.setdefault(match.first, (match.last, set()))
        owners.add(match.phrase.owner)
    return names


def _names(own: Sequence[Word], reading: Reading, book: Book) -> Iterator[Name]:
    """Yield the names in a sentence: registered ones, words with capitals, and numbered ones."""
    known = _known_names(own, reading.language, book)
    run: list[Word] = []
    end = 0
    for index, word in enumerate(own):
        is_name = index >= end and _is_capital(word, reading, is_first=index == 0)
        if run and (not is_name or word.apart or index in known):
            yield _name(reading, run)
            run = []
        if index in known:
            end, owners = known[index]
            yield _name(reading, own[index:end], frozenset(owners))
        elif is_name:
            run.append(word)
    if run:
        yield _name(reading, run)
    if own:
        for written in _NUMBERED.findall(reading.text, own[0].start, own[-1].end):
            yield Name(written, frozenset((written.casefold(),)))


def _name(reading: Reading, run: Sequence[Word], owners: frozenset[Known] = frozenset()) -> Name:
    written = " ".join(reading.text[run[0].start : run[-1].end].split())
    return Name(written, frozenset(stem(word.plain) for word in run), owners)


def _is_capital(word: Word, reading: Reading, *, is_first: bool) -> bool:
    """Whether a word is a name or a part of one.

    The first word of a sentence must be an acronym to be one. So must all words in German, where
    every noun has a capital.
    """
    is_numbered = _NUMBER_AFTER.match(reading.text, word.end)
    if not word.written[0].isupper() or is_numbered or month(word.plain, reading.language):
        return False
    return word.is_acronym or not (is_first or reading.language == "de")
