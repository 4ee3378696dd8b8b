"""What an edition tells of its week, on its page, on the front page and in its feed."""

import datetime as dt
import shutil
from xml.etree import ElementTree as ET

import pytest

from generator.extras.editions.edition import Edition
from generator.model.address import ROOT
from generator.model.article import Body, Correction, Event
from tests import made, markup
from tests.command import files, succeed
from tests.corpus import MINIMAL, write_engine
from tests.feeds.test_readers import BASE, TERMS, A, feeds
from tests.feeds.test_readers import made as site_of
from tests.pages import test_escaping
from tests.pages.test_editorial_choices import front, one, whole

PAGE = "editions/2024-W18/"


def edition(title="", summary="", lead=""):
    return Edition("e.md", PAGE, title, summary, lead, Body(""), (2024, 18))


def test_lead_of_the_edition_leads_the_front_page():
    """Editors choose the lead of the newest week, even if the article is not its newest."""
    articles = [one("a"), one("b", "2024-05-01"), one("c", "2024-05-03"), one("b", "2024-04-01")]
    assert front(*articles)[0][0] == "c"
    titles, lead = front(*articles, texts=(edition(lead="b"),))
    assert titles[:3] == ["b", "c", "a"]
    assert "1 May 2024" in lead


def test_what_mattered():
    """The front page has the editors' sentences about the newest week, and none without them."""
    said = edition(title="A week of fire", summary="Two things mattered this week.")
    assert "A week of fire Two things mattered this week." in front(one("a"), texts=(said,))[1]
    assert "mattered" not in front(one("a"), texts=(edition(title="A week of fire"),))[1]
    unnamed = edition(summary="Two things happened.")
    assert "What mattered Two things happened." in front(one("a"), texts=(unnamed,))[1]


def letter():
    """A week with a correction of an older article, and with an announcement."""
    old = one("old", "2023-01-02", corrections=(Correction(dt.date(2024, 5, 3), "It was six."),))
    events = (Event(dt.date(2024, 5, 7), "A vote", dt.date(2024, 5, 8)),)
    return whole(old, one("news", events=events), texts=(edition(summary="In brief."),))


def test_edition_tells_of_corrections_and_of_what_is_due():
    pages = made.composed(letter())
    page = markup.parse(pages["editions/2024-W18/"].content)
    lists = [item.text for item in page.first(css="letter").all(css="letter-list")]
    assert lists == ["Title of old: It was six.", "7–8 May 2024: A vote (Title of news)"]
    assert "editions/2023-W01/" not in pages


def test_weeks_with_fewer_than_three_articles():
    """They have no page: the list of editions has their articles, of neighbouring weeks together."""
    articles = [
        one("a", "2024-05-07"),
        one("b", "2024-05-14"),
        one("c", "2024-05-21"),
        one("d", "2024-06-04"),
        one("e", "2024-06-05"),
        one("f", "2024-06-06"),
        one("g", "2024-06-11"),
    ]
    page = markup.parse(made.composed(whole(*articles))["editions/"].content)
    items = [
        " ".join(item.text.split())
        for listed in page.all(css="editions")
        for item in listed.all("li")
    ]
    assert items == [
        "Week of 10 June 2024 Title of g",
        "Week of 3 June 2024 · 3 articles Title of f",
        "6–26 May 2024 · 3 articles Title of c Title of b Title of a",
    ]


def test_list_of_editions_links_what_it_names():
    """The name of a week leads to its edition, if it has one, and each headline to its article."""
    days = {"a": "2024-05-07", "b": "2024-06-04", "c": "2024-06-05", "d": "2024-06-06"}
    site = whole(*(one(name, day) for name, day in days.items()))
    page = markup.parse(made.composed(site)["editions/"].content)
    links = [link for listed in page.all(css="editions") for link in listed.all("a")]
    addresses = {f"Title of {article.slug}": article.address for article in site.articles}
    assert {link.text: link.attributes["href"].removeprefix(ROOT) for link in links} == {
        "Week of 3 June 2024": "editions/2024-W23/",
        "Title of d": addresses["Title of d"],
        "Title of a": addresses["Title of a"],
    }


