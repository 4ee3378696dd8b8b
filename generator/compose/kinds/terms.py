"""A term's page, the pages of its years, and its crossings with other terms."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

from generator.assemble.collection import Group, Years, grouped, often_with, split_years
from generator.compose import chart
from generator.model import address
from generator.model.article import Article
from generator.model.page import Data, Page
from generator.model.settings import CrossingSettings, TaxonomySettings
from generator.model.site import Site
from generator.model.term import Taxonomy, Term

YearLink = tuple[int, str, int]
"""A year, the address of its page, and how many articles it has."""
Crossings = defaultdict[tuple[str, str], dict[str, str]]
"""Taxonomy and slug of a term → slug of another → the address of what they have in common."""


def pages(site: Site) -> Iterator[Page]:
    """Pages of every term that has one."""
    crossings = _crossings(site)
    for taxonomy in site.taxonomies.values():
        for term in taxonomy:
            if site.has_page(taxonomy.settings.name, term.slug):
                yield from _term_pages(site, taxonomy, term, crossings)
    for crossed in site.settings.crossings:
        yield from _crossing_pages(site, crossed)


def _grouping(site: Site, taxonomy: Taxonomy) -> Taxonomy | None:
    group_by = taxonomy.settings.group_by
    return site.taxonomies[group_by] if group_by else None


def _groups(articles: tuple[Article, ...], grouping: Taxonomy | None) -> tuple[Group, ...]:
    if grouping is None:
        return (Group(None, articles),) if articles else ()
    return grouped(articles, grouping)


def _span(site: Site) -> tuple[int, int]:
    """The first and the last year of the archive."""
    return (site.articles[-1].date.year, site.articles[0].date.year) if site.articles else (0, 0)


def _years(articles: tuple[Article, ...], long_listing: int, base: str) -> tuple[Years, list[YearLink]]:
    years = split_years(articles, long_listing)
    return years, [(year, f"{base}{year}/", len(members)) for year, members in years.split]


def _term_pages(site: Site, taxonomy: Taxonomy, term: Term, crossings: Crossings) -> Iterator[Page]:
    name = taxonomy.settings.name
    articles = site.members[name].get(term.slug, ())
    base = address.term(name, term.slug)
    yield Page(
        address=base,
        title=term.name,
        template="term.html",
        description=_describe(term, articles),
        feed=articles,
        data=partial(
            _profile,
            taxonomy,
            term,
            articles,
            _grouping(site, taxonomy),
            _kin(site, taxonomy, term),
            crossings[name, term.slug],
            _span(site),
            site.settings.long_listing,
        ),
    )
    data = partial(_year_of_term, taxonomy.settings, _grouping(site, taxonomy))
    yield from _year_pages(articles, base, term.name, site.settings.long_listing, data)


def _kin(site: Site, taxonomy: Taxonomy, term: Term) -> dict[str, Any]:
    """Other terms that a term's page names, besides those of its articles."""
    held_at = site.taxonomies.get(taxonomy.settings.offices_at)
    return {
        "parent": taxonomy.terms.get(term.parent),
        "children": taxonomy.children(term.slug),
        "successor": taxonomy.terms.get(term.successor),
        "offices": [(office, held_at.terms.get(office.at) if held_at else None) for office in term.offices],
        "holders": _holders(site, taxonomy.settings.name, term),
        "above": taxonomy.ancestors(term.slug),
    }


def _profile(
    taxonomy: Taxonomy,
    term: Term,
    articles: tuple[Article, ...],
    grouping: Taxonomy | None,
    kin: dict[str, Any],
    crossings: dict[str, str],
    span: tuple[int, int],
    long_listing: int,
) -> Data:
    """What a term's page shows."""
    name = taxonomy.settings.name
    years, year_links = _years(articles, long_listing, address.term(name, term.slug))
    return {
        **kin,
        "taxonomy": taxonomy.settings,
        "term": term,
        "articles": articles,
        "shown": years.shown,
        "groups": _groups(years.shown, grouping),
        "group_taxonomy": taxonomy.settings.group_by,
        "years": year_links,
        "chart_bars": chart.per_year((article.date for article in articles), *span) if articles else (),
        "often_with": _often_with(taxonomy, term, kin["above"], articles),
        "crossings": crossings,
    }


