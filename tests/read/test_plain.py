"""Plain blocks become what the Markdown parser makes of them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.read import body as reading
from generator.read import plain
from generator.report.diagnostics import Report

_PIECES = st.sampled_from(
    [
        *(
            "word ",
            "word ",
            "a",
            "é",
            "1",
            " ",
            "\n",
            "\n\n",
            "  \n",
            "*",
            "**",
            "_",
            "`",
            "\\",
            "|",
            "&amp;",
        ),
        *("[a](https://a.org/b_c)", "[b](/articles/x/#y)", "[c](mailto:a@b.org)", "[d.org](https://e.org)"),
        *("*em*", "**strong**", "*a b*", "[", "](", "](y)", ")", "(", "!", "[^1]", "[x](#fn1)", '[x](y "t")'),
        *("\n\n- a", "\n- *b*", "\n\n> c", "\n> d", "\n  e", "\n\nf\n\n"),
        *("'", ".", "- ", "# ", "~~~", "===", "[x]: y", "[x](javascript:y)", "\u00a0", "\u3000", "<", ">"),
    ]
)


@given(st.lists(_PIECES, max_size=14).map("".join))
def test_either_as_the_parser_or_not_at_all(pieces):
    """HTML, links and problems are the parser's; of a text that it leaves nothing is inspected."""
    inspector = reading._EXTENSION.inspector
    body = f"Word {pieces}"
    quick, slow = Report(), Report()
    inspector.begin(body, "a.md", 1, quick)
    html = plain.convert(body, inspector.link)
    seen = list(inspector.links)
    if html is None:
        assert not seen
        assert not quick.diagnostics
        return
    inspector.begin(body, "a.md", 1, slow)
    reading._MARKDOWN.reset()
    assert reading._MARKDOWN.convert(body) == html
    assert (seen, quick.diagnostics) == (inspector.links, slow.diagnostics)


@pytest.mark.parametrize(
    ("markdown", "is_plain"),
    [
        pytest.param("One *two*,\nthree **four** [five](https://a.org/f_g).\n\nSix.", True, id="article"),
        pytest.param("One:\n\n- two\n- three\n\n> Four\n> five", True, id="list-and-quotation"),
        pytest.param("> One\n\n> Two", False, id="quotation-of-two-blocks"),
        pytest.param("- One\ntwo", False, id="item-of-two-lines"),
        pytest.param("> - One", False, id="list-in-quotation"),
        pytest.param("\nOne", False, id="blank-line-before"),
        pytest.param("One\n", False, id="line-end-after"),
        pytest.param("One  \ntwo", False, id="forced-line-break"),
        pytest.param("One ***two***", False, id="both-emphases"),
        pytest.param("One ![two](three)", False, id="image"),
        pytest.param("One[^1]", False, id="footnote"),
        pytest.param("One & two", False, id="entity"),
    ],
)
def test_what_is_plain(markdown, is_plain):
    """Only words, links and emphasis in paragraphs, quotations and short lists are."""
    assert (plain.convert(markdown, lambda _: None) is not None) == is_plain
