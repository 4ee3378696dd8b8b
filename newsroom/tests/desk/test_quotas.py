"""The quotas that the report on a digest's state measures."""

from dataclasses import replace

from newsroom.desk.upkeep import balance
from newsroom.desk.watched import Region, Watchlist
from newsroom.reading import NewsroomFiles
from tests.made import article, site, taxonomy


def made(*rows):
    """Articles with a date, agencies and countries; only the country bv is in the region."""
    offices = taxonomy("offices", "aq-one", "bv-one", "eu-one")
    terms = {slug: replace(term, country=slug[:2].upper()) for slug, term in offices.terms.items()}
    terms["eu-one"] = offices.terms["eu-one"]
    articles = [
        article(f"a{number}", date, terms={"offices": agencies, "places": countries})
        for number, (date, agencies, countries) in enumerate(rows)
    ]
    places = taxonomy("places", "aq", "bv", lookup="code")
    whole = site([replace(offices, terms=terms), places], articles)
    watched = Watchlist(regions={"far": Region("Far", ("bv",))})
    return replace(whole, extras={"newsroom": NewsroomFiles(watched=watched)})


def quotas(whole):
    return dict(balance(whole))["quotas"]


def test_newest_year():
    """The first agency counts unless it is of many states; a country is new once a year."""
    found = quotas(
        made(
            ("2023-05-01", "bv-one", "bv"),
            ("2024-01-01", "aq-one bv-one", "aq bv"),
            ("2024-01-07", "eu-one", "aq"),
            ("2024-02-05", "eu-one", "aq"),
        )
    )
    assert found == (
        "1 of 3 articles of 2024: Aq, by the first agency",
        "1 of 2 weeks with articles: Far",
        "1 of 2 months with articles: a country that was new in the year",
    )


def test_nothing_to_count():
    """A digest without articles, or without countries, has no quotas."""
    offices = taxonomy("offices", "one")
    for whole in (made(), site([offices], [article("a", terms={"offices": "one"})])):
        assert quotas(whole) == ()
