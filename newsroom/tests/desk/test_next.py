"""What happened next: arrests and accusations that nobody continued are listed after weeks."""

import datetime as dt

import pytest
from tests.desk.conftest import TODAY, parts_of, put_in_inbox, write_article

from generator.installed import installed
from generator.load.loading import load


@pytest.fixture
def next_lines(root):
    """A function that writes an article and returns the lines of the part."""
    name = load(root, installed()).checked.taxonomies["agencies"].terms["aq-ioi"].name

    def lines(title, date, more="", entry=f"{name} opens a case", bodies="aq-ioi"):
        put_in_inbox(root, entry)
        file = write_article(root, "the-case", date, title, more)
        file.write_text(file.read_text().replace("[aq-ioi]", f"[{bodies}]"))
        part = parts_of(root)["What happened next"]
        file.unlink()
        return [line for line in part if title in line.text]

    return lines


@pytest.mark.parametrize("days, count", [(6, 0), (7, 1), (13, 1), (14, 0), (28, 1), (35, 0)])
def test_after_one_and_four_weeks(next_lines, days, count):
    """An arrest is listed in the second and in the fifth week."""
    found = next_lines("Officers arrested two inventors", TODAY - dt.timedelta(days))
    assert len(found) == count


def test_one_body_is_not_enough(next_lines):
    """The line has the words to search for; a candidate that only names the same body is left out."""
    (line,) = next_lines("Officers arrested two inventors", TODAY - dt.timedelta(8))
    assert "search for: " in line.text
    assert "in the inbox: " not in line.text
    assert line.command == "digest inbox"


@pytest.mark.parametrize(
    "more, entry, bodies",
    [
        ("people: [Jane Example]\n", "Minister Jane Example opens a case", "aq-ioi"),
        ("", "Institute of Inventions and Ministry of Examples open a case", "aq-ioi, aq-moe"),
    ],
)
def test_candidate(next_lines, more, entry, bodies):
    """A candidate that shares a person or two bodies is shown."""
    (line,) = next_lines(
        "Officers arrested two inventors", TODAY - dt.timedelta(8), more, entry, bodies
    )
    assert f"in the inbox: {entry}" in line.text
    assert line.command.startswith("digest inbox --draft ")


@pytest.mark.parametrize(
    "stance, count",
    [
        ("denied", 0),
        ("answered", 0),
        ("a similar charge, date: 2024-05-01", 0),
        ("none found, date: 2024-06-05", 1),
        ("not searched", 1),
    ],
)
@pytest.mark.parametrize(
    "title", ["Officers arrested two inventors", "Institute says a rival took its tools"]
)
def test_unanswered(next_lines, title, stance, count):
    """An answer that nobody found, or looked for, leaves an arrest and an accusation open."""
    more = f"response: {{who: the two, stance: {stance}}}\n"
    found = next_lines(title, TODAY - dt.timedelta(8), more)
    assert len(found) == count


def test_no_arrest(next_lines):
    """An article without an arrest or an accusation has no sequel to look for."""
    assert next_lines("Officers opened a library", TODAY - dt.timedelta(8)) == []
