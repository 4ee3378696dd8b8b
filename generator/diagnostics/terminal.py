"""Escape characters that would control the terminal, in everything that is printed.

Messages and drafts quote titles, file names and servers' responses. An escape sequence in any of
them could rename the window, write to the clipboard or hide the line before it. The command line
replaces both output streams with a `Terminal`, so that all output (of commands, click, MkDocs, the
logging module) passes through `escaped`.
"""

import io
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import TextIO

_ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")
"""Control characters except tab and line feed, line separators, and bidi controls that reorder a
line."""


def _escape(char: str) -> str:
    return char.encode("unicode_escape").decode("ascii")


def escaped(text: str) -> str:
    """Escape the characters that control a terminal, in a text of any number of lines."""
    if text.isprintable():
        return text
    return _ACTS.sub(lambda found: _escape(found.group()), text)


def visible(text: str) -> str:
    """Write a text on one line, with escapes for line breaks and invisible characters.

    It is for values quoted in a message, which must not look like another message.
    """
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else _escape(char) for char in text)


class Terminal(io.TextIOWrapper):
    """An output stream that escapes terminal controls and characters that its encoding lacks."""

    @classmethod
    def of(cls, stream: TextIO) -> TextIO:
        """Wrap a stream in a `Terminal`; return one without a binary buffer unchanged."""
        if not isinstance(stream, io.TextIOWrapper):
            return stream
        stream.flush()
        # Click would bypass an ASCII stream and write UTF-8 itself.
        is_ascii = stream.encoding.lower() in ("ascii", "us-ascii", "ansi_x3.4-1968")
        return cls(
            stream.buffer,
            encoding="utf-8" if is_ascii else stream.encoding,
            errors="backslashreplace",
            line_buffering=stream.line_buffering,
            write_through=stream.write_through,
        )

    def write(self, text: str) -> int:
        """Write a text with escapes."""
        return super().write(escaped(text))

    @property
    def shows_colours(self) -> bool:
        """Whether a person looks at it who wants colours (see https://no-color.org)."""
        return self.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"

    def write_coloured(self, text: str) -> None:
        """Write a line with colours; whatever it quotes must be `visible` already."""
        super().write(f"{text}\n")
        self.flush()


@contextmanager
def guarded() -> Iterator[None]:
    """Send standard output and standard error through a `Terminal`."""
    before = sys.stdout, sys.stderr
    ours = Terminal.of(sys.stdout), Terminal.of(sys.stderr)
    sys.stdout, sys.stderr = ours
    try:
        yield
    finally:
        # Click replaces a stream with a closed pipe by one that fails silently; keep that one.
        sys.stdout = before[0] if sys.stdout is ours[0] else sys.stdout
        sys.stderr = before[1] if sys.stderr is ours[1] else sys.stderr
        for stream in ours:
            if isinstance(stream, Terminal):
                with suppress(OSError, ValueError):
                    stream.detach()
