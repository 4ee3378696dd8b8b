"""Marks on an article, by kind."""

from pathlib import Path

import pytest
import yaml

from benchmarks.intake import own_context
from generator.extras.advice.own_words import prose
from generator.system.bounds import within
from newsroom.importer.reading import read
from newsroom.verify.comparison import SourceComparison
from newsroom.verify.statements import names_of, statements
from newsroom.verify.verification import phrases_of

CASES = yaml.safe_load(Path(__file__).with_name("comparison.yml").read_text())


CONTEXT = own_context()
BOOK = names_of(CONTEXT, ("de", "en", "es", "fr", "ru"))
FACTS = ("number", "date", "name", "quotation")
SOURCE = """The directorate found the malware on 12 servers in Georgia on 28 October 2019.
The group allegedly stole files from the ministry's archive.
Two officers were charged, according to a government source.
Minister Jane Example called it “a serious attack on all of us”.
"""


def marks(article, source=SOURCE, other="", language="en"):
    """Kind and message of the marks; `other` is the language of the source if it is another."""
    ours = statements(read(prose(article), language=language), BOOK, article)
    theirs = statements(read(source, language=other or language), BOOK)
    phrases = phrases_of(CONTEXT, language)
    source_phrases = phrases_of(CONTEXT, other or language)
    comparison = SourceComparison(
        ours, theirs, phrases, other=other, source_phrases=source_phrases, language=language
    )
    found = comparison.marks()
    return [(mark.kind, mark.message.rpartition(": ")[2]) for mark in found]


@pytest.mark.parametrize(
    "article, source, expected", [row for rows in CASES["facts"].values() for row in rows]
)
def test_facts(article, source, expected):
    """Facts that the source lacks are marked, also those that look alike, but none that it writes otherwise."""
    found = marks(article, source or SOURCE)
    assert [[*mark] for mark in found if mark[0] in FACTS] == expected


@pytest.mark.parametrize("article, kind", CASES["doubts and speakers"])
def test_doubts_and_speakers(article, kind):
    found = [mark[0] for mark in marks(article) if mark[0] in ("hedge", "speaker")]
    assert found == ([kind] if kind else [])


@pytest.mark.parametrize(
    "source",
    [
        "The flaw could allow others to read files of the ministry.",
        "The flaw in files of the ministry was shown, she said to the media.",
        "The ministry denied allegations of a flaw in its files, and reported to parliament.",
        "A flaw in files of the ministry was denied on 2 May 2023.",
    ],
)
def test_words_that_are_no_doubt(source):
    article = "A flaw in files of the ministry was denied."
    assert "hedge" not in [kind for kind, _ in marks(article, source)]


FOREIGN = [
    (
        "de",
        "Die Gruppe hat Dateien der Regierung von Georgien gestohlen.",
        """Die Gruppe soll Dateien der Regierung von Georgien gestohlen haben.
        Die Gruppe wies die Vorwürfe zurück.
        Zwei Beamte wurden in Georgien angeklagt, laut Erika Muster.""",
        "Zwei Beamte wurden in Georgien angeklagt, teilte die Behörde mit.",
    ),
    (
        "fr",
        "Le groupe a volé des fichiers du gouvernement de Géorgie.",
        """Le groupe aurait volé des fichiers du gouvernement de Géorgie.
        Le groupe a nié toute participation.
        Deux agents ont été inculpés en Géorgie, selon Jeanne Exemple.""",
        "Deux agents ont été inculpés en Géorgie, selon la police.",
    ),
    (
        "es",
        "El grupo robó archivos del gobierno de Georgia.",
        "El grupo habría robado archivos del gobierno de Georgia. El grupo negó todo.",
        "",
    ),
    (
        "ru",
        "Группа украла файлы правительства Грузии.",
        "Группа якобы украла файлы правительства Грузии. Группа отвергла обвинения.",
        "",
    ),
]


