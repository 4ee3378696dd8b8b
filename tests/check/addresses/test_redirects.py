"""Targets of redirects; the golden cases cover the messages."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.check.addresses.declared_redirects import Redirect, check_redirects, declared
from generator.check.addresses.ledger import Ledger
from generator.check.addresses.permalinks import Current, check_published
from generator.diagnostics.diagnostics import Place, Report
from generator.model.feed_identity import feed_identity
from tests import made

CASES = yaml.safe_load(Path(__file__).with_name("redirects.yml").read_text())


def told(found, live=""):
    """Redirects by old address, and the codes of the problems."""
    report = Report()
    pairs = list(found.items()) if isinstance(found, dict) else found
    redirects = [Redirect(old, new, f"{number}.md") for number, (old, new) in enumerate(pairs)]
    ends = check_redirects(
        redirects, set(live.split()), lambda path, _key, _value: Place(path), report
    )
    return ends, [f"{problem.place.path} {problem.code}" for problem in report]


@pytest.mark.parametrize(
    "found, live, ends, problems",
    CASES["redirects"],
)  # fmt: skip
def test_redirects(found, live, ends, problems):
    assert told(found, live) == (ends, problems)


letters = st.sampled_from(["a/", "b/", "c/", "d/", "e/", "f/"])


@given(st.lists(st.tuples(letters, letters)), st.sets(letters))
def test_every_redirect_ends_at_a_page(pairs, live):
    """Accepted redirects end at a page that is not redirected; all others are reported."""
    pairs = [(old, new) for old, new in pairs if new in live]  # unpublished pages declare none
    ends, problems = told(pairs, " ".join(live))
    assert set(ends.values()) <= live
    assert not live & set(ends)
    assert bool(problems) == (
        set(ends) != {old for old, _ in pairs} or len(dict.fromkeys(pairs)) > len(ends)
    )


def test_declared():
    """Articles, terms and pages declare old addresses; drafts do not."""
    topics = made.taxonomy("topics", "red")
    red = topics.terms["red"]
    object.__setattr__(red, "redirect_from", ("rot",))
    one = made.article("one", terms={"topics": "red"}, redirect_from=("old/",))
    draft = made.article("two", terms={"topics": "red"}, redirect_from=("draft/",), draft=True)
    site = made.site([topics], [one, draft])
    assert [(redirect.old, redirect.new) for redirect in declared(site)] == [
        ("old/", one.address),
        ("topics/rot/", "topics/red/"),
    ]


def moved_term():
    """A site in which the office `red` was the topic `crimson` before."""
    offices = made.taxonomy("offices", "red")
    moved = replace(offices.terms["red"], redirect_from=("topics/crimson", "scarlet"))
    return made.site(
        [replace(offices, terms={"red": moved}), made.taxonomy("topics", "blue")],
        [made.article("a", terms={"offices": "red", "topics": "blue"})],
        crossings=(made.PAIR,),
    )


def test_term_of_another_taxonomy():
    """A term that has moved is found at its addresses in both taxonomies, and keeps its feed."""
    site = moved_term()
    assert [(entry.old, entry.new) for entry in declared(site)] == [
        ("topics/crimson/", "offices/red/"),
        ("offices/scarlet/", "offices/red/"),
    ]
    feed = "tag:digest.example.org,2021:feed"
    assert feed_identity(site, "offices/red/") == f"{feed}/topics/crimson/"
    assert feed_identity(site, "offices/red/blue/") == f"{feed}/topics/crimson/blue/"


def test_pages_below_a_moved_term():
    """A published page below a term that has moved leads to the term."""
    site = moved_term()
    ledger = Ledger("permalinks.txt", {"topics/crimson/": "", "topics/crimson/2024/": ""})
    ends, _ = told([(entry.old, entry.new) for entry in declared(site)], "offices/red/")
    report = Report()
    heirs = check_published(
        ledger, Current({"offices/red/"}, ends), site, lambda path, *_: Place(path), report
    )
    assert heirs == {"topics/crimson/2024/": "offices/red/"}
    assert report.ok
