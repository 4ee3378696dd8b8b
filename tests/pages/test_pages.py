"""Content of pages: full and minimal articles, and a site without articles."""

import datetime as dt
import re
import shutil
from dataclasses import replace
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

import pytest

from generator.installed import installed
from generator.load.loading import load
from generator.model.article import Body, Retraction, Source
from generator.model.partial_date import PartialDate
from generator.model.site import PlainPage
from generator.model.term import Office
from generator.pages.kinds import pages as pages_of
from generator.recipes.page_files import composed
from tests import made, markup
from tests.corpus import MINIMAL
from tests.full import PAGE_OF_EVERYTHING, PAGE_OF_LITTLE, nasty


def test_empty_site(empty):
    """Every section exists and says that it is empty."""
    assert {"", "archive/", "agencies/", "themes/", "countries/"} <= empty.trees.keys()
    assert "no articles" in empty.trees[""].text
    for where in ("archive/", "people/", "countries/"):
        assert re.search("nothing|no article", empty.trees[where].text, re.IGNORECASE), where


def test_empty_site_counts_nothing(empty):
    """There are no numbers but zero, no charts and no headings over empty lists."""
    for where, tree in empty.trees.items():
        assert not tree.all("article", css="entry"), where
        assert not tree.all("svg"), where
        assert not [element.text for element in tree.all(css="count") if element.text != "0"], where
        lists = [element for element in tree.all() if element.tag in ("ul", "ol")]
        assert where == "search/" or all(listing.all("li") for listing in lists), where


def test_article_with_everything(plain):
    """The page shows dates, source, archived copy, corrections and the other report."""
    page = plain.trees[PAGE_OF_EVERYTHING]
    text = page.first("body").text
    for words in (
        "2 May 2024",
        "updated 4 May 2024",
        "1–3 May 2024",
        "3 May 2024: Correction",
        "4 May 2024: Serious correction",
        "Azerbaijani",
        "Norway",
        "R&D's, two words",
    ):
        assert words in text, words
    story = page.first("article", css="story")
    around = [story.first(css=part) for part in ("story-side", "story-foot")]
    assert [part.attributes["lang"] for part in (story, *around)] == ["az", "en", "en"]
    assert page.first("h1").text == "Title as plain words"
    assert page.first(css="dateline").first("time").attributes["datetime"] == "2024-05-02"


def test_article_order(plain):
    """Serious corrections are above the text, the source is beside it, others follow with a mark above."""
    story = plain.trees[PAGE_OF_EVERYTHING].first("article", css="story")
    blocks = [
        element
        for element in story.walk()
        if set(element.classes) & {"notice", "story-text", "story-side", "story-named"}
    ]
    assert [block.classes[0] for block in blocks] == [
        "notice",
        "story-text",
        "story-side",
        "story-named",
    ]
    headings = [block.first("h2").attributes["id"] for block in (blocks[0], story.first("footer"))]
    assert headings == ["serious", "corrections"]
    marks = story.first(css="story-marks")
    assert [link.text for link in marks.all("a")] == [
        "Corrected on 4 May 2024",
        "Accused as plain words denies this",
    ]
    assert marks.links() == ["#serious", "#answer"]
    assert [element.text for element in blocks[2].all("h2")] == ["The source"]
    assert "Source published on 2 May 2024" in story.first(css="dateline").text
    assert story.first(css="dateline").links()[0].startswith("https://example.org/")


@pytest.mark.parametrize(
    "date_of, source_date, said",
    [
        ("", None, ["Source published on 2 May 2024"]),
        ("event", None, ["Event on 2 May 2024"]),
        ("event", dt.date(2024, 5, 9), ["Event on 2 May 2024", "Source published on 9 May 2024"]),
        ("estimate", None, ["About 2 May 2024"]),
    ],
)
def test_what_the_date_is(date_of, source_date, said):
    """The day of an event is not shown as the day on which the source published."""
    source = Source("Example News", "https://example.org/1", date=source_date)
    article = made.article("a", source=source, date_of=date_of)
    dateline = made.trees(made.site([], [article]))[article.address].first(css="dateline")
    dates = [one.text.strip(" ·") for one in dateline.all("span") if "2024" in one.text]
    assert dates == said


