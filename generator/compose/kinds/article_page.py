"""One page for each article, with the articles around it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Any

from generator.assemble.related import Neighbours, Related
from generator.compose import citation
from generator.compose.shared_views import SharedViews
from generator.compose.structured import news_article
from generator.compose.views import ArticleLink, Content, PageLink, SourceLine, TermLink, View
from generator.model.article import Archive, Article, Correction, Event, Retraction
from generator.model.page import Page
from generator.model.site import Site


class _Metadata(View, frozen=True):
    """What the page's head tells machines of the article."""

    title: str
    language: str
    date: dt.date
    changed: dt.date
    structured: dict[str, Any]
    """schema.org JSON-LD."""


class _Source(View, frozen=True):
    """The source as the page tells it in full."""

    line: SourceLine
    outlet: TermLink
    kind: str
    kind_meaning: str
    country: TermLink | None
    language: str
    foreign: bool
    """Whether the source's language is not the site's."""
    headline: str
    url: str


class _Named(View, frozen=True):
    """What an article names in one taxonomy: terms with their acronyms, and names without a page."""

    taxonomy: str
    title: str
    terms: tuple[tuple[TermLink, str], ...]
    unlisted: tuple[str, ...]


class _Report(View, frozen=True):
    """Another report of the same event."""

    article: ArticleLink
    source: str
    date: dt.date


class _Related(View, frozen=True):
    """A related article, and the short names of the terms both name."""

    article: ArticleLink
    date: dt.date
    because: str


class _Series(View, frozen=True):
    """The articles before and after this one among those of a term."""

    term: TermLink
    newer: PageLink | None
    older: PageLink | None


class ArticlePage(Content, frozen=True, tag="article.html"):
    """An article."""

    metadata: _Metadata
    title: str
    language: str
    """Of the article, where it is not the site's."""
    kicker: tuple[TermLink, ...] | None
    """Terms of the crossed taxonomy; None where there is none."""
    date: dt.date
    updated: dt.date | None
    authors: tuple[str, ...]
    summary: str
    body: str
    """Sanitised HTML."""
    corrections: tuple[Correction, ...]
    retracted: Retraction | None
    source: _Source
    archive: Archive | None
    events: tuple[Event, ...]
    named_terms: tuple[_Named, ...]
    tags: tuple[str, ...]
    same_event: tuple[_Report, ...]
    related: tuple[_Related, ...]
    series: tuple[_Series, ...]
    citations: tuple[tuple[str, str], ...]
    """Name of a format → the citation."""
    edit_url: str


CONTENTS = (ArticlePage,)


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """Every published article; a retracted one keeps its page and says why."""
    neighbours = Neighbours(site)
    for article in site.published:
        yield Page(
            address=article.address,
            title=f"Retracted: {article.title}" if article.retracted else article.title,
            description=article.summary,
            indexed=article.listed,
            content=partial(_article, site, shared, neighbours, article),
        )


def _article(site: Site, shared: SharedViews, neighbours: Neighbours, article: Article) -> ArticlePage:
    settings = site.settings
    around = neighbours.around(article)
    return ArticlePage(
        metadata=_Metadata(
            article.title, article.language, article.date, article.changed, news_article(site, article)
        ),
        title=article.title,
        language=shared.foreign(article.language),
        kicker=shared.terms(settings.columns, article) if settings.columns else None,
        date=article.date,
        updated=article.updated,
        authors=article.authors,
        summary=article.summary,
        body=article.body.html,
        corrections=article.corrections,
        retracted=article.retracted,
        source=_source(shared, article),
        archive=article.archive if article.archive and article.archive.url else None,
        events=article.events,
        named_terms=tuple(_named(site, shared, article)),
        tags=article.tags,
        same_event=tuple(
            [_Report(shared.article(one), one.source.name, one.date) for one in around.same_event]
        ),
        related=tuple([_related(shared, one) for one in around.related]),
        series=tuple(
            [
                _Series(shared.term(step.taxonomy, step.term.slug), _step(step.newer), _step(step.older))
                for step in around.series
            ]
        ),
        citations=(
            ("Plain text", citation.plain(article, settings)),
            ("BibTeX", citation.bibtex(article, settings)),
            ("CSL-JSON", citation.csl(article, settings)),
        ),
        edit_url=settings.edit_url + article.path if settings.edit_url else "",
    )


def _related(shared: SharedViews, found: Related) -> _Related:
    because = ", ".join([term.label for _, term in found.because])
    return _Related(shared.article(found.article), found.article.date, because)


def _step(article: Article | None) -> PageLink | None:
    return PageLink(article.title, article.address) if article else None


def _source(shared: SharedViews, article: Article) -> _Source:
    found = shared.outlet(article)
    language = article.source.language or (found[1].language if found else "")
    kind = found[1].kind if found else ""
    return _Source(
        line=shared.source(article),
        outlet=shared.term(found[0].name, found[1].slug) if found else TermLink(article.source.name),
        kind=kind,
        kind_meaning=found[0].kinds[kind] if found and kind else "",
        country=shared.country(found[1].country) if found and found[1].country else None,
        language=language,
        foreign=bool(language and shared.foreign(language)),
        headline=article.source.title,
        url=article.source.url,
    )


def _named(site: Site, shared: SharedViews, article: Article) -> Iterator[_Named]:
    for name, taxonomy in site.taxonomies.items():
        slugs, unlisted = article.terms[name], article.unlisted[name]
        if (slugs or unlisted) and not taxonomy.settings.of_source:
            terms = tuple([(shared.term(name, slug), taxonomy.terms[slug].acronym) for slug in slugs])
            yield _Named(name, taxonomy.settings.title, terms, unlisted)
