"""Untrusted text cannot control the terminal, whichever code prints it."""

import io
import logging
import sys

import pytest

from generator.diagnostics.terminal import Terminal, escaped, guarded, visible


@pytest.mark.parametrize(
    "text, shown",
    [
        ("plain\ttext\nof lines", "plain\ttext\nof lines"),
        (
            "Dövlət № 7\u00a0km, می\u200cخواهم, C++\u200e ועוד, 👩\u200d💻",
            "Dövlət № 7\u00a0km, می\u200cخواهم, C++\u200e ועוד, 👩\u200d💻",
        ),
        ("\x1b]52;c;ZXZpbA==\x07", "\\x1b]52;c;ZXZpbA==\\x07"),
        ("\x9b2J\x90q\x7f", "\\x9b2J\\x90q\\x7f"),
        ("done\rfailed\x08\x0b\x0c", "done\\rfailed\\x08\\x0b\\x0c"),
        ("a\u202etxt.exe\u2066b\u2069\u2028", "a\\u202etxt.exe\\u2066b\\u2069\\u2028"),
    ],
)
def test_escaped(text, shown):
    assert escaped(text) == shown


def test_visible_is_one_line():
    assert visible("a\nb\tc\u00a0d\u200b\x1b[m") == "a\\nb\\tc\\xa0d\\u200b\\x1b[m"


def test_all_output_is_escaped(monkeypatch):
    """Output of commands, logging and unencodable bytes is escaped until the block ends."""
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="latin-1")
    monkeypatch.setattr(sys, "stderr", stream)
    with guarded():
        print("\x1b[31m one", file=sys.stderr)
        logging.StreamHandler().emit(logging.LogRecord("x", 30, "", 1, "\x1b[32m two", (), None))
        sys.stderr.write("три \udc80\n")
    assert sys.stderr is stream
    print("\x1b[33m", file=sys.stderr, flush=True)
    written = raw.getvalue().decode("latin-1")
    assert written == "\\x1b[31m one\n\\x1b[32m two\n\\u0442\\u0440\\u0438 \\udc80\n\x1b[33m\n"


def test_stream_without_buffer_is_unchanged():
    stream = io.StringIO()
    assert Terminal.of(stream) is stream
