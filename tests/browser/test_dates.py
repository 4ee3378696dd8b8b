"""Days in queries, in the languages of the interface."""

import pytest

from generator.read.written_days import month, month_names, weekday_numbers
from generator.search.reader_words import day_words, day_words_everywhere

pytestmark = pytest.mark.browser

TODAY = "2026-03-18T12:00:00Z"
ASK = """async ([queries, months, weekdays, words]) => {
  const scripts = document.querySelector("script[src*='/search.']").src
  const { dateReader } = await import(new URL("dates.js", scripts))
  const { fold } = await import(new URL("engine.js", scripts))
  const { letters } = await (await fetch(new URL("search/names.json", document.baseURI))).json()
  const plain = (text) => text.toLowerCase().replace(/\\p{L}+/gu, (word) => fold(word, new Map(Object.entries(letters))))
  const read = dateReader(new Map(Object.entries(months)), new Map(Object.entries(weekdays)), words, plain)
  return queries.map((query) => {
    const said = read(query)
    return said ? [...said.range, said.rest] : null
  })
}"""
ENGLISH = {
    "3 November 2021": ["2021-11-03", "2021-11-03", ""],
    "on the 3rd of November 2021": ["2021-11-03", "2021-11-03", ""],
    "Nov. 3, 2021 spyware": ["2021-11-03", "2021-11-03", "spyware"],
    "2021-11-03": ["2021-11-03", "2021-11-03", ""],
    "2021/11/03": ["2021-11-03", "2021-11-03", ""],
    "03.11.2021": ["2021-11-03", "2021-11-03", ""],
    "11/23/2021": ["2021-11-23", "2021-11-23", ""],
    "31 November 2021": ["2021-11-01", "2021-11-30", "31"],
    "February 2024": ["2024-02-01", "2024-02-29", ""],
    "fevrier 2024": ["2024-02-01", "2024-02-29", ""],
    "2024-02": ["2024-02-01", "2024-02-29", ""],
    "3–5 November 2021": ["2021-11-03", "2021-11-05", ""],
    "29 October to 2 November 2021": ["2021-10-29", "2021-11-02", ""],
    "March-May 2024": ["2024-03-01", "2024-05-31", ""],
    "Nov 2021-Jan 2022": ["2021-11-01", "2022-01-31", ""],
    "2021-2023": ["2021-01-01", "2023-12-31", ""],
    "between March 2021 and 2 May 2022 ransomware": ["2021-03-01", "2022-05-02", "ransomware"],
    "since 2024": ["2024-01-01", "2099-12-31", ""],
    "after March 2024": ["2024-04-01", "2099-12-31", ""],
    "before 2021": ["1970-01-01", "2020-12-31", ""],
    "first half of 2021": ["2021-01-01", "2021-06-30", ""],
    "end of 2020": ["2020-09-01", "2020-12-31", ""],
    "in the spring of 2024": ["2024-03-01", "2024-05-31", ""],
    "winter 2024": ["2023-12-01", "2024-02-29", ""],
    "Q3 2025": ["2025-07-01", "2025-09-30", ""],
    "week 12 of 2026": ["2026-03-16", "2026-03-22", ""],
    "last week": ["2026-03-09", "2026-03-15", ""],
    "this month": ["2026-03-01", "2026-03-31", ""],
    "last month": ["2026-02-01", "2026-02-28", ""],
    "the last 10 days": ["2026-03-08", "2026-03-18", ""],
    "between March and May 2023": ["2023-03-01", "2023-05-31", ""],
    "from 3 to 10 May 2023": ["2023-05-03", "2023-05-10", ""],
    "May 3-10, 2023": ["2023-05-03", "2023-05-10", ""],
    "NSA May and June 2023": ["2023-05-01", "2023-06-30", "NSA"],
    "2019/20": ["2019-01-01", "2020-12-31", ""],
    "Wednesday, 3 November 2021": ["2021-11-03", "2021-11-03", ""],
    "20211103": ["2021-11-03", "2021-11-03", ""],
    "3/11/21": ["2021-11-03", "2021-11-03", ""],
    "3-Nov-2021": ["2021-11-03", "2021-11-03", ""],
    "2021年11月3日": ["2021-11-03", "2021-11-03", ""],
    "late December 2021": ["2021-12-21", "2021-12-31", ""],
    "second quarter of 2021": ["2021-04-01", "2021-06-30", ""],
    "week of 3 November 2021": ["2021-11-01", "2021-11-07", ""],
    "prior to March 2020": ["1970-01-01", "2020-02-29", ""],
    "2024 onwards": ["2024-01-01", "2099-12-31", ""],
    "day before yesterday": ["2026-03-16", "2026-03-16", ""],
    "two weeks ago": ["2026-03-02", "2026-03-08", ""],
    "last three months": ["2025-12-17", "2026-03-18", ""],
    "last Wednesday": ["2026-03-11", "2026-03-11", ""],
    "on Wednesday": ["2026-03-18", "2026-03-18", ""],
    "13 March": ["2026-03-13", "2026-03-13", ""],
    "December 24th": ["2025-12-24", "2025-12-24", ""],
    "Patch Tuesday": None,
    "Emergency Directive 19-01": None,
    "Martin 2024": ["2024-01-01", "2024-12-31", "Martin"],
    "Europol 2021": ["2021-01-01", "2021-12-31", "Europol"],
    "CVE-2021-34527": None,
    "yesterdays": None,
    "March": ["2026-03-01", "2026-03-31", ""],
}
GERMAN = {
    "letzte Woche": ["2026-03-09", "2026-03-15", ""],
    "im vorigen Monat": ["2026-02-01", "2026-02-28", ""],
    "gestern": ["2026-03-17", "2026-03-17", ""],
    "letzte 3 Wochen": ["2026-02-25", "2026-03-18", ""],
    "Frühjahr 2024": ["2024-03-01", "2024-05-31", ""],
    "zweites Halbjahr 2021": ["2021-07-01", "2021-12-31", ""],
    "3. März 2021": ["2021-03-03", "2021-03-03", ""],
    "last week": ["2026-03-09", "2026-03-15", ""],
    "Mittwoch, den 3. November 2021": ["2021-11-03", "2021-11-03", ""],
    "vor März 2020": ["1970-01-01", "2020-02-29", ""],
    "zwischen März und Mai 2023": ["2023-03-01", "2023-05-31", ""],
    "vor zwei Wochen": ["2026-03-02", "2026-03-08", ""],
    "letzten Mittwoch": ["2026-03-11", "2026-03-11", ""],
}
AZERBAIJANI = {
    "keçən həftə": ["2026-03-09", "2026-03-15", ""],
    "kecen hefte": ["2026-03-09", "2026-03-15", ""],
    "Ötən ay": ["2026-02-01", "2026-02-28", ""],
    "dünən": ["2026-03-17", "2026-03-17", ""],
    "bu il": ["2026-01-01", "2026-12-31", ""],
    "payız 2024": ["2024-09-01", "2024-11-30", ""],
    "3 noyabr 2021": ["2021-11-03", "2021-11-03", ""],
    "2024-cü ildə": ["2024-01-01", "2024-12-31", ""],
    "2021-ci ilin martında": ["2021-03-01", "2021-03-31", ""],
    "2020-ci ildən əvvəl": ["1970-01-01", "2019-12-31", ""],
    "2 həftə əvvəl": ["2026-03-02", "2026-03-08", ""],
    "çərşənbə, 3 noyabr 2021": ["2021-11-03", "2021-11-03", ""],
}
TURKISH = {"son on iki ay": ["2025-03-18", "2026-03-18", ""]}
RUSSIAN = {
    "в мае 2024 года": ["2024-05-01", "2024-05-31", ""],
    "до 2020 года": ["1970-01-01", "2019-12-31", ""],
    "среда, 3 ноября 2021": ["2021-11-03", "2021-11-03", ""],
}


@pytest.mark.parametrize("days", [ENGLISH, GERMAN, AZERBAIJANI, TURKISH, RUSSIAN])
def test_days(watch, days):
    """Every usual way to write a day, a period or a range is read, and the other words are left."""
    months = {name: number for name in month_names() if (number := month(name))}
    reader = watch()
    reader.page.clock.set_fixed_time(TODAY)
    words = day_words_everywhere(day_words())
    read = reader.open().evaluate(ASK, [[*days], months, dict(weekday_numbers()), words])
    assert dict(zip(days, read, strict=True)) == days
    assert reader.problems == []
