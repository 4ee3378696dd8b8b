"""Honest texts get no advice about deception: defanged hosts, names in two alphabets, references beside hosts.

The words are compared with the names of this repository's registries, which are many.
"""

from pathlib import Path

import pytest
import yaml
from generator.check.impostor_words import check_words_of

from generator.diagnostics.diagnostics import Place, Report
from generator.load.context import read_context
from generator.model.limits import LIMITS
from generator.read.body import render
from generator.read.document import Document
from generator.read.yaml import Mapping
from tests.command import PROJECT
from tests.made import article
from tests.said import codes

TEXTS = yaml.safe_load(Path(__file__).with_name("honest_texts.yml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def context():
    return read_context(PROJECT, Report())


def found(text, context):
    report = Report()
    render(text, "a.md", 1, LIMITS, report)
    document = Document("a.md", Mapping({}, Place("a.md")), text, 1)
    check_words_of(article("a", "2024-05-02"), document, context.taxonomies, report)
    return codes(report)


@pytest.mark.ours
@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_honest_text(text, context):
    assert found(text, context) == []


@pytest.mark.ours
@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("The сіѕа said so.", "look-alike-name"),
        ("The СІЅА said so.", "look-alike-name"),
        ("Read [the сіѕа page](https://example.org/).", "look-alike-name"),
        ("Pay with PаyPal.", "look-alike-name"),
        ("Go to аррӏе.example.", "look-alike-name"),
        ("ВВС reported it.", "look-alike-word"),
        ("Read [ВВС](https://example.org/).", "look-alike-word"),
    ],
)
def test_imitation(text, code, context):
    assert found(text, context) == [code]
