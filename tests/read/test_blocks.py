"""Blocks represent the HTML; each contains either blocks or inline content."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.diagnostics import Report
from generator.model.address import ROOT
from generator.model.settings import LIMITS
from generator.read.blocks import Block, Span, blocks_of, plain_text, spans, words
from generator.read.body import render
from tests import markup
from tests.full import BODY
from tests.fuzz.tokens import CODE, MARKDOWN


def html_of(text):
    body = render(text, "a.md", 1, LIMITS, Report())
    return body.html if body else ""


def every(blocks):
    """Every block, at any depth."""
    for block in blocks:
        yield block
        yield from every(block.blocks)


def test_tree():
    """Loose text beside blocks becomes a block without a name."""
    outer, code = blocks_of(
        html_of("- one\n    - two\n\n        three\n\n~~~ python\na\n\n  b\n~~~")
    )
    (item,) = outer.blocks
    assert [(block.tag, block.inlines) for block in item.blocks] == [("", ("one\n",)), ("ul", ())]
    assert [block.tag for block in item.blocks[1].blocks[0].blocks] == ["p", "p"]
    (span,) = code.inlines
    assert (span.tag, span.attributes, span.inlines) == (
        "code",
        {"class": "language-python"},
        ("a\n\n  b\n",),
    )


@pytest.mark.parametrize(
    "text, said",
    [
        ("One *two*\nthree.\n\nFour.", "One two three.\nFour."),
        ("One  \ntwo", "One\ntwo"),
        ("~~~\na\n\n  b\n~~~", "a\n\n  b"),
        ("`a  <b>` &lt;c&gt;", "a  <b> <c>"),
        ("| a | b |\n|---|---|\n| c | d |", "a\nb\nc\nd"),
        ("A claim.[^1]\n\n[^1]: A note.", "A claim.1\nA note."),
        ("- one\n- two\n\n> three", "one\ntwo\nthree"),
        ("", ""),
    ],
)
def test_plain_text(text, said):
    """Each block or line break is a line; code is unchanged; footnotes have no back links."""
    assert plain_text(blocks_of(html_of(text))) == said


def test_spans():
    """Links are in document order; internal ones keep their mark."""
    links = [
        span
        for span in spans(blocks_of(html_of(BODY)))
        if span.tag == "a" and "class" not in span.attributes
    ]
    assert [span.attributes["href"] for span in links] == [
        "https://example.org/?a=1&b=2",
        f"{ROOT}about/",
    ]
    assert [words(span.inlines) for span in links] == ["link", "page"]


@given(st.lists(st.sampled_from([*MARKDOWN, *CODE]), max_size=20).map("".join))
def test_any_body(text):
    """Any tree has the words of the HTML in order, and no block mixes blocks and inline content."""
    html = html_of(text)
    blocks = blocks_of(html)
    said = "".join(plain_text(blocks).split())
    assert said == "".join(markup.parse(html).text.replace("↩", "").split())
    for block in every(blocks):
        assert not (block.blocks and block.inlines)
        assert all(isinstance(inner, Block) for inner in block.blocks)
        assert all(isinstance(inline, (str, Span)) for inline in block.inlines)
