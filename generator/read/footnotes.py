"""Footnotes as Python-Markdown reads them, with safe ids and a record of labels that do not match."""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension, FootnoteInlineProcessor

from generator.model.address import ROOT

_MARK = r"\[\^([^\]]*)\]"
_SAFE_LABEL = re.compile(r"[\w.-]+\Z")


class Footnotes(FootnoteExtension):
    """The extension for one parser; `reset` forgets the text before.

    Attributes:
        repeated: Labels that have a second note; the first one is kept.
        undefined: Labels of marks that have no note, in the order of the text.
    """

    def __init__(self) -> None:
        # The library replaces the first text that equals PLACE_MARKER by the notes. No content may hold ROOT.
        super().__init__(SEPARATOR="-", BACKLINK_TITLE="Back to the text", PLACE_MARKER=ROOT)

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 (Python-Markdown's name)
        """Register the library's processors, and a mark processor that records what it does not find."""
        super().extendMarkdown(md)
        md.inlinePatterns.register(_Mark(_MARK, self), "footnote", 175)

    def reset(self) -> None:
        """Begin a new text."""
        super().reset()
        self.repeated: list[str] = []
        self.undefined: dict[str, None] = {}

    def setFootnote(self, id: str, text: str) -> None:  # noqa: A002, N802 (Python-Markdown's names)
        """Keep a note, unless its label has one already."""
        if id in self.footnotes:
            self.repeated.append(id)
        else:
            super().setFootnote(id, text)

    def makeFootnoteId(self, id: str) -> str:  # noqa: A002, N802 (Python-Markdown's names)
        """The id of a note; `a%20b` as a fragment would mean another id than as an attribute."""
        return super().makeFootnoteId(self._safe(id))

    def makeFootnoteRefId(self, id: str, found: bool = False) -> str:  # noqa: A002, N802
        """The id of a mark, another one for each mark that is found."""
        return super().makeFootnoteRefId(self._safe(id), found)

    def _safe(self, label: str) -> str:
        """The label, or its number after a colon, which no safe label contains."""
        return label if _SAFE_LABEL.match(label) else f":{list(self.footnotes).index(label) + 1}"

    def unused(self, ids: set[str]) -> list[str]:
        """Labels of notes to which no mark of the finished text leads.

        Args:
            ids: All ids in the text. A mark in an image's text has been consumed and has none.
        """
        return [label for label in self.footnotes if not any(one in ids for one in self._marks_of(label))]

    def nested(self, ids: set[str]) -> list[str]:
        """Labels of notes that are not in the finished text: the library found them while it wrote others."""
        return [label for label in self.footnotes if self.makeFootnoteId(label) not in ids]

    def _marks_of(self, label: str) -> list[str]:
        first = f"fnref-{self._safe(label)}"
        count = self.found_refs.get(first, 0)
        return [first, *(first.replace("fnref", f"fnref{number}", 1) for number in range(2, count + 1))]


class _Mark(FootnoteInlineProcessor):
    def __init__(self, pattern: str, footnotes: Footnotes) -> None:
        super().__init__(pattern, footnotes)
        self.record = footnotes

    def handleMatch(  # type: ignore[override]  # noqa: N802 (as its parent; Python-Markdown's name)
        self, m: re.Match[str], data: str
    ) -> tuple[Element | str | None, int | None, int | None]:
        found = super().handleMatch(m, data)
        if found[0] is None:
            self.record.undefined[m.group(1)] = None
        return found
