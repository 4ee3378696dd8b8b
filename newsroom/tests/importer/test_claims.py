"""When a value is sure: two independent places of a page, or one line of a text, and no rival."""

from itertools import combinations

import pytest

from newsroom.importer.claims import Claim, Guess, settle

PAGE = ("library", "data", "shown", "address")
"""Independent places of a page."""


def date(place, value="2031-04-09"):
    return Claim("date", value, place, "somewhere")


@pytest.mark.parametrize("place", PAGE)
def test_one_place_of_a_page_is_not_enough(place):
    """The data of a page repeat each other, so twice the same place is one."""
    assert settle([[date(place), date(place), date("near"), date("weak")]]).outcome == "offered"


@pytest.mark.parametrize("places", list(combinations(PAGE, 2)), ids="-".join)
def test_two_places_agree(places):
    assert settle([[*map(date, places)]]).outcome == "sure"


@pytest.mark.parametrize("place", ["given", "labelled", "line"])
def test_a_line_of_a_text_is_enough(place):
    assert settle([[date(place)]]).outcome == "sure"


@pytest.mark.parametrize("rival", ["labelled", "line", *PAGE, "near"])
def test_a_rival_makes_it_an_offer(rival):
    """If two places disagree, neither value is sure, and the evidence has both."""
    ours, other = [date("given")], [date(rival, "2030-01-01")]
    rivalled = settle([other, ours])
    assert (rivalled.value, rivalled.outcome) == ("2031-04-09", "offered")
    assert rivalled.evidence == "somewhere, but somewhere: 2030-01-01"


def test_what_is_said_to_be_of_something_else():
    """It is no rival, and it is not offered."""
    assert settle([[date("line")], [date("weak", "2030-01-01")]]).outcome == "sure"
    assert settle([[date("weak")]]).outcome == "doubtful"
    assert settle([]) is None


def test_outcomes():
    outcomes = [Guess("", confidence, "").outcome for confidence in (0.97, 0.8, 0.3)]
    assert outcomes == ["sure", "offered", "doubtful"]
