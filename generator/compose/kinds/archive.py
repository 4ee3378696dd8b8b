"""The archive: years, months, and the articles of each."""

from __future__ import annotations

from collections.abc import Iterator

from generator.assemble.collection import by_month, by_year
from generator.compose.environment import month_name
from generator.model import address
from generator.model.article import Article
from generator.model.page import Page
from generator.model.site import Site


def pages(site: Site) -> Iterator[Page]:
    """The archive, its years and its months."""
    months = by_month(site.articles)
    years = by_year(site.articles)
    calendar = {year: [len(months.get((year, month), ())) for month in range(1, 13)] for year in years}
    yield Page(
        address=address.archive(),
        title="Archive",
        template="archive.html",
        description="Every article by year and month.",
        data={"calendar": calendar, "total": len(site.articles)},
    )
    for year, articles in years.items():
        yield _year(site, year, articles, calendar[year], list(years))
    ordered = list(months)
    for index, (year, month) in enumerate(ordered):
        yield Page(
            address=address.archive(year, month),
            title=f"{month_name(month)} {year}",
            template="archive_month.html",
            description=f"What was reported in {month_name(month)} {year}.",
            data={
                "year": year,
                "month": month,
                "articles": months[year, month],
                "newer": ordered[index - 1] if index else None,
                "older": ordered[index + 1] if index + 1 < len(ordered) else None,
            },
        )


def _year(site: Site, year: int, articles: tuple[Article, ...], counts: list[int], years: list[int]) -> Page:
    """A year shows its articles while they are few; else its months lead to them."""
    short = len(articles) <= site.settings.long_listing
    index = years.index(year)
    return Page(
        address=address.archive(year),
        title=str(year),
        template="archive_year.html",
        description=f"What was reported in {year}.",
        data={
            "year": year,
            "counts": counts,
            "total": len(articles),
            "months": list(by_month(articles).items()) if short else [],
            "newer": years[index - 1] if index else None,
            "older": years[index + 1] if index + 1 < len(years) else None,
        },
    )
