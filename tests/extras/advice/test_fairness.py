"""Which sentences accuse, which answer, and how much of a text must say whose claim it is."""

import time
from dataclasses import replace

import pytest

from generator.check.article_fields import examine_article
from generator.check.fields import STANCES
from generator.diagnostics.diagnostics import Report
from generator.extras.advice import extension
from generator.extras.advice.fairness import has_answer
from generator.extras.advice.lexicon import Style
from generator.model.article import Response
from generator.model.settings import LIMITS
from generator.read.document import parse
from tests.said import codes

ARTICLE = """---
title: {title}
date: 2024-05-02
source: {{name: Example News, url: https://news.example.org/2}}
agencies: [aq-ioi]
themes: [phishing]
summary: {summary}
---

{body}
"""
TITLE = "Institute of Inventions shows a tool"
SUMMARY = "The institute has invented a tool for people who read tests, and shows it today."


def advice(context, body, title=TITLE, summary=SUMMARY, response=""):
    report = Report()
    text = ARTICLE.format(title=title, summary=summary, body=body)
    if response:
        text = text.replace("themes:", f"response: {response}\nthemes:")
    examine_article(parse(text.encode(), "a.md", LIMITS, report), context, report)
    return codes(report)


@pytest.mark.parametrize(
    "body",
    [
        "It accused Norway of theft.",
        "It accused\nthe Norwegian government of theft.",
        "A group that is linked to Norway stole a tool.",
        "The Norway-linked group stole a tool, it alleges.",
        "Three officers of a service of Norway were charged.",
        "It accused Norway of attacks on Sweden.",
        "Norway is behind the theft, it said.",
        "It charged Norwegian officials with theft.",
    ],
)
def test_accusations(context, body):
    assert advice(context, body) == ["accusation-without-answer"]


@pytest.mark.parametrize(
    "body",
    [
        "It spoke with Norway about theft.",
        "It was accused of theft. A day later Norway opened a show.",
        "It was accused of attacks on Norway and in Sweden.",
        "It accused Antarctica of theft.",
        "It accused those who polish tools of theft.",
        "The minister said: “Norway is behind the theft.”",
        "The Norwegian authorities accused ten people of theft.",
        "Norwegian and British police accused ten people of theft.",
        "Norwegian officials say that the thief was charged.",
        "The State Security Service of Norway says that a teacher was charged with spying.",
        "Norway claimed that a teacher was behind the theft.",
    ],
)
def test_no_accusations(context, body):
    assert advice(context, body) == []


def test_speaker_and_accused(context):
    """A service that says who did it is not the accused, although its name has a state's."""
    report = Report()
    body = (
        "The State Security Service of Norway says that a teacher spied for Sweden and was charged."
    )
    text = ARTICLE.format(title=TITLE, summary=SUMMARY, body=body)
    examine_article(parse(text.encode(), "a.md", LIMITS, report), context, report)
    assert [problem.message for problem in report] == [
        "this accuses Sweden, and no sentence has an answer"
    ]


@pytest.mark.parametrize(
    "answer, expected",
    [
        ("The report carries no\nresponse from Norway.", []),
        ("Norway had not commented when the report appeared.", []),
        ("Norway's foreign ministry spoke of lies.", []),
        ("Norway denied this.", ["denial-without-response"]),
        ("The embassy of Norway called it “baseless”.", ["denial-without-response"]),
        ("Oslo rejects the charge.", ["denial-without-response"]),
    ],
)
def test_answers(context, answer, expected):
    """A denial is an answer, which belongs in front matter, too."""
    body = f"It accused Norway of theft. {answer}"
    assert advice(context, body) == expected
    assert advice(context, body, response="{who: Norway, stance: denied}") == []


def test_denials_without_accusations(context):
    """The first denial is named, wherever it is and whoever it concerns; parts of words are none."""
    assert advice(context, "It showed a tool.", summary=f"{SUMMARY} Norway denies that.") == [
        "denial-without-response"
    ]
    assert advice(context, "It undeniably showed a tool. Denial is no river.") == [
        "denial-without-response"
    ]
    assert advice(context, "It undeniably showed a tool.") == []


@pytest.mark.parametrize(
    "summary, body, expected",
    [
        (SUMMARY.replace("has", "allegedly"), "It did. It was so. It said so.", ["lost-hedge"]),
        (SUMMARY.replace("has", "allegedly"), "It did, it said. It was so. It said so.", []),
        (SUMMARY.replace("has", "allegedly"), "It did. It said so. . . . !\n\n***", []),
        (SUMMARY, "It did. It was so. It said so.", []),
    ],
)
def test_lost_hedges(context, summary, body, expected):
    extras = {extension.package: {"en": Style(attributions=("said",))}}
    assert advice(replace(context, extras=extras), body, summary=summary) == expected
    assert advice(context, body, summary=summary) == []  # the site has no list of attributions


@pytest.mark.parametrize(
    "part", ["Norway accused. ", "accused ", "\n \n", "\n", ". ", "- ", "Norway, accused, "]
)
def test_long_texts(context, part):
    """The time for a text grows in proportion to its length: 60,000 letters take seconds, not minutes."""
    began = time.process_time()
    advice(context, f"It did. {part * (60_000 // len(part))} It did.")
    assert time.process_time() - began < 5


def test_a_response_in_front_matter_is_an_answer(context):
    """Whoever fills in `response` has looked for an answer, or says that nobody asked."""
    body = "The ministry accused Norway of the attack, it said."
    assert "accusation-without-answer" in advice(context, body)
    assert "accusation-without-answer" not in advice(
        context, body, response="{who: Norway, stance: not searched}"
    )


@pytest.mark.parametrize(
    "body, expected",
    [
        ("It accused Norway of theft.", False),
        ("It accused Norway of theft. Norway denied this.", True),
        ("It showed a tool.", None),
    ],
)
def test_checked_articles_are_asked_again(context, body, expected):
    """The desk counts accusations, and answers to them, in articles that are already checked.

    An answer that nobody found, or looked for, is none.
    """
    report = Report()
    text = ARTICLE.format(title=TITLE, summary=SUMMARY, body=body)
    article, _ = examine_article(parse(text.encode(), "a.md", LIMITS, report), context, report)
    assert has_answer(article, context.settings, context.taxonomies) is expected
    for stance in STANCES:
        response = Response("Norway", stance)
        answered = replace(article, response=(response,))
        assert has_answer(answered, context.settings, context.taxonomies) is response.is_answer
    spoken = replace(article, language="xx")
    assert has_answer(spoken, context.settings, context.taxonomies) is None
