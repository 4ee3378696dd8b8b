"""Markdown to HTML that is safe on any page."""

import re
from pathlib import Path
from urllib.parse import unquote

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics.diagnostics import Report
from generator.model.address import ROOT
from generator.model.article import Body
from generator.model.settings import LIMITS, Limits
from generator.read.body import render
from generator.read.text import find_forbidden
from tests.examples import tried
from tests.inert import breaches
from tests.said import codes, placed

CASES = yaml.safe_load(Path(__file__).with_name("body.yml").read_text())


def html(markdown, report):
    return render(markdown, "a.md", 1, LIMITS, report).html


@pytest.mark.parametrize("markdown, expected", CASES["supported markdown"])
def test_supported_markdown(markdown, expected, report):
    assert html(markdown, report) == expected
    assert codes(report) == []


def test_tables_have_names_of_their_own(report):
    """Screen readers list the tables of a text by their names."""
    text = html("|a|\n|-|\n|b|\n\nBetween.\n\n> |c|\n> |-|\n> |d|", report)
    assert re.findall('aria-label="(.*?)"', text) == ["Table", "Table 2"]
    assert (text.count("<table>"), text.count("</table></div>")) == (2, 2)


@pytest.mark.parametrize(
    "markdown",
    [
        "Stop!!! Now, what??? Yes",
        "a == b == c, x==y==z and 1 === 1",
        "10:30:45, std::vec::x, a:b:c, urn:x:y and Note: this: one",
        "a[0][1], see [1][2] and [sic]",
        "`==a==` `:smile:` `[a][b]`\n\n```\n!!! note\n```",
        r"\==a== \:smile: \[a][b]",
        "[a][b]\n\n[b]: https://example.org/",
    ],
)
def test_no_marks_of_other_dialects(markdown, report):
    html(markdown, report)
    assert codes(report) == []


def test_footnote_ids_have_a_prefix(report):
    made = html("A.[^1] B.[^1]\n\n[^1]: Note.", report)
    assert made.startswith(
        '<p>A.<sup id="c-fnref-1"><a class="footnote-ref" href="#c-fn-1">1</a></sup>'
        ' B.<sup id="c-fnref2-1"><a class="footnote-ref" href="#c-fn-1">1</a></sup></p>'
    )
    assert '<li id="c-fn-1">' in made
    assert made.count('class="footnote-backref" href="#c-fnref') == 2
    assert breaches(made) == []


def test_texts_are_independent(report):
    """Links and footnotes defined in one text do not exist in the next."""
    html("A.[^1] [b]\n\n[^1]: Note.\n\n[b]: https://example.org/", report)
    assert codes(report) == []
    assert html("A.[^1] [b]", report) == "<p>A.[^1] [b]</p>"
    assert codes(report) == ["undefined-footnote"]


def test_internal_links_are_listed_and_marked(report):
    body = render("See\n[a](/agencies/az-sss/#x) and [b](/).", "a.md", 5, LIMITS, report)
    assert (
        body.html
        == f'<p>See\n<a href="{ROOT}agencies/az-sss/#x">a</a> and <a href="{ROOT}">b</a>.</p>'
    )
    assert [(link.target, str(link.place)) for link in body.links] == [
        ("/agencies/az-sss/#x", "a.md:6:5"),
        ("/", "a.md:6:34"),
    ]
    assert codes(report) == []


@pytest.mark.parametrize("written, target", CASES["relative links are relative to the page"])
def test_relative_links_are_relative_to_the_page(written, target, report):
    """Relative links are resolved, because feeds and lists show the text elsewhere."""
    body = render(f"[a]({written})", "a.md", 1, LIMITS, report, "articles/2024/05/a/")
    assert [link.target for link in body.links] == [target]
    assert body.html == f'<p><a href="{ROOT}{target[1:]}">a</a></p>'
    assert codes(report) == []


