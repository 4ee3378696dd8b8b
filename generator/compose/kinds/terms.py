"""A term's page, the pages of its years, and its crossings with other terms."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from generator.assemble.collection import Group, grouped, often_with, split_years
from generator.compose import chart
from generator.model import address
from generator.model.article import Article
from generator.model.page import Page
from generator.model.settings import CrossingSettings
from generator.model.site import Site
from generator.model.term import Taxonomy, Term


def pages(site: Site) -> Iterator[Page]:
    """Pages of every term that has one."""
    for taxonomy in site.taxonomies.values():
        for term in taxonomy:
            if site.has_page(taxonomy.settings.name, term.slug):
                yield from _term_pages(site, taxonomy, term)
    for crossed in site.settings.crossings:
        yield from _crossing_pages(site, crossed)


def _groups(site: Site, taxonomy: Taxonomy, articles: tuple[Article, ...]) -> tuple[Group, ...]:
    group_by = taxonomy.settings.group_by
    if not group_by:
        return (Group(None, articles),) if articles else ()
    return grouped(articles, site.taxonomies[group_by])


def _collection(site: Site, taxonomy: Taxonomy, articles: tuple[Article, ...], base: str) -> dict[str, Any]:
    """What a template needs to show a set: its groups, and its years when it is long."""
    years = split_years(articles, site.settings.long_listing)
    return {
        "articles": articles,
        "groups": _groups(site, taxonomy, years.shown),
        "group_taxonomy": taxonomy.settings.group_by,
        "shown": years.shown,
        "years": [(year, f"{base}{year}/", len(members)) for year, members in years.split],
        "chart_bars": _bars(site, articles),
    }


def _bars(site: Site, articles: tuple[Article, ...]) -> tuple[chart.Bar, ...]:
    if not articles:
        return ()
    first, last = site.articles[-1].date.year, site.articles[0].date.year
    return chart.per_year((article.date for article in articles), first, last)


def _term_pages(site: Site, taxonomy: Taxonomy, term: Term) -> Iterator[Page]:
    name = taxonomy.settings.name
    articles = site.members[name].get(term.slug, ())
    base = address.term(name, term.slug)
    shared = {"taxonomy": taxonomy, "term": term}
    yield Page(
        address=base,
        title=term.name,
        template="term.html",
        description=_describe(term, articles),
        feed=articles,
        data={
            **shared,
            **_collection(site, taxonomy, articles, base),
            "often_with": _often_with(taxonomy, term, articles),
            "holders": _holders(site, name, term),
            "crossings": dict(_crossings_of(site, name, term)),
        },
    )
    yield from _year_pages(site, taxonomy, articles, base, term.name, shared)


def _year_pages(
    site: Site,
    taxonomy: Taxonomy,
    articles: tuple[Article, ...],
    base: str,
    title: str,
    shared: dict[str, Any],
) -> Iterator[Page]:
    split = split_years(articles, site.settings.long_listing).split
    for index, (year, members) in enumerate(split):
        yield Page(
            address=f"{base}{year}/",
            title=f"{title}, {year}",
            template="term_year.html",
            description=f"What was reported on {title} in {year}.",
            data={
                **shared,
                "base": base,
                "title": title,
                "year": year,
                "articles": members,
                "groups": _groups(site, taxonomy, members),
                "group_taxonomy": taxonomy.settings.group_by,
                "newer": split[index - 1][0] if index else None,
                "older": split[index + 1][0] if index + 1 < len(split) else None,
            },
        )


def _describe(term: Term, articles: tuple[Article, ...]) -> str:
    count = len(articles)
    amount = "1 article" if count == 1 else f"{count:,} articles"
    return f"{term.name}: {amount} of the digest, newest first."


def _often_with(taxonomy: Taxonomy, term: Term, articles: tuple[Article, ...]) -> list[tuple[str, Term, int]]:
    """The terms of the same taxonomy this one is reported with, where an article can name several."""
    settings = taxonomy.settings
    if settings.of_source:
        return []
    kin = {term.slug, *taxonomy.ancestors(term.slug)}
    found = often_with(articles, taxonomy, term.slug)
    return [(settings.name, other, count) for other, count in found if other.slug not in kin]


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


def _crossings_of(site: Site, name: str, term: Term) -> Iterator[tuple[str, str]]:
    """Slug of the other term → address of the crossing, for those that have a page."""
    for pair, crossed in site.crossings.items():
        for (row, column), articles in crossed.items():
            if len(articles) < pair.minimum:
                continue
            if name == pair.rows and row == term.slug:
                yield column, address.crossing(pair.rows, row, column)
            elif name == pair.columns and column == term.slug:
                yield row, address.crossing(pair.rows, row, column)


def _crossing_pages(site: Site, pair: CrossingSettings) -> Iterator[Page]:
    rows, columns = site.taxonomies[pair.rows], site.taxonomies[pair.columns]
    for (row, column), articles in sorted(site.crossings[pair].items()):
        if len(articles) < pair.minimum:
            continue
        first, second = rows.terms[row], columns.terms[column]
        base = address.crossing(pair.rows, row, column)
        title = f"{first.name}: {second.name}"
        years = split_years(articles, site.settings.long_listing)
        data = {"taxonomy": rows, "term": first, "other_taxonomy": columns, "other": second}
        yield Page(
            address=base,
            title=title,
            template="crossing.html",
            description=f"{second.name} in what was reported on {first.name}.",
            feed=articles,
            data={
                **data,
                "articles": articles,
                "shown": years.shown,
                "years": [(year, f"{base}{year}/", len(one)) for year, one in years.split],
                "chart_bars": _bars(site, articles),
            },
        )
        yield from _crossing_years(site, rows, articles, base, title, data)


def _crossing_years(
    site: Site, rows: Taxonomy, articles: tuple[Article, ...], base: str, title: str, data: dict[str, Any]
) -> Iterator[Page]:
    for page in _year_pages(site, rows, articles, base, title, data):
        groups = (Group(None, page.data["articles"]),)
        yield Page(page.address, page.title, page.template, {**page.data, "groups": groups}, page.description)
