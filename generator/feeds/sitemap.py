"""List pages for sitemaps (sitemaps.org 0.9): by year, others, and an index.

An article's page has the article's date of change, and a list has the newest one of its articles,
including retracted ones. Other pages have no date.
"""

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from generator.assemble.collection import by_month, by_week, by_year
from generator.model import address
from generator.model.article import Article
from generator.model.page import Notice, Page
from generator.model.site import Site

NAME = "sitemap.xml"
INDEX = "sitemap-index.xml"
"""The template of a list of sitemaps."""
DOCS = "sitemap-docs.xml"
"""The part with the pages of documentation, at the root of the site."""
OF_SITE = "../sitemap.xml"
"""The index of the whole site, if the digest is below a path of it."""
LIMIT = 50_000
"""Maximum addresses in a part, according to the protocol."""

Items = Sequence[Article | Notice]
Location = tuple[str, str]
"""The address of a page, and the date it changed; empty if unknown."""


def parts(site: Site, pages: Iterable[Page]) -> dict[str, list[Location]]:
    """Map the name of each part of the sitemap to the pages that it lists."""
    every = list(pages)
    days = _days(site, every)
    years = {article.address: article.date.year for article in site.published}
    locations: dict[str, list[Location]] = defaultdict(list)
    for page in every:
        if page.indexed:
            year = years.get(page.address, "pages")
            day = days.get(page.address, "")
            locations[str(year)].append((page.address, str(day)))
    found: dict[str, list[Location]] = {}
    for key, listed in sorted(locations.items()):
        for number, start in enumerate(range(0, len(listed), LIMIT), 1):
            suffix = f"-{number}" if number > 1 else ""
            found[f"sitemap-{key}{suffix}.xml"] = listed[start : start + LIMIT]
    return found


def _days(site: Site, pages: Iterable[Page]) -> dict[str, dt.date]:
    """Map the address of each page with a known date to the newest change of its articles."""
    # Computed once, because each article is in a dozen lists.
    changed = {id(article): article.changed for article in site.published}
    days = {article.address: changed[id(article)] for article in site.published}
    for where, items in _lists(site, pages):
        if items:
            days[where] = max(changed.get(id(item)) or item.changed for item in items)
    return days


def _lists(site: Site, pages: Iterable[Page]) -> Iterator[tuple[str, Items]]:
    """Yield the address of each page with a list, and its articles, retracted ones too."""
    published = site.published
    yield address.archive(), published
    for year, articles in by_year(published).items():
        yield address.archive(year), articles
    for month, articles in by_month(published).items():
        yield address.archive(*month), articles
    for week, articles in by_week(published).items():
        yield address.edition(*week), articles
    for page in pages:
        if page.feed is None:
            continue
        gone = site.withdrawn.get(page.address, ())
        items = (*page.feed, *gone)
        yield page.address, items


def newest(by_part: Mapping[str, Sequence[Location]]) -> list[Location]:
    """List the parts, each with the date of its newest page."""
    found = []
    for name, locations in by_part.items():
        days = [day for _, day in locations]
        found.append((name, max(days, default="")))
    return found
