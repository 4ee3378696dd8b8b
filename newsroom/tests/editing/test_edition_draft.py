"""Drafts of editions: valid and deterministic."""

from hypothesis import given
from hypothesis import strategies as st

from generator.read.text import find_forbidden
from newsroom.editing.edition_draft import draft, path_of
from tests.made import article

WEEK = (2024, 18)
TITLES = st.text(
    st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1, max_size=160
).filter(lambda title: not find_forbidden(title))


def made(slug, **fields):
    terms = {
        "agencies": "aq-moe",
        "themes": "ransomware phishing",
        "countries": "aq",
        "people": "",
        "sources": "",
    }
    return article(slug, terms=terms, **fields)


@given(st.permutations([made("a"), made("b", same_event=("c",)), made("c")]))
def test_deterministic(context, articles):
    """The order of the files does not change a byte."""
    ordered = tuple(sorted(articles, key=lambda one: one.slug))
    file, edition = draft(WEEK, tuple(articles), context)
    assert file == draft(WEEK, ordered, context)[0]
    assert file.path == path_of(WEEK) == "content/editions/2024-w18.md"
    assert edition.lead in ("b", "c")


@given(TITLES.map(lambda text: " ".join(text.split())).filter(bool))
def test_any_title(context, title):
    """Any article title appears in the draft, which passes the check."""
    _, edition = draft(WEEK, (made("a", title=title), made("b")), context)
    assert edition.week == WEEK
