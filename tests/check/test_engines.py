"""Warnings about engines whose support has ended."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from generator.check.engines import SUPPORT, engine_warnings, installed
from tests.corpus import PROJECT

USED = {"mkdocs-material": "9.8.2", "": "3.11.7"}


@pytest.mark.parametrize(
    ("today", "names"),
    [
        ("2027-05-05", []),
        ("2027-05-06", ["Material for MkDocs 9.8.2"]),
        ("2027-11-01", ["Material for MkDocs 9.8.2", "Python 3.11.7"]),
    ],
)
def test_past_the_end(today, names):
    warnings = engine_warnings(dt.date.fromisoformat(today), USED.__getitem__)
    assert [
        re.match(r"(.+?) has had no security fixes since 20\d\d-\d\d-\d\d; \S", problem)[1]
        for problem in warnings
    ] == names


def test_other_releases():
    """Packages that are missing or have another release are ignored."""
    assert engine_warnings(dt.date(2027, 6, 1), {"mkdocs-material": "10.0", "": "3.15.0"}.__getitem__) == []
    assert engine_warnings(dt.date(2027, 6, 1), lambda package: "") == []


def test_pinned_engines_are_in_the_table():
    """The table covers the pinned releases and the Python that runs them."""
    lock = (PROJECT / "requirements/site.lock").read_text()
    pinned = re.search(r"^mkdocs-material==(\S+)", lock, re.MULTILINE)[1]
    assert installed("mkdocs-material") == pinned
    for package in ("mkdocs-material", ""):
        assert any(
            release.package == package and installed(package).startswith(release.release)
            for release in SUPPORT
        )
