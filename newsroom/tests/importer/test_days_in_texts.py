"""Dates as written in many languages, without guessing missing parts."""

import datetime as dt
from itertools import product
from pathlib import Path

import pytest
import yaml
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from newsroom.importer.calendar_names import month
from newsroom.importer.publication_date import claims_in_line
from newsroom.importer.words import common_words, table
from newsroom.importer.written_days import find

WRITTEN = (
    "az be bg cs da de el en es et fi fr hr hu hy id it ja ka kk ky lt lv mk nb nl pl pt ro ru sk "
    "sl sq sr sv tr uk uz vi zh"
)
"""Languages whose long dates in CLDR are read; `he` and `ko` are read in most forms."""
CASES = yaml.safe_load(Path(__file__).with_name("written_days.yml").read_text())


def shown(text, language=""):
    return [f"{each.day}/" if each.is_span else str(each.day) for each in find(text, language)]


@pytest.mark.parametrize("text, days", CASES["days"])
def test_days(text, days):
    """A result has the day, month and year as far as they are written."""
    assert shown(text) == days


@pytest.mark.parametrize("text, language", CASES["months of many languages"])
def test_months_of_many_languages(text, language):
    """Month names come from CLDR and work without a language unless two languages differ."""
    assert shown(text, language) == ["2021-10-27"]
    assert shown(text) == ([] if "listopada" in text else ["2021-10-27"])


@pytest.mark.parametrize("language", f"{WRITTEN} ca fa ga he is ko ms th".split())
def test_days_as_cldr_writes_them(language):
    """Each month of forty languages: what is read is right, and long dates of most are read."""
    for number, width in product(range(1, 13), ("full", "long", "medium", "short", "d MMM y")):
        day = dt.date(2024, number, 30 if number != 2 else 29)
        text = format_date(day, width, locale=language)
        found = [each.day for each in find(text, language) if not each.doubtful]
        assert all(
            each.day is None
            or (each.year or 2024, each.month, each.day) == (2024, day.month, day.day)
            for each in found
        ), text
        if language in WRITTEN.split() and width in ("full", "long"):
            assert [each.date for each in found] == [day], text


def test_common_words_are_no_months_of_other_languages():
    """French `des` is December in Norwegian; a month of the language itself stays one."""
    assert shown("Aucune des 23 communes", "fr") == []
    months = {
        (language, word)
        for language in table()["language"]["words"]
        for word in common_words(language)
        if month(word, language)
    }
    assert months == {("cs", "pro"), ("ro", "mai")}


def test_ambiguous_month():
    """`listopada` is October in Croatian and November in Polish."""
    assert shown("27 listopada 2021", "pl") == ["2021-11-27"]
    assert shown("27 listopada 2021", "hr") == ["2021-10-27"]


@pytest.mark.parametrize(
    "text",
    [
        "25–29 October 2021",
        "October 25-29, 2021",
        "from 25 to 29 October 2021",
        "between 25 and 29 October 2021",
        "с 25 по 29 октября 2021",
        "vom 25. bis 29. Oktober 2021",
        "du 25 au 29 octobre 2021",
        "25-29 oktyabr 2021",
    ],
)
def test_spans(text):
    assert shown(text) == ["2021-10-25/"]


def test_two_days_are_not_a_span():
    assert shown("on 25 and 29 October 2021") == ["2021-10-29"]


def test_numbers_that_two_countries_read_differently():
    """An ambiguous numeric date gives only a year, unless the text's language decides."""
    assert shown("03/04/2021") == ["2021"]
    assert shown("03/04/2021", "en-US") == ["2021-03-04"]
    assert shown("03/04/2021", "fr") == ["2021-04-03"]
    assert shown("Fri, 05/06/2011", "cs") == shown("piątek 05/06/2011") == ["2011-05-06"]
    assert shown("Sun, 05/06/2011", "en") == ["2011-06-05"]
    assert shown("14. 1. 2006 15:30", "cs") == ["2006-01-14"]
    assert shown("12 DIC 2020", "es") == ["2020-12-12"]
    assert shown("12 dic 2020", "en") == []


@given(st.text(alphabet="0123456789-./ toOctber may,2021", max_size=300))
def test_never_fails(text):
    for each in find(text):
        assert 0 <= each.start < each.end <= len(text)


@pytest.mark.parametrize("text", ["25 October – 2 November 2021", "25 Ekim'den 2 Kasım 2021'e"])
def test_the_end_of_a_span_is_no_day_of_publication(text):
    assert shown(text) == ["--10-25", "2021-11-02"]
    assert [claim.place for claim in claims_in_line(text, "line 1")] == ["line", "weak"]


def test_leap_day_without_year():
    """29 February exists in some years."""
    assert shown("29 February to 3 March 2021") == ["--02-29", "2021-03-03"]
