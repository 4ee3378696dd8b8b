"""Find what articles on one event say differently: numbers, days and registered names.

Nothing here decides which of them is right. A value is a difference if one article has it and
another has not.
"""

import datetime as dt
import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from generator.assemble.interface import day
from generator.model.article import Article, Articles
from generator.model.term import Taxonomy
from generator.read.quantities import Quantity, quantities
from generator.read.written_days import find, without_days

_MOST = 6
_MOST_OF_A_KIND = 3
_WORD_AFTER = re.compile(r"\s+[^\W\d_][\w-]*")


@dataclass(frozen=True, slots=True)
class Difference:
    """A value, and those of the articles that have it."""

    kind: str
    """`number`, `date`, or the name of a taxonomy."""
    value: str
    """A number with the word after it, a day, or the slug of a term."""
    said_by: Articles


def differences(articles: Articles, taxonomies: Mapping[str, Taxonomy]) -> tuple[Difference, ...]:
    """List what articles on one event say differently, at most six values.

    Numbers come first, then days, then names.
    """
    found = [*islice(_numbers(articles), _MOST_OF_A_KIND)]
    found += islice(_days(articles), _MOST_OF_A_KIND)
    found += islice(_names(articles, taxonomies), _MOST_OF_A_KIND)
    return tuple(found[:_MOST])


def _numbers(articles: Articles) -> Iterator[Difference]:
    """Yield numbers of a thing of which an article without them has another number."""
    values: dict[Hashable, str] = {}
    said: list[dict[Hashable, set[str]]] = []
    for article in articles:
        counted: dict[Hashable, set[str]] = {}
        for number, text in _counted(article):
            counted.setdefault(number.value, set()).update(number.counted)
            values.setdefault(number.value, text)
        said.append(counted)
    for value, one in _differing(articles, said, "number", values):
        own = set().union(*(counted.get(value, ()) for counted in said))
        others = [counted for counted in said if value not in counted]
        if any(own & words for counted in others for words in counted.values()):
            yield one


def _counted(article: Article) -> Iterator[tuple[Quantity, str]]:
    """Yield the numbers of an article, each with its text and the word after it."""
    language = article.language
    text = without_days(f"{article.summary} {article.body.text}", language, " ")
    for number in quantities(text, language):
        after = _WORD_AFTER.match(text, number.start + len(number.written))
        if after and number.counted and not number.is_year:
            yield number, number.written + after[0]


def _days(articles: Articles) -> Iterator[Difference]:
    values: dict[Hashable, str] = {}
    said: list[dict[Hashable, None]] = []
    for article in articles:
        days = sorted(set(_days_of(article)))
        said.append(dict.fromkeys(days))
        values.update({one: day(one) for one in days})
    for _, one in _differing(articles, said, "date", values):
        yield one


def _days_of(article: Article) -> Iterator[dt.date]:
    for event in article.events:
        yield event.date
    for mention in find(f"{article.summary} {article.body.text}", article.language):
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
            for _, one in _differing(articles, said, name, slugs):
                yield one


def _differing(
    articles: Articles,
    said: Sequence[Mapping[Hashable, object]],
    kind: str,
    values: Mapping[Hashable, str],
) -> Iterator[tuple[Hashable, Difference]]:
    """Yield the values that some articles say and others do not.

    `said` has the values of each article, and `values` their texts.
    """
    for value, text in values.items():
        by = [one for one, own in zip(articles, said, strict=True) if value in own]
        if len(by) < len(articles):
            yield value, Difference(kind, text, tuple(by))
