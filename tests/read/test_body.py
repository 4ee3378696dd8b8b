"""Markdown to HTML that is safe on any page."""

import re
from urllib.parse import unquote

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.diagnostics.diagnostics import Report
from generator.model.address import ROOT
from generator.model.article import Body
from generator.model.settings import LIMITS, Limits
from generator.read.body import render
from generator.read.text import find_forbidden
from tests.inert import breaches
from tests.said import codes, placed


def html(markdown, report):
    return render(markdown, "a.md", 1, LIMITS, report).html


@pytest.mark.parametrize(
    "markdown, expected",
    [
        ("One.\n\nTwo.", "<p>One.</p>\n<p>Two.</p>"),  # paragraphs
        # marks
        ("*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>"),
        ("## A\n\n### B", "<h2>A</h2>\n<h3>B</h3>"),
        ("- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>"),  # list
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>\n</ol>'),  # numbers
        ("> a", "<blockquote>\n<p>a</p>\n</blockquote>"),  # quotation
        ("a  \nb", "<p>a<br>\nb</p>"),  # line break
        ("snake_case_name", "<p>snake_case_name</p>"),  # underscores in words
        ("5 < 6 & 7 > 4", "<p>5 &lt; 6 &amp; 7 &gt; 4</p>"),  # signs
        ("&lt;b&gt; &amp;amp; &copy;", "<p>&lt;b&gt; &amp;amp; ©</p>"),  # entities
        ("{{ x }} {% y %} {: #z .w }", "<p>{{ x }} {% y %} {: #z .w }</p>"),
        # extensions we do not use
        ('*[X]: Y\n\n--8<-- "a"', '<p>*[X]: Y</p>\n<p>--8&lt;-- "a"</p>'),
        # code
        ("```python\n<b>\n```", '<pre><code class="language-python">&lt;b&gt;\n</code></pre>'),
        # link
        (
            "[a](https://example.org/?b=c&d)",
            '<p><a href="https://example.org/?b=c&amp;d" rel="external noopener">a</a></p>',
        ),
        # autolink
        (
            "<https://example.org/>",
            '<p><a href="https://example.org/" rel="external noopener">https://example.org/</a></p>',
        ),
        # deletions
        ("~a~ ~~b~~ c~d~e", "<p><del>a</del> <del>b</del> c<del>d</del>e</p>"),
        ("~a~~ ~~~b~~~ ~5 to ~10", "<p>~a~~ ~~~b~~~ ~5 to ~10</p>"),  # no deletions
        # tasks
        (
            "- [ ] a\n- [x] b\n- [X] c\n\n> 1. [ ] d",
            (
                "<ul>\n<li>☐ a</li>\n<li>☑ b</li>\n<li>☑ c</li>\n</ul>\n"
                "<blockquote>\n<ol>\n<li>☐ d</li>\n</ol>\n</blockquote>"
            ),
        ),
        # no tasks
        (
            "- [x]a\n- \\[ ] b\n- c\n\n  [ ] d\n\n[ ] e",
            "<ul>\n<li>\n<p>[x]a</p>\n</li>\n<li>\n<p>[ ] b</p>\n</li>\n<li>\n<p>c</p>\n<p>[ ] d</p>\n</li>\n</ul>\n<p>[ ] e</p>",
        ),
        # mailboxes
        (
            "(a.b+c@example.org). _d@example.org_ mailto:e@example.org",
            (
                '<p>(<a href="mailto:a.b+c@example.org">a.b+c@example.org</a>). '
                '<em><a href="mailto:d@example.org">d@example.org</a></em> '
                '<a href="mailto:e@example.org">mailto:e@example.org</a></p>'
            ),
        ),
        # no mailboxes
        (
            "a@local b@example.org- @c@example.org `d@example.org` e\\@example.org f@example.1",
            "<p>a@local b@example.org- @c@example.org <code>d@example.org</code> e@example.org f@example.1</p>",
        ),
        # mail
        ("[a](mailto:a@example.org)", '<p><a href="mailto:a@example.org">a</a></p>'),
        # table
        (
            "|a|b|\n|:-|-:|\n|c|d|",
            (
                '<div class="table" role="region" aria-label="Table" tabindex="0"><table>\n<thead>\n<tr>\n<th class="align-left">a</th>\n<th class="align-right">b</th>\n</tr>\n</thead>\n'
                '<tbody>\n<tr>\n<td class="align-left">c</td>\n<td class="align-right">d</td>\n</tr>\n</tbody>\n</table></div>'
            ),
        ),
    ],
)
def test_supported_markdown(markdown, expected, report):
    assert html(markdown, report) == expected
    assert codes(report) == []


def test_tables_have_names_of_their_own(report):
    """Screen readers list the tables of a text by their names."""
    text = html("|a|\n|-|\n|b|\n\nBetween.\n\n> |c|\n> |-|\n> |d|", report)
    assert re.findall('aria-label="(.*?)"', text) == ["Table", "Table 2"]
    assert (text.count("<table>"), text.count("</table></div>")) == (2, 2)


