"""Make a page for each article, with links to the articles around it."""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Any

from generator.assemble.interface import _
from generator.data.structured import news_article
from generator.model.article import Article, Articles
from generator.model.feed_identity import added_on
from generator.model.page import Page
from generator.model.site import Site
from generator.pages.shared_views import SharedViews, state
from generator.pages.views import Content, Link, Links, SourceLine, View

_IN_KICKER = 4
"""Terms of each taxonomy above the headline: two lines on a phone."""


class _Named(View, frozen=True):
    """The terms of an article in one taxonomy."""

    taxonomy: str
    title: str
    terms: tuple[tuple[Link, str], ...]
    """Terms and their acronyms."""
    unlisted: tuple[str, ...]
    """Unregistered names."""


class _Kicker(View, frozen=True):
    """The first terms of a crossed taxonomy, by their short names, above the headline."""

    taxonomy: str
    terms: Links
    left_out: int
    """The number of further terms."""


class _Other(View, frozen=True):
    """Another article, and why it is linked: its source, or the terms that both have."""

    article: Link
    date: dt.date
    because: str


class ArticlePage(Content, frozen=True, tag="article.html"):
    """What the page of an article shows besides the article itself (`Page.articles`)."""

    label: str
    """Its state if only previews show it; empty otherwise."""
    added: dt.date | None
    """The date it was added to the digest, if known."""
    reported_by: SourceLine
    outlet: Link
    kind_meaning: str
    """The explanation of the outlet's kind for readers; empty if it has none."""
    country: Link | None
    """The outlet's country."""
    kickers: tuple[_Kicker, ...]
    """The crossed taxonomies, the leading one first."""
    named_terms: tuple[_Named, ...]
    reports: int
    """The number of reports on its event that it or another article is based on."""
    continues: _Other | None
    """The one before it in its thread. No article is in two of the fields from here on."""
    followed_by: _Other | None
    """The one after it in its thread."""
    earlier: tuple[_Other, ...]
    """The others before it in its thread, oldest first."""
    later: tuple[_Other, ...]
    """The others after it in its thread, oldest first."""
    same_event: tuple[_Other, ...]
    related: tuple[_Other, ...]
    edit_url: str
    contact: str
    """The editors' mail address, or ""."""
    structured: dict[str, Any]
    """schema.org JSON-LD."""


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """Make the page of every published article; on that of a retracted one is the reason."""
    for article in site.published:
        title = article.title
        if article.retracted:
            title = _("Retracted: %(title)s", title=title)
        yield Page(
            address=article.address,
            title=title,
            description=article.summary,
            indexed=article.listed,
            content=partial(_article, site, shared, article),
            articles=(article,),
        )


def _article(site: Site, shared: SharedViews, article: Article) -> ArticlePage:
    settings = site.settings
    around = shared.neighbours.around(article)
    earlier, later = _by_source(shared, around.earlier), _by_source(shared, around.later)
    thread = {*around.earlier, *around.later}
    same_event = tuple([one for one in around.same_event if one not in thread])
    related = []
    for one in around.related:
        because = ", ".join([term.label for _, term in one.because])
        related.append(_Other(shared.article(one.article), one.article.date, because))
    kickers = []
    for name in filter(None, (settings.rows, settings.columns)):
        slugs, terms = article.terms[name], site.taxonomies[name].terms
        shown = [shared.label(name, terms[slug]) for slug in slugs[:_IN_KICKER]]
        kickers.append(_Kicker(name, tuple(shown), len(slugs) - len(shown)))
    outlet, kind_meaning, country = Link(article.source.name), "", None
    registered = site.outlet(article)
    if registered:
        taxonomy, term = registered
        outlet = shared.term(taxonomy.name, term.slug)
        kind_meaning = taxonomy.kinds.get(term.kind, "")
        country = shared.country(term.country) if term.country else None
    return ArticlePage(
        label=state(article),
        added=added_on(site, article),
        reported_by=shared.source(article),
        outlet=outlet,
        kind_meaning=kind_meaning,
        country=country,
        kickers=tuple(kickers),
        named_terms=tuple(_named(site, shared, article)),
        reports=1 + len(around.same_event) + len(article.further_sources),
        continues=earlier[-1] if earlier else None,
        followed_by=later[0] if later else None,
        earlier=earlier[:-1],
        later=later[1:],
        same_event=_by_source(shared, same_event),
        related=tuple(related),
        contact=settings.contact,
        edit_url=settings.edit_url + article.path if settings.edit_url else "",
        structured=news_article(site, article, shared.node),
    )


def _by_source(shared: SharedViews, articles: Articles) -> tuple[_Other, ...]:
    """Name articles together with their sources."""
    return tuple([_Other(shared.article(one), one.date, one.source.name) for one in articles])


def _named(site: Site, shared: SharedViews, article: Article) -> Iterator[_Named]:
    for name, taxonomy in site.taxonomies.items():
        slugs, unlisted = article.terms[name], article.unlisted[name]
        if (slugs or unlisted) and not taxonomy.settings.of_source:
            terms = tuple(
                [(shared.term(name, slug), taxonomy.terms[slug].acronym) for slug in slugs]
            )
            yield _Named(name, taxonomy.settings.title, terms, unlisted)