@pytest.mark.parametrize("language, article, source, wrong_speaker", FOREIGN)
def test_doubts_answers_and_speakers_in_other_languages(language, article, source, wrong_speaker):
    found = {kind for kind, _ in marks(f"{article} {wrong_speaker}", source, language=language)}
    expected = {"hedge", "answer", "speaker"} if language == "fr" else {"hedge", "answer"}
    assert expected <= found
    assert not {"hedge", "answer", "speaker"} & {
        kind for kind, _ in marks(source, source, language=language)
    }


@pytest.mark.parametrize("language, article, source, wrong_speaker", FOREIGN)
def test_doubts_and_answers_of_a_source_in_another_language(
    language, article, source, wrong_speaker
):
    """Names that both have in common show which sentences are alike."""
    english = "The group stole files of the government of Georgia."
    assert {"hedge", "answer"} == {kind for kind, _ in marks(english, source, language)}
    hedged = "The group allegedly stole files of the government of Georgia, which it denied."
    assert not marks(hedged, source, language)
    quoted = f"{hedged} It called this “an invention”."
    assert [kind for kind, _ in marks(quoted, source, language)] == ["quotation"]


def test_few_marks_for_many_answers():
    source = " ".join(f"Member {number} denied it." for number in range(50))
    found = [kind for kind, _ in marks("The group was accused.", source)]
    assert found.count("answer") == 2


def test_answers():
    source = "Exampleland accused the group of the attack. The group denied any part in it."
    assert ("answer", "the source has an answer or a denial that the article does not have") in (
        marks("Exampleland accused the group of the attack.", source)
    )
    denied = "Exampleland accused the group. The group denied a part in the attack."
    assert "answer" not in [kind for kind, _ in marks(denied, source)]


def test_at_most_four_main_points():
    """The sentences with most that is new; none if the article has them."""
    news = [
        f"The {word} minister of {word}land visited the {word}ish port of {word}haven."
        for word in ["one", "two", "six", "ten", "oak", "elm"]
    ]
    found = marks("Nothing of the kind was reported.", " ".join(news))
    assert [kind for kind, _ in found] == ["left-out"] * 4
    assert marks(SOURCE) == []


def test_short_sentences_are_no_main_points():
    """What a few words add is often said in other words."""
    source = f"{SOURCE} He was questioned. They have been told. Repairs went on."
    assert marks(SOURCE, source) == []


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


def test_own_country_of_a_source():
    """A German report need not say that it is about Germany; about Estonia, it does."""
    source = "Die Behörde warnte am 12. Mai 2021 vor der Gruppe Osprey 7."
    article = "{} agency warned of the group Osprey 7 on 12 May 2021."
    assert marks(article.format("Germany's"), source, "de") == []
    assert marks(article.format("Estonia's"), source, "de") == [("name", "Estonia's")]


def test_long_texts():
    """A long source costs an editor, and the job of a pull request, seconds and no minutes."""
    article = " ".join(f"The ministry said it had {number} reports." for number in range(600))
    source = " ".join(f"Its agency told us of {number} dogs." for number in range(1_500))
    assert within(lambda: marks(article, source), 4)


LIMITS = (
    "Police seized at least 40 phones and 2.5 million euros in up to 12 flats in about 20 towns."
)


@pytest.mark.parametrize("article, said", CASES["limits and units"])
def test_limits_and_units(article, said):
    """A limit that is dropped and another currency are marked like a number the source lacks."""
    assert [message for kind, message in marks(article, LIMITS) if kind == "number"] == said


def test_suspicion_is_lost():
    """An arrest on suspicion of something is no statement that it was done."""
    source = "Two men were arrested on suspicion of spying for a foreign service in Oldtown."
    assert ("hedge", "the source doubts what this says") in marks(
        "Two men who were spying for a foreign service were arrested in Oldtown.", source
    )
    assert marks("Two men were arrested in Oldtown on suspicion of spying.", source) == []
