"""Checked articles to a `Site`."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping

from generator.model.article import Article
from generator.model.edition import Edition
from generator.model.settings import CrossingSettings, Settings
from generator.model.site import Crossed, Document, Members, Site
from generator.model.term import Taxonomy
from generator.model.upkeep import DeadLink


def newest_first(articles: Iterable[Article]) -> tuple[Article, ...]:
    """The one order of listings: by date, newest first; within a day by slug."""
    by_slug = sorted(articles, key=lambda article: (article.slug, article.path))
    return tuple(sorted(by_slug, key=lambda article: article.date, reverse=True))


def assemble(
    settings: Settings,
    taxonomies: Mapping[str, Taxonomy],
    articles: Iterable[Article],
    documents: Iterable[Document],
    editions: Iterable[Edition] = (),
    links: Iterable[DeadLink] = (),
) -> Site:
    """Order the articles and work out the members of every term."""
    published = newest_first(article for article in articles if not article.draft)
    listed = tuple(article for article in published if article.listed)
    return Site(
        settings=settings,
        taxonomies=taxonomies,
        published=published,
        articles=listed,
        members={name: _members(taxonomy, listed) for name, taxonomy in taxonomies.items()},
        crossings={pair: _cross(pair, taxonomies, listed) for pair in settings.crossings},
        documents=tuple(sorted(documents, key=lambda document: document.slug)),
        editions=tuple(sorted(editions, key=lambda edition: edition.week)),
        links=tuple(links),
    )


def _members(taxonomy: Taxonomy, articles: tuple[Article, ...]) -> Members:
    found: dict[str, list[Article]] = defaultdict(list)
    name = taxonomy.settings.name
    for article in articles:
        for slug in taxonomy.roll_up(article.terms[name]):
            found[slug].append(article)
    return {slug: tuple(members) for slug, members in found.items()}


def _cross(
    pair: CrossingSettings, taxonomies: Mapping[str, Taxonomy], articles: tuple[Article, ...]
) -> Crossed:
    found: dict[tuple[str, str], list[Article]] = defaultdict(list)
    rows, columns = taxonomies[pair.rows], taxonomies[pair.columns]
    for article in articles:
        for row in rows.roll_up(article.terms[pair.rows]):
            for column in columns.roll_up(article.terms[pair.columns]):
                found[row, column].append(article)
    return {key: tuple(members) for key, members in found.items()}
