"""Plain text: wrapped by display width, with numbered links."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from newsroom.newsletter.mail_text import WIDTH, columns, plain_text, wrapped

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=300)


@given(TEXTS, st.sampled_from(["", "* ", "> "]))
def test_wrapped(text, first):
    """Only addresses exceed the line width, and no letter is lost."""
    lines = wrapped(text, first).split("\n")
    assert all(columns(line) <= WIDTH or "://" in line for line in lines)
    letters = "".join("".join(lines).removeprefix(first).split())
    assert letters == "".join(text.split())


@pytest.mark.parametrize(
    "char, width",
    [("a", 1), ("界", 2), ("é", 1), ("e\u0301", 1), ("ا", 1), ("\u200d", 0), ("한", 2)],
)
def test_columns(char, width):
    assert columns(char) == width
    assert columns(unicodedata.normalize("NFC", char)) == width


def test_address_is_never_cut():
    address = "https://example.org/" + "a" * 200
    assert address in wrapped(f"see {address} there").split("\n")


def test_words_without_spaces():
    """Chinese text is wrapped although it has no spaces."""
    assert [columns(line) for line in wrapped("界" * 80).split("\n")] == [76, 76, 8]


def test_blocks():
    html = (
        '<h2>Head</h2>\n<p>One <a href="/a">link</a><br>\nmore.<sup id="r"><a class="footnote-ref" href="#n">1</a></sup></p>'
        "<blockquote>\n<p>Said</p>\n<p>more</p>\n</blockquote>"
        "<ul>\n<li>one</li>\n<li>two<ol start='3'><li>three</li></ol></li></ul>"
        "<pre><code>x = 1\n  y\n</code></pre><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>"
        '<div class="footnote"><hr><ol><li><p>Note&nbsp;&amp; <a class="footnote-backref" href="#r">↩</a></p></li></ol></div>'
    )
    links = []
    text = plain_text(
        html, lambda href: links.append(href) or len(links), lambda href: f"https://x.example{href}"
    )
    assert links == ["https://x.example/a"]
    assert text.split("\n\n") == [
        "Head",
        "One link [1] more. (1)",
        "> Said",
        "> more",
        "- one",
        "- two",
        "  3. three",
        "    x = 1\n      y",
        "a | b",
        "1 | 2",
        "1. Note &",
    ]
