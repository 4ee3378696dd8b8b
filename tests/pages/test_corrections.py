"""Corrections and retractions: on the article, in the log, and in metadata."""

import datetime as dt
import json
from functools import partial

from generator.data.structured import news_article, term_node
from generator.model.article import Correction, Retraction
from generator.pages.kinds import pages
from tests import made, markup

DAY = dt.date(2024, 6, 1)
WITHDRAWN = made.article(
    "withdrawn",
    corrections=(Correction(dt.date(2024, 5, 20), "It was five, not six."),),
    retracted=Retraction(DAY, "The source withdrew it."),
)


def site(*found, **settings):
    return made.site([], [*found], **settings)


def test_retracted():
    """A retracted article keeps its address, gives the reason, also in metadata, and is in no list."""
    whole = site(WITHDRAWN)
    assert whole.published == (WITHDRAWN,)
    assert whole.articles == ()
    (page,) = (page for page in pages(whole) if page.address.startswith("articles/"))
    assert (page.address, page.title, page.indexed) == (
        WITHDRAWN.address,
        "Retracted: Title of withdrawn",
        False,
    )
    data = json.loads(json.dumps(news_article(whole, WITHDRAWN, partial(term_node, whole))))
    assert data["creativeWorkStatus"] == "Retracted"
    assert data["dateModified"] == "2024-06-01"
    assert [correction["text"] for correction in data["correction"]] == [
        "It was five, not six.",
        "Retracted: The source withdrew it.",
    ]


def test_note_of_the_editors():
    """The editors' words are above the newest list only."""
    whole = site(corrected(2021, 2024), long_listing=1, corrections_note="All were read again.")
    said = {
        where
        for where, page in made.composed(whole).items()
        if "All were read again." in page.content
    }
    assert said == {"corrections/"}


def test_serious():
    """A serious note is above the text and has no mark; the log's feed leads to its own place."""
    note = Correction(DAY, "It was somebody else.", serious=True)
    whole = site(made.article("one", corrections=(note,)))
    composed = made.trees(whole)
    page = composed["articles/2024/05/one/"]
    headings = {element.attributes.get("id") for element in page.all("h2")}
    assert headings & {"serious", "corrections"} == {"serious"}
    assert "#corrections" not in page.links()
    (log,) = (page for page in pages(whole) if page.address == "corrections/")
    assert [notice.address for notice in log.feed] == ["articles/2024/05/one/#serious"]


def corrected(*years):
    notes = tuple(Correction(dt.date(year, 6, 1), f"In {year}.") for year in years)
    return made.article("one", "2019-01-02", corrections=notes)


def log(*years, most):
    """Address → notes shown on that page of the log."""
    whole = site(corrected(*years), long_listing=most)
    return {
        where: [item.all("p")[-1].text for item in _items(page.content)]
        for where, page in made.composed(whole).items()
        if where.startswith("corrections/")
    }


def _items(html):
    return [item for item in markup.parse(html).all("li") if item.all("p")]


def test_log():
    """The newest comes first, and no note is lost, however many there are."""
    assert log(2021, 2023, 2024, 2024, most=3) == {
        "corrections/": ["In 2024.", "In 2024.", "In 2023.", "In 2021."]
    }
