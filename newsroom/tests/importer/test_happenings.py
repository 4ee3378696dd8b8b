"""Events are dates with a description; dates of reporting are not events."""

from pathlib import Path

import pytest
import yaml

from newsroom.importer.claims import SURE
from newsroom.importer.facts import happenings
from newsroom.importer.languages import detect
from newsroom.importer.reading import sentences
from newsroom.importer.written_days import Day

PUBLISHED = Day(2021, 10, 27)


def results(text, published=PUBLISHED, language="en"):
    return [
        (str(each.day), str(each.last) if each.last else None, each.value)
        for each in happenings(text, published, language)
    ]


def test_course_that_ends_in_another_sentence():
    """A start and an end in different sentences are one event."""
    text = (
        "A course on safe networks was opened on October 25, the service reported on October 26.\n\n"
        "The course, which will last until October 29, is free."
    )
    assert results(text) == [("2021-10-25", "2021-10-29", "Course on safe networks")]


@pytest.mark.parametrize(
    "text, language, event",
    [
        ("The drill was held from 3 to 5 May 2021.", "en", ("2021-05-03", "2021-05-05", "Drill")),
        ("Учения прошли с 3 по 5 мая 2021 года.", "ru", ("2021-05-03", "2021-05-05", "Exercise")),
        (
            "Die Übung dauerte vom 3. bis 5. Mai 2021.",
            "de",
            ("2021-05-03", "2021-05-05", "Exercise"),
        ),
        ("Kurs oktyabrın 24-dən 26-dək davam edib.", "az", ("2021-10-24", "2021-10-26", "Course")),
    ],
)
def test_spans(text, language, event):
    assert results(text, language=language) == [event]


def test_reporting_is_no_event():
    assert results("The service said on October 26 that nothing was lost.") == []


def test_year_is_not_guessed():
    """Without the report's date, a date without a year is ignored."""
    assert results("A course was opened on October 25.", None) == []
    assert results("A course was opened on 25 October 2021.", None) == [
        ("2021-10-25", None, "Course")
    ]


def test_year_of_january():
    """In January, "December" means that of the previous year."""
    assert results("A conference was held on 20 December.", Day(2022, 1, 3)) == [
        ("2021-12-20", None, "Conference")
    ]


def test_sentences():
    """The full stop in a German date does not end the sentence."""
    assert [each.text for each in sentences("Am 25. Oktober begann es. Dann nichts.")] == [
        "Am 25. Oktober begann es.",
        "Dann nichts.",
    ]


def test_labelled_events():
    """All events stated as facts are right, and three quarters of all events."""
    message = []
    shapes = Path(__file__).parent / "shapes" / "events.yml"
    for text, *expected in yaml.safe_load(shapes.read_text()):
        days = [(str(first), str(last)) for first, last in expected]
        for each in happenings(text, Day(2022, 5, 18), detect(text)[0]):
            message.append((each.confidence, (str(each.day), str(each.last or each.day)) in days))
    assert all(right for confidence, right in message if confidence >= SURE)
    assert sum(right for _, right in message) / len(message) >= 0.75
    assert sum(confidence >= SURE for confidence, _ in message) >= 10
