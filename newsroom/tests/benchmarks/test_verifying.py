"""`digest verify` marks most of the known faults of articles, with little noise."""

import pytest

from benchmarks.intake import own_context
from benchmarks.verifying import PARTS, cases, results


@pytest.mark.parametrize("part", PARTS)
def test_faults_and_noise(part):
    found = list(results(part, own_context()))
    marked = sum(len(each.marked) for each in found)
    missed = sum(len(each.missed) for each in found)
    assert marked >= 0.6 * (marked + missed)
    assert sum(len(each.noise) for each in found) <= 1.5 * len(found)


@pytest.mark.parametrize("part", PARTS)
def test_faults_are_of_the_source(part):
    for case in cases(part).values():
        assert all(fault["source"] in case["source"] for fault in case["faults"])
