"""Footnotes as Python-Markdown reads them, with safe ids and a record of labels that do not match."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.extensions.footnotes import FootnoteExtension, FootnoteInlineProcessor

from generator.diagnostics.suggest import did_you_mean
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

    def problems(self, body: str, root: Element) -> Iterator[tuple[int, str, str, str]]:
        """Labels that do not match: the offset in the body, the code, the message and the help of each.

        Args:
            body: The text.
            root: The finished tree. A mark in an image's text has been consumed and is not in it.
        """
        ids = {element.get("id") for element in root.iter()} if self.footnotes or self.undefined else set()
        for label in self.repeated:
            again = body.find(f"[^{label}]:", body.find(f"[^{label}]:") + 1)
            message = f"a second note has the label '{label[:40]}'"
            yield again, "repeated-footnote", message, "give each note its own label"
        for label in self.footnotes:
            offset = body.find(f"[^{label}]:")
            if ids.isdisjoint(self._marks_of(label)):
                message = f"no mark in the text leads to the note '{label[:40]}'"
                help_line = f"write [^{label[:40]}] after the claim, or delete the note"
                yield offset, "unused-footnote", message, help_line
            if self.makeFootnoteId(label) not in ids:  # the library found it while it wrote the others
                message = f"the note '{label[:40]}' is defined inside another note"
                help_line = "move it to the start of a line of its own, after the other note"
                yield offset, "too-complex", message, help_line
        for label in self.undefined:
            known = [f"[^{one}]" for one in self.footnotes]
            help_line = did_you_mean(f"[^{label}]", known, f"add a paragraph [^{label[:40]}]: with the note")
            message = f"'[^{label[:40]}]' has no note and is shown as typed"
            yield body.find(f"[^{label}]"), "undefined-footnote", message, help_line

    def _marks_of(self, label: str) -> list[str]:
        first = f"fnref-{self._safe(label)}"
        count = self.found_refs.get(first, 0)
        return [first, *(first.replace("fnref", f"fnref{number}", 1) for number in range(2, count + 1))]


def without_dead_ends(root: Element) -> None:
    """Take out ways back from a note to marks that are not in the text."""
    ids = {element.get("id") for element in root.iter()}
    for element in root.iter():
        for child in list(element):
            if child.get("class") == "footnote-backref" and child.get("href", "")[1:] not in ids:
                element.remove(child)


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
