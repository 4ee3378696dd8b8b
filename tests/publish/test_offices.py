"""An office has a day in every place where readers see it."""

import re
from dataclasses import replace
from itertools import product

import pytest

from generator.extras.data_files.json_api import term_records
from generator.model.partial_date import PartialDate
from generator.model.site import Site
from generator.model.term import Office
from generator.search.names import names
from tests import made

DAYS = (None, PartialDate(2020), PartialDate(2024, 5, 1), PartialDate(2026))
ARTICLES = ((), ("2024-05-02",), ("2024-05-02", "2023-01-01"))


def digest(since: PartialDate | None, until: PartialDate | None, end: PartialDate | None, days: tuple[str, ...]) -> Site:  # fmt: skip
    """A chief's office from `since` to `until`, at a body that ended on `end`, with articles of these days."""
    bodies = made.taxonomy("offices", "body")
    bodies.terms["body"] = replace(bodies.terms["body"], until=end)
    people = made.taxonomy("people", "one", offices_at="offices")
    office = Office("Chief", "body", since, until)
    people.terms["one"] = replace(people.terms["one"], offices=(office,))
    written = [made.article("other", terms={"offices": "body", "people": ""})]
    for day in days:
        written.append(made.article(f"of-{day}", day, terms={"offices": "body", "people": "one"}))
    return made.site([bodies, people], written)


@pytest.mark.parametrize("days", ARTICLES)
def test_every_office_has_a_day(days):
    """Each place shows an office with its first day, its last one or `as of`, or none of them shows it."""
    for since, until, end in product(DAYS, repeat=3):
        site = digest(since, until, end, days)
        [record] = term_records(site, "people")
        [held] = [held for _, slug, *_, held in names(site)["terms"] if slug == "one"]
        pages = made.trees(site)
        body = re.findall("Chief[^\n]*", pages["offices/body/"].first(css="term-side").text)
        heads = [pages["people/one/"].first(css="page-head").text] if days else []
        own = [line for head in heads for line in re.findall("Chief.*", head)]
        assert len(record.get("offices", ())) == len(held) == len(body) == len(own or body)
        assert all(one.keys() & {"since", "until", "as_of"} for one in record.get("offices", ()))
        assert all(any(dates) for _, _, *dates in held)
        assert all(re.search(r"Chief.*(since|until|as of) .*\d{4}", line) for line in body + own)
        assert held or not (since or until)


def test_the_body_still_existed():
    """An article from after the end of the body does not say that the office was held, an earlier one does."""
    site = digest(None, None, PartialDate(2024, 5, 1), ("2024-05-02", "2023-01-01"))
    assert "Chief, as of 1 January 2023" in made.tree(site, "offices/body/").text
