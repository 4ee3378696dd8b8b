"""Statistics on what a digest lacks."""

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from generator.model.article import Archive, Correction, Retraction, Source
from newsroom.desk.upkeep import Coverage
from newsroom.desk.upkeep_findings import upkeep
from tests.made import article, site, taxonomy

CASES = yaml.safe_load(Path(__file__).with_name("upkeep_findings.yml").read_text())


TODAY = dt.date(2024, 5, 31)
DAY = dt.date(2024, 5, 20)


def state(*articles, offices=None, months=12, today=TODAY):
    every = [
        offices or taxonomy("offices", "red", "blue", "old", "child", parents={"child": "red"})
    ]
    every.append(taxonomy("places", "aq", "nz", lookup="code"))
    every.append(taxonomy("outlets", "gazette", front_matter="source.name"))
    return upkeep(site(every, [*articles]), today, months)


def made(slug, date="2024-05-02", offices="red", places="", outlet="gazette", **fields):
    return article(
        slug, date, terms={"offices": offices, "places": places, "outlets": outlet}, **fields
    )


def slugs(uses):
    return [use.slug for use in uses]


def test_terms():
    """A child's article also counts for its parent; unused countries are not reported."""
    upkeep = state(
        made("a", offices="child"), made("b", offices="red"), made("c", "2020-01-01", "old", "aq")
    )
    assert slugs(upkeep.unused) == ["blue"]
    assert slugs(upkeep.used_once) == ["old", "child"]
    assert [(use.slug, str(use.last)) for use in upkeep.stale] == [("old", "2020-01-01")]


def test_silent_for_a_reason():
    """An office that no longer exists is not reported as silent."""
    offices = taxonomy("offices", "red", "old")
    ended = replace(offices.terms["old"], until=dt.date(2020, 6, 1))
    offices = replace(offices, terms={**offices.terms, "old": ended})
    assert state(made("c", "2020-01-01", "old"), offices=offices).stale == ()


@pytest.mark.parametrize("day, months, before", CASES["months"])
def test_months(day, months, before):
    """A term is silent if its newest article is older than the given number of months."""
    least = dt.date.fromisoformat(before)
    days = {
        "red": str(least),
        "blue": str(max(least, dt.date.min + dt.timedelta(1)) - dt.timedelta(1)),
    }
    upkeep = state(
        *(made(slug, date, slug) for slug, date in days.items()),
        months=months,
        today=dt.date.fromisoformat(day),
    )
    assert slugs(upkeep.stale) == (["blue"] if least > dt.date.min else [])


def test_articles():
    stored = made("stored", archive=Archive("https://archive.example.org/1"))
    printed = made("printed", source=Source("Example News"))
    upkeep = state(made("plain"), stored, printed, made("gone", retracted=Retraction(DAY, "No.")))
    assert [article.slug for article in upkeep.without_copy] == ["plain"]
    assert [article.slug for article in upkeep.without_url] == ["printed"]
    assert upkeep.articles == 3


def test_corrections():
    first = made(
        "a",
        corrections=(Correction(dt.date(2024, 5, 12), "x"), Correction(dt.date(2024, 5, 9), "y")),
    )
    upkeep = state(first, made("b", retracted=Retraction(DAY, "No.")), made("c", "2023-01-01"))
    assert [
        (correction.year, correction.articles, correction.corrected, correction.retracted)
        for correction in upkeep.mending
    ] == [(2024, 2, 1, 1), (2023, 1, 0, 0)]


@pytest.mark.parametrize("added, days, unknown", CASES["days to correct"])
def test_days_to_correct(added, days, unknown):
    """They begin with an article's publication here, which the ledger tells, never with its date."""
    correction = Correction(dt.date(2024, 5, 9), "It was two.")
    articles = [made("a", "2021-01-01", corrections=(correction,))]
    articles.append(made("b", "2021-01-02", corrections=(correction,)))
    articles.append(made("c", "2021-01-03"))
    lists = [taxonomy("offices", "red"), taxonomy("places"), taxonomy("outlets", "gazette")]
    whole = site(lists, articles)
    if added is not None:
        added = {
            f"tag:digest.example.org,2021-01-0{number}:{slug}": day and dt.date.fromisoformat(day)
            for number, (slug, day) in enumerate(added.items(), 1)
        }
    found = upkeep(replace(whole, added=added), TODAY, 12)
    assert found.days_to_correct == days
    assert found.corrected_after_unknown_time == unknown


def test_coverage():
    upkeep = state(made("a", places="aq nz"), made("b", places="aq"), made("c", outlet=""))
    spread = {coverage.title: dict(coverage.counts) for coverage in upkeep.coverage}
    assert spread["Places"] == {"Aq": 2, "Nz": 1}
    assert spread["Outlets"] == {"Gazette": 2, "Example News": 1}
    assert spread["Kinds of source"] == {"not stated": 2, "not in the registry": 1}
    assert spread["Languages of sources"] == {"not stated": 3}


def test_half():
    assert Coverage("x", 10, (("a", 5), ("b", 3), ("c", 2))).half == 1
    assert Coverage("x", 10, (("a", 4), ("b", 3), ("c", 3))).half == 2
    assert Coverage("x", 0, ()).half == 0
    assert Coverage("x", 0, ()).share(0) == 0


def test_nothing():
    upkeep = state()
    assert upkeep.articles == 0
    assert upkeep.days_to_correct is None
    assert upkeep.mending == ()
