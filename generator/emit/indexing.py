"""What Pagefind's indexer makes of articles, made here.

Its own takes a page each as a file, 180 KB of memory an article, and as long as
all else that a build does. So the rules of version 1.5.2, which the requirements
pin, are followed here (`fossick/` and `index/mod.rs` there): the text of a page
with full stops between its blocks, its words with their places and weights, the
words of its metadata, and the anchors to which a result can lead. A test holds
all of it against what Pagefind's indexer makes of the same articles.
"""

from __future__ import annotations

import re
from html import unescape

import msgspec
import regex

from generator.compose.search import Document

_UNIT = 24
"""A weight of one."""
_TITLE = 7
_SUMMARY = 3
_HEADINGS = {f"h{level}": 8 - level for level in range(2, 7)}
_TAG = re.compile(r"""<(/?)([a-z][a-z0-9]*)((?:"[^"]*"|[^">])*)>""")
_ID = re.compile(r'\sid="([^"]*)"')
_BLOCKS = {"p", "td", "div", "ul", "li", *_HEADINGS}
_INLINE = {"a", "code", "em", "strong", "sup"}
_VOID = {"br", "hr"}
_UNFINISHED = regex.compile(r"""[\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_Control}'")$*]""")
_GAP = re.compile(r"\s{2,}|\n")
_NO_SPACE = "\u200b"


Runs = list[tuple[int, list[str]]]
"""Pieces of text, between spaces, with the weight that all of them have."""
Anchors = list[dict[str, str | int]]


class _Reader:
    """Reads the text of a page as Pagefind's parser does: block by block, with full stops between."""

    def __init__(self) -> None:
        self.runs: list[tuple[int, list[str]]] = []
        self.anchors: list[tuple[str, str, int, list[str]]] = []
        self._pieces: list[str] = []
        self._weight = 1
        self._open: list[tuple[str, list[list[str]]]] = []
        """Each open tag, and the texts of the anchors to which what it says belongs."""

    def add(self, value: str, weight: int) -> None:
        """A block of plain text."""
        self._weight = weight
        self._pieces.append(value)
        self._end_block()
        self._end_run()
        self._weight = 1

    def read(self, html: str) -> None:
        """Blocks of safe HTML, as `read.body` makes it: tags are closed, attributes quoted."""
        first, *rest = _TAG.split(html)
        self._say(first)
        for slash, tag, attributes, value in zip(*[iter(rest)] * 4, strict=True):
            if slash:
                self._end(tag)
            else:
                self._begin(tag, attributes)
            self._say(value)
        self._end_run()

    def _say(self, value: str) -> None:
        if value:
            value = unescape(value) if "&" in value else value
            self._pieces.append(value)
            for said in self._open[-1][1] if self._open else ():
                said.append(value)

    def _begin(self, tag: str, attributes: str) -> None:
        anchors = self._open[-1][1] if self._open and tag in _INLINE else []
        if found := _ID.search(attributes):
            self._end_run()
            said: list[str] = []
            where = sum(len(words) for _, words in self.runs)
            self.anchors.append((tag, "".join(unescape(found[1]).split()), where, said))
            anchors = [*anchors, said]
        if tag in _HEADINGS:
            self._end_run()
            self._weight = _HEADINGS[tag]
        if tag in _BLOCKS or tag == "br":
            self._pieces.append(" ")
        if tag not in _VOID:
            self._open.append((tag, anchors))

    def _end(self, tag: str) -> None:
        self._open.pop()
        if tag in _BLOCKS:
            self._end_block()
        if tag in _HEADINGS:
            self._end_run()
            self._weight = 1

    def _end_block(self) -> None:
        unfinished = self._pieces and _UNFINISHED.match(self._pieces[-1][-1:])
        self._pieces.append(". " if unfinished else " ")

    def _end_run(self) -> None:
        words = "".join(self._pieces).replace(_NO_SPACE, "").split()
        self._pieces.clear()
        if words:
            self.runs.append((self._weight * _UNIT, words))


def _line(value: str) -> str:
    """A text without its line breaks and wide gaps."""
    return _GAP.sub(" ", value.strip())


def read(document: Document) -> tuple[Runs, Anchors]:
    """The words of a page in runs of one weight, and the places that have an address of their own."""
    reader = _Reader()
    reader.add(document.title, _TITLE)
    reader.add(document.summary, _SUMMARY)
    reader.read(document.body)
    anchors: Anchors = [
        {"element": tag, "id": name, "text": _line("".join(said)), "location": where}
        for tag, name, where, said in reader.anchors
    ]
    return reader.runs, anchors


def fragment(address: str, document: Document, runs: Runs, anchors: Anchors) -> bytes:
    """What a reader is shown of a page that was found."""
    pieces = [piece for _, run in runs for piece in run]
    filters: dict[str, list[str]] = {}
    for name, value in document.filters:
        filters.setdefault(name, []).append(value)
    shown = {
        "url": f"/{address}",
        "content": " ".join(pieces),
        "word_count": max(1, len(pieces)),
        "filters": dict(sorted(filters.items())),
        "meta": {name: _line(value) for name, value in document.meta.items()},
        "anchors": anchors,
    }
    return msgspec.json.encode(shown)
