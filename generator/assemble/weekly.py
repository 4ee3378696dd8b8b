"""The order of a week's articles in a newsletter: one leads, the others follow in groups.

Editors may choose the lead. Otherwise the first of these rules that distinguishes
two articles decides which of them comes first:

1. more reports on the same event (`same_event`, in either direction): most outlets thought it news;
2. a source of a kind that site.yml lists earlier, where official sources come first; an unknown
   kind comes last;
3. more terms of the leading taxonomy: it concerns most offices;
4. more countries, or whatever terms besides: it reaches furthest;
5. the later date, then the slug in the order of the alphabet.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from generator.assemble.collection import Group, grouped
from generator.model.article import Article
from generator.model.edition import Edition
from generator.model.settings import Settings
from generator.model.term import Taxonomy


@dataclass(frozen=True, slots=True)
class Told:
    """The lead article of a week, and the groups of the others."""

    lead: Article
    groups: tuple[Group, ...]
    """None is empty."""


def ranked(
    articles: Iterable[Article], settings: Settings, taxonomies: Mapping[str, Taxonomy]
) -> list[Article]:
    """Order the articles of a week by the rules above, the lead article first."""
    every = list(articles)
    reports = {article.slug: set(article.same_event) - {article.slug} for article in every}
    for article in every:
        for other in article.same_event:
            if other in reports and other != article.slug:
                reports[other].add(article.slug)
    kinds = _kinds(settings, taxonomies)

    def rank(article: Article) -> tuple[int | str, ...]:
        named = [len(slugs) for name, slugs in article.terms.items() if name != settings.rows]
        return (
            -len(reports[article.slug]),
            min((kinds.get(slug, len(kinds)) for slug in _outlets(article, settings)), default=len(kinds)),
            -len(article.terms.get(settings.rows, ())),
            -sum(named),
            -article.date.toordinal(),
            article.slug,
            article.path,
        )

    return sorted(every, key=rank)


def _outlets(article: Article, settings: Settings) -> list[str]:
    return [
        slug
        for name, one in settings.taxonomies.items()
        if one.of_source
        for slug in article.terms.get(name, ())
    ]


def _kinds(settings: Settings, taxonomies: Mapping[str, Taxonomy]) -> dict[str, int]:
    """Slug of an outlet → the position of its kind in site.yml."""
    found = {}
    for name, one in settings.taxonomies.items():
        places = {kind: place for place, kind in enumerate(one.kinds)}
        if one.of_source:
            for term in taxonomies[name]:
                found[term.slug] = places.get(term.kind, len(places))
    return found


def lead_of(
    articles: tuple[Article, ...],
    edition: Edition | None,
    settings: Settings,
    taxonomies: Mapping[str, Taxonomy],
) -> Article:
    """The lead article of a week: the editors' choice, or the first by rule."""
    chosen = [article for article in articles if edition and article.slug == edition.lead]
    return chosen[0] if chosen else ranked(articles, settings, taxonomies)[0]


def groups_of(articles: tuple[Article, ...], taxonomy: Taxonomy | None) -> tuple[Group, ...]:
    """Group a week's articles by the first column term each names, so that none occurs twice."""
    if taxonomy is None:
        return (Group(None, articles),)
    return grouped(articles, taxonomy, first_only=True)


def tell(
    articles: tuple[Article, ...], lead: Article, taxonomy: Taxonomy | None, order: tuple[str, ...] = ()
) -> Told:
    """Separate the lead from the groups, which follow the editors' order as far as they gave one."""
    rest = tuple(article for article in articles if article is not lead)
    places = {slug: place for place, slug in enumerate(order)}
    groups = [group for group in groups_of(rest, taxonomy) if group.articles]
    groups.sort(key=lambda group: places.get(group.term.slug if group.term else "", len(places)))
    return Told(lead, tuple(groups))
