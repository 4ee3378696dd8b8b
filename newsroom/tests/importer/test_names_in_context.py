"""Agencies in short reports: stated only where the text is about them and no other country's."""

from pathlib import Path

import pytest

from generator.diagnostics.diagnostics import Report
from generator.installed import installed
from newsroom.importer.reading import read
from newsroom.importer.suggestions import Recogniser
from tests.corpus import PROJECT

FOLDER = Path(__file__).parent / "contexts"


@pytest.fixture(scope="module")
def recogniser(module_context):
    """The registries of this digest."""
    return Recogniser(module_context)


@pytest.fixture(scope="module")
def module_context():
    """Settings and registries of this digest."""
    from generator.load.context import read_context

    return read_context(PROJECT, installed(), Report())


def cases(name):
    """The expected agencies, those in passing, and the text of each report in a file."""
    for line in (FOLDER / f"{name}.txt").read_text().splitlines():
        if not line.startswith("#"):
            expected, _, text = line.partition(" :: ")
            words = expected.split()
            own = {word for word in words if word[0] != "?"}
            yield own, {word[1:] for word in words} - own, text.replace("\\n", "\n")


def outcomes(recogniser, text):
    """Agency → outcome."""
    title, _, body = text.rpartition("\n\n")
    found = recogniser.suggest(read(body, title)).terms["agencies"]
    return {guess.value: guess.outcome for guess in found}


@pytest.mark.parametrize("name, least", [("tuned", 0.9), ("held-out", 0.97)])
def test_shares(recogniser, name, least):
    """Stated agencies are right, and nearly all are found; the tuned texts are the harder ones."""
    stated = right = expected = found = 0
    for own, _, text in cases(name):
        got = outcomes(recogniser, text)
        sure = {slug for slug, outcome in got.items() if outcome == "sure"}
        stated += len(sure)
        right += len(sure & own)
        expected += len(own)
        found += len(own & got.keys())
    assert stated > 15
    assert right / stated >= least
    assert found / expected >= 0.88


@pytest.mark.parametrize(
    "text, slug",
    [
        (
            "Exports are forbidden in the United States, except to the Department of Defense.",
            "us-dod",
        ),
        ("The US rule does not apply to the Department of Defense.", "us-dod"),
        (
            "Berlin. Nach einem Bericht des Bundeskriminalamts sank die Zahl in Deutschland.",
            "de-bka",
        ),
        ("Baghdad, Iraq. The National Security Agency met. Iraq paid. A US guest spoke.", "us-nsa"),
    ],
)
def test_never_stated(recogniser, text, slug):
    """A body named in passing, or in a text about another country, is offered at most."""
    assert outcomes(recogniser, text).get(slug) != "sure"


def test_words_in_capitals(recogniser):
    """A word of the text's language in a line of capitals is no acronym."""
    assert (
        outcomes(recogniser, "NEUER ROBOTER KOMMT MIT KAMERA\n\nEr faltet das Papier und die Post.")
        == {}
    )


def test_forty_agencies(recogniser, module_context):
    """A text that names forty agencies is read, and each is found once."""
    names = [term.name for term in module_context.taxonomies["agencies"]][:40]
    found = recogniser.suggest(read(", ".join(names) + " met.", "A list")).terms["agencies"]
    values = [guess.value for guess in found]
    assert len(values) == len(set(values)) > 25
