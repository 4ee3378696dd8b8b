"""Every word of a text is on its page, or a problem names its line.

The inputs are the examples of the CommonMark specification, the texts of Python-Markdown's own tests, and
random mixes of both.
"""

import json
import random
import re
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from generator.diagnostics.diagnostics import Report
from generator.model.settings import LIMITS
from generator.read.body import render
from generator.read.text import find_forbidden

PUBLISHED = Path(__file__).parent / "published"
INPUTS = [
    text.replace("\r\n", "\n").strip("\n")
    for name in ("commonmark.json", "python-markdown.json")
    for text in json.loads((PUBLISHED / name).read_text())
]
MIXES = 5_000
NOT_WORDS = re.compile(
    r"&#?\w+;"  # shown as the character it encodes
    r"|(?<=\])\[[^\]]*\]"  # the name of a definition
    r"|^[ >*+\-\t]*\[[^\]]*\]:"
    r"|\[\^[^\]]*\]"
    r"|^[ >*+\-\t]*(?:\d{1,9}[.)][ \t]*)+",  # the number of an item
    re.MULTILINE,
)
TAG = re.compile(r"<[^>]*>")
ATTRIBUTE = re.compile(r'="([^"]*)"')


def _blank(match):
    return "\n" * match.group().count("\n") or " "


def mixes(count):
    """Random combinations of the inputs' blocks or lines."""
    chance = random.Random(16)
    for number in range(count):
        parts = [
            chance.choice(text.split("\n\n" if number % 2 else "\n"))
            for text in chance.sample(INPUTS, chance.randint(2, 5))
        ]
        yield chance.choice(("\n\n", "\n", "\n    ", "\n> ", "\n- ")).join(parts)


def lost(text):
    """Words that are missing on the page, with their lines, if no problem names the line."""
    report = Report()
    body = render(text, "a.md", 1, LIMITS, report)
    named = {problem.place.line for problem in report}
    for problem in report:
        if several := re.search(r"\(lines (\d+) to (\d+)\)", problem.message):
            named.update(range(int(several[1]), int(several[2]) + 1))
    if body is None:
        return [] if named else [(0, "the whole text")]
    shown = unescape(
        TAG.sub("", body.html) + " ".join(ATTRIBUTE.findall(" ".join(TAG.findall(body.html))))
    )
    shown = f"{shown} {unquote(shown)}".casefold()
    return [
        (number, word)
        for number, line in enumerate(NOT_WORDS.sub(_blank, text).split("\n"), 1)
        if number not in named
        for word in re.findall(r"[^\W_]+", line)
        if word.casefold() not in shown
    ]


@pytest.mark.parametrize(
    "texts",
    [lambda: INPUTS, lambda: mixes(1_000), pytest.param(lambda: mixes(MIXES), marks=pytest.mark.slow)],
    ids=["published", "mixed", "more"],
)  # fmt: skip
def test_every_word_is_on_the_page_or_its_line_is_named(texts):
    texts = [*texts()]
    assert len(texts) > 700
    failures = [
        (text, words) for text in texts if not find_forbidden(text) and (words := lost(text))
    ]
    assert failures[:3] == []
