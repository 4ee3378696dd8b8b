"""Recognition of outlets by name or address."""

import pytest

from generator.diagnostics.diagnostics import Report
from generator.installed import installed
from generator.load.context import read_context
from newsroom.importer.claims import Claim, Raw
from newsroom.importer.outlet import Outlets, guess, outlets_of
from tests.corpus import SAMPLE

OUTLETS = outlets_of(read_context(SAMPLE, installed(), Report()))


@pytest.mark.parametrize(
    "address, name",
    [
        ("https://www.azernews.az/nation/1.html", "Azernews"),
        ("https://en.trend.az/x", "Trend"),
        (
            "https://www.canada.ca/en/security-intelligence-service/news/1.html",
            "Canadian Security Intelligence Service",
        ),
        ("https://www.canada.ca/en/revenue-agency/news/1.html", None),
        ("https://notazernews.az/", None),
        ("nothing", None),
    ],
)
def test_at(address, name):
    """Outlets that share a host are distinguished by folder."""
    results = OUTLETS.at(address)
    assert (results.name if results else None) == name


def test_named():
    assert OUTLETS.named("azernews.az").name == "Azernews"
    assert OUTLETS.named("Azernews (AN)").name == "Azernews"
    assert OUTLETS.named("Hill") == OUTLETS.named("The Hill")
    assert Outlets(None).named("Azernews") is None


def test_guess():
    """A label in the text outranks the host, which alone is only a suggestion."""
    message = Raw(
        "",
        (
            Claim("outlet", "Azernews", "labelled", "line 1"),
            Claim("outlet", "Azernews", "data", "meta og:site_name"),
        ),
    )
    assert guess(message, "https://www.trend.az/1", OUTLETS)[0].value == "Azernews"
    assert guess(Raw(""), "https://www.trend.az/1", OUTLETS)[0].value == "Trend"
    assert guess(Raw(""), "https://example.org/1", OUTLETS)[0].confidence < 0.6
    assert guess(Raw(""), "", OUTLETS) == (None, None)
