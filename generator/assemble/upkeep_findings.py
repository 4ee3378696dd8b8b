"""Find gaps in a digest: terms without articles, missing archived copies, unbalanced sources."""

import calendar
import datetime as dt
from collections import Counter
from collections.abc import Iterator
from statistics import median_low

from generator.assemble.collection import by_year
from generator.assemble.interface import marked
from generator.model.article import Article
from generator.model.site import Site
from generator.model.term import Taxonomy
from generator.model.upkeep import Coverage, Mending, Upkeep, Use

_UNKNOWN_OUTLET = marked("not in the registry")
_NOT_STATED = marked("not stated")
_KINDS = marked("Kinds of source")
_LANGUAGES = marked("Languages of sources")
MESSAGES = (_UNKNOWN_OUTLET, _NOT_STATED, _KINDS, _LANGUAGES)
"""Titles and values of coverage to translate; others are the site's own."""


def upkeep(site: Site, as_of: dt.date, months: int) -> Upkeep:
    """Collect everything that needs an editor's attention.

    A term of the leading taxonomy is stale without an article in the `months` before `as_of`.
    """
    listed = site.articles
    used = {name: _used(taxonomy, listed) for name, taxonomy in site.taxonomies.items()}
    declared = [
        taxonomy for taxonomy in site.taxonomies.values() if taxonomy.settings.lookup != "code"
    ]
    leading = site.taxonomies.get(site.settings.rows)
    return Upkeep(
        as_of=as_of,
        months=months,
        articles=len(listed),
        unused=tuple(use for taxonomy in declared for use in _uses(taxonomy, used, 0)),
        used_once=tuple(use for taxonomy in declared for use in _uses(taxonomy, used, 1)),
        stale=tuple(
            _stale(leading, used, _months_before(as_of, months)) if leading in declared else ()
        ),
        without_copy=tuple(
            article for article in listed if article.source.url and not article.archive
        ),
        without_url=tuple(article for article in listed if not article.source.url),
        coverage=tuple(_coverage(site)),
        mending=tuple(_mending(site.published)),
        days_to_correct=_days_to_correct(site.published),
        dead=site.links,
    )


_Used = dict[str, tuple[int, dt.date]]
"""Slug → its number of articles, including those of its children, and the date of the newest."""


def _used(taxonomy: Taxonomy, listed: tuple[Article, ...]) -> _Used:
    name = taxonomy.settings.name
    named = [article.terms[name] for article in listed]
    newest = dict(zip(reversed(named), [article.date for article in reversed(listed)], strict=True))
    used: _Used = {}
    for slugs, times in Counter(named).items():
        for slug in taxonomy.roll_up(slugs):
            count, last = used.get(slug, (0, newest[slugs]))
            used[slug] = (count + times, max(last, newest[slugs]))
    return used


def _uses(taxonomy: Taxonomy, used: dict[str, _Used], times: int) -> Iterator[Use]:
    """The terms with exactly this number of articles."""
    name = taxonomy.settings.name
    for term in taxonomy:
        count, last = used[name].get(term.slug, (0, None))
        if count == times:
            yield Use(name, term.slug, term.name, last)


def _stale(taxonomy: Taxonomy, used: dict[str, _Used], before: dt.date) -> list[Use]:
    """The terms that still exist but have no recent article, the longest without one first."""
    name = taxonomy.settings.name
    stale = [
        Use(name, term.slug, term.name, used[name][term.slug][1])
        for term in taxonomy
        if term.slug in used[name] and used[name][term.slug][1] < before
        if not term.until and not term.successor
    ]
    return sorted(stale, key=lambda use: (use.last or dt.date.min, use.slug))


def _months_before(day: dt.date, months: int) -> dt.date:
    """The same day a number of months earlier, or the last day of that month if it is shorter."""
    year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
    if year < 1:
        return dt.date.min
    return dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def _coverage(site: Site) -> Iterator[Coverage]:
    listed = site.articles
    outlets, kinds, languages = Counter[str](), Counter[str](), Counter[str]()
    for name, taxonomy in site.taxonomies.items():
        terms = taxonomy.terms
        if taxonomy.settings.lookup == "code":
            counts = Counter(terms[slug].name for article in listed for slug in article.terms[name])
            yield _spread(taxonomy.settings.title, listed, counts)
        if taxonomy.settings.of_source:
            for article in listed:
                outlet = terms[article.terms[name][0]] if article.terms[name] else None
                outlets[outlet.name if outlet else article.source.name] += 1
                kinds[(outlet.kind or _NOT_STATED) if outlet else _UNKNOWN_OUTLET] += 1
                languages[
                    article.source.language or (outlet.language if outlet else "") or _NOT_STATED
                ] += 1
            yield _spread(taxonomy.settings.title, listed, outlets)
            yield _spread(_KINDS, listed, kinds)
            yield _spread(_LANGUAGES, listed, languages)


def _spread(title: str, listed: tuple[Article, ...], counts: Counter[str]) -> Coverage:
    return Coverage(
        title, len(listed), tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
    )


def _mending(published: tuple[Article, ...]) -> Iterator[Mending]:
    for year, articles in by_year(published).items():
        corrected = sum(bool(article.corrections) for article in articles)
        yield Mending(
            year, len(articles), corrected, sum(bool(article.retracted) for article in articles)
        )


def _days_to_correct(published: tuple[Article, ...]) -> int | None:
    days = [
        (min(correction.date for correction in article.corrections) - article.date).days
        for article in published
        if article.corrections
    ]
    return median_low(days) if days else None
