"""The only way to a terminal: escapes characters that would control it.

Messages and drafts quote titles, file names and what servers answer. An escape sequence in any of
them could rename the window, write to the clipboard or hide the line before it. The command line puts
`Terminal` in the place of both output streams, so whatever prints (a command, click, MkDocs, the
logging module) passes through `escaped`.
"""

from __future__ import annotations

import io
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

_ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Control characters but tab and line feed, line separators, and the bidi controls that reorder a line."""


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


def escaped(text: str) -> str:
    """Text of any number of lines, without characters that control a terminal."""
    if text.isprintable():
        return text
    return _ACTS.sub(lambda found: _escape(found.group()), text)


def visible(text: str) -> str:
    """Text on one line in which every character can be seen: line breaks and invisible ones are escaped.

    For values quoted in a message, which must not pass for a further message.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _escape(char) for char in text)


class Terminal(io.TextIOWrapper):
    """An output stream that escapes terminal controls and characters that its encoding lacks."""

    @classmethod
    def of(cls, stream: TextIO) -> TextIO:
        """The same output through a `Terminal`; a stream of text without bytes below it stays as it is."""
        if not isinstance(stream, io.TextIOWrapper):
            return stream
        stream.flush()
        # Click would go round a stream in ASCII and write UTF-8 itself.
        encoding = (
            "utf-8" if stream.encoding.lower() in ("ascii", "us-ascii", "ansi_x3.4-1968") else stream.encoding
        )
        return cls(
            stream.buffer,
            encoding=encoding,
            errors="backslashreplace",
            line_buffering=stream.line_buffering,
            write_through=stream.write_through,
        )

    def write(self, text: str) -> int:
        """Write a text, escaped."""
        return super().write(escaped(text))


@contextmanager
def guarded() -> Iterator[None]:
    """Send standard output and standard error through a `Terminal`."""
    before = sys.stdout, sys.stderr
    ours = Terminal.of(sys.stdout), Terminal.of(sys.stderr)
    sys.stdout, sys.stderr = ours
    try:
        yield
    finally:
        # Click replaces a stream whose reader has gone away by one that fails in silence: that one stays.
        sys.stdout = before[0] if sys.stdout is ours[0] else sys.stdout
        sys.stderr = before[1] if sys.stderr is ours[1] else sys.stderr
        for stream in ours:
            if isinstance(stream, Terminal):
                with suppress(OSError, ValueError):
                    stream.detach()
