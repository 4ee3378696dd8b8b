"""Which sentences accuse, which answer, and how much of a text must say whose claim it is."""

import json
import time
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from generator.check.article_fields import examine_article
from generator.check.fields import STANCES
from generator.check.locale_codes import COUNTRIES
from generator.diagnostics.diagnostics import Report
from generator.extras.advice import extension
from generator.extras.advice.fairness import _SEATS, _WORDS, has_answer
from generator.extras.advice.lexicon import Style, met
from generator.model.article import Response
from generator.model.settings import LIMITS
from generator.read.document import parse
from generator.read.text import words
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


@pytest.mark.parametrize("part", ["not denied ", "denied access ", "court denied ", "Not Denied "])
@pytest.mark.parametrize("response", ["", "{who: Norway, stance: not searched}"])
def test_long_sentences(context, part, response):
    """A sentence may be as long as an article, and have a denial, which is none, in every second word."""
    began = time.process_time()
    found = advice(context, f"It did. {part * (120_000 // len(part))}it.", response=response)
    assert time.process_time() - began < 5
    assert not {"denial-without-response", "answer-said-missing"}.intersection(found)


@pytest.mark.parametrize(
    "part",
    [
        "Moscow denied; ",
        "in Russia denied ",
        "denied by Sweden ",
        "Sweden, ",
        "said no ",
        "claims dismissed ",
    ],
)
def test_long_sentences_of_others(context, part):
    """Where a long sentence names many, it takes no longer to find out who denies."""
    began = time.process_time()
    long = f"The hospital denied it, {part * (120_000 // len(part))}it."
    _refused(context, "{who: Russia, stance: not searched}", long)
    assert time.process_time() - began < 5


def test_lists_of_words():
    """Each language that has denials has all that is compared with them, and no phrase for nothing."""
    for language, listed in _WORDS.items():
        assert listed.keys() >= {"answers", "denials", "charges", "negations", "judges"}, language
        for kind, phrases in listed.items():
            begun = [one.removesuffix("*") for one in phrases if one.endswith("*")]
            spare = [
                one
                for one in phrases
                for other in begun
                if one.startswith(other) and one != f"{other}*"
            ]
            assert (spare, len(set(phrases))) == ([], len(phrases)), (language, kind)
        spare = [
            one
            for one in listed.get("not_denials", ())
            if not met((*listed["denials"],), words(one))
        ]
        assert spare == [], language


def test_seats():
    """Each seat of a government is that of one country, and no name of it is there for nothing."""
    names = [name for listed in _SEATS.values() for name in listed]
    begun = tuple(name.removesuffix("*") for name in names if name.endswith("*"))
    assert _SEATS.keys() <= COUNTRIES.keys()
    assert len(set(names)) == len(names)
    assert [name for name in names if not name.endswith("*") and name.startswith(begun)] == []


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


_SAID = yaml.safe_load(Path(__file__).with_name("answers.yml").read_text("utf-8"))
_OTHERS = (
    "The hospital",
    "The company",
    "The United States",
    "South Africa",
    "A hospital",
    "A bank",
)
_SENTENCES = [
    (language, kind, *(told if isinstance(told, list) else (group["who"], told)))
    for language, group in _SAID.items()
    for kind in ("denied", "honest")
    for told in group[kind]
]


def _refused(context, response, body, language="en", summary=SUMMARY):
    """The places of contradictions between a response and the article."""
    report = Report()
    text = ARTICLE.format(title=TITLE, summary=summary, body=body)
    text = text.replace("themes:", f"language: {language}\nresponse: {response}\nthemes:")
    examine_article(parse(text.encode(), "a.md", LIMITS, report), context, report)
    assert "bad-choice" not in codes(report)
    found = [one for one in report if one.code == "answer-said-missing"]
    return [(one.place.line, one.place.column) for one in found]


