"""Untrusted text cannot control the terminal, whichever code prints it."""

import io
import logging
import re
import sys

import pytest

from generator.cli.site_root import tell
from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.formats import as_text
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


@pytest.mark.parametrize(
    "is_terminal, environment, coloured",
    [
        (True, {}, True),
        (True, {"NO_COLOR": ""}, True),  # as the convention says, an empty value asks for nothing
        (True, {"NO_COLOR": "1"}, False),
        (True, {"TERM": "dumb"}, False),
        (False, {}, False),
    ],
)
def test_colours_are_for_people(monkeypatch, is_terminal, environment, coloured):
    """A pipe, a simple terminal and whoever sets NO_COLOR get the same text without colours."""
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    raw = io.BytesIO()
    raw.isatty = lambda: is_terminal
    monkeypatch.setattr(sys, "stderr", io.TextIOWrapper(raw, encoding="utf-8"))
    report = Report()
    report.add(Place("a.md"), "bad-date", "message \x1b[2J", "help")
    with guarded():
        tell(report)
    written = raw.getvalue().decode()
    assert ("\x1b[1;31merror\x1b[0m" in written) == coloured
    assert "message \\x1b[2J" in written
    assert re.sub("\x1b\\[[0-9;]+m", "", written) == as_text(report) + "\n"
