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
    put_in_inbox(root, f"{name} opens a case", answered=TODAY)

    def lines(title, date):
        file = write_article(root, "the-case", date, title)
        part = parts_of(root)["What happened next"]
        file.unlink()
        return [line for line in part if title in line.text]

    return lines


@pytest.mark.parametrize("days, count", [(6, 0), (7, 1), (13, 1), (14, 0), (28, 1), (35, 0)])
def test_after_one_and_four_weeks(next_lines, days, count):
    """An arrest is listed in the second and in the fifth week."""
    found = next_lines("Officers arrested two inventors", TODAY - dt.timedelta(days))
    assert len(found) == count


def test_words_and_candidates(next_lines):
    """The line has the words to search for, and a candidate that names the same body."""
    (line,) = next_lines("Officers arrested two inventors", TODAY - dt.timedelta(8))
    assert "search for: " in line.text
    assert "in the inbox: " in line.text
    assert line.command.startswith("digest inbox --draft ")


def test_no_arrest(next_lines):
    """An article without an arrest or an accusation has no sequel to look for."""
    assert next_lines("Officers opened a library", TODAY - dt.timedelta(8)) == []
