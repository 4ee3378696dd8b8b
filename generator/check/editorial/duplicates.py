"""Find articles with the source of another one, or with almost its title within a few days.

A source that already has an article is an error; a similar title is a warning. Titles are compared
through an index of their words, so the work grows linearly with the number of articles.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice

from generator.check.editorial.compared import Compared
from generator.check.editorial.lexicon import likeness
from generator.diagnostics.diagnostics import Report
from generator.model.limits import Limits
from generator.read.tracked import Newer, later_path

_MOST_OF_ONE_SOURCE = 5
"""Maximum articles with one source; an address with more is a live page or a search."""
_DAYS = 10
"""Maximum days between two articles whose titles are compared; after that, similar news is new."""
_LEAST_WORDS = 5
"""Minimum words of a compared title: shorter ones share half of their words by chance."""
_MOST_OF_ONE_WORD = 20
"""Maximum articles looked up for a word, which bounds the time for many equal titles."""


def check_duplicates(
    articles: Iterable[Compared],
    limits: Limits,
    report: Report,
    *,
    only: str = "",
    newer: Newer = later_path,
) -> frozenset[str]:
    """Report articles that repeat another one; return the paths of those with the same source.

    Args:
        articles: All articles without errors.
        limits: `likeness` is the percentage of words that two titles may share.
        report: Gains the problems.
        only: The path of the only article to report on, which then counts as the latest.
        newer: Chooses the newer of two files with one source, which gets the error.
    """
    ordered = sorted(articles, key=lambda article: (article.path == only, article.path))
    wrong = _check_sources(ordered, only, newer, report)
    others = [article for article in ordered if article.path not in wrong]
    _check_titles(others, limits.likeness, only, report)
    return frozenset(wrong)


def _check_sources(ordered: list[Compared], only: str, newer: Newer, report: Report) -> set[str]:
    """Report articles with one source; return the paths of the newer ones."""
    by_source: defaultdict[str, list[Compared]] = defaultdict(list)
    for article in ordered:
        if article.source:
            by_source[article.source].append(article)
    wrong = set()
    for sharing in by_source.values():
        first, *others = sharing
        if only:
            others = [article for article in others if article.path == only]
        if others and len(sharing) > _MOST_OF_ONE_SOURCE:
            _report_common(others[0], len(sharing), report)
            continue
        for second in others:
            wrong.add(_report_source(first, second, newer, report))
    return wrong


def _report_common(article: Compared, count: int, report: Report) -> None:
    message = f"{count} articles give this address, so it is not that of a single report"
    help_line = "give the address of the report itself"
    report.add(article.source_place, "common-source", message, help_line)


def _report_source(first: Compared, second: Compared, newer: Newer, report: Report) -> str:
    """Report two articles that cite one source, at the newer one; return the newer one's path."""
    path, how = newer(first.path, second.path)
    if path == first.path:
        first, second = second, first
    message = f"{first.path} already covers this address{how}"
    help_line = "add to that article, or give the address of a different report"
    report.add(second.source_place, "duplicate-source", message, help_line)
    return second.path


def _check_titles(articles: list[Compared], least: int, only: str, report: Report) -> None:
    """Warn about articles with a title like an earlier one's, once for each article."""
    told = set()
    for pair in _similar_titles(articles, least):
        other, article = sorted(pair, key=lambda one: one.path == only)
        is_wanted = not only or article.path == only
        if is_wanted and article.path not in told and not _is_known(other, article):
            told.add(article.path)
            _report_title(other, article, report)


def _is_known(other: Compared, article: Compared) -> bool:
    """Whether a likeness need not be reported.

    That is so if an author has filled in `same_event`, or if both articles cite one source, which
    is an error already.
    """
    is_linked = article.slug in (other.same_event or ())
    has_its_source = article.source == other.source != ""
    return article.same_event is not None or is_linked or has_its_source


def _report_title(other: Compared, article: Compared, report: Report) -> None:
    message = f"the title is almost that of {other.path}, and so is the date"
    help_line = "if one article repeats the other, keep one; if both report on the same event, "
    help_line += f"write same_event: [{other.slug}]; if not, same_event: []"
    report.add(article.title_place, "near-duplicate", message, help_line)


def _similar_titles(articles: list[Compared], least: int) -> Iterator[tuple[Compared, Compared]]:
    """Pairs of articles whose titles share more than `least` % of their words, by date."""
    compared = [article for article in articles if len(article.title_words) >= _LEAST_WORDS]
    frequency = Counter(word for article in compared for word in article.title_words)
    by_word: defaultdict[str, list[Compared]] = defaultdict(list)
    for article in sorted(compared, key=lambda article: (article.day, article.path)):
        words = sorted(article.title_words, key=frequency.__getitem__)
        near = {}
        # Titles with most words in common share one of their rarer words, which few others have.
        for word in words[: len(words) // 2 + 1]:
            for other in islice(reversed(by_word[word]), _MOST_OF_ONE_WORD):
                if article.day - other.day > _DAYS:
                    break
                near[other.path] = other
            by_word[word].append(article)
        for other in near.values():
            if likeness(words, other.title_words) > least:
                yield other, article