@pytest.mark.parametrize(
    "markdown, said",
    [
        ('a\n\n!!! note "b"\n    c', ["3:1"]),
        ("??? c", ["1:1"]),
        ("::: warning", ["1:1"]),
        ("> [!NOTE]\n> a", ["1:3"]),
        ("a ==b c== d", ["1:3"]),
        ("a\nb :smile: c", ["2:3"]),
        ("**[a][b]** and [c][]", ["1:3", "1:16"]),
    ],
)
def test_marks_of_other_dialects(markdown, said, report):
    html(markdown, report)
    assert placed(report) == [f"{place} shown-as-typed" for place in said]


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


@pytest.mark.parametrize(
    "written, target",
    [
        ("#x", "/articles/2024/05/a/#x"),
        ("#fn-1", "/articles/2024/05/a/#c-fn-1"),
        ("#c-fnref2-1", "/articles/2024/05/a/#c-fnref2-1"),
        ("?a=b", "/articles/2024/05/a/?a=b"),
        ("./", "/articles/2024/05/a/"),
        ("../b/#c", "/articles/2024/05/b/#c"),
        ("../../../../about/", "/about/"),
        ("../../../../../../about/", "/about/"),
    ],
)
def test_relative_links_are_relative_to_the_page(written, target, report):
    """Relative links are resolved, because feeds and lists show the text elsewhere."""
    body = render(f"[a]({written})", "a.md", 1, LIMITS, report, "articles/2024/05/a/")
    assert [link.target for link in body.links] == [target]
    assert body.html == f'<p><a href="{ROOT}{target[1:]}">a</a></p>'
    assert codes(report) == []


@pytest.mark.parametrize(
    "markdown, said",
    [
        ("A.\n\n[^1]: Note.", ["3:1 unused-footnote"]),  # unused
        ("A `[^1]`.\n\n[^1]: Note.", ["3:1 unused-footnote"]),  # mark in code
        # mark in image
        (
            "A ![b[^1]](https://example.org/).\n\n[^1]: Note.",
            ["1:12 remote-image", "3:1 unused-footnote"],
        ),
        # case
        ("A[^A].\n\n[^a]: N.", ["1:2 undefined-footnote", "3:1 unused-footnote"]),
        # no note
        ("A.[^1] B.[^2]", ["1:3 undefined-footnote", "1:10 undefined-footnote"]),
        ("A.[^1]\n\n[^1]: B.\n\n[^1]: C.", ["5:1 repeated-footnote"]),  # twice
        # note in note
        ("A.[^1]\n\n[^1]: B.\n\n    > [^2]: C[^2].", ["5:7 unused-footnote"]),
    ],
)
def test_footnotes_that_do_not_match(markdown, said, report):
    """Each mismatch is reported at its line and leaves no dead link."""
    made = html(markdown, report)
    assert placed(report) == said
    assert set(re.findall(r'href="#c-(fnref[^"]*)"', made)) <= set(
        re.findall(r'id="c-([^"]*)"', made)
    )


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
    [
        ("One.\n\n# A", ["3:3 heading-level"]),
        ("a <!-- b -->", ["1:3 raw-html"]),  # comment
        ("`<b>`\n\n    <i>", []),  # html in code
        ("a [b](javascript&colon;c)", ["1:7 unsafe-link"]),  # scheme as entity
        ("a\n[b][c]\n\n[c]: data:d", ["4:6 unsafe-link"]),  # definition
        # text
        ("[https://example.org](https://evil.example)", ["1:23 deceptive-link"]),
        ("[https&#58;//example.org](https://evil.example)", ["1:27 deceptive-link"]),
        ("a &#x202e; b", ["1:1 forbidden-character"]),
        ("a &#1; b", []),
        ("`&#1; &#x202e;`", []),
        ("*a _b " * 40 + "c" + " b_ a*" * 40, ["1:1 too-complex"]),  # marks in marks
    ],
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


@settings(max_examples=400)
@given(ANYTHING)
def test_any_text_is_inert(markdown):
    report = Report()
    body = render(markdown, "a.md", 1, LIMITS, report)
    assert body is None or breaches(body.html) == [] or "forbidden-character" in codes(report)
    assert (body is None) <= ("too-complex" in codes(report))
    assert all(problem.place.line <= markdown.count("\n") + 1 for problem in report)


@settings(max_examples=200)
@given(st.lists(st.sampled_from(PIECES), max_size=30).map("".join))
def test_hidden_characters_are_reported(markdown):
    report = Report()
    body = render(markdown, "a.md", 1, LIMITS, report) or Body("")
    plain = body.html.replace(f'<a href="{ROOT}', "")
    assert bool(find_forbidden(plain)) == ("forbidden-character" in codes(report))