@pytest.mark.parametrize("stance", ["not searched", "none found, date: 2024-05-03"])
@pytest.mark.parametrize("language, kind, who, told", _SENTENCES)
def test_no_answer_beside_a_denial(context, language, kind, who, told, stance):
    """In each language of the interface: in the text, the summary and the box; hedges are honest."""
    is_denied = kind == "denied"
    response = f'{{who: "{who}", stance: {stance}}}'
    assert bool(_refused(context, response, told, language)) is is_denied
    summary = json.dumps(f"{SUMMARY} {told}".replace("## ", "").replace("\n\n", ". "))
    assert bool(_refused(context, response, "It did.", language, summary)) is is_denied
    boxed = response.replace("}", f", text: {json.dumps(told)}}}")
    is_other = kind == "honest" and any(name in told for name in _OTHERS)  # not in a box
    assert is_other or language != "en" or bool(_refused(context, boxed, "It did.")) is is_denied


@pytest.mark.parametrize(
    "who, is_refused", [("Sweden", False), ("the group", True), ("Russia", True)]
)
def test_denials_of_another_state(context, who, is_refused):
    """The charge alone does not tell who denies it, but another state's name before the denial does."""
    response = f"{{who: {who}, stance: not searched}}"
    told = "Moscow denied the allegations."
    assert bool(_refused(context, response, told)) is is_refused


_FOUND_NONE = {
    "en": "It did. We found no answer from Norway.",
    "de": "Eine Antwort haben wir nicht gefunden.",
    "es": "No hemos encontrado respuesta de Noruega.",
    "fr": "Nous n'avons pas trouvé de réponse de la Norvège.",
    "ru": "Мы не нашли ответа Норвегии.",
    "uk": "Ми не знайшли відповіді Норвегії.",
    "tr": "Norveç'ten bir yanıt bulamadık.",
    "az": "Norveçdən cavab tapmadıq.",
}


@pytest.mark.parametrize("language", _WORDS)
def test_searches(context, language):
    """In each language, that we found none is no part of an answer."""
    told = json.dumps(_FOUND_NONE[language])
    for stance in ("denied", "answered", "a similar charge, date: 2020", "not searched"):
        response = f"{{who: Sweden, stance: {stance}, text: {told}}}"
        text = ARTICLE.format(title=TITLE, summary=SUMMARY, body="It did.")
        text = text.replace("themes:", f"language: {language}\nresponse: {response}\nthemes:")
        report = Report()
        examine_article(parse(text.encode(), "a.md", LIMITS, report), context, report)
        assert ("search-in-answer" in codes(report)) is (stance != "not searched"), stance


@pytest.mark.parametrize(
    "responses, body, lines",
    [
        # Who answers may deny; who does not may not.
        (["{who: Norway, stance: denied}", "{who: Sweden, stance: not searched}"], "Norway denied the charges.", []),
        (["{who: Norway, stance: denied}", "{who: Sweden, stance: not searched}"], "Sweden denied the charges.", [14]),
        (["{who: Norway, stance: denied}", "{who: Sweden, stance: not searched}"], "Norway denied the charges; Sweden did not.", []),
        (["{who: Norway, stance: answered}", "{who: Sweden, stance: not searched, text: It denied it.}"], "It did.", [9]),
        (["{who: Norway, stance: denied}", "{who: Sweden, stance: not searched, text: Norway denied it.}"], "It did.", []),
        (["{who: Norway, stance: denied}", "{who: Sweden, stance: not searched}"], "The charges were denied.", []),
        # Three, of which two do not answer.
        (["{who: Norway, stance: denied}", "{who: Sweden, stance: not searched}", "{who: Malta, stance: not searched}"], "Sweden and Malta deny this.", [15, 15]),
        # One that answers, and does not.
        (["{who: Norway, stance: denied}", "{who: Norway, stance: not searched}"], "It did.", [9]),
        (["{who: Norway, stance: not searched}", "{who: norway, stance: answered}"], "It did.", [8]),
        (["{who: Norway, stance: a similar charge, date: 2020}", "{who: Norway, stance: none found, date: 2024-05-03}"], "Norway denied another theft.", []),
    ],
)  # fmt: skip
def test_answers_of_several(context, responses, body, lines):
    """Each response is compared with what its own party says, and is named as the place."""
    listed = "".join(f"\n- {one}" for one in responses)
    assert [line for line, _ in _refused(context, listed, body)] == lines