def _year_of_term(
    taxonomy: TaxonomySettings,
    grouping: Taxonomy | None,
    articles: tuple[Article, ...],
    place: dict[str, Any],
) -> Data:
    """What the page of one of a term's years shows."""
    groups = _groups(articles, grouping)
    return {
        **place,
        "taxonomy": taxonomy,
        "articles": articles,
        "groups": groups,
        "group_taxonomy": taxonomy.group_by,
    }


def _year_pages(
    articles: tuple[Article, ...],
    base: str,
    title: str,
    long_listing: int,
    data: Callable[[tuple[Article, ...], dict[str, Any]], Data],
) -> Iterator[Page]:
    split = split_years(articles, long_listing).split
    for index, (year, members) in enumerate(split):
        place = {
            "base": base,
            "title": title,
            "year": year,
            "newer": split[index - 1][0] if index else None,
            "older": split[index + 1][0] if index + 1 < len(split) else None,
        }
        yield Page(
            address=f"{base}{year}/",
            title=f"{title}, {year}",
            template="term_year.html",
            description=f"What was reported on {title} in {year}.",
            data=partial(data, members, place),
        )


def _describe(term: Term, articles: tuple[Article, ...]) -> str:
    count = len(articles)
    amount = "1 article" if count == 1 else f"{count:,} articles"
    return f"{term.name}: {amount} of the digest, newest first."


def _often_with(
    taxonomy: Taxonomy, term: Term, above: tuple[str, ...], articles: tuple[Article, ...]
) -> list[tuple[str, Term, int]]:
    """The terms of the same taxonomy this one is reported with, where an article can name several."""
    if taxonomy.settings.of_source:
        return []
    found = often_with(articles, taxonomy, term.slug)
    name = taxonomy.settings.name
    return [(name, other, count) for other, count in found if other.slug not in (term.slug, *above)]


def _holders(site: Site, name: str, term: Term) -> list[tuple[str, Term, Any]]:
    """Who holds or held an office at this term, as the registries say."""
    return [
        (other.settings.name, person, office)
        for other in site.taxonomies.values()
        if other.settings.offices_at == name
        for person in other
        for office in person.offices
        if office.at == term.slug
    ]


def _crossings(site: Site) -> Crossings:
    """The crossings that have a page, from both of their terms."""
    found: Crossings = defaultdict(dict)
    for pair, crossed in site.crossings.items():
        for (row, column), articles in crossed.items():
            if len(articles) >= pair.minimum:
                where = address.crossing(pair.rows, row, column)
                found[pair.rows, row][column] = where
                found[pair.columns, column][row] = where
    return found


def _crossing_pages(site: Site, pair: CrossingSettings) -> Iterator[Page]:
    rows, columns = site.taxonomies[pair.rows], site.taxonomies[pair.columns]
    for (row, column), articles in sorted(site.crossings[pair].items()):
        if len(articles) < pair.minimum:
            continue
        term, other = rows.terms[row], columns.terms[column]
        base = address.crossing(pair.rows, row, column)
        title = f"{term.name}: {other.name}"
        yield Page(
            address=base,
            title=title,
            template="crossing.html",
            description=f"{other.name} in what was reported on {term.name}.",
            feed=articles,
            data=partial(
                _crossing,
                {
                    "taxonomy": rows.settings,
                    "term": term,
                    "other_taxonomy": columns.settings,
                    "other": other,
                },
                articles,
                base,
                _span(site),
                site.settings.long_listing,
            ),
        )
        # What two terms have in common needs no more grouping.
        data = partial(_year_of_term, replace(rows.settings, group_by=""), None)
        yield from _year_pages(articles, base, title, site.settings.long_listing, data)


def _crossing(
    terms: dict[str, Any], articles: tuple[Article, ...], base: str, span: tuple[int, int], long_listing: int
) -> Data:
    """What the page of two terms shows."""
    years, year_links = _years(articles, long_listing, base)
    bars = chart.per_year((article.date for article in articles), *span)
    return {**terms, "articles": articles, "shown": years.shown, "years": year_links, "chart_bars": bars}