@pytest.mark.parametrize(
    "markdown",
    [
        "A.[^2] B.[^1]\n\n[^1]: C.\n[^2]: D.",
        "[^1]: C.\n\nA.[^1]",
        "A.[^1]\n\n[^1]: C.[^2]\n[^2]: D.",
        "A.[^1]\n\n[^2]: D.\n\n[^1]: C.[^2]",
        "A.[^1]\n\n[^1]: C.[^1]",
        "B.[^a%20b][^ä]\n\n[^a%20b]: 2\n[^ä]: 3",
        'A.[^x"y] B.[^1:2]\n\n[^x"y]: 1\n[^1:2]: 2',
        "> A.[^1]\n>\n> [^1]: C.",
        "## A[^1]\n\n|b[^2]|\n|-|\n|c|\n\n[^1]: D.\n[^2]: E.",
        "A.[^1] ///Footnotes Go Here///\n\n[^1]: C.",
    ],
)
def test_footnotes_in_any_order(markdown, report):
    """Marks and notes link to each other, and ids are unique."""
    made = html(markdown, report)
    ids = [unquote(name) for name in re.findall(r' id="([^"]*)"', made)]
    ways = [unquote(name) for name in re.findall(r' href="#([^"]*)"', made)]
    assert set(ways) == set(ids)
    assert len(set(ids)) == len(ids)
    assert codes(report) == []


@pytest.mark.parametrize(
    "markdown, said",
    [*CASES["problems"], ("*a _b " * 40 + "c" + " b_ a*" * 40, ["1:1 too-complex"])],
)
def test_problems(markdown, said, report):
    render(markdown, "a.md", 1, LIMITS, report)
    assert placed(report) == said


def test_a_link_that_cannot_be_followed_is_text(report):
    assert html("[a](javascript:b) [c](javascript&#58;d)", report) == "<p><a>a</a> <a>c</a></p>"


def test_disproportionate_html_is_refused(report):
    long = "[a]: https://example.org/" + "b" * 1_500 + "\n\n" + "[a] c\n\n" * 400
    assert render(long, "a.md", 1, LIMITS, report) is None
    assert codes(report) == ["too-complex"]


@pytest.mark.parametrize("mark, levels", [("> ", 1), ("- ", 2)])
def test_nesting(mark, levels):
    """A text has 60 levels at most: its own paragraph, and those of the blocks around it."""
    most = (60 - 1) // levels
    for count in (most, most + 1):
        html(f"{mark * count}a", report := Report())
        assert ("too-complex" in codes(report)) == (count > most), count


def test_limits_are_those_of_the_site(report):
    assert render("a\n\n" + "*b* " * 30, "a.md", 10, Limits(marks=50), report) is None
    assert placed(report) == ["10:1 too-complex"]
    assert render("```\n" + "*b* " * 30 + "\n```", "a.md", 10, Limits(marks=50), report)


PIECES = (
    "[", "]", "(", ")", "![", "](", "<", ">", "*", "**", "_", "`", "```", "~~~", "\\", "&", "#", "|", "-", "+", "=", ":", "^", "!", '"', "'",
    "\n", "\n\n", "  \n", "\n    ", " ", "\t", "\n> ", "\n- ", "\n1. ", "\n## ", "\n|-|-|\n", "\n---\n", "\n===\n", "\r\n",
    "a", "b c", "é", "日", "1", "https://example.org/", "javascript:alert(1)", "data:text/html,x", "//evil.example", "/about/", "mailto:a@example.org",
    "[^1]", "\n\n[^1]: ", "[a]", "\n\n[a]: ", "<script>", "</script>", "<!--", "-->", "<![CDATA[", "]]>", "<img src=x onerror=alert(1)>",
    "~", "[ ] ", "[x] ", "a@example.org", "==", ":smile:", "!!! note", "[a][b]",
    "&lt;", "&#60;", "&#x3c;", "&amp;lt;", "&quot;", "&#1;", "&Tab;", "&colon;", "{: onclick=x }", "///Footnotes Go Here///", "klzzwxh:0000",
)  # fmt: skip
ANYTHING = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
    st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\n\t"), max_size=80),
)


@settings(max_examples=tried(400))
@given(ANYTHING)
def test_any_text_is_inert(markdown):
    report = Report()
    body = render(markdown, "a.md", 1, LIMITS, report)
    assert body is None or breaches(body.html) == [] or "forbidden-character" in codes(report)
    assert (body is None) <= ("too-complex" in codes(report))
    assert all(problem.place.line <= markdown.count("\n") + 1 for problem in report)


@settings(max_examples=tried(200))
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_hidden_characters_are_reported(markdown):
    report = Report()
    body = render(markdown, "a.md", 1, LIMITS, report) or Body("")
    plain = body.html.replace(f'<a href="{ROOT}', "")
    assert bool(find_forbidden(plain)) == ("forbidden-character" in codes(report))
