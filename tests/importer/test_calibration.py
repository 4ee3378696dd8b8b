"""Confidences: measured for one kind of evidence, combined for independent kinds."""

import pytest

from generator.importer.claims import SHARES, SURE, Claim, disputed, settle, support


def date(kind: str, value: str = "2031-04-09") -> Claim:
    return Claim("date", value, kind, "somewhere")


def test_shares():
    assert all(0 < share < 1 for kinds in SHARES.values() for share in kinds.values())


def test_dependent_evidence():
    """JSON-LD and meta elements share a template, so only a visible line confirms them."""
    alone = support([date("data/weak")])
    assert alone == pytest.approx(SHARES["date"]["data/weak"])
    assert support([date("data/weak"), date("data/other")]) == pytest.approx(
        SHARES["date"]["data/other"]
    )
    assert support([date("data/weak"), date("shown/line")]) > SHARES["date"]["shown/line"]


def test_a_rival_makes_it_doubtful():
    """If two good sources disagree, neither value is certain."""
    ours, other = [date("data/article"), date("shown/labelled")], [date("shown/line", "2030-01-01")]
    claim, confidence = settle([ours])
    assert (claim.kind, confidence >= SURE) == ("data/article", True)
    assert settle([ours, other])[1] < SURE
    assert disputed(0.99, 0.9) < SURE
    assert settle([]) is None
