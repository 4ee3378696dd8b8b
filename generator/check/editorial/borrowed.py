"""Finds words copied from the source; the editorial policy asks authors to use their own."""

from __future__ import annotations

from generator.check.editorial.own_words import prose, split
from generator.check.editorial.passages import Wording, common
from generator.diagnostics.diagnostics import Report
from generator.model.limits import Limits
from generator.read.document import Document


def check_borrowed(document: Document, source: str, limits: Limits, report: Report) -> None:
    """Warn of every passage that is also in the source, word for word.

    Args:
        document: An article.
        source: The source's text, plain.
        limits: `borrowed` is the maximum number of consecutive words they may share, quotations excluded.
        report: Gains a warning for each passage, at its first word.
    """
    size = limits.borrowed + 1
    own = split(prose(document.body))[0]
    known = set(Wording(source).phrases(size))
    for passage in common(Wording(own), known, size):
        report.add(
            document.place(passage.start),
            "borrowed-words",
            f"{passage.count} consecutive words match the source: {passage.quoted(own)}",
            f"use your own words, or mark them as a quotation; up to {limits.borrowed} may match",
        )
