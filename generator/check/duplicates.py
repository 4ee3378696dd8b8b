"""Find articles with the source of another one, or with almost its title within a few days.

A source that already has an article is an error; a similar title is a warning. Titles are compared
through an index of their words, so the work grows linearly with the number of articles.
The values that are compared are stored with the checked article, so that no other file is read.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from generator.diagnostics.diagnostics import Place, Report
from generator.model.article import Article
from generator.model.settings import Limits
from generator.read.document import Document
from generator.read.text import likeness, words
from generator.read.web_addresses import identity, is_front_page

_DAYS = 10
"""Maximum days between two articles whose titles are compared; after that, similar news is new."""
_LEAST_WORDS = 5
"""Minimum words of a compared title: shorter ones share half of their words by chance."""
_MOST_OF_ONE_WORD = 20
"""Maximum articles looked up for a word, which bounds the time for many equal titles."""


@dataclass(frozen=True, slots=True)
class Compared:
    """The values of one article that comparisons with other articles need."""

    path: str
    slug: str
    source: str
    """A key that all addresses of the source share; "" for a front page, which is no report."""
    source_place: Place
    """The place of that address in the file."""
    day: int
    """The date of publication, as a proleptic Gregorian ordinal."""
    title_place: Place
    title_words: tuple[str, ...] = ()
    """The different words of the title, in lower case."""
    same_event: tuple[str, ...] | None = None
    """The slugs in `same_event`; None if front matter does not have it, even empty."""


def compared(article: Article, document: Document) -> Compared | None:
    """Take the values for comparisons from an article.

    The result is None for a retracted article: its news may be reported again.
    """
    if article.retracted:
        return None
    front_matter = document.front_matter
    url = front_matter.at("source", "url") or front_matter
    title = front_matter.at("title") or front_matter
    source = article.source.url
    same_event = article.same_event if "same_event" in front_matter.entries else None
    return Compared(
        path=article.path,
        slug=article.slug,
        source="" if is_front_page(source) else identity(source),
        source_place=url.place,
        day=article.date.toordinal(),
        title_place=title.place,
        title_words=tuple(dict.fromkeys(words(article.title))),
        same_event=same_event,
    )


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
    ordered = sorted(articles, key=lambda article: (article.path in drafts, article.path))
    wrong = _check_sources(ordered, report)
    others = [article for article in ordered if article.path not in wrong]
    _check_titles(others, limits.likeness, report)
    return frozenset(wrong)


def _check_sources(ordered: list[Compared], report: Report) -> set[str]:
    """Report articles with one source at all but the first; return their paths."""
    firsts: dict[str, str] = {}
    wrong = set()
    for article in filter(lambda one: one.source, ordered):
        first = firsts.setdefault(article.source, article.path)
        if first != article.path:
            message = f"{first} already covers this address"
            help_line = "add to that article, or give the address of a different report"
            report.add(article.source_place, "duplicate-source", message, help_line)
            wrong.add(article.path)
    return wrong


def _check_titles(articles: list[Compared], least: int, report: Report) -> None:
    """Warn about articles with a title like an earlier one's, once for each article."""
    told = set()
    for pair in _similar_titles(articles, least):
        other, article = pair
        if article.path not in told and not _is_known(other, article):
            told.add(article.path)
            message = f"the title is almost that of {other.path}, and so is the date"
            help_line = (
                "if one article repeats the other, keep one; if both report on the same event, "
            )
            help_line += f"write same_event: [{other.slug}]; if not, same_event: []"
            report.add(article.title_place, "near-duplicate", message, help_line)


def _is_known(other: Compared, article: Compared) -> bool:
    """Whether a likeness need not be reported.

    That is so if an author has filled in `same_event`, or if both articles cite one source, which
    is an error already.
    """
    is_linked = article.slug in (other.same_event or ())
    has_its_source = article.source == other.source != ""
    return article.same_event is not None or is_linked or has_its_source


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
            if likeness(rarest, other.title_words) > least:
                yield other, article
