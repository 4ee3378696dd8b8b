"""Days in queries, in the languages of the interface."""

from pathlib import Path

import pytest
import yaml
from generator.read.calendar_names import month, month_names, weekday_numbers

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
LANGUAGES = yaml.safe_load(Path(__file__).with_name("dates.yml").read_text())


@pytest.mark.parametrize("days", LANGUAGES.values(), ids=LANGUAGES)
def test_days(watch, days):
    """Every usual way to write a day, a period or a range is read, and the other words are left."""
    months = {name: number for name in month_names() if (number := month(name))}
    reader = watch()
    reader.page.clock.set_fixed_time(TODAY)
    words = day_words_everywhere(day_words())
    read = reader.open().evaluate(ASK, [[*days], months, dict(weekday_numbers()), words])
    assert dict(zip(days, read, strict=True)) == days
