"""Markdown copies render to the same HTML, and plain text stays plain text."""

import re

import pytest
from generator.data.markdown_twin import as_markdown, escaped
from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.diagnostics import Report
from generator.model.limits import LIMITS
from generator.read.body import render
from tests import markup
from tests.command import PROJECT
from tests.full import BODY, PAGE_OF_EVERYTHING, nasty

BASE = "https://digest.example.org/"
LISTS = "1. one\n\n    more\n\n2. two\n\n> quoted\n>\n> - a\n> - b\n>     - c\n\n3. three\n"
SIGNS = "a *b* **c** `x*y` ``a`b`` \\*no\\* &lt;b&gt; <i> 1 < 2 & 3 a_b_c\n\n\\- no list\n\n2021\\. a year\n\n\\# no\n\nline  \nbreak\n"
ODD = 'wow![x](https://example.org/a_b "A title") and [y](https://example.org/(1)?a=1&b=2)!\n\n---\n\n`` ` ``\n\n- a\n\n    ```python\n    b\n    ```\n'


def html_of(text):
    body = render(text, "a.md", 1, LIMITS, Report())
    return body.html if body else ""


def shape(html):
    """The visible content of HTML: elements and words, with absolute links."""
    words = re.sub(r"\s+", " ", html.replace("\x01", BASE).replace(' rel="external noopener"', ""))
    return markup.parse(
        re.sub(r" ?\n ?|> <", lambda found: found[0].replace(" ", ""), words)
    ).shape(), markup.parse(words).text.split()


GITHUB = (
    "~a~ and ~~b~~\n\n- [ ] todo\n- [x] *done*\n\nWrite to a@example.org, or www.example.org.\n"
)


@pytest.mark.parametrize(
    "text", [BODY, LISTS, SIGNS, ODD, GITHUB], ids=["full", "lists", "signs", "odd", "github"]
)
def test_same_html(text):
    html = html_of(text)
    assert shape(html_of(as_markdown(html, BASE))) == shape(html)


@pytest.mark.parametrize(
    "file", sorted((PROJECT / "tests/hostile/articles").glob("*.md")), ids=lambda file: file.stem
)
def test_texts_of_strangers(file):
    """Hostile texts have the same words as Markdown and stay inert."""
    text = file.read_bytes().decode("utf-8", "replace").rpartition("\n---\n")[2]
    html = html_of(text)
    again = html_of(as_markdown(html, BASE))
    assert markup.parse(again).text.split() == markup.parse(html).text.split()
    active = [
        element
        for element in markup.parse(again).all("a")
        if "javascript" in element.attributes.get("href", "")
    ]
    assert active == []


@given(
    st.text(
        st.characters(exclude_categories=("Cs", "Cc", "Cf", "Zl", "Zp", "Zs")) | st.just(" "),
        min_size=1,
        max_size=40,
    )
)
def test_escaped(text):
    """A text stays one paragraph with exactly the same characters."""
    tree = markup.parse(html_of(escaped(text)))
    assert not [element for element in tree.walk() if element.tag not in (tree.tag, "p")]
    assert tree.text.split() == text.split()


def test_twin(data):
    """An article's Markdown copy has the content of its page."""
    text = data[f"{PAGE_OF_EVERYTHING}index.md"]
    tree = markup.parse(html_of(text.partition("\n\n")[2]))
    words = " ".join(tree.text.split())
    for said in ("Summary that is long enough", "Headline", "Author", "Stranger", "Correction"):
        assert nasty(said) in words, said
    assert not [element for element in tree.walk() if element.tag in ("script", "i")]
    assert text.startswith("# Title ")
    assert "**Correction, 2024-05-04:** Serious" in text.partition("***")[0]
    assert "- 2024-05-03: Correction" in text.partition("***")[2]
    assert "**Retracted on 2024-05-05:**" in data["articles/2024/05/withdrawn/index.md"]


def test_llms(data):
    """The file begins with a title and a summary, and all its links lead to files or pages of the site."""
    lines = data["llms.txt"].splitlines()
    assert lines[0].startswith("# ")
    assert lines[2].startswith("> ")
    links = re.findall(rf"\]\({BASE}([^)]*)\)", data["llms.txt"])
    assert f"{PAGE_OF_EVERYTHING}index.md" in links
    assert {link for link in links if link.endswith((".md", ".json", ".csv", ".sqlite"))} <= {
        *data,
        "feed.json",
    }


def test_code_after_notes():
    """Code after footnotes is not turned into markup, although it would belong to the last note."""
    notes = '<div class="footnote"><hr><ol><li id="c-fn-1"><p>A note.</p></li></ol></div>'
    assert "<script" not in as_markdown(f"{notes}<pre><code>&lt;script&gt;</code></pre>", "")
