"""Assemble checked articles into a `Site`."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from itertools import product
from operator import attrgetter

from generator.assemble.collection import by_keys
from generator.model import address
from generator.model.article import Article
from generator.model.edition import Edition
from generator.model.fingerprint import fingerprint
from generator.model.rendered_text import Body
from generator.model.settings import CrossingSettings, Settings
from generator.model.site import Crossed, Members, PlainPage, Site
from generator.model.term import Taxonomy
from generator.model.upkeep import Checked

_NO_TEXT = Body("")


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
    *,
    preview: bool = False,
) -> Site:
    """Sort the articles and collect those of every term and crossing; a preview has unpublished ones, too."""
    published = newest_first(
        _with_fingerprints(article) for article in articles if preview or article.public
    )
    listed = tuple(article for article in published if not article.retracted)
    members, crossings = _members(settings, taxonomies, listed)
    return Site(
        settings=settings,
        taxonomies=taxonomies,
        published=published,
        articles=listed,
        members=members,
        crossings=crossings,
        documents=tuple(sorted(documents, key=lambda document: document.slug)),
        editions=tuple(sorted(editions, key=lambda edition: edition.week)),
        links=tuple(links),
        is_preview=preview,
    )


def _with_fingerprints(article: Article) -> Article:
    facts = fingerprint(replace(article, body=_NO_TEXT))
    return replace(article, fingerprint=fingerprint(article), facts_fingerprint=facts)


def _members(
    settings: Settings, taxonomies: Mapping[str, Taxonomy], articles: tuple[Article, ...]
) -> tuple[dict[str, Members], dict[CrossingSettings, Crossed]]:
    """The articles of every term and crossing, as `Site` has them."""
    rolled = {name: _rolled(taxonomy, articles) for name, taxonomy in taxonomies.items()}
    crossed = {
        pair: map(product, rolled[pair.rows], rolled[pair.columns]) for pair in settings.crossings
    }
    return (
        {name: by_keys(slugs, articles) for name, slugs in rolled.items()},
        {pair: by_keys(slugs, articles) for pair, slugs in crossed.items()},
    )


def _rolled(taxonomy: Taxonomy, articles: tuple[Article, ...]) -> Sequence[tuple[str, ...]]:
    """The slugs of each article's terms and of their ancestors."""
    name = taxonomy.settings.name
    direct = [article.terms[name] for article in articles]
    if not any(term.parent for term in taxonomy):
        return direct
    rolled_up = {slugs: taxonomy.roll_up(slugs) for slugs in set(direct)}
    return [rolled_up[slugs] for slugs in direct]


def withdrawn(site: Site) -> dict[str, tuple[Article, ...]]:
    """Address of a page → the retracted articles that it would list, last retracted first."""
    retracted = (article for article in site.published if article.retracted)
    gone = tuple(
        sorted(retracted, key=lambda article: (-article.changed.toordinal(), article.address))
    )
    members, crossings = _members(site.settings, site.taxonomies, gone)
    found = {"": gone}
    for name, terms in members.items():
        found |= {address.term(name, slug): some for slug, some in terms.items()}
    for pair, common in crossings.items():
        found |= {address.crossing(pair.rows, *slugs): some for slugs, some in common.items()}
    return found
