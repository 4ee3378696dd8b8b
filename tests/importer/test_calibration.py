"""Confidences are shares: of one kind as measured, of several by independent witnesses."""

from __future__ import annotations

import pytest

from generator.importer.claims import SHARES, SURE, Claim, disputed, settle, support


def date(kind: str, value: str = "2031-04-09") -> Claim:
    return Claim("date", value, kind, "somewhere")


def test_shares():
    assert all(0 < share < 1 for kinds in SHARES.values() for share in kinds.values())


def test_one_witness_does_not_confirm_itself():
    """JSON-LD and meta elements come from one template; a line that readers see confirms both."""
    alone = support([date("data/weak")])
    assert alone == pytest.approx(SHARES["date"]["data/weak"])
    assert support([date("data/weak"), date("data/other")]) == pytest.approx(SHARES["date"]["data/other"])
    assert support([date("data/weak"), date("shown/line")]) > SHARES["date"]["shown/line"]


def test_a_rival_makes_it_doubtful():
    """Two good sources that disagree are never a fact."""
    ours, other = [date("data/article"), date("shown/labelled")], [date("shown/line", "2030-01-01")]
    claim, confidence = settle([ours])
    assert (claim.kind, confidence >= SURE) == ("data/article", True)
    assert settle([ours, other])[1] < SURE
    assert disputed(0.99, 0.9) < SURE
    assert settle([]) is None
