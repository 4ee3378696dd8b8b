"""Assemble checked articles into a `Site`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from functools import cache
from itertools import product
from operator import attrgetter

from generator.assemble.collection import by_keys
from generator.model import address
from generator.model.article import Article, Articles
from generator.model.fingerprint import fingerprint
from generator.model.settings import CrossingSettings, Settings
from generator.model.site import Crossed, Members, PlainPage, Site, Text
from generator.model.term import Taxonomy

_Slugs = Callable[[Article], tuple[str, ...]]
"""The slugs of an article's terms in one taxonomy, and of their ancestors."""


def assemble(
    settings: Settings,
    taxonomies: Mapping[str, Taxonomy],
    articles: Iterable[Article],
    documents: Iterable[PlainPage],
    texts: Iterable[Text] = (),
    *,
    preview: bool = False,
) -> Site:
    """Sort the articles, and collect those of every term and of every crossing of two terms.

    A preview has articles that are not public, too.
    """
    shown = []
    for article in articles:
        if preview or article.public:
            shown.append(replace(article, fingerprint=fingerprint(article)))
    # All listings have the newest first, and those of one day by slug.
    shown.sort(key=attrgetter("slug", "path"))
    shown.sort(key=attrgetter("date"), reverse=True)  # equal dates stay in their order
    published = tuple(shown)
    listed = tuple(article for article in published if not article.retracted)
    members, crossings = _members(settings, taxonomies, listed)
    return Site(
        settings=settings,
        taxonomies=taxonomies,
        published=published,
        articles=listed,
        members=members,
        crossings=crossings,
        withdrawn=_withdrawn(settings, taxonomies, published),
        documents=tuple(sorted(documents, key=attrgetter("slug"))),
        texts=tuple(texts),
        is_preview=preview,
    )


def _members(
    settings: Settings, taxonomies: Mapping[str, Taxonomy], articles: Articles
) -> tuple[dict[str, Members], dict[CrossingSettings, Crossed]]:
    """Collect the articles of every term and crossing.

    Returns:
        The values of `Site.members` and `Site.crossings`.
    """
    slugs = {name: _slugs_in(taxonomy) for name, taxonomy in taxonomies.items()}
    members: dict[str, Members] = {}
    for name, own in slugs.items():
        members[name] = by_keys(articles, own)
    crossings: dict[CrossingSettings, Crossed] = {}
    for pair in settings.crossings:
        rows, columns = slugs[pair.rows], slugs[pair.columns]
        crossings[pair] = by_keys(articles, lambda one: product(rows(one), columns(one)))  # noqa: B023
    return members, crossings


def _slugs_in(taxonomy: Taxonomy) -> _Slugs:
    name = taxonomy.settings.name
    roll_up = cache(taxonomy.roll_up)  # many articles name the same terms
    return lambda article: roll_up(article.terms[name])


def _withdrawn(
    settings: Settings, taxonomies: Mapping[str, Taxonomy], published: Articles
) -> dict[str, Articles]:
    """Return the value of `Site.withdrawn`."""
    retracted = [article for article in published if article.retracted]
    retracted.sort(key=attrgetter("address"))
    retracted.sort(key=attrgetter("changed"), reverse=True)
    gone = tuple(retracted)
    members, crossings = _members(settings, taxonomies, gone)
    found = {"": gone}
    for name, terms in members.items():
        for slug, articles in terms.items():
            found[address.term(name, slug)] = articles
    for pair, crossed in crossings.items():
        for slugs, articles in crossed.items():
            found[address.crossing(pair.rows, *slugs)] = articles
    return found
