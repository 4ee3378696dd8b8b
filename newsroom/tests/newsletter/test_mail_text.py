"""Plain text: wrapped, with numbered links."""

from hypothesis import given
from hypothesis import strategies as st

from newsroom.newsletter.mail_text import WIDTH, plain_text, wrapped

TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=300)


@given(TEXTS, st.sampled_from(["", "* ", "> "]))
def test_wrapped(text, first):
    """A line that is too long is a single word, and no letter is lost."""
    lines = wrapped(text, first).split("\n")
    assert all(len(line) <= WIDTH or len(line.removeprefix(first).split()) == 1 for line in lines)
    letters = "".join("".join(lines).removeprefix(first).split())
    assert letters == "".join(text.split())


def test_address_is_never_cut():
    address = "https://example.org/" + "a" * 200
    assert address in wrapped(f"see {address} there").split("\n")


def test_blocks():
    html = (
        '<h2>Head</h2>\n<p>One <a href="/a">link</a><br>\nmore.<sup id="r"><a class="footnote-ref" href="#n">1</a></sup></p>'
        "<blockquote>\n<p>Said</p>\n<p>more</p>\n</blockquote>"
        "<ul>\n<li>one</li>\n<li>two<ol start='3'><li>three</li></ol></li></ul>"
        "<pre><code>x = 1\n  y\n</code></pre><table><tr><th>a</th><th>b</th></tr><tr><td>1</td><td>2</td></tr></table>"
        '<div class="footnote"><hr><ol><li><p>Note&nbsp;&amp; <a class="footnote-backref" href="#r">↩</a></p></li></ol></div>'
    )
    links = []
    text = plain_text(html, lambda href: links.append(href) or len(links))
    assert links == ["/a"]
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
