"""Confidences: measured for one kind of evidence, combined for independent kinds."""

import pytest

from newsroom.importer.claims import SHARES, SURE, Claim, Guess, settle, support


def date(kind, value="2031-04-09"):
    return Claim("date", value, kind, "somewhere")


def test_shares():
    assert all(0 < share < 1 for kinds in SHARES.values() for share in kinds.values())


def test_one_witness_of_a_page_is_not_enough():
    """The data of a page repeat each other, so only a visible line makes their day sure."""
    data = [date("data/article"), date("data/weak"), date("data/other")]
    assert support(data) == pytest.approx(SHARES["date"]["data/article"])
    assert support(data) < SURE
    assert support([*data, date("shown/line")]) >= SURE
    assert support([date("library"), date("shown/line")]) >= SURE


def test_a_rival_makes_it_an_offer():
    """If two good sources disagree, neither value is sure."""
    ours, other = [date("data/article"), date("shown/labelled")], [date("shown/line", "2030-01-01")]
    assert settle([ours]).outcome == "sure"
    rivalled = settle([other, ours])
    assert (rivalled.value, rivalled.outcome) == ("2031-04-09", "offered")
    assert rivalled.evidence == "somewhere, but somewhere: 2030-01-01"
    assert settle([]) is None


def test_outcomes():
    outcomes = [Guess("", confidence, "").outcome for confidence in (0.97, 0.8, 0.3)]
    assert outcomes == ["sure", "offered", "doubtful"]
