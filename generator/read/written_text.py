"""Find the places in a file of what a Markdown parser found in its text.

The parser tells only which lines a block has. So what a paragraph contains is searched for in the
order of the document, each piece after the last.
"""

import re
from collections.abc import Iterator
from itertools import accumulate

from generator.diagnostics.diagnostics import Place


class WrittenText:
    """The body of an article as it was written, and how far its current block has been searched."""

    def __init__(self, body: str, begins: Place) -> None:
        """Take the text of a body, and the place where it begins in its file."""
        self.begins = begins
        self._body = body
        self._lines = body.split("\n")
        self._offsets = [0, *accumulate(len(line) + 1 for line in self._lines)]
        self._block = (0, len(self._lines))
        self._searched_to = 0

    def enter(self, first: int, end: int) -> None:
        """Search from now on in a block, which has the lines from `first` to before `end`."""
        self._block = (first, end)
        self._searched_to = self._offsets[first]

    @property
    def first_line(self) -> str:
        """The first line of the current block."""
        return self._lines[self._block[0]]

    @property
    def last_line(self) -> str:
        """The last line of the current block; "" for a block of one line."""
        first, end = self._block
        return self._lines[end - 1] if end - first > 1 else ""

    def place_of_line(self, line: int) -> Place:
        """The place of a line of the text, counted from 0."""
        return Place(self.begins.path, self.begins.line + line)

    def find(self, needle: str) -> Place:
        """The place of the next such piece of text in the current block.

        The address of a link with escapes is found by the brackets before it. If nothing is found,
        the place is the block's.
        """
        place, self._searched_to = self._search(self._block, self._searched_to, needle)
        return place

    def find_between(self, first: int, end: int, needle: str) -> Place:
        """The place of a piece of text in other lines, such as those of a link definition."""
        place, _ = self._search((first, end), 0, needle)
        return place

    def place_in_block(self, line: int, text: str, column: int) -> Place:
        """The place of a column of a line of the current block, counted from 0.

        `text` is the line without indentation and the marks of lists and quotations.
        """
        number = min(self._block[0] + line, len(self._lines) - 1)
        indent = max(0, self._lines[number].find(text))
        return Place(self.begins.path, self.begins.line + number, indent + column + 1)

    def _search(self, block: tuple[int, int], after: int, needle: str) -> tuple[Place, int]:
        """Return the place of a piece of text in a block, and the offset where it ends."""
        start, end = (self._offsets[line] for line in block)
        needle = needle[:80]
        # Nearly always found. Compiling an expression takes as long as parsing a paragraph.
        if needle and "\\" not in self._body:
            for first in (max(start, after), start):
                found = self._body.find(needle, first, end)
                if found >= 0:
                    return self._place(found), found + len(needle)
        for pattern in _escaped(needle):
            for first in (max(start, after), start):
                match = pattern.search(self._body, first, end)
                if match:
                    return self._place(match.start()), match.end()
        return self._place(start), after

    def _place(self, offset: int) -> Place:
        line = self._body.count("\n", 0, offset)
        column = offset - self._offsets[line] + 1
        return Place(self.begins.path, line + self.begins.line, column)


def _escaped(needle: str) -> Iterator[re.Pattern[str]]:
    """Yield patterns that find a text with escapes, and a link whose address begins like it."""
    if needle:
        yield re.compile(r"\\?".join(map(re.escape, needle)))
    word = re.match(r"\w*", needle)
    yield re.compile(rf"(?<=\]\()[ \n]*<?{re.escape(word[0] if word else '')}")
