"""What editors choose on the front page, and what an edition tells of its week."""

import datetime as dt
from dataclasses import replace

from generator.model.article import Body, Correction, Event
from generator.model.edition import Edition
from tests import made, markup

TERMS = {"offices": "red", "topics": "fire"}
WEEK = (2024, 18)


def edition(**values):
    texts = {"title": "", "summary": "", "lead": "", "order": (), "body": Body(""), **values}
    return Edition(path="e.md", week=WEEK, **texts)


def whole(*articles, editions=()):
    taxonomies = [made.taxonomy("offices", "red", "blue"), made.taxonomy("topics", "fire")]
    return replace(made.site(taxonomies, list(articles), crossings=(made.PAIR,)), editions=editions)


def one(slug, date="2024-05-02", **fields):
    return made.article(slug, date, terms=TERMS, **fields)


def front(*articles, editions=()):
    """The titles on the front page, in order, and its first section."""
    page = made.trees(whole(*articles, editions=editions))[""]
    titles = [title.text.removeprefix("Title of ") for title in page.all("h3", css="entry-title")]
    return titles, page.first(css="front-lead").text


def test_lead_of_the_edition_leads_the_front_page():
    """Editors choose the lead of the newest week, even if the article is not its newest."""
    articles = [one("a"), one("b", "2024-05-01"), one("c", "2024-05-03"), one("b", "2024-04-01")]
    assert front(*articles)[0][0] == "c"
    titles, lead = front(*articles, editions=(edition(lead="b"),))
    assert titles[:3] == ["b", "c", "a"]
    assert "1 May 2024" in lead


def test_priority_leads_a_day():
    articles = [
        one("a", priority="low"),
        one("b"),
        one("c", priority="high"),
        one("d", "2024-05-01"),
    ]
    assert front(*articles)[0] == ["c", "b", "a", "d"]


def test_what_mattered():
    """The front page has the editors' sentences about the newest week, and none without them."""
    said = edition(title="A week of fire", summary="Two things mattered this week.")
    assert "A week of fire Two things mattered this week." in front(one("a"), editions=(said,))[1]
    assert "mattered" not in front(one("a"), editions=(edition(title="A week of fire"),))[1]
    unnamed = edition(summary="Two things happened.")
    assert "What mattered Two things happened." in front(one("a"), editions=(unnamed,))[1]


def letter():
    """A week with a correction of an older article, and with an announcement."""
    old = one("old", "2023-01-02", corrections=(Correction(dt.date(2024, 5, 3), "It was six."),))
    events = (Event(dt.date(2024, 5, 7), "A vote", dt.date(2024, 5, 8)),)
    return whole(old, one("news", events=events), editions=(edition(summary="In brief."),))


def test_edition_tells_of_corrections_and_of_what_is_due():
    pages = made.trees(letter())
    page = pages["editions/2024-W18/"]
    lists = [item.text for item in page.first(css="letter").all(css="letter-list")]
    assert lists == ["Title of old: It was six.", "7–8 May 2024: A vote (Title of news)"]
    earlier = pages["editions/2023-W01/"]
    assert not earlier.all(css="letter-list")


def test_a_week_with_one_article_is_joined_to_the_next():
    """The list of editions joins them within a month; each lead leads to its own edition."""
    articles = [
        one("a", "2024-05-07"),
        one("b", "2024-05-14"),
        one("c", "2024-05-21"),
        one("d", "2024-06-04"),
        one("e", "2024-06-05"),
        one("f", "2024-06-11"),
    ]
    page = made.trees(whole(*articles))["editions/"]
    items = [
        " ".join(item.text.split())
        for listed in page.all(css="editions")
        for item in listed.all("li")
    ]
    assert items == [
        "Week of 10 June 2024 Title of f",
        "Week of 3 June 2024 · 2 articles Title of e",
        "Week of 20 May 2024 Title of c",
        "6–19 May 2024 · 2 articles Title of b Title of a",
    ]
    targets = [markup.target("", href) for href in page.first(css="editions").links()]
    assert targets == ["editions/2024-W24/", "editions/2024-W23/"]


def thread():
    """Three articles that continue each other, and one of another story between them."""
    return (
        one("a", "2023-05-01"),
        one("other", "2024-05-01"),
        one("b", "2024-05-02", follows="a"),
        one("c", "2024-06-01", follows="b"),
    )


def test_every_article_of_a_thread_links_the_previous_and_the_next():
    pages = made.trees(whole(*thread()))
    middle = pages["articles/2024/05/b/"]
    links = [part.text for part in middle.all(css="story-continues")]
    assert links == ["Continues: Title of a, 1 May 2023", "Followed by: Title of c, 1 June 2024"]
    first = pages["articles/2023/05/a/"]
    assert "Title of b" in first.first(css="story-continues").text
    assert "Title of c" in first.first("section", **{"aria-labelledby": "later"}).text


def test_an_article_names_another_one_once():
    """A report that is earlier, on the same event and next in the lists of terms has one link."""
    others = tuple(f"of-{day}" for day in range(1, 7))
    articles = [one("a", "2024-05-01", same_event=("b",)), one("b", follows="a", same_event=("c",))]
    articles += [one("c", "2024-05-03", follows="b"), *(one(slug, "2024-05-04") for slug in others)]
    pages = made.trees(whole(*articles), resolved=True)
    for article in articles:
        where = article.address
        hrefs = pages[where].links()
        links = [markup.target(where, href) or "" for href in hrefs if not href.startswith("#")]
        named = [link for link in links if link.startswith("articles/2024/05/")]
        assert len(named) == len(set(named)) > 0, where
        if article.slug in ("b", "c"):
            assert pages[where].first(id="thread")


def titles_of(page):
    return [part.text.removeprefix("Title of ") for part in page.all("h3", css="entry-title")]


def test_lists_have_one_line_for_a_thread():
    """The newest article is listed where its date puts it, and says how many came before it."""
    pages = made.trees(whole(*thread()))
    page = pages[""]
    assert titles_of(page) == ["c", "other"]
    [more] = [link for link in page.all("a") if link.text == "2 earlier reports"]
    assert more.attributes["href"].endswith("articles/2024/06/c/#thread")


def test_term_pages_list_every_article_of_a_thread():
    pages = made.trees(whole(*thread()))
    for where in ("offices/red/", "offices/red/fire/"):
        assert titles_of(pages[where]) == ["c", "b", "other", "a"], where


def test_the_archive_lists_every_article():
    pages = made.trees(whole(*thread()))
    text = "".join(page.text for where, page in pages.items() if "archive/" in where)
    assert all(f"Title of {slug}" in text for slug in ("a", "b", "c", "other"))


def test_head_names_agencies_and_themes():
    article = made.article("a", terms={"offices": "red blue green grey black", "topics": "fire"})
    taxonomies = [
        made.taxonomy("offices", "red", "blue", "green", "grey", "black"),
        made.taxonomy("topics", "fire"),
    ]
    site = made.site(taxonomies, [article], crossings=(made.PAIR,))
    page = made.trees(site)[article.address]
    head = [" ".join(kicker.text.split()) for kicker in page.all(css="kicker")]
    assert head == ["Red Blue Green Grey and 1 more", "Fire"]
