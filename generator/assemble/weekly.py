"""The order of a week's articles: the lead article first, then groups of the others.

Editors may choose the lead. Otherwise the first rule that distinguishes two articles decides:

1. more reports on the same event (`same_event`, in either direction);
2. a source of a kind that site.yml lists earlier (official sources first, unknown kinds last);
3. more terms of the leading taxonomy;
4. more terms of other taxonomies;
5. the later date, then the slug in alphabetical order.
"""

import math
from collections.abc import Iterable, Mapping

from generator.assemble.collection import Group, by_week, grouped_once
from generator.model.article import Article
from generator.model.edition import Edition
from generator.model.rendered_text import Body
from generator.model.settings import Settings
from generator.model.site import Site
from generator.model.term import Taxonomy


def editions_of(site: Site) -> list[tuple[Edition, tuple[Article, ...]]]:
    """Every week with articles, newest first; its edition is empty if the editors wrote nothing about it."""
    written = {edition.week: edition for edition in site.editions}
    weeks = by_week(site.articles).items()
    return [
        (written.get(week) or Edition("", week, "", "", "", (), Body("")), some)
        for week, some in weeks
    ]


def ranked(
    articles: Iterable[Article], settings: Settings, taxonomies: Mapping[str, Taxonomy]
) -> list[Article]:
    """Sort the articles of a week by the rules above, the lead article first."""
    of_week = list(articles)
    reports = {article.slug: set(article.same_event) - {article.slug} for article in of_week}
    for article in of_week:
        for other in article.same_event:
            if other in reports and other != article.slug:
                reports[other].add(article.slug)

    def rank(article: Article) -> tuple[float | str, ...]:
        named = [len(slugs) for name, slugs in article.terms.items() if name != settings.rows]
        return (
            -len(reports[article.slug]),
            _kind(article, taxonomies),
            -len(article.terms.get(settings.rows, ())),
            -sum(named),
            -article.date.toordinal(),
            article.slug,
            article.path,
        )

    return sorted(of_week, key=rank)


def _kind(article: Article, taxonomies: Mapping[str, Taxonomy]) -> float:
    """The position of the outlet's kind in site.yml; infinite for an unregistered outlet."""
    positions = []
    for name, taxonomy in taxonomies.items():
        kinds = list(taxonomy.settings.kinds)
        for slug in article.terms.get(name, ()) if taxonomy.settings.of_source else ():
            kind = taxonomy.terms[slug].kind
            positions.append(kinds.index(kind) if kind in kinds else len(kinds))
    return min(positions, default=math.inf)


def lead_of(articles: tuple[Article, ...], edition: Edition, site: Site) -> Article:
    """Find the lead article of a week: the editors' choice, or the first by the rules."""
    chosen = [article for article in articles if article.slug == edition.lead]
    return chosen[0] if chosen else ranked(articles, site.settings, site.taxonomies)[0]


def arrange(
    articles: tuple[Article, ...],
    taxonomy: Taxonomy | None,
    lead: Article | None = None,
    order: tuple[str, ...] = (),
) -> tuple[Group, ...]:
    """Group the articles of a week, except its lead, by the first term of a taxonomy that each names.

    Each is listed once. Groups that the editors put in an order come first.
    """
    rest = tuple(article for article in articles if article is not lead)
    if taxonomy is None:
        return (Group(None, rest, len(rest)),) if rest else ()
    positions = {slug: position for position, slug in enumerate(order)}
    return tuple(
        sorted(
            grouped_once(rest, taxonomy),
            key=lambda group: positions.get(group.term.slug if group.term else "", len(positions)),
        )
    )
