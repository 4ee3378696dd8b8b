"""Comments in the draft of an edition."""

import datetime as dt

from generator.model.article import Correction, Event
from newsroom.editing.edition_draft import draft, notes
from tests import made
from tests.markup import parse

WEEK = (2024, 18)
TERMS = {"agencies": "aq-moe", "themes": "phishing", "countries": "aq", "people": "", "sources": ""}


def one(slug, date="2024-05-02", **fields):
    return made.article(slug, date, terms=TERMS, **fields)


def site_of(articles):
    taxonomies = [made.taxonomy(name, *slugs.split()) for name, slugs in TERMS.items()]
    return made.site(taxonomies, articles)


def test_notes_tell_of_the_week(context):
    """The draft, which passes its check, lists them as comments that readers never see."""
    trial = Event(dt.date(2024, 5, 8), "The trial begins")
    note = Correction(dt.date(2024, 5, 3), "It was not red.")
    articles = [
        one("before", "2024-03-01", corrections=(note,)),
        one("after", follows="before", events=(trial,)),
        one("alone", "2024-05-01"),
    ]
    site = site_of(articles)
    of_week = site.articles[:2]
    listed = notes(site, WEEK, of_week)
    assert listed == (
        "What mattered? Candidates:",
        "- Title of after",
        "- Title of alone",
        "Threads that moved:",
        "- Title of after (after: Title of before)",
        "Corrections:",
        "- Title of before: It was not red.",
        "Due next week:",
        "- 2024-05-08 The trial begins",
    )
    file, edition = draft(WEEK, of_week, context, notes=listed)
    assert "# Threads that moved:\n# - Title of after" in file.data.decode()
    assert "moved" not in parse(edition.body.html).text


def test_a_quiet_week_has_no_empty_headings():
    site = site_of([one("alone")])
    assert notes(site, WEEK, site.articles) == ("What mattered? Candidates:", "- Title of alone")
