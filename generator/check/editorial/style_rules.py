"""Reads `site_config/style.yml` into the word lists of each language."""

from __future__ import annotations

import re

from generator.check.fields import Fields
from generator.diagnostics.diagnostics import Report
from generator.model.settings import Style
from generator.read.yaml import Mapping

_MOST_WORDS = 1_000
_BEGINNING = 4
"""Letters that a `*` needs before it."""
_WORD = re.compile(rf"[^\W_]+(?:['’-][^\W_]+)*(?:(?<=\w{{{_BEGINNING}}})\*)?\Z")


def check_style(mapping: Mapping, report: Report) -> dict[str, Style]:
    """Check the file; returns language → its words."""
    whole = Fields(mapping, report)
    tags = whole.languages("write the language's code, as in en:")
    styles = {tag: _style(whole.record(tag)) for tag in tags}
    whole.finish()
    return styles


def _style(record: Fields) -> Style:
    loaded: dict[str, str] = {}
    for group in record.records("loaded"):
        reason = group.text("reason", required=True, most=300, example="reason: it judges; say what was done")
        loaded.update(dict.fromkeys(_words(group, "words"), reason))
    return Style(
        loaded=loaded,
        attributions=_words(record, "attributions"),
        claims=_words(record, "claims"),
        titles=_words(record, "titles"),
    )


def _words(record: Fields, key: str) -> tuple[str, ...]:
    """Words or phrases; those that cannot be searched for are reported."""
    phrases = []
    for phrase, place in record.placed_texts(key, most=_MOST_WORDS):
        if all(map(_WORD.match, phrase.split())):
            phrases.append(phrase)
        else:
            help_line = f"write words, with a * only after {_BEGINNING} letters or more, as in barbar*"
            report_as = f"'{phrase[:40]}' cannot be searched for"
            record.report.add(place, "bad-tag", report_as, help_line)
    return tuple(phrases)
