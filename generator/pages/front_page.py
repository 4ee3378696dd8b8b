"""Make the front page: the latest articles, frequent subjects, and links to all sections."""

import datetime as dt
from collections.abc import Iterator
from functools import partial

from generator.assemble.collection import by_week
from generator.assemble.interface import edition_name
from generator.model import address
from generator.model.article import Article
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
from generator.pages.views import Content, Encoded, Link, Links, Section
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
"""Number of newest articles that include the newest week: more than any week has."""


class FrontPage(Content, frozen=True, tag="front.html"):
    """The front page."""

    newest: dt.date | None
    """The date of the newest report; None for a site without articles."""
    updated: dt.date | None
    """The latest date on which an article was published, added or changed."""
    edition: Section | None
    """The newest week, at most `_LATEST` of its articles."""
    latest: Encoded
    """Encoded entries of articles before that week."""
    active: tuple[tuple[Link, tuple[Bar, ...]], ...]
    """The most frequent terms of the leading taxonomy, and their articles of each year."""
    leading: Link
    """The page of the leading taxonomy."""
    crossed: Link
    """The page of the taxonomy crossed with it, or an empty link."""
    countries: tuple[tuple[Link, Links], ...]
    """The pages of taxonomies of countries, and the most frequent countries."""
    has_added: bool
    """Whether there is a page of the latest additions."""
    added: Encoded
    """Encoded headlines of the articles added last, without those listed above."""
    changes: tuple[Change, ...]
    sections: tuple[tuple[Section, int], ...]
    """The newest articles of crossed terms that are not listed above, and how many are."""


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """Make the page at the root of the site; pages without a share card show its card."""
    settings = site.settings
    needs_card = not settings.share_image and has_card(settings, settings.title)
    yield Page(
        address="",
        title=settings.title,
        description=settings.description,
        feed=site.articles,
        card=partial(_card, settings) if needs_card else None,
        content=partial(_front, site, shared),
    )


def _card(settings: Settings) -> ShareCard:
    return share_card(settings, "", settings.title, "", settings.tagline)


def _front(site: Site, shared: SharedViews) -> FrontPage:
    """Fill the front page from top to bottom; no article is listed twice."""
    settings = site.settings
    edition = _newest_edition(site, shared)
    in_edition = len(edition.entries) if edition else 0
    count = max(_LATEST, in_edition)
    listed = {article.path for article in site.articles[:count]}
    added = _newest_additions(site, listed)
    listed.update(article.path for article in added)
    return FrontPage(
        newest=site.articles[0].date if site.articles else None,
        updated=_updated(site),
        edition=edition,
        latest=shared.entries(site.articles[in_edition:count]),
        active=tuple(_most_active(site, shared)),
        leading=_taxonomy(site, settings.rows),
        crossed=_taxonomy(site, settings.columns),
        countries=tuple(_countries(site, shared)),
        has_added=site.added is not None,
        added=shared.headlines(added),
        changes=tuple(changes(site)[:_CHANGES]),
        sections=tuple(_sections(site, shared, listed)) if settings.columns else (),
    )


def _newest_edition(site: Site, shared: SharedViews) -> Section | None:
    for week, articles in by_week(site.articles[:_WEEK]).items():
        heading = Link(edition_name(*week), address.edition(*week), count=len(articles))
        return Section(heading, shared.entries(articles[:_LATEST]))
    return None


def _newest_additions(site: Site, listed: set[str]) -> list[Article]:
    """List the articles that were added last, without those that are listed or have no date."""
    added = newest_added(site)
    new = [article for day, article in added if day and article.path not in listed]
    return new[:_ADDED]


def _taxonomy(site: Site, name: str) -> Link:
    """Link to the page of a taxonomy; without a name the link is empty."""
    if not name:
        return Link("")
    return Link(site.settings.taxonomies[name].title, address.taxonomy(name))


def _countries(site: Site, shared: SharedViews) -> Iterator[tuple[Link, Links]]:
    for name, taxonomy in site.settings.taxonomies.items():
        if taxonomy.lookup == "code":
            slugs = shared.ranked(name)[:_COUNTRIES]
            countries = tuple(shared.counted(name, slug) for slug in slugs)
            yield _taxonomy(site, name), countries


def _updated(site: Site) -> dt.date | None:
    """Return the latest day on which the digest changed, according to articles and ledger."""
    if not site.articles:
        return None
    days = site.added or {}
    added = [day for day in days.values() if day]
    return max([*added, last_change(site.published)])


def _sections(site: Site, shared: SharedViews, listed: set[str]) -> Iterator[tuple[Section, int]]:
    """Make the sections of the most frequent column terms, with their numbers of articles.

    Each has the newest articles that are not in `listed`, and adds them to it.
    """
    columns = site.settings.columns
    for slug in shared.ranked(columns)[:_SECTIONS]:
        newest: list[Article] = []
        above = 0
        for article in site.members[columns][slug]:
            if len(newest) == _IN_SECTION:
                break
            if article.path in listed:
                above += 1
            else:
                newest.append(article)
        if newest:
            heading = shared.counted(columns, slug)
            entries = shared.entries(newest)
            yield Section(heading, entries, id=f"section-{slug}"), above
            listed.update(article.path for article in newest)


def _most_active(site: Site, shared: SharedViews) -> Iterator[tuple[Link, tuple[Bar, ...]]]:
    """List the most frequent row terms, each with a chart; articles of sub-terms do not count."""
    if not site.settings.crossings:
        return
    rows = site.settings.rows
    for slug in shared.ranked(rows)[:_ACTIVE]:
        members = site.members[rows][slug]
        dates = [article.date for article in members if slug in article.terms[rows]]
        term = site.taxonomies[rows].terms[slug]
        bars = chart.per_year(dates, *span(site))
        yield shared.label(rows, term, len(dates)), bars
