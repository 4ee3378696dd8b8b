"""Assemble checked articles into a `Site`."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import product
from operator import attrgetter

from generator.model.article import Article
from generator.model.edition import Edition
from generator.model.settings import Settings
from generator.model.site import Crossed, Members, PlainPage, Site
from generator.model.term import Taxonomy
from generator.model.upkeep import Checked


def newest_first(articles: Iterable[Article]) -> tuple[Article, ...]:
    """Sort articles as all listings do: newest first, by slug within a day."""
    by_slug = sorted(articles, key=attrgetter("slug", "path"))
    return tuple(sorted(by_slug, key=attrgetter("date"), reverse=True))


def assemble(
    settings: Settings,
    taxonomies: Mapping[str, Taxonomy],
    articles: Iterable[Article],
    documents: Iterable[PlainPage],
    editions: Iterable[Edition] = (),
    links: Iterable[Checked] = (),
) -> Site:
    """Sort the articles and collect those of every term and crossing."""
    published = newest_first(article for article in articles if not article.draft)
    listed = tuple(article for article in published if article.listed)
    rolled = {name: _rolled(taxonomy, listed) for name, taxonomy in taxonomies.items()}
    return Site(
        settings=settings,
        taxonomies=taxonomies,
        published=published,
        articles=listed,
        members={name: _members(terms, listed) for name, terms in rolled.items()},
        crossings={
            pair: _cross(rolled[pair.rows], rolled[pair.columns], listed) for pair in settings.crossings
        },
        documents=tuple(sorted(documents, key=lambda document: document.slug)),
        editions=tuple(sorted(editions, key=lambda edition: edition.week)),
        links=tuple(links),
    )


Rolled = Sequence[tuple[str, ...]]
"""The slugs of each article's terms and of their ancestors."""


def _rolled(taxonomy: Taxonomy, articles: tuple[Article, ...]) -> Rolled:
    name = taxonomy.settings.name
    direct = [article.terms[name] for article in articles]
    if not any(term.parent for term in taxonomy):
        return direct
    rolled_up = {slugs: taxonomy.roll_up(slugs) for slugs in set(direct)}
    return [rolled_up[slugs] for slugs in direct]


def _members(terms: Rolled, articles: tuple[Article, ...]) -> Members:
    members: dict[str, list[Article]] = defaultdict(list)
    for article, slugs in zip(articles, terms, strict=True):
        for slug in slugs:
            members[slug].append(article)
    return {slug: tuple(of_term) for slug, of_term in members.items()}


def _cross(rows: Rolled, columns: Rolled, articles: tuple[Article, ...]) -> Crossed:
    crossed: dict[tuple[str, str], list[Article]] = defaultdict(list)
    for article, row_slugs, column_slugs in zip(articles, rows, columns, strict=True):
        for pair in product(row_slugs, column_slugs):
            crossed[pair].append(article)
    return {pair: tuple(common) for pair, common in crossed.items()}
