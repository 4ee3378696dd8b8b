"""Find what articles on one event say differently: numbers, days and registered names.

Nothing here decides which of them is right. A value is a difference if one article has it and
another has not.
"""

import datetime as dt
import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from generator.assemble.interface import day
from generator.model.article import Article, Articles
from generator.model.term import Taxonomy
from generator.read.quantities import Quantity, quantities
from generator.read.written_days import DayMention, find, without

_MOST_OF_A_KIND = 3
_REMEMBERED = 1_000
"""Articles whose numbers and days a worker keeps: each is compared on the pages of all the others,
and reading one takes a millisecond and a half."""
_WORD_AFTER = re.compile(r"\s+[^\W\d_][\w-]*")


@dataclass(frozen=True, slots=True)
class Difference:
    """A value, and those of the articles that have it."""

    kind: str
    """`number`, `date`, or the name of a taxonomy."""
    value: str
    """A number with the word after it, a day, or the slug of a term."""
    said_by: Articles


def stated_differently(articles: Articles) -> Iterator[Difference]:
    """Yield numbers, then days, of which some articles on one event say nothing."""
    if len(articles) < 2:
        return
    stated = [_stated(article) for article in articles]
    yield from islice(_numbers(articles, stated), _MOST_OF_A_KIND)
    yield from islice(_days(articles, stated), _MOST_OF_A_KIND)


def named_differently(
    articles: Articles, taxonomies: Mapping[str, Taxonomy]
) -> Iterator[Difference]:
    """Yield registered names that some articles on one event have and others have not."""
    yield from islice(_names(articles, taxonomies), _MOST_OF_A_KIND)


class _Stated(NamedTuple):
    """The numbers and days in one article."""

    numbers: tuple[tuple[Quantity, str], ...]
    """Each number, and its text with the word after it."""
    days: Sequence[dt.date]


@lru_cache(_REMEMBERED)
def _stated(article: Article) -> _Stated:
    text = f"{article.summary} {article.body.text}"
    mentions = find(text, article.language)
    numbers = _counted(without(mentions, text, " "), article.language)
    return _Stated(tuple(numbers), sorted(set(_days_of(article, mentions))))


def _numbers(articles: Articles, stated: Sequence[_Stated]) -> Iterator[Difference]:
    """Yield numbers of a thing of which an article without them has another number."""
    values: dict[Hashable, str] = {}
    said: list[dict[Hashable, set[str]]] = []
    for one in stated:
        counted: dict[Hashable, set[str]] = {}
        for number, text in one.numbers:
            counted.setdefault(number.value, set()).update(number.counted)
            values.setdefault(number.value, text)
        said.append(counted)
    contradicted: dict[Hashable, str] = {}
    for value, text in values.items():
        own = set().union(*(counted.get(value, ()) for counted in said))
        others = [counted for counted in said if value not in counted]
        if any(own & words for counted in others for words in counted.values()):
            contradicted[value] = text
    yield from _differing(articles, said, "number", contradicted)


def _counted(text: str, language: str) -> Iterator[tuple[Quantity, str]]:
    """Yield the numbers in a text, each with its text and the word after it."""
    for number in quantities(text, language):
        after = _WORD_AFTER.match(text, number.start + len(number.written))
        if after and number.counted and not number.is_year:
            yield number, number.written + after[0]


def _days(articles: Articles, stated: Sequence[_Stated]) -> Iterator[Difference]:
    values: dict[Hashable, str] = {}
    said: list[dict[Hashable, None]] = []
    for one in stated:
        said.append(dict.fromkeys(one.days))
        values.update({each: day(each) for each in one.days})
    yield from _differing(articles, said, "date", values)


def _days_of(article: Article, mentions: Sequence[DayMention]) -> Iterator[dt.date]:
    for event in article.events:
        yield event.date
    for mention in mentions:
        named = mention.day
        if named.year is None:
            named = named.in_year(article.date.year) or named
        if named.date and not mention.doubtful:
            yield named.date


def _names(articles: Articles, taxonomies: Mapping[str, Taxonomy]) -> Iterator[Difference]:
    for name, taxonomy in taxonomies.items():
        if not taxonomy.settings.of_source:
            said: list[dict[Hashable, None]] = []
            slugs: dict[Hashable, str] = {}
            for article in articles:
                said.append(dict.fromkeys(article.terms[name]))
                slugs.update({slug: slug for slug in article.terms[name]})
            yield from _differing(articles, said, name, slugs)


def _differing(
    articles: Articles,
    said: Sequence[Mapping[Hashable, object]],
    kind: str,
    values: Mapping[Hashable, str],
) -> Iterator[Difference]:
    """Yield the values that some articles say and others do not.

    `said` has the values of each article, and `values` their texts.
    """
    for value, text in values.items():
        by = [one for one, own in zip(articles, said, strict=True) if value in own]
        if len(by) < len(articles):
            yield Difference(kind, text, tuple(by))
