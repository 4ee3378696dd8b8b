"""Find articles with the source of another one, and articles that seem to report its event.

A source that already has an article is an error. Two articles with similar titles within a few days
are a warning, and so are two within a day that share terms of two taxonomies and many words of
title and summary. Titles that differ in a number, an ordinal or a month are about two things.
Articles are compared through indexes of their words and terms, so the work grows linearly with
their number.
What only the article's file tells is stored with the checked article, so that no file is read
again; words are taken from the article: stored ones were 55 of 138 MB of 10,000 articles.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice

from generator.diagnostics.diagnostics import Place, Report
from generator.model.article import Article
from generator.model.settings import Limits
from generator.read.document import Document
from generator.read.links.web_addresses import identity, is_front_page
from generator.read.tables import table
from generator.read.text import likeness, words

_DAYS = 10
"""Maximum days between two articles whose titles are compared; after that, similar news is new."""
_LEAST_WORDS = 5
"""Minimum words of a compared title: shorter ones share half of their words by chance."""
_MOST_OF_ONE_WORD = 20
"""Maximum articles looked up for a word or a term, which bounds the time for many equal titles."""
_SAME_DAYS = 1
"""Maximum days between two articles whose summaries are compared."""
_OF_TITLES = 0.7
"""The words that titles and summaries of one event share, as a part of those of similar titles.

Of the digest's own pairs of articles within ten days, those on different events share 28 % at most.
"""
_LEAST_WORDS_IN_ALL = 12
"""Minimum words of a compared title and summary."""
_LEAST_IN_TITLES = 1
"""Minimum longer words that the titles share as well: a series may use one summary for all."""
_LEAST_TAXONOMIES = 2
"""Minimum taxonomies of which two articles on one event share a term: who acted, and on what."""
_NUMBER = re.compile(r"[a-z]?\d+")
"""The number of `12`, `12th` and `Q3`."""
_ROMAN = re.compile(r"\b(?=[IVX])(X{0,3})(IX|IV|V?I{0,3})\b")


@dataclass(frozen=True, slots=True)
class Origin:
    """What comparisons need of an article's file, and the article itself does not have."""

    source: str
    """A key that all addresses of the source share; "" for a front page, which is no report."""
    source_place: Place
    """The place of that address in the file."""
    title_place: Place
    same_event: tuple[str, ...] | None = None
    """The slugs in `same_event`; None if front matter does not have it, even empty."""


def origin(article: Article, document: Document) -> Origin | None:
    """Take what comparisons need from an article's file.

    The result is None for a retracted article: its news may be reported again.
    """
    if article.retracted:
        return None
    front_matter = document.front_matter
    url = front_matter.at("source", "url") or front_matter
    title = front_matter.at("title") or front_matter
    source = article.source.url
    same_event = article.same_event if "same_event" in front_matter.entries else None
    return Origin(
        source="" if is_front_page(source) else identity(source),
        source_place=url.place,
        title_place=title.place,
        same_event=same_event,
    )


@dataclass(frozen=True, slots=True)
class Compared:
    """The values of one article that comparisons with other articles need."""

    path: str
    slug: str
    day: int
    """The date of publication, as a proleptic Gregorian ordinal."""
    title: str
    summary: str
    terms: Mapping[str, tuple[str, ...]]
    """Taxonomy → slugs of the article's terms."""
    origin: Origin
    title_words: tuple[str, ...]
    """The different words of the title, in lower case."""

    def all_words(self) -> frozenset[str]:
        """The different words of title and summary."""
        return frozenset((*words(self.title), *words(self.summary)))


def compared(article: Article, own: Origin) -> Compared:
    """Take the values for comparisons from an article."""
    return Compared(
        path=article.path,
        slug=article.slug,
        day=article.date.toordinal(),
        title=article.title,
        summary=article.summary,
        terms=article.terms,
        origin=own,
        title_words=tuple(dict.fromkeys(words(article.title))),
    )


def numbers_of(title: str) -> frozenset[str]:
    """The numbers of a title, however they are written; months are `month 5`, quarters `q3`."""
    counted = _counted_words()
    found = [counted[word] for word in words(title) if word in counted]
    found += [match[0] for match in map(_NUMBER.match, words(title)) if match]
    for tens, ones in _ROMAN.findall(title):
        found.append(str(10 * len(tens) + _ROMAN_ONES.index(ones)))
    return frozenset(found)


_ROMAN_ONES = ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")


@cache
def _counted_words() -> dict[str, str]:
    """Each month and ordinal with what it stands for."""
    lists = table("generator.check", "counted_words")
    counted: dict[str, str] = {}
    for prefix, key in (("month ", "months"), ("", "ordinals")):
        for number, names in enumerate(lists[key], start=1):
            counted |= dict.fromkeys(names.split(), f"{prefix}{number}")
    return counted


def _are_numbered_apart(one: Compared, other: Compared) -> bool:
    """Whether each of two titles has a number that the other lacks."""
    numbers, others = numbers_of(one.title), numbers_of(other.title)
    return bool(numbers - others and others - numbers)


