"""Words that an article took from its source: the editorial policy asks for its own."""

from __future__ import annotations

from generator.check.own_words import prose, split
from generator.check.passages import Wording, common
from generator.read.document import Document
from generator.read.limits import Limits
from generator.read.text import position
from generator.report.diagnostics import Place, Report

_SHOWN = 12
"""Words of a passage that a message repeats."""


def check_borrowed(document: Document, source: str, limits: Limits, report: Report) -> None:
    """Warn of every passage that stands in the source, too, word for word.

    Args:
        document: An article.
        source: The source's text, plain.
        limits: `borrowed` is how many words in a row they may share; quotations do not count.
        report: Gains one warning a passage, at its first word.
    """
    size = limits.borrowed + 1
    own = split(prose(document.body))[0]
    known = set(Wording(source).phrases(size))
    for passage in common(Wording(own), known, size):
        line, column = position(own, passage.start)
        words = own[passage.start : passage.end].split()
        shown = " ".join(words[:_SHOWN]) + (" …" if len(words) > _SHOWN else "")
        report.add(
            Place(document.path, document.body_line + line - 1, column),
            "borrowed-words",
            f"{passage.count} words in a row are the source's: '{shown}'",
            f"tell it in your own words, or mark it as a quotation; {limits.borrowed} words may be the same",
        )
