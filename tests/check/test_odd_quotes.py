"""Quotation marks of word processors, other languages and Markdown around a whole value, of every kind."""

import pytest

from generator.diagnostics.diagnostics import Report
from generator.model.settings import LIMITS
from generator.read.document import parse
from generator.read.yaml_slips import mark_without_other, within_other_quotes
from tests.check.test_article import PATH, checked, written
from tests.said import placed

PAIRS = [
    "“”",
    "„“",
    "„”",
    "””",
    "«»",
    "»«",
    "»»",
    "‹›",
    "‘’",
    "‚‘",
    "‚’",
    "″″",
    "＂＂",
    "❝❞",
    '“"',
    "´´",
]
TEXTS = {
    "title": "Institute of Inventions shows a new tool",
    "summary": "The Institute of Inventions said that it had a new tool for all people who read tests.",
}
"""Keys whose words readers see: they may be a quotation, so the marks stay."""
VALUES = {
    "date": "2024-05-02",
    "slug": "new-tool",
    "language": "de",
    "draft": "false",
    "priority": "high",
    "follows": "older-tool",
}
"""Keys whose marks mean nothing."""
BODY = "The Institute of Inventions said so."
HONEST = [
    "“Never” and “always” are words",
    "The minister says “never”",
    "‘Never’ is the ministers’",
    "‘Tis the season of the fair",
    "’90s tools are shown again",
    "«Oui» et «non»",
    "“",
    "“”",
    "5″ × 7″ tools",
    "Əliyev: “yox”",
    "قال: «نعم»",
]


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("key", TEXTS)
def test_marks_around_a_text_are_told_and_shown(pair, key, context, report):
    value = f"{pair[0]}{TEXTS[key]}{pair[1]}"
    article = checked(context, report, body=BODY, **{key: value})
    [problem] = report
    assert (problem.code, getattr(article, key)) == ("odd-quotes", value)
    assert f'write {key}: "{TEXTS[key]}"' in problem.help


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize("key", VALUES)
def test_marks_around_a_value_are_told_and_dropped(pair, key, context):
    """Whatever the marks, the article is that of the value without them."""
    report = Report()
    plain = checked(context, Report(), **{key: VALUES[key]})
    marked = checked(context, report, **{key: f"{pair[0]}{VALUES[key]}{pair[1]}"})
    assert [problem.code for problem in report] == ["odd-quotes"]
    assert marked == plain


def test_marks_around_items_and_names(context, report):
    source = "{name: “Example News”, url: «https://news.example.org/1»}"
    article = checked(context, report, tags="[“law”, ‘press’]", countries="[„AQ“]", source=source)
    assert {problem.code for problem in report} == {"odd-quotes"}
    assert len(report) == 5
    assert (article.tags, article.source.name) == (("law", "press"), "Example News")


@pytest.mark.parametrize("value", HONEST)
def test_marks_within_a_value_are_words(value):
    assert within_other_quotes(value) == ""


@pytest.mark.parametrize("pair", PAIRS)
def test_marks_within_quotation_marks_are_meant(pair, context, report):
    words = f"{pair[0]}{TEXTS['title']}{pair[1]}".replace('"', '\\"')
    checked(context, report, body=BODY, title=f'"{words}"')
    assert placed(report) == []


@pytest.mark.parametrize("pair", [*PAIRS, "``", "`'"])
def test_help_for_a_slip_leaves_the_marks_out(pair):
    report = Report()
    data = written(title=f"{pair[0]}The fair: a new tool{pair[1]}")
    assert parse(data, PATH, LIMITS, report) is None
    [problem] = report
    assert problem.help == 'write title: "The fair: a new tool"'


@pytest.mark.parametrize(
    "value, mark",
    [
        ("“A new tool", "“"),
        ("A new tool”", "”"),
        ("„A new tool", "„"),
        ("A new tool»", "»"),
        ("A screen of 5”", ""),
        ("A 5” screen", ""),
        ("“A” tool", ""),
        ("A new tool", ""),
        ("", ""),
    ],
)
def test_a_mark_that_stands_alone(value, mark):
    assert mark_without_other(value) == mark
