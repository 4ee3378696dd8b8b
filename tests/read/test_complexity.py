"""Input that is refused before parsing, and normal text that is far from the limits."""

import pytest
from generator.read.complexity import find_excess

from generator.model.limits import LIMITS, Limits

SMALL = Limits(
    line_length=100,
    lines=10,
    paragraph=200,
    nesting=3,
    brackets=10,
    emphasis=10,
    links=3,
    footnotes=2,
    headings=3,
    list_items=5,
    table_rows=6,
    columns=4,
)


@pytest.mark.parametrize(
    ("body", "line", "part"),
    [
        pytest.param("a\n\n" + "b" * 101, 3, "a line of 101", id="line"),
        pytest.param("a\n\n" * 11, 1, "11 lines", id="lines"),
        pytest.param("a\n\n" + ("b" * 90 + "\n") * 3, 3, "without a blank line", id="paragraph"),
        pytest.param("a\n\n[" + " [" * 10, 3, "11 square brackets", id="brackets"),
        pytest.param("a <" * 11, 1, "11 less-than", id="angles"),
        pytest.param("[a](b) " * 4, 1, "4 links", id="links"),
        pytest.param("a\n\n" + "https://a.example/ " * 4, 3, "4 links", id="bare-addresses"),
        pytest.param(
            "[a](https://a.example/) <https://a.example/> www.a.example a@a.example",
            1,
            "4 links",
            id="mixed-links",
        ),
        pytest.param("a ~b~ " * 6, 1, "12 tildes", id="tildes"),
        pytest.param("![a " * 4, 1, "4 images", id="images"),
        pytest.param("[^1 " * 5, 1, "5 footnote marks", id="footnotes"),
        pytest.param("a * " * 11, 1, "11 asterisks", id="asterisks"),
        pytest.param("a _ " * 11, 1, "11 underscores", id="underscores"),
        pytest.param("a ` " * 11, 1, "11 backticks", id="backticks"),
        pytest.param("a \\ " * 11, 1, "11 backslashes", id="backslashes"),
        pytest.param("a & " * 11, 1, "11 ampersands", id="ampersands"),
        pytest.param("a  \n" * 6, 1, "6 forced line breaks", id="line-breaks"),
        pytest.param("a\n\n" + "!" * 24, 3, "not text that can be read", id="run"),
        pytest.param("a\n\n# b\n# b\n   # b\n# b", 3, "4 headings", id="headings"),
        pytest.param("a\n" + "b|c\n" * 7, 2, "7 table rows", id="rows"),
        pytest.param("a\n\na|b|c|d|e|f", 3, "a table of 5 columns", id="columns"),
        pytest.param("a\n" + "--\n" * 4, 2, "4 lines without a word", id="rules"),
        pytest.param("- a\n" * 6, 1, "6 list items", id="items"),
        pytest.param("a\n\n> > > > b", 3, "nested more than 3", id="quotations"),
        pytest.param("a\n\n- 1. + > b", 3, "nested more than 3", id="mixed-nesting"),
        pytest.param("12345678901. " * 4 + "b", 1, "nested more than 3", id="long-numbers"),
        pytest.param("a\n" + " " * 21 + "b", 2, "indented by 21", id="indent"),
        pytest.param("a\n" + "\t" * 6 + "b", 2, "indented by 24", id="tabs"),
    ],
)
def test_too_complex(body, line, part):
    reason, where = find_excess(body, SMALL)
    assert part in reason
    assert where == line


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("", id="empty"),
        pytest.param("a [b](c) *d* `e`", id="marks"),
        pytest.param("* * *\n\n- - - -\n\n_ _ _ _ _", id="rules-are-no-lists"),
        pytest.param("- a\n    - b\n        - c", id="nested"),
        pytest.param("> > > a", id="as-deep-as-allowed"),
        pytest.param("```\n" + "[*_`<&\\| " * 9 + "\n```\n\na", id="marks-in-code"),
        pytest.param("```\n> > > > a\n" + " " * 60 + "b\n```", id="nesting-in-code"),
        pytest.param("``` python\na\n```\n\n~~~c++\nb\n~~~", id="languages"),
        pytest.param(" " * 90 + "\n\na", id="blank-line-of-spaces"),
    ],
)
def test_not_too_complex(body):
    assert find_excess(body, SMALL) is None


def test_lines_are_counted_across_code():
    reason, line = find_excess("```\n[[\n[[\n```\n\n~~~\nx\n~~~\n\n> > > > a", SMALL)
    assert (reason, line) == ("quotations or lists nested more than 3 deep", 10)


@pytest.mark.parametrize(
    "before", ["```\t\n```\n", "`` `\n```\n```\n", "~~~ `\n~~~~\t\n", "````\n```\n````\n"]
)
def test_fences_end_as_in_the_parser(before):
    """Text after the end of a fence is not code."""
    hidden = before + "> > > > a\n" + "```\n"
    line = before.count("\n") + 1
    assert find_excess(hidden, SMALL) == ("quotations or lists nested more than 3 deep", line)


def test_brackets_far_apart_in_one_paragraph():
    """Brackets cost time by their distance, so the same number in other paragraphs is fine."""
    near = ("[a] " * 50 + "\n\n") * 10
    far = ("[ " + "word " * 20 + "\n") * 110
    assert near.count("[") > far.count("[")
    assert find_excess(near, LIMITS) is None
    assert "square brackets in one long paragraph" in find_excess(far, Limits(brackets=300))[0]


def test_longest_article_is_accepted():
    paragraph = (
        "The ministry said that it had seen *nothing* of the kind ([report](https://example.org/)). "
        * 3
    )
    assert find_excess((paragraph + "\n\n") * 45, LIMITS) is None
    assert (
        find_excess("\n".join(f"- item {n}, said the office" for n in range(300)), LIMITS) is None
    )
    assert find_excess("a|b|c\n-|-|-\n" + "d|e|f\n" * 390, LIMITS) is None
