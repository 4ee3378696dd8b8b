"""Marks on an article, by kind."""

import pytest

from benchmarks.intake import own_context
from generator.check.editorial.own_words import prose
from generator.importer.reading import read
from generator.system.bounds import within
from generator.verify.comparison import SourceComparison
from generator.verify.statements import names_of, statements
from generator.verify.verification import phrases_of

CONTEXT = own_context()
BOOK = names_of(CONTEXT, ("en", "ru"))
FACTS = ("number", "date", "name", "quotation")
SOURCE = """The directorate found the malware on 12 servers in Georgia on 28 October 2019.
The group allegedly stole files from the ministry's archive.
Two officers were charged, according to a government source.
Minister Jane Example called it “a serious attack on all of us”.
"""


def marks(article: str, source: str = SOURCE, other: str = "") -> list[tuple[str, str]]:
    """Kind and message of the marks."""
    ours = statements(read(prose(article), language="en"), BOOK, article)
    theirs = statements(read(source, language=other or "en"), BOOK)
    found = SourceComparison(ours, theirs, phrases_of(CONTEXT, "en"), other=other).marks()
    return [(mark.kind, mark.message.rpartition(": ")[2]) for mark in found]


@pytest.mark.parametrize(
    ("article", "expected"),
    [
        ("The directorate found malware on 12 servers.", []),
        ("The directorate found malware on 13 servers.", [("number", "13")]),
        ("It found malware on about 12.5 servers.", []),
        ("It found malware on 12.5 servers.", [("number", "12.5")]),
        ("Three officers were charged.", [("number", "Three")]),
        ("It gives three reasons.", []),
        ("It was found in Georgia in October 2019.", []),
        ("It was found in Georgia on 27 October 2019.", [("date", "27 October 2019")]),
        ("In 2018 it was found, on 27 October 2018.", [("date", "27 October 2018")]),
        ("It was found in Tbilisi and in Estonia.", [("name", "Tbilisi, Estonia")]),
        ("It was the Georgian ministry of Jane Example.", []),
        ("She called it “a serious attack”.", []),
        ("She called it “an act of war”.", [("quotation", "“an act of war”")]),
        ("In Estonia, [another report](https://example.org/) counts 99.", []),
        ("In Estonia it was on 99 servers, according to Trend.", []),
        ("It uses CVE-2021-26855.", [("name", "CVE-2021-26855")]),
    ],
)
def test_facts_that_the_source_lacks(article, expected):
    assert [mark for mark in marks(article) if mark[0] in FACTS] == expected


@pytest.mark.parametrize(
    ("article", "kind"),
    [
        ("The group stole files from the archive of the ministry.", "hedge"),
        ("The group is said to have stolen files from the ministry's archive.", ""),
        ("Two officers were charged, according to the army.", "speaker"),
        ("Two officers were charged, according to a source in the government.", ""),
        ("Two officers were charged.", "speaker"),
        ("Two officers were charged, it reported.", ""),
    ],
)
def test_doubts_and_speakers(article, kind):
    found = [mark[0] for mark in marks(article) if mark[0] in ("hedge", "speaker")]
    assert found == ([kind] if kind else [])


def test_answers():
    source = "Exampleland accused the group of the attack. The group denied any part in it."
    assert ("answer", "the source has an answer or a denial that the article does not have") in (
        marks("Exampleland accused the group of the attack.", source)
    )
    denied = "Exampleland accused the group. The group denied a part in the attack."
    assert "answer" not in [kind for kind, _ in marks(denied, source)]


def test_at_most_three_main_points():
    """The sentences with most that is new; none if the article has them."""
    news = [
        f"The {word} minister of {word} visited {word}."
        for word in ["one", "two", "six", "ten", "oak", "elm"]
    ]
    found = marks("Nothing of the kind was reported.", " ".join(news))
    assert [kind for kind, _ in found] == ["left-out"] * 3
    assert marks(SOURCE) == []


def test_registered_names_in_another_language():
    """Names of the registries, numbers and dates are compared; other names and words are not."""
    source = "Глава Службы государственной безопасности Азербайджана выступил 12 мая 2021 года."
    article = (
        "Jane Example of Azerbaijan's State Security Service spoke on 12 May 2021. "
        "In Georgia he said “no” to 13 people on 13 May 2021."
    )
    assert marks(article, source, "ru") == [
        ("number", "13"),
        ("date", "13 May 2021"),
        ("name", "Georgia"),
    ]


def test_long_texts():
    """A long source costs an editor, and the job of a pull request, seconds and no minutes."""
    article = " ".join(f"The ministry said it had {number} reports." for number in range(600))
    source = " ".join(f"Its agency told us of {number} dogs." for number in range(1_500))
    assert within(lambda: marks(article, source), 4)
