"""The front page: the latest articles, the most frequent subjects, and links to all sections."""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from itertools import islice

from msgspec import Raw

from generator.assemble.collection import by_week
from generator.assemble.interface import edition_name
from generator.model import address
from generator.model.feed_identity import last_change
from generator.model.page import Page
from generator.model.settings import Settings
from generator.model.site import Site
from generator.pages import chart
from generator.pages.archive_pages import newest_added
from generator.pages.chart import Bar
from generator.pages.corrections_pages import Change, changes
from generator.pages.share_cards import ShareCard, has_card, share_card
from generator.pages.shared_views import SharedViews
from generator.pages.views import Content, Link, Section
from generator.pages.year_pages import span

_LATEST = 9
_SECTIONS = 6
"""Number of sections: two rows of three."""
_IN_SECTION = 3
_ACTIVE = 10
_ADDED = 6
_CHANGES = 3
_COUNTRIES = 16
_WEEK = 500
"""Number of newest articles to load; more than any week has, so that they include the newest week."""


class FrontPage(Content, frozen=True, tag="front.html"):
    """The front page."""

    newest: dt.date | None
    """The date of the newest report; None for a site without articles."""
    updated: dt.date | None
    """The latest date on which an article was published, added or changed."""
    edition: Section | None
    """The newest week, at most `_LATEST` of its articles."""
    latest: tuple[Raw, ...]
    """Encoded entries of articles before that week."""
    active: tuple[tuple[Link, tuple[Bar, ...]], ...]
    """The most frequent terms of the leading taxonomy, and their articles of each year."""
    leading: Link
    """The page of the leading taxonomy."""
    crossed: Link
    """The page of the taxonomy crossed with it, or an empty link."""
    countries: tuple[tuple[Link, tuple[Link, ...]], ...]
    """The pages of taxonomies of countries, and the most frequent countries."""
    has_added: bool
    """Whether there is a page of the latest additions."""
    added: tuple[Raw, ...]
    """Encoded headlines of the articles added last, without those listed above."""
    changes: tuple[Change, ...]
    sections: tuple[tuple[Section, int], ...]
    """The newest articles of terms of the crossed taxonomy that are not listed above, and how many are."""


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """The page at the root of the site; its share card is that of pages without one."""
    settings = site.settings
    yield Page(
        address="",
        title=settings.title,
        description=settings.description,
        feed=site.articles,
        card=None
        if settings.share_image or not has_card(settings, settings.title)
        else partial(_card, settings),
        content=partial(_front, site, shared),
    )


def _card(settings: Settings) -> ShareCard:
    return share_card(settings, "", settings.title, "", settings.tagline)


def _front(site: Site, shared: SharedViews) -> FrontPage:
    edition, in_edition = None, 0
    for week, articles in islice(by_week(site.articles[:_WEEK]).items(), 1):
        heading = Link(edition_name(*week), address.edition(*week), count=len(articles))
        edition = Section(heading, shared.entries(articles[:_LATEST]))
        in_edition = len(edition.entries)
    settings = site.settings
    count = max(_LATEST, in_edition)
    listed = {article.path for article in site.articles[:count]}
    added = [article for day, article in newest_added(site) if day and article.path not in listed][
        :_ADDED
    ]
    listed.update(article.path for article in added)
    return FrontPage(
        newest=site.articles[0].date if site.articles else None,
        updated=_updated(site),
        edition=edition,
        latest=shared.entries(site.articles[in_edition:count]),
        active=tuple(_most_active(site, shared)),
        leading=_taxonomy(site, settings.rows),
        crossed=_taxonomy(site, settings.columns),
        countries=tuple(
            (
                _taxonomy(site, name),
                tuple(shared.counted(name, slug) for slug in shared.ranked(name)[:_COUNTRIES]),
            )
            for name, taxonomy in settings.taxonomies.items()
            if taxonomy.lookup == "code"
        ),
        has_added=site.added is not None,
        added=shared.headlines(added),
        changes=tuple(changes(site)[:_CHANGES]),
        sections=tuple(_sections(site, shared, listed)) if settings.columns else (),
    )


def _taxonomy(site: Site, name: str) -> Link:
    """The page of a taxonomy; an empty link without a name."""
    return Link(site.settings.taxonomies[name].title, address.taxonomy(name)) if name else Link("")


def _updated(site: Site) -> dt.date | None:
    """The latest date on which the digest changed, according to its articles and the ledger."""
    added = [day for day in (site.added or {}).values() if day]
    return max([*added, last_change(site.published)]) if site.articles else None


def _sections(site: Site, shared: SharedViews, listed: set[str]) -> Iterator[tuple[Section, int]]:
    """The most frequent column terms, each with its newest articles that are not listed yet."""
    columns = site.settings.columns
    for slug in shared.ranked(columns)[:_SECTIONS]:
        newest, above = [], 0
        for article in site.members[columns][slug]:
            if article.path in listed:
                above += 1
            else:
                newest.append(article)
            if len(newest) == _IN_SECTION:
                break
        if newest:
            section = Section(
                shared.counted(columns, slug), shared.entries(newest), id=f"section-{slug}"
            )
            yield section, above
            listed.update(article.path for article in newest)


def _most_active(site: Site, shared: SharedViews) -> Iterator[tuple[Link, tuple[Bar, ...]]]:
    """The most frequent row terms, without the articles of their sub-terms."""
    rows = site.settings.rows
    for slug in shared.ranked(rows)[:_ACTIVE] if site.settings.crossings else ():
        dates = [
            article.date for article in site.members[rows][slug] if slug in article.terms[rows]
        ]
        bars = chart.per_year(dates, *span(site))
        yield shared.label(rows, site.taxonomies[rows].terms[slug], len(dates)), bars