def check_duplicates(
    articles: Iterable[Compared], drafts: Collection[str], limits: Limits, report: Report
) -> frozenset[str]:
    """Report articles that repeat another one; return the paths of those with the same source.

    Args:
        articles: All articles without errors.
        drafts: The paths of drafts, which get the error of two files with one source.
        limits: `likeness` is the percentage of words that two titles may share.
        report: Gains the problems.
    """
    # A copy's name is mostly the name of its model and a word more.
    ordered = sorted(articles, key=lambda one: (one.path in drafts, one.path.removesuffix(".md")))
    wrong = _check_sources(ordered, report)
    others = [article for article in ordered if article.path not in wrong]
    _check_titles(others, limits.likeness, report)
    return frozenset(wrong)


def _check_sources(ordered: list[Compared], report: Report) -> set[str]:
    """Report articles with one source at all but the first; return their paths."""
    firsts: dict[str, str] = {}
    wrong = set()
    for article in filter(lambda one: one.origin.source, ordered):
        first = firsts.setdefault(article.origin.source, article.path)
        if first != article.path:
            message = f"{first} has this address as its source, too"
            help_line = (
                "delete the article that is a copy, or give it the address of its own report"
            )
            report.add(article.origin.source_place, "duplicate-source", message, help_line)
            wrong.add(article.path)
    return wrong


def _check_titles(articles: list[Compared], least: int, report: Report) -> None:
    """Warn about articles that are like an earlier one, once for each article."""
    told = set()
    titles = "the title is almost that of {}, and so is the date"
    summaries = "title and summary are much like those of {}, and so are the terms and the date"
    pairs = [(titles, *pair) for pair in _similar_titles(articles, least)]
    pairs += [(summaries, *pair) for pair in _similar_summaries(articles, least * _OF_TITLES)]
    for message, other, article in pairs:
        if article.path not in told and not _is_known(other, article):
            told.add(article.path)
            help_line = (
                "if one article repeats the other, keep one; if both report on the same event, "
            )
            help_line += f"write same_event: [{other.slug}]; if not, same_event: []"
            place = article.origin.title_place
            report.add(place, "near-duplicate", message.format(other.path), help_line)


def _is_known(other: Compared, article: Compared) -> bool:
    """Whether a likeness need not be reported.

    That is so if an author has filled in `same_event`, or if both articles cite one source, which
    is an error already.
    """
    is_linked = article.slug in (other.origin.same_event or ())
    has_its_source = article.origin.source == other.origin.source != ""
    return article.origin.same_event is not None or is_linked or has_its_source


def _similar_titles(articles: list[Compared], least: int) -> Iterator[tuple[Compared, Compared]]:
    """Pairs of articles whose titles share more than `least` % of their words, by date."""
    compared = [article for article in articles if len(article.title_words) >= _LEAST_WORDS]
    frequency = Counter(word for article in compared for word in article.title_words)
    by_word: defaultdict[str, list[Compared]] = defaultdict(list)
    for article in sorted(compared, key=lambda article: (article.day, article.path)):
        rarest = sorted(article.title_words, key=frequency.__getitem__)
        near = {}
        # Titles with most words in common share one of their rarer words, which few others have.
        for word in rarest[: len(rarest) // 2 + 1]:
            for other in islice(reversed(by_word[word]), _MOST_OF_ONE_WORD):
                if article.day - other.day > _DAYS:
                    break
                near[other.path] = other
            by_word[word].append(article)
        for other in near.values():
            is_alike = likeness(rarest, other.title_words) > least
            if is_alike and not _are_numbered_apart(other, article):
                yield other, article


def _in_both_titles(one: Compared, other: Compared) -> int:
    """The number of words that two titles share, apart from short ones such as `a` and `of`."""
    shared = {*one.title_words} & {*other.title_words}
    return sum(len(word) > 3 or not word.isascii() for word in shared)


def _similar_summaries(
    articles: list[Compared], least: float
) -> Iterator[tuple[Compared, Compared]]:
    """Pairs of articles of about one day with common terms and more than `least` % common words."""
    compared = [article for article in articles if len(article.all_words()) >= _LEAST_WORDS_IN_ALL]
    by_term: defaultdict[tuple[str, str], list[Compared]] = defaultdict(list)
    for article in sorted(compared, key=lambda article: (article.day, article.path)):
        common: defaultdict[str, set[str]] = defaultdict(set)
        near = {}
        for term in [(name, slug) for name, slugs in article.terms.items() for slug in slugs]:
            for other in islice(reversed(by_term[term]), _MOST_OF_ONE_WORD):
                if article.day - other.day > _SAME_DAYS:
                    break
                near[other.path] = other
                common[other.path].add(term[0])
            by_term[term].append(article)
        for other in near.values():
            if (
                len(common[other.path]) >= _LEAST_TAXONOMIES
                and _in_both_titles(article, other) >= _LEAST_IN_TITLES
                and likeness(article.all_words(), other.all_words()) > least
                and not _are_numbered_apart(other, article)
            ):
                yield other, article
