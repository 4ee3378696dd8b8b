"""Warnings about an article's own words; the golden cases cover the messages."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from generator.check.article_fields import check_article
from generator.diagnostics.diagnostics import Report
from generator.extras.advice import extension
from generator.extras.advice.lexicon import Style
from generator.installed import installed
from generator.load.context import read_context
from generator.model.settings import LIMITS
from generator.read.document import parse
from tests.corpus import SAMPLE
from tests.said import codes, placed

CASES = yaml.safe_load(Path(__file__).with_name("editorial.yml").read_text("utf-8"))


STYLE = Style(
    loaded=dict.fromkeys(("notorious", "puppet state", "barbar*"), "it judges"),
    attributions=("according", "said", "announc*"),
    claims=("arrested", "kill*"),
)


@pytest.fixture
def styled(context):
    limits = replace(LIMITS, quotation=6)
    settings = replace(context.settings, limits=limits)
    return replace(context, settings=settings, extras={extension.package: {"en": STYLE}})


def said(context, body, report=None, **changes):
    fields = {
        "title": "Institute of Inventions shows a tool",
        "date": "2024-05-02",
        "source": "{name: Example News, url: https://news.example.org/2}",
        "agencies": "[aq-ioi]",
        "themes": "[phishing]",
        "summary": "The institute said that it had invented a tool for people who read tests.",
        **changes,
    }
    lines = "".join(f"{key}: {value}\n" for key, value in fields.items())
    report = report or Report()
    check_article(
        parse(f"---\n{lines}---\n\n{body}\n".encode(), "a.md", LIMITS, report), context, report
    )
    return placed(report)


@pytest.mark.parametrize(
    "body, where",
    [
        ("It said that a notorious tool was here.", ["10:16 loaded-word"]),
        ("It said: a\npuppet\nstate.", ["11:1 loaded-word"]),
        ("It said.\n\nNotorious tools. A Notorious Tool.", ["12:1 loaded-word"]),
        ('It said “notorious”, "notorious", «notorious», ‘notorious’.', []),
        ("It said.\n\n> A notorious tool.", []),
        ("It said `notorious` and [this](https://example.org/notorious).", []),
        ("It said that **barbaric** and _notorious_ tools were here.", ["10:16 loaded-word", "10:32 loaded-word"]),
        ("It said " + "notorious " * 9 + ".", [f"10:{9 + 10 * n} loaded-word" for n in range(5)]),
    ],
)  # fmt: skip
def test_loaded_words(body, where, styled):
    assert said(styled, body) == where


def test_loaded_words_in_title_and_summary(styled):
    summary = "The notorious institute said that it had invented a tool for people who read tests."
    where = said(
        styled,
        "The Institute of Inventions said.",
        title="Notorious institute shows a tool",
        summary=summary,
    )
    assert where == ["2:8 loaded-word", "7:10 loaded-word"]


@pytest.mark.parametrize("body, where", CASES["claims"])
def test_claims(body, where, styled):
    assert said(styled, body) == where


def test_language_without_word_list(styled):
    assert said(styled, "Ten notorious people were arrested.", language="fr") == []
    assert said(styled, "Ten notorious people were arrested.", language="en-GB") != []


@pytest.mark.parametrize("body, where", CASES["quotations"])
def test_quotations(body, where, styled):
    assert said(styled, body) == where


def test_sample():
    """The sample causes no warning, although the shipped word lists work."""
    context = read_context(SAMPLE, installed(), Report())
    report = Report()
    for file in sorted((SAMPLE / "content" / "articles").rglob("*.md")):
        check_article(parse(file.read_bytes(), file.name, LIMITS, report), context, report)
    assert codes(report) == []
    body = "The infamous group stole ten files. Sadly, its henchmen were arrested."
    terms = {"agencies": "[az-sss]", "themes": "[ransomware]", "source": "{name: Azernews}"}
    terms["summary"] = (
        "Azerbaijan's State Security Service said something about ransomware and ten files."
    )
    assert said(context, body, **terms) == [
        "10:5 loaded-word",
        "10:20 unattributed-claim",
        "10:37 loaded-word",
        "10:48 loaded-word",
    ]
