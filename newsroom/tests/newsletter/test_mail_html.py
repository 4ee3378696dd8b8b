"""Article bodies for mail programs: inline styles, absolute links, nothing else."""

from hypothesis import given
from hypothesis import strategies as st

from generator.diagnostics.diagnostics import Report
from generator.model.address import ROOT
from generator.model.settings import LIMITS
from generator.read.body import render
from newsroom.newsletter.mail import LOOKS, inlined
from tests import markup

URL = "https://digest.example.org/"
LOOK = {"p": {"style": "margin:0"}, "a": {"class": "ink", "style": "color:#111"}}


def mail(html):
    return inlined(html, LOOK, URL, "editions/2024-W18/")


def test_links():
    assert mail(f'<a href="{ROOT}about/">x</a>') == (
        '<a href="https://digest.example.org/about/" class="ink" style="color:#111">x</a>'
    )
    assert 'href="https://digest.example.org/editions/2024-W18/#c-fn-1"' in mail(
        '<a href="#c-fn-1">1</a>'
    )
    assert 'href="https://example.org/?a=1&amp;b=2"' in mail(
        '<a href="https://example.org/?a=1&amp;b=2">x</a>'
    )


def test_attributes_stay_attributes():
    """No style is inserted into an attribute that looks like an element."""
    html = mail("""<p><a href="https://example.org/" title="<p onclick='x'> &quot;y">z</a></p>""")
    attributes = markup.parse(html).first("a").attributes
    assert attributes["title"] == "<p onclick='x'> \"y"
    assert set(attributes) == {"href", "title", "class", "style"}


@given(st.text(st.sampled_from("ab <>\"'&*_[]()!`#-\n=onclick/:.x"), max_size=80))
def test_any_body(text):
    """Whatever the body, elements gain only our own attributes, and the words stay."""
    body = render(text, "e.md", 1, LIMITS, Report())
    if body is None:
        return
    before, after = markup.parse(body.html), markup.parse(inlined(body.html, LOOKS, URL, "e/"))
    assert before.text == after.text
    assert [element.tag for element in before.walk()] == [element.tag for element in after.walk()]
    assert {name for element in after.walk() for name in element.attributes} <= {
        "href",
        "title",
        "start",
        "class",
        "style",
    }