def test_former_holders_follow():
    """A body lists who holds an office, with its days, and below who held one; so does a person's page."""
    bodies = made.taxonomy("offices", "body")
    people = made.taxonomy("people", "one", "two", offices_at="offices")
    held = {
        "one": (Office("Chief", "body", PartialDate(2019), PartialDate(2025, 4)),),
        "two": (Office("Clerk", "body", None, PartialDate(2020)), Office("Chief", "body")),
    }
    terms = {slug: replace(people.terms[slug], offices=offices) for slug, offices in held.items()}
    people = replace(people, terms=terms)
    named = made.article("a", terms={"offices": "body", "people": "one two"})
    pages = made.trees(made.site([bodies, people], [named]))
    facts = pages["offices/body/"].first(css="facts").text
    assert "Two, Chief, as of 2 May 2024" in facts
    now, former = facts.split("Formerly")
    assert "One" not in now
    assert "One, Chief, since 2019, until April 2025" in former
    assert "Two, Clerk, until 2020" in former
    own = pages["people/two/"].first(css="page-head").text
    assert own.index("Chief") < own.index("Clerk")


def test_a_body_that_ended_has_no_chief():
    """Its chief is a former one."""
    bodies = made.taxonomy("offices", "body")
    bodies.terms["body"] = replace(bodies.terms["body"], until=PartialDate(2024, 5))
    people = made.taxonomy("people", "one", offices_at="offices")
    people.terms["one"] = replace(people.terms["one"], offices=(Office("Chief", "body"),))
    named = made.article("a", terms={"offices": "body", "people": "one"})
    pages = made.trees(made.site([bodies, people], [named]))
    _, former = pages["offices/body/"].first(css="facts").text.split("Formerly")
    assert "One, Chief, as of 2 May 2024" in former
    assert "Chief, Body, as of 2 May 2024" in pages["people/one/"].first(css="page-head").text


def test_rules_of_terms_are_for_contributors():
    """When to use a term is on the contribute page, and not on the page of the term."""
    topics = made.taxonomy("topics", "red", "blue")
    topics.terms["red"] = replace(topics.terms["red"], use="For all that is <red>.")
    document = PlainPage("contribute.md", "contribute", "Contribute", "", Body(""), append="checks")
    named = made.article("a", terms={"topics": "red"})
    site = replace(made.site([topics], [named]), documents=(document,))
    pages = made.trees(site)
    slugs = pages["contribute/"].first("dl", css="slugs")
    assert [one.text for one in slugs.walk()] == ["red", "red", "For all that is <red>."]
    assert "For all that is" not in pages["topics/red/"].text


def test_suggest_a_correction(plain):
    """The mail link to the editors names the article."""
    (mail, edit) = plain.trees[PAGE_OF_EVERYTHING].first(css="suggest").links()
    assert (
        mail
        == "mailto:editors@digest.example.org?subject=Correction%3A%20Title%20as%20plain%20words"
    )
    assert edit.startswith("https://github.com/")


def test_subject_of_a_suggestion(hostile):
    """The subject of the mail has the article's title as it is, without HTML escapes."""
    mail = hostile.trees[PAGE_OF_EVERYTHING].first(css="suggest").links()[0]
    [subject] = parse_qs(urlsplit(mail).query)["subject"]
    assert subject == f"Correction: {nasty('Title')}"


def test_article_with_little(plain):
    """Missing values leave no heading and no label."""
    page = plain.trees[PAGE_OF_LITTLE].first("body")
    headings = {element.text for element in page.all("h2")}
    assert not headings & {"Corrections", "When it happened", "People", "Tags", "Countries"}
    assert "None" not in page.text
    assert "updated" not in page.text
    assert "not in our registry" in page.text


