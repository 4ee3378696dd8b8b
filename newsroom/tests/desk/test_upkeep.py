"""The gaps of a digest, and how its articles are balanced."""

import datetime as dt
from dataclasses import replace

import pytest

from generator.check.fields import STANCES
from generator.model.article import Archive, Body, Correction, Response, Retraction, Source
from generator.model.partial_date import PartialDate
from newsroom.desk.alarms import Alarm
from newsroom.desk.upkeep import balance, gaps
from tests.made import article, site, taxonomy

TODAY = dt.date(2024, 5, 31)
DAY = dt.date(2024, 5, 20)


def whole(*articles, offices=None):
    every = [
        offices or taxonomy("offices", "red", "blue", "old", "child", parents={"child": "red"})
    ]
    every.append(taxonomy("places", "aq", "nz", lookup="code"))
    every.append(taxonomy("outlets", "gazette", front_matter="source.name"))
    return site(every, [*articles])


def found(*articles, offices=None):
    return dict(gaps(whole(*articles, offices=offices), (), TODAY))


def made(slug, date="2024-05-02", offices="red", places="", outlet="gazette", **fields):
    return article(
        slug, date, terms={"offices": offices, "places": places, "outlets": outlet}, **fields
    )


def test_terms():
    """A child's article also counts for its parent; unused countries are not reported."""
    told = found(
        made("a", offices="child"), made("b", offices="red"), made("c", "2020-01-01", "old", "aq")
    )
    assert told["terms without articles"] == ("offices/blue: Blue",)
    assert told["terms with one article"] == (
        "offices/old: Old, last on 2020-01-01",
        "offices/child: Child, last on 2024-05-02",
    )
    assert told["no article for a year"] == ("offices/old: Old, last on 2020-01-01",)


@pytest.mark.parametrize("date, count", [("2023-06-01", 0), ("2023-05-31", 1)])
def test_a_year(date, count):
    assert len(found(made("a", date))["no article for a year"]) == count


def test_silent_for_a_reason():
    """An office that no longer exists is not reported as silent."""
    offices = taxonomy("offices", "red", "old")
    ended = replace(offices.terms["old"], until=dt.date(2020, 6, 1))
    offices = replace(offices, terms={**offices.terms, "old": ended})
    assert not found(made("c", "2020-01-01", "old"), offices=offices)["no article for a year"]


def test_articles():
    stored = made("stored", archive=Archive("https://archive.example.org/1"))
    printed = made("printed", source=Source("Example News"))
    corrected = made("corrected", archive=stored.archive, corrections=(Correction(DAY, "Two."),))
    gone = made("gone", retracted=Retraction(DAY, "No."))
    told = found(made("plain"), stored, printed, corrected, gone)
    assert [line.count("plain.md") for line in told["sources without a stored copy"]] == [1]
    [line] = told["articles without an address of the source"]
    assert "printed.md: Example News" in line
    assert len(told["corrected or retracted articles"]) == 2


OPEN = "unanswered or unknown for 90 days"
OLD, LATELY = "2024-03-01", "2024-03-02"
"""The last day of which too much time has passed, and the next."""


@pytest.mark.parametrize("stance", STANCES)
@pytest.mark.parametrize("date, is_old", [(OLD, True), (LATELY, False)])
def test_unanswered(stance, date, is_old):
    """Accused whose answer nobody found, or looked for, are listed after ninety days."""
    response = Response("Norway", stance)
    told = found(made("a", date, response=(response,)))[OPEN]
    is_listed = is_old and stance in ("none found", "not searched")
    expected = f"content/articles/a.md: Norway: {stance}, since {OLD}"
    assert told == ((expected,) if is_listed else ())


@pytest.mark.parametrize("day, count", [(OLD, 1), (LATELY, 0)])
def test_last_search(day, count):
    """The days run from the search, not from the article."""
    searched = PartialDate(*map(int, day.split("-")))
    response = Response("Norway", "none found", searched)
    assert len(found(made("a", "2020-01-01", response=(response,)))[OPEN]) == count


@pytest.mark.parametrize("date, updated, count", [(OLD, "", 1), (LATELY, "", 0), (OLD, LATELY, 0)])
@pytest.mark.parametrize("said, is_open", [("We do not know how it ended.", 1), ("It ended.", 0)])
def test_unknown_end(date, updated, count, said, is_open):
    """Texts that say what we do not know are listed ninety days after their last change."""
    updated = dt.date.fromisoformat(updated) if updated else None
    told = found(made("a", date, updated=updated, body=Body(f"<p>{said}</p>", text=said)))[OPEN]
    assert len(told) == count * is_open


def test_feeds():
    alarm = Alarm("herald", "https://herald.example.org/feed", "it has no entries", DAY)
    told = dict(gaps(whole(made("a")), [alarm], TODAY))
    assert told["feeds that need attention"] == ("herald: it has no entries, since 2024-05-20",)


def test_balance():
    told = dict(
        balance(whole(made("a", places="aq nz"), made("b", places="aq"), made("c", outlet="")))
    )
    assert told["Places"] == (" 67%  Aq (2)", " 33%  Nz (1)")
    assert told["Outlets"] == (" 67%  Gazette (2)", " 33%  Example News (1)")
    assert told["Kinds of source"] == (" 67%  not stated (2)", " 33%  not in the registry (1)")
    assert told["Languages of sources"] == ("100%  not stated (3)",)


def test_answers():
    """An article counts once, for the response that says most; one without any does not count."""
    silent, denied = Response("Norway", "not searched"), Response("Oslo", "denied")
    told = dict(
        balance(
            whole(
                made("a", response=(silent, denied)),
                made("b", response=(silent,)),
                made("c", response=(silent,)),
                made("d"),
            )
        )
    )
    assert told["Answers of the accused"] == (" 50%  not searched (2)", " 25%  denied (1)")


def test_nothing():
    empty = whole()
    assert not any(lines for title, lines in gaps(empty, (), TODAY) if "terms" not in title)
    assert not any(lines for _, lines in balance(empty))
