"""The quotas that the report on a digest's state measures."""

import datetime as dt
from dataclasses import replace

from newsroom.desk.upkeep import Balance
from newsroom.desk.upkeep_findings import upkeep
from newsroom.desk.upkeep_report import as_text
from newsroom.desk.watched import Region, Watchlist
from newsroom.reading import NewsroomFiles

from generator.model.site import Site
from tests.made import article, site, taxonomy

DAY = dt.date(2024, 12, 31)


def made(*rows: tuple[str, str, str]) -> Site:
    """Articles with a date, agencies such as `aq-one` and countries; `far` is a region."""
    offices = taxonomy("offices", "aq-one", "bv-one")
    terms = {slug: replace(term, country=slug[:2].upper()) for slug, term in offices.terms.items()}
    places = taxonomy("places", "aq", "bv", lookup="code")
    articles = []
    for number, (date, agencies, countries) in enumerate(rows):
        named = {"offices": agencies, "places": countries}
        articles.append(article(f"a{number}", date, terms=named))
    whole = site([replace(offices, terms=terms), places], articles)
    watched = Watchlist(regions={"far": Region("far", "Far", ("bv",))})
    return replace(whole, extras={"newsroom": NewsroomFiles(watched=watched)})


def test_newest_year():
    """The first agency counts, and a country is new in the first month that has it."""
    whole = made(
        ("2023-05-01", "bv-one", "bv"),
        ("2024-01-01", "aq-one bv-one", "aq bv"),
        ("2024-01-07", "aq-one", "aq"),
        ("2024-02-05", "bv-one", "aq"),
    )
    found = upkeep(whole, DAY, 12)
    assert found.balance == Balance(
        year=2024,
        articles=3,
        country="Aq",
        of_country=2,
        weeks=2,
        regions=(("Far", 1),),
        months=2,
        with_new_country=1,
    )
    text = as_text(found)
    assert "balance of 2024: 3 articles\n   67 %  Aq, by the first agency (2)\n" in text
    assert "  1 of 2 weeks with articles: Far\n" in text
    assert "  1 of 2 months with articles: a country that was new in the year\n" in text


def test_without_countries():
    """A digest without countries, or without articles, has no balance."""
    assert upkeep(made(), DAY, 12).balance is None
    offices = taxonomy("offices", "one")
    assert (
        upkeep(site([offices], [article("a", terms={"offices": "one"})]), DAY, 12).balance is None
    )
