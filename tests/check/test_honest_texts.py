"""Honest texts get no advice about deception: defanged hosts, names in two alphabets, references beside hosts."""

from pathlib import Path

import pytest
import yaml

from generator.model.settings import LIMITS
from generator.read.body import render
from tests.said import codes

TEXTS = yaml.safe_load(Path(__file__).with_name("honest_texts.yml").read_text())


@pytest.mark.parametrize("text", TEXTS, ids=range(len(TEXTS)))
def test_honest_text(text, report):
    render(text, "a.md", 1, LIMITS, report)
    assert codes(report) == []
