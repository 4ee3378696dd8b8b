"""An edition as e-mail: both bodies have the same content and load nothing."""

import datetime as dt
import re
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.extras.editions.edition import Edition
from generator.model.address import ROOT
from generator.model.article import Body, Correction, Response, Source
from newsroom.newsletter.mail import as_html, as_text, issue
from newsroom.newsletter.mail_text import WIDTH
from tests import markup
from tests.examples import tried
from tests.extras.editions.test_edition_pages import letter
from tests.full import NASTY
from tests.made import PAIR, article, site, taxonomy

UNSUBSCRIBE = "https://lists.example.org/u/{token}"
WEEK = (2024, 18)
PAGE = "editions/2024-W18/"
WORDS = st.text(
    st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1, max_size=160
)
TITLES = WORDS.map(lambda text: " ".join(text.split())).filter(bool)


def made(articles, edition=None):
    every = [taxonomy("offices", "red", "blue"), taxonomy("topics", "fire", "water")]
    whole = site(every, articles, crossings=(PAIR,))
    return issue(replace(whole, texts=(edition,) if edition else ()), WEEK, UNSUBSCRIBE)


def one(slug, topics="fire", **fields):
    return article(slug, terms={"offices": "red", "topics": topics}, **fields)


def joined(text):
    return " ".join(text.split())


@settings(max_examples=tried(40))
@given(st.lists(TITLES, min_size=1, max_size=6))
def test_text_says_everything(titles):
    """Every title has the number of its link in the list, and no line is too wide."""
    articles = [one(f"s{place}", title=title) for place, title in enumerate(titles)]
    text = as_text(made(articles))
    links = {href: number for number, href in re.findall(r"^\[(\d+)\] (\S+)$", text, re.MULTILINE)}
    squeezed = "".join(text.split())
    for sent in articles:
        number = links[f"https://digest.example.org/{sent.address}"]
        assert f"{''.join(sent.title.split())}[{number}]" in squeezed
    assert all(len(line) <= WIDTH or "://" in line for line in text.split("\n"))
    assert sorted(map(int, links.values())) == list(range(1, len(links) + 1))


@settings(max_examples=tried(20))
@given(st.lists(TITLES, min_size=1, max_size=4))
def test_html_says_everything(titles):
    articles = [one(f"s{place}", title=title) for place, title in enumerate(titles)]
    tree = markup.parse(as_html(made(articles)))
    links = {link.attributes["href"]: joined(link.text) for link in tree.all("a")}
    for sent in articles:
        assert links[f"https://digest.example.org/{sent.address}"] == joined(sent.title)


def test_notes():
    """Both bodies say that an article was corrected for a serious error, and who denies it."""
    corrected = one(
        "a",
        corrections=(
            Correction(dt.date(2024, 5, 3), f"Not he. {NASTY}", serious=True),
            Correction(dt.date(2024, 5, 4), "It was six."),
        ),
        response=(Response("A ministry", "denied", text=NASTY),),
    )
    mail = made([corrected])
    for said in (markup.parse(as_html(mail)).text, as_text(mail)):
        words = joined(said)
        assert f"Correction, 3 May 2024: Not he. {joined(NASTY)}" in words
        assert f"A ministry denies this. {joined(NASTY)}" in words
    assert "<strong" in as_html(mail)


def test_loads_nothing():
    """No article adds a script, a request or a relative link."""
    nasty = one(
        "nasty", title=NASTY, summary=NASTY, source=Source(NASTY, "https://example.org/?a='onx=1&b")
    )
    edition = Edition(
        "e.md", PAGE, NASTY, NASTY, "", Body(f'<p>x <a href="{ROOT}about/">y</a></p>'), WEEK
    )
    html = as_html(made([nasty, one("b", "water")], edition))
    tree = markup.parse(html)
    assert not {element.tag for element in tree.walk()} & {
        "script",
        "img",
        "link",
        "iframe",
        "object",
        "form",
    }
    assert not re.search(r"url\(|@import|src=|background=", html)
    assert all(re.match(r"https?://", link.attributes["href"]) for link in tree.all("a"))
    assert ROOT not in html
    assert all(not name.startswith("on") for element in tree.walk() for name in element.attributes)


def test_links_of_the_text():
    """Links of the editors' text are absolute; those to footnotes lead to the edition's page."""
    html = (
        f'<p><a href="{ROOT}about/">us</a> <a href="https://example.org/?a=1&amp;b=2">b</a> '
        '<sup id="r"><a class="footnote-ref" href="#c-fn-1">1</a></sup></p>'
    )
    mail = made([one("a"), one("b", "water")], Edition("e.md", PAGE, "", "", "", Body(html), WEEK))
    links = {link.text: link.attributes["href"] for link in markup.parse(as_html(mail)).all("a")}
    assert links["us"] == "https://digest.example.org/about/"
    assert links["b"] == "https://example.org/?a=1&b=2"
    assert links["1"] == f"https://digest.example.org/{mail.page}#c-fn-1"
    assert "] https://digest.example.org/about/\n" in as_text(mail)


def test_dark_mode():
    """Every element with a colour has another one for dark mode."""
    html = as_html(made([one("a"), one("b", "water")]))
    assert "prefers-color-scheme: dark" in html
    assert 'name="color-scheme" content="light dark"' in html
    for element in markup.parse(html).walk():
        if re.search(
            r"(?<!-)color:#|background:#|border-[a-z]+:\d+px solid #",
            element.attributes.get("style", ""),
        ):
            assert element.attributes.get("class"), element.attributes
    assert len(html) < 102_000  # a large mail service cuts off longer mails


def test_other_languages():
    """Titles are marked with their language and may run from right to left."""
    html = as_html(made([one("a", title="گزارش ساختگی", language="fa"), one("b", "water")]))
    heading = next(element for element in markup.parse(html).all("h3") if "گزارش" in element.text)
    assert heading.attributes["lang"] == "fa"
    assert heading.attributes["dir"] == "rtl"


def test_edition_comes_first():
    edition = Edition(
        "e.md", PAGE, "A week", "Its summary.", "b", Body("<p>Our words.</p>"), WEEK, ("water",)
    )
    issue = made([one("a"), one("b"), one("c", "water")], edition)
    assert issue.subject == "Made-up digest: A week"
    text = as_text(issue)
    order = [
        text.index(words)
        for words in (
            "A week",
            "Its summary.",
            "Our words.",
            "Title of b",
            "Water",
            "Title of c",
            "Fire",
            "Title of a",
            UNSUBSCRIBE,
        )
    ]
    assert order == sorted(order)
    assert text.count("Title of b") == 1


def test_corrections_and_what_is_due():
    """A mail tells of the week's corrections of older articles, and of announced events."""
    mail = issue(letter(), WEEK, UNSUBSCRIBE)
    for said in (joined(markup.parse(as_html(mail)).text), joined(as_text(mail))):
        for words in (
            "It was six.",
            "7–8 May 2024: A vote",
            "Corrected this week",
            "Due next week",
        ):
            assert words in said
