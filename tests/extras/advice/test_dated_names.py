"""The day in the name of an article's file: it is the article's date, written as YYYY-MM-DD."""

import pytest

from tests.check.test_article import checked

DAY = "2024-05-02"
MISREAD = {
    "2024-5-2-tool": "tool",
    "2024-05-2-tool": "tool",
    "2-5-2024-tool": "tool",
    "02-05-2024-tool": "tool",
    "05-02-2024-tool": "tool",
    "20240502-tool": "tool",
    "02052024-tool": "tool",
    "2-may-2024-tool": "tool",
    "30-11-2023-tool-of-2024": "tool-of-2024",
}
"""Name of a file whose day became a part of the address → the rest of the name."""
HONEST = [
    "2024-05-02-tool",
    "tool",
    "tool-2024-05-01",
    "2024-tool",
    "2024-05-tool",
    "9-11-2001-report",
    "12345678-tool",
    "10-5-tool",
    "2024-05-02-2024-tools",
]


def said(context, report, name, **changes):
    checked(context, report, path=f"content/articles/2024/{name}.md", **changes)
    return [problem for problem in report if problem.code == "date-mismatch"]


@pytest.mark.parametrize("name", MISREAD)
def test_a_day_in_another_form_is_part_of_the_address(name, context, report):
    [problem] = said(context, report, name)
    assert "part of the address" in problem.message
    assert f"name the file {DAY}-{MISREAD[name]}.md" in problem.help
    assert f"slug: {name}" in problem.help


@pytest.mark.parametrize("name", MISREAD)
def test_a_slug_is_meant(name, context, report):
    assert said(context, report, name, slug="tool") == []


@pytest.mark.parametrize("name", HONEST)
def test_other_numbers_are_words(name, context, report):
    assert said(context, report, name) == []


@pytest.mark.parametrize("day", ["2024-05-01", "2024-04-30", "2023-05-02", "2024-05-03"])
def test_another_day_than_the_date(day, context, report):
    [problem] = said(context, report, f"{day}-tool")
    assert problem.message == f"'date' is {DAY}, but the file is named after {day}"
    assert problem.help == f"write date: {day}, or rename the file to {DAY}-tool.md"


def test_the_day_of_the_source_is_a_name_too(context, report):
    """An article that is dated by its event may be named after the report."""
    source = "{name: Example News, url: https://news.example.org/2, date: 2024-05-03}"
    assert said(context, report, "2024-05-03-tool", date_of="event", source=source) == []
