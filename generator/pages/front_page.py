"""Make the front page: the latest articles, frequent subjects, and links to all sections."""

import datetime as dt
from collections.abc import Iterator
from functools import partial
from operator import attrgetter

from generator.assemble.collection import PRIORITY, by_week, on_same_event
from generator.assemble.interface import edition_name
from generator.model import address
from generator.model.article import Article, Articles
from generator.model.feed_identity import last_change, order_of_adding
from generator.model.page import Page
from generator.model.site import Site, Text
from generator.pages.archive_pages import newest_added
from generator.pages.corrections_pages import Change, changes
from generator.pages.shared_views import SharedViews
from generator.pages.views import Content, Encoded, Link, Links, Section

_LATEST = 6
"""Number of articles below the lead: whole rows in two columns as in three."""
_SECTIONS = 6
"""Number of sections: two rows of three."""
_IN_SECTION = 3
_ACTIVE = 12
"""Number of most reported terms, which also fills two columns and three."""
_ADDED = 4
_CHANGES = 3
_COUNTRIES = 16
_NEWEST = 500
"""Number of newest articles that include the newest week: more than any week has."""


class FrontPage(Content, frozen=True, tag="front.html"):
    """The front page."""

    newest: dt.date | None
    """The date of the newest report; None for a site without articles."""
    updated: dt.date | None
    """The latest date on which an article was published, added or changed."""
    week: Section | None
    """The newest week, and the entry of the article that leads the page."""
    mattered: tuple[str, str]
    """Title and summary that the editors wrote about that week; empty without them."""
    latest: Encoded
    """Encoded entries of the newest articles besides the lead."""
    active: tuple[tuple[Link, dt.date], ...]
    """The most frequent terms of the leading taxonomy, each with the date of its newest article."""
    leading: Link
    """The page of the leading taxonomy."""
    countries: tuple[tuple[Link, Links], ...]
    """The pages of taxonomies of countries, and the most frequent countries."""
    has_added: bool
    """Whether there is a page of the latest additions."""
    added: tuple[tuple[Link, dt.date], ...]
    """The articles added last, without those listed above, and the day each was added."""
    changes: tuple[Change, ...]
    sections: tuple[Section, ...]
    """The newest articles of crossed terms that are not listed above: an entry, then headlines."""


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """Make the page at the root of the site."""
    settings = site.settings
    yield Page(
        address="",
        title=settings.title,
        description=settings.description,
        feed=site.articles,
        content=partial(_front, site, shared),
    )


def _front(site: Site, shared: SharedViews) -> FrontPage:
    """Fill the front page from top to bottom; no article is listed twice.

    Of a thread the newest article is listed, and the editors' lead.
    """
    settings = site.settings
    newest = by_prominence(site.articles[:_NEWEST], site)
    week, text, lead = _newest_week(site)
    lead = lead or newest[:1]
    threads = shared.threads
    latest = [article for article in threads.newest(newest) if article not in lead][:_LATEST]
    listed = {article.path for article in (*lead, *latest)}
    dated = [(article, day) for day, article in newest_added(site) if day]
    added = [(article, day) for article, day in dated if article.path not in listed][:_ADDED]
    listed.update(article.path for article, _day in added)
    countries = []
    for name, taxonomy in settings.taxonomies.items():
        if taxonomy.lookup == "code":
            most = [shared.counted(name, slug) for slug in shared.ranked(name)[:_COUNTRIES]]
            countries.append((_taxonomy(site, name), tuple(most)))
    days = [day for day in (site.added or {}).values() if day]
    return FrontPage(
        newest=site.articles[0].date if site.articles else None,
        updated=max([*days, last_change(site.published)]) if site.articles else None,
        week=Section(week, shared.entries(lead)) if newest else None,
        mattered=(text.title, text.summary) if text else ("", ""),
        latest=shared.entries(latest),
        active=tuple(_most_active(site, shared)),
        leading=_taxonomy(site, settings.rows),
        countries=tuple(countries),
        has_added=site.added is not None,
        added=tuple([(shared.article(article), day) for article, day in added]),
        changes=tuple(changes(site)[:_CHANGES]),
        sections=tuple(_sections(site, shared, listed)) if settings.columns else (),
    )


def by_prominence(articles: Articles, site: Site) -> Articles:
    """Sort articles newest first, and those of a day as the front page shows them.

    Within a day the first difference decides: the higher `priority`, more terms of the leading
    taxonomy, more reports, the later day of being added. Reports are those of the same event, and
    the further sources that the article names.
    """
    by_slug = sorted(articles, key=attrgetter("slug", "path"))
    reports = on_same_event(by_slug)

    def rank(article: Article) -> tuple[float, ...]:
        return (
            -article.date.toordinal(),
            PRIORITY[article.priority],
            -len(article.terms.get(site.settings.rows, ())),
            -len(reports[article.slug]) - len(article.further_sources),
            -order_of_adding(site, article).toordinal(),
        )

    return tuple(sorted(by_slug, key=rank))  # equal ranks stay in the order of their slugs


def _newest_week(site: Site) -> tuple[Link, Text | None, Articles]:
    """Return the newest week, what the editors wrote about it, and the article that they chose."""
    for week, articles in by_week(site.articles).items():
        page = address.edition(*week)
        text = next((text for text in site.texts if text.address == page), None)
        chosen = [article for article in articles if text and article.slug == text.lead]
        has_page = site.has_edition(week, len(articles))
        link = Link(edition_name(*week), page if has_page else "", count=len(articles))
        return link, text, tuple(chosen[:1])
    return Link(""), None, ()


def _taxonomy(site: Site, name: str) -> Link:
    """Link to the page of a taxonomy; without a name the link is empty."""
    if not name:
        return Link("")
    return Link(site.settings.taxonomies[name].title, address.taxonomy(name))


def _sections(site: Site, shared: SharedViews, listed: set[str]) -> Iterator[Section]:
    """Make the sections of the most frequent column terms, with their numbers of articles.

    Each has the newest articles that are not in `listed`, and adds them to it.
    """
    columns = site.settings.columns
    for slug in shared.ranked(columns)[:_SECTIONS]:
        newest: list[Article] = []
        for article in shared.threads.newest(site.members[columns][slug]):
            if len(newest) == _IN_SECTION:
                break
            if article.path not in listed:
                newest.append(article)
        if newest:
            heading = shared.counted(columns, slug)
            entries = shared.entries(newest[:1])
            headlines = shared.headlines(newest[1:])
            yield Section(heading, entries, headlines, id=f"section-{slug}")
            listed.update(article.path for article in newest)


def _most_active(site: Site, shared: SharedViews) -> Iterator[tuple[Link, dt.date]]:
    """List the most frequent row terms, and the date of the newest article of each."""
    if not site.settings.crossings:
        return
    newest = {}
    for slug, articles in site.members[site.settings.rows].items():
        newest[address.term(site.settings.rows, slug)] = articles[0].date
    for link in shared.most_reported(site.settings.rows, _ACTIVE):
        yield link, newest[link.address]