def test_one_heading_of_the_first_level(plain, empty):
    """Every page has one h1 and skips no level of headings."""
    for where, tree in {**plain.trees, **empty.trees}.items():
        levels = [
            int(element.tag[1]) for element in tree.walk() if re.fullmatch("h[1-6]", element.tag)
        ]
        assert levels.count(1) == 1, where
        assert levels[0] == 1, where
        assert all(after - before <= 1 for before, after in pairwise(levels)), where


def test_hidden_from_search_engines(plain):
    """Retracted articles are marked noindex."""

    def robots(where):
        metas = plain.trees[where].all("meta", name="robots")
        return [meta.attributes["content"] for meta in metas]

    assert robots("articles/2024/05/withdrawn/") == ["noindex"]
    assert robots(PAGE_OF_EVERYTHING) == robots("agencies/az-one/") == []


def test_terms_without_articles():
    """A term that no article names has no page; only the index of names lists it, without a link."""
    topics = made.taxonomy("topics", "red", "blue")
    pages = made.trees(made.site([topics], [made.article("a", terms={"topics": "red"})]))
    assert {"topics/red/", "topics/blue/"} & pages.keys() == {"topics/red/"}
    links = {one.text.split()[0]: one.links() for one in pages["topics/"].all("li")}
    assert links == {"Red": ["../topics/red/"]}
    assert pages["topics/"].links()[-1] == "../names/"
    named = {one.text: one.links() for one in pages["names/"].all("li")}
    assert {name: named[name] for name in ("Red", "Blue")} == {
        "Red": ["../topics/red/"],
        "Blue": [],
    }


def test_a_term_whose_only_article_was_retracted():
    """Its page says so, with a link, and search engines leave it out."""
    gone = made.article(
        "a", terms={"topics": "red"}, retracted=Retraction(dt.date(2024, 6, 1), "Wrong.")
    )
    site = made.site([made.taxonomy("topics", "red")], [gone])
    page = made.tree(site, "topics/red/")
    assert page.first(css="notice").text.strip() == "One article was retracted: Title of a"
    assert page.first(css="notice").links() == [f"../../{gone.address}"]
    assert "No article yet" not in page.text
    assert [one.indexed for one in pages_of(site) if one.address == "topics/red/"] == [False]


def test_also_reported_by(plain):
    """Reports of one event link to each other; a retracted one links to the others but is not linked."""

    def others(where):
        section = plain.trees[where].first("section", **{"aria-labelledby": "same-event"})
        return {markup.target(where, href) for href in section.links()}

    withdrawn = "articles/2024/05/withdrawn/"
    assert others(PAGE_OF_EVERYTHING) == {PAGE_OF_LITTLE}
    assert others(PAGE_OF_LITTLE) == others(withdrawn) == {PAGE_OF_EVERYTHING}


def test_titles_and_descriptions(plain):
    """Every page has a unique title."""
    titles = [page.title for page in plain.loaded.pages]
    assert all(titles)
    doubled = {title for title in titles if titles.count(title) > 1}
    assert not {
        page.address
        for page in plain.loaded.pages
        if page.title in doubled and not page.address.startswith("articles/")
    }


@pytest.mark.parametrize(
    "title, classes",
    [
        ("Digest of Examples", ["front-title"]),
        ("Cyber-Digest-Aserbaidschan", ["front-title", "front-title--long"]),
        ("Die Sicherheitsnachrichten", ["front-title", "front-title--longest"]),
    ],
)
def test_long_words_in_the_title(title, classes, tmp_path):
    """A title is smaller if its longest word would not fit on a phone."""
    root = tmp_path / "site"
    shutil.copytree(MINIMAL, root)
    file = root / "site_config/site.yml"
    text = file.read_text().replace("title: Digest of Examples", f"title: {title}")
    file.write_text(text)
    front = next(page for page in composed(load(root, installed())) if not page.address)
    assert markup.parse(front.content).first("h1").classes == classes
