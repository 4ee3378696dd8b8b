"""Permanent identities of articles, feeds and editions, in feeds and data.

An identity is a `tag:` URI (RFC 4151) of the digest's authority, an article's date and its slug, or
the one in the ledger. A term's feed is identified by the term's oldest slug, which
`redirect_from` keeps. So files, slugs, terms and hosts can be renamed without repeating items to
readers.
"""

import datetime as dt
from collections.abc import Iterable

from generator.model import address
from generator.model.article import Article
from generator.model.page import Notice
from generator.model.site import Site

_BEGINNING = dt.date(2021, 1, 1)
"""The date of change of a feed without entries."""


def identity(article: Article, authority: str) -> str:
    """An article's permanent identity."""
    return article.id or f"tag:{authority},{article.date}:{article.slug}"


def correction_identity(article: Article, index: int, authority: str) -> str:
    """The identity of a correction: its date, and its position among those of the date."""
    date = article.corrections[index].date
    earlier = article.corrections[:index]
    before = sum(correction.date == date for correction in earlier)
    return f"{identity(article, authority)}/correction/{date}/{before + 1}"


def retraction_identity(article: Article, authority: str) -> str:
    """The identity of the notice of an article's retraction."""
    return f"{identity(article, authority)}/retraction"


def edition_identity(year: int, week: int, authority: str) -> str:
    """The identity of a week's edition, from its Monday."""
    monday = dt.date.fromisocalendar(year, week, 1)
    where = address.edition(year, week).strip("/")
    return f"tag:{authority},{monday}:{where}"


def feed_identity(site: Site, where: str) -> str:
    """The identity of the feeds beside a page."""
    return f"tag:{site.settings.authority},2021:feed/{_oldest(site, where)}"


def _oldest(site: Site, where: str) -> str:
    """The oldest address of a page, according to the registries."""
    name, *slugs = where.rstrip("/").split("/")
    if name not in site.taxonomies or not slugs:
        return where
    taxonomies = [name]
    taxonomies += [pair.columns for pair in site.settings.crossings if pair.rows == name]
    oldest = []
    for taxonomy, slug in zip(taxonomies, slugs, strict=False):
        term = site.taxonomies[taxonomy].terms.get(slug)
        former = term.redirect_from if term else ()
        oldest.append(former[0] if former else slug)
    first, *below = oldest
    below = [slug.rpartition("/")[2] for slug in below]
    return address.former_term(name, first) + "".join([f"{slug}/" for slug in below])


def last_change(items: Iterable[Article | Notice]) -> dt.date:
    """The newest date of change of some articles or other entries."""
    return max((item.changed for item in items), default=_BEGINNING)


def added_on(site: Site, article: Article) -> dt.date | None:
    """The day on which an article was added, if the ledger has it."""
    days = site.added or {}
    return days.get(identity(article, site.settings.authority))


def order_of_adding(site: Site, article: Article) -> dt.date:
    """The day by which additions are sorted.

    An article that the ledger does not have yet is the latest; one without a recorded day is the
    first.
    """
    days = site.added or {}
    name = identity(article, site.settings.authority)
    if name not in days:
        return dt.date.max
    return days[name] or dt.date.min