def test_a_week_that_editors_wrote_about():
    """It has a page, however few its articles are."""
    assert PAGE not in made.composed(whole(one("a")))
    assert PAGE in made.composed(whole(one("a"), texts=(edition(title="One"),)))


@pytest.mark.parametrize(
    "articles, expected",
    [
        (
            [made.article("d", "2024-05-09"), *(made.article(slug) for slug in ("a", "b", "c"))],
            "29 April – 5 May 2024.",
        ),
        ([], ""),
    ],
)
def test_last_edition(articles, expected):
    """Without articles there is no edition to name."""
    html = made.composed(made.site([], articles))["editions/"].content
    assert html.partition("The last edition covers ")[2].partition("</p>")[0] == expected


@pytest.mark.parametrize("count", [60, 61])
def test_many_weeks_are_folded(count):
    """Of more than sixty weeks, each year is a part that readers open."""
    first = dt.date(2024, 5, 6)
    articles = [one(f"a{week}", str(first + dt.timedelta(weeks=week))) for week in range(count)]
    page = markup.parse(made.composed(whole(*articles))["editions/"].content)
    assert bool(page.all("details")) == (count > 60)


def test_editions():
    """An edition stays one item; it is updated with its articles and groups them by theme."""
    first = [made.article(slug, terms=TERMS) for slug in ("a", "c", "d")]
    more = [*first, made.article("b", "2024-05-03", terms=TERMS, updated=dt.date(2024, 5, 20))]

    def edition(articles):
        (entry,) = ET.fromstring(feeds(site_of(articles))["editions/feed.xml"]).iter(f"{A}entry")
        return entry

    before, after = edition(first), edition(more)
    assert (
        before.findtext(f"{A}id")
        == after.findtext(f"{A}id")
        == ("tag:digest.example.org,2024-04-29:editions/2024-W18")
    )
    assert before.findtext(f"{A}updated") == "2024-05-02T00:00:00Z"
    assert after.findtext(f"{A}updated") == "2024-05-20T00:00:00Z"
    assert "<h2>Red</h2>" in after.findtext(f"{A}content")
    assert f'<a href="{BASE}articles/2024/05/b/">Title of b</a>' in after.findtext(f"{A}content")


def test_newer_and_older():
    """An edition leads to the nearest ones; a week between them has too few articles."""
    days = ("2024-05-01", "2024-05-08", "2024-05-15")
    articles = [one(f"{slug}{day}", day) for day in days for slug in "abc"][:-4]
    articles += [one(f"z{number}", days[-1]) for number in range(3)]
    pages = made.trees(whole(*articles))
    newest, oldest = pages["editions/2024-W20/"], pages["editions/2024-W18/"]
    assert "editions/2024-W19/" not in pages
    assert [link.attributes["href"] for link in newest.all("a", rel="prev")] == [
        "../../editions/2024-W18/"
    ]
    assert [link.attributes["href"] for link in oldest.all("a", rel="next")] == [
        "../../editions/2024-W20/"
    ]


def test_text_is_kept(hostile):
    """Readers see every text of an edition unchanged."""
    test_escaping.test_text_is_kept(hostile, PAGE, "Edition|Edition summary|Title")


def test_switched_off(tmp_path):
    """Pages name no edition, and published addresses lead to the archive."""
    root = write_engine(shutil.copytree(MINIMAL, tmp_path / "site"))
    (article,) = (root / "content/articles").rglob("*.md")
    for number in (1, 2):
        copy = article.with_name(f"2024-04-30-copy-{number}.md")
        title = ("Umbrellas against rain of ink", "Nobody attends a fair")[number - 1]
        text = article.read_text().replace("Ministry of Examples invents a report", title)
        copy.write_text(text.replace("org/1", f"org/{number + 1}"))
    settings = root / "site_config/site.yml"
    settings.write_text(f"permalinks: permalinks.txt\n{settings.read_text()}")
    succeed(root, "permalinks", "--write")
    settings.write_text(f"extras: {{editions: false}}\n{settings.read_text()}")
    succeed(root, "build", "--strict")
    succeed(root, "audit")
    built = files(root / "site")
    naming = {path for path, data in built.items() if b"editions/" in data}
    assert {path for path in naming if not path.startswith("assets/search.")} == {"_redirects"}
    assert b"url=../../archive/" in built["editions/2024-W18/index.html"]
