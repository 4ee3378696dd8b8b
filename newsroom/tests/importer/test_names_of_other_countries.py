"""A name that another country's body has as well is ambiguous in every language that has it."""

from collections import defaultdict

import pytest

from generator.diagnostics.diagnostics import Report
from generator.installed import installed
from generator.load.context import read_context
from generator.model.term import fold
from newsroom.importer.import_run import read_report
from newsroom.importer.receive import Input
from tests.corpus import PROJECT

pytestmark = pytest.mark.ours


@pytest.fixture(scope="module")
def digest():
    """Settings and registries of this digest."""
    return read_context(PROJECT, installed(), Report())


def test_all_names_of_the_registry(digest):
    """Whatever the language: a name of bodies of two countries leads to neither by itself."""
    agencies = digest.taxonomies["agencies"]
    bearers = defaultdict(set)
    for term in agencies:
        for name in (*term.names, *term.ambiguous):
            bearers[fold(name)].add(term.slug)
    shared = {name: slugs for name, slugs in bearers.items() if len(slugs) > 1}
    assert len(shared) >= 5
    for name, slugs in shared.items():
        assert name not in agencies.by_name, (name, slugs)
        for slug in slugs:
            assert name in map(fold, agencies.terms[slug].ambiguous), (name, slug)


@pytest.mark.parametrize("country", ["Montenegro", "Switzerland", "Georgia"])
def test_a_shared_name_beside_a_country_of_neither(digest, country):
    """No ambiguous name is stated for a body of a country that the text does not name."""
    agencies = digest.taxonomies["agencies"]
    for term in agencies:
        for name in term.ambiguous:
            text = f"{country}, 3 March 2026. {name} of {country} detained two people."
            report = read_report(Input(text.encode(), "t.txt"), digest)
            stated = [
                agencies.terms[guess.value]
                for guess in report.topics.terms["agencies"]
                if guess.outcome == "sure"
            ]
            code = {"Montenegro": "ME", "Switzerland": "CH", "Georgia": "GE"}[country]
            assert all(each.country in ("", code) for each in stated), (name, text, stated)
