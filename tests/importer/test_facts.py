"""Figures and quotations that are short enough to be facts."""

from generator.importer.facts import figures, quotations


def test_figures():
    text = "On 3 May 2021 some 54 representatives of 32 government agencies lost $1.2 million and 7% of CVE-2021-12345 by 10:30."
    assert figures(text) == (
        "CVE-2021-12345",
        "54 representatives",
        "32 government agencies",
        "$1.2 million",
        "7%",
    )


def test_quotations():
    """Quotations are cut, marked as cut, and attributed."""
    text = (
        "“We will look at every door in this house twice,” Jane Example said.\n\nNobody answered."
    )
    (each,) = quotations(text, ["Jane Example"])
    assert each.speaker == "Jane Example"
    assert each.words == "We will look at every door in this house twice"
    (long,) = quotations(f'"{"word " * 60}" he said.', [])
    assert len(long.words.split()) <= 26
    assert long.speaker == ""
