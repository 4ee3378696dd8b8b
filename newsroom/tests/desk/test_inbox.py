"""The inbox: entries of many kinds of feeds become ranked candidates, each story once."""

import datetime as dt
import time
from dataclasses import replace

import pytest

from generator.diagnostics.diagnostics import Report
from generator.installed import installed
from generator.load.context import read_context
from generator.load.loading import load
from newsroom.desk.alarms import alarms
from newsroom.desk.asking import ask_feeds
from newsroom.desk.candidates import candidates
from newsroom.desk.feed_states import InboxState
from newsroom.desk.inbox_decisions import FILE, Decision, add_decisions, read_decisions
from newsroom.desk.watched import Region, WatchedFeed, Watchlist
from newsroom.online.fetch import Fetched, FetchError
from newsroom.reading import NewsroomFiles

TODAY = dt.date(2026, 3, 9)
RSS = '<rss version="2.0"><channel><link>https://news.example.org/</link>{}</channel></rss>'
ITEM = "<item><title>{}</title><link>{}</link><pubDate>{}</pubDate></item>"
MONDAY = "Mon, 09 Mar 2026 08:00:00 GMT"


def items(*listed):
    """A feed of items: title, address and, unless it is Monday, the day of each."""
    return RSS.format("".join(ITEM.format(*item, MONDAY) for item in listed))


def served(pages):
    """A stand-in for the network: address → text, media type and, if it is another, where it leads."""

    def get(address, **_):
        if address not in pages:
            raise FetchError(address, "the server answers 404 Not Found", 404)
        text, kind, *moved = pages[address]
        return Fetched(text.encode(), kind, "utf-8", *(moved or [address]))

    return get


PORT = "Port closes after an attack"


def ask(pages, *slugs):
    """Ask feeds for the first time; return what is known of them."""
    state = InboxState()
    ask_feeds({slug: feed(slug) for slug in slugs}, state, TODAY, get=served(pages), pause=0)
    return state


def feed(slug, **values):
    """A watched feed at an invented address."""
    return WatchedFeed(slug, f"https://{slug}.example.org/f", "Herald", **values)


class Desk:
    """A site, its feeds and the state between two looks."""

    def __init__(self, root):
        self.root = root
        self.state = InboxState()

    def look(self, pages, feeds, today=TODAY, decisions=()):
        """Ask feeds and return the titles of the candidates, in order."""
        watched = Watchlist({"far": Region("Far", ("xx",))}, {one.slug: one for one in feeds})
        ask_feeds(watched.feeds, self.state, today, get=served(pages), pause=0)
        site = replace(
            load(self.root, installed()).checked,
            extras={"newsroom": NewsroomFiles(watched=watched)},
        )
        context = replace(read_context(self.root, installed(), Report()), today=today)
        self.found = candidates(self.state, site, (), decisions, context)
        self.alarms = alarms(watched, self.state, today)
        return [one.lead.title for one in self.found]


@pytest.fixture
def desk(plain):
    """A desk over the plain site of the tests."""
    return Desk(plain)


def test_one_story_of_three_feeds(desk):
    """RSS with tracking parameters, a JSON Feed and a page of links give one candidate."""
    pages = {
        "https://a.example.org/f": (
            items((f"{PORT} - Herald", "https://news.example.org/1?utm_source=x")),
            "application/rss+xml",
        ),
        "https://b.example.org/f": (
            (
                '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1",'
                '"url":"https://news.example.org/1","title":"A port is closed"}]}'
            ),
            "application/json",
        ),
        "https://c.example.org/f": (
            '<html><body><a href="/news/today/port">Port closes after an attack</a></body></html>',
            "text/html",
        ),
    }
    titles = desk.look(pages, [feed("a"), feed("b"), feed("c", watch="page")])
    assert len(titles) == 1
    assert len(desk.found[0].entries) == 3
    assert "in 3 feeds" in [reason.text for reason in desk.found[0].reasons]


def test_decided_stories_stay_away(desk, tmp_path):
    """A decision covers the story's later reports at other addresses, too."""
    pages = {
        "https://a.example.org/f": (items((PORT, "https://a.example.org/1")), "text/xml"),
        "https://b.example.org/f": (items((PORT, "https://b.example.org/9")), "text/xml"),
    }
    desk.look(pages, [feed("a")])
    one = desk.found[0]
    decision = Decision(TODAY, one.id, "rejected", one.lead.title, one.keys, "Ann", "no news")
    add_decisions(tmp_path, [decision])
    decisions = read_decisions(tmp_path, Report())
    assert decisions == [decision]
    assert desk.look(pages, [feed("a"), feed("b")], TODAY + dt.timedelta(7), decisions) == []


def test_damaged_lines(tmp_path):
    """A line that cannot be read is reported at its place, and the others hold."""
    good = Decision(TODAY, "abc12", "taken", "A title", ("news.example.org/1",), "Ann")
    add_decisions(tmp_path, [good])
    with (tmp_path / FILE).open("a") as stream:
        stream.write('<<<<<<< HEAD\n{"on": 1}\n')
    add_decisions(tmp_path, [good])
    report = Report()
    assert read_decisions(tmp_path, report) == [good, good]
    assert [problem.place.line for problem in report.diagnostics] == [2, 3]


@pytest.mark.parametrize(
    "text, kind, said",
    [
        ('<!DOCTYPE x [<!ENTITY a "b">]><rss version="2.0"></rss>', "text/xml", "entities"),
        ("<html><body><p>We have moved</p></body></html>", "text/html", "not a feed"),
        (RSS.format(""), "text/xml", "no entries"),
        ('{"version": 1}', "application/json", "cannot be read"),
    ],
)
def test_alarms(desk, text, kind, said):
    """A feed that is of no use is told, since its first day."""
    pages = {"https://a.example.org/f": (text, kind)}
    desk.look(pages, [feed("a")])
    desk.look(pages, [feed("a")], TODAY + dt.timedelta(7))
    (alarm,) = desk.alarms
    assert said in alarm.message
    assert alarm.since == TODAY


def test_silence(desk):
    """A feed is silent when it has had nothing for three times its usual interval."""
    days = [TODAY - dt.timedelta(2 * number) for number in range(6)]
    listed = [
        (f"News number {day}", f"https://a.example.org/{day}", f"{day:%d %b %Y} 08:00 GMT")
        for day in days
    ]
    pages = {"https://a.example.org/f": (items(*listed), "text/xml")}
    desk.look(pages, [feed("a")], TODAY + dt.timedelta(6))
    assert desk.alarms == []
    desk.look(pages, [feed("a")], TODAY + dt.timedelta(7))
    [alarm] = desk.alarms
    assert alarm.message.startswith("nothing new for 7 days")


def test_dates_that_cannot_be(desk):
    """An entry of 2099 counts as one of today, and an old one is no news."""
    text = items(
        ("From the far future of all", "https://a.example.org/1", "01 Jan 2099 00:00 GMT"),
        ("From long ago in the past", "https://a.example.org/2", "01 Jan 2019 00:00 GMT"),
    )
    pages = {"https://a.example.org/f": (text, "text/xml")}
    assert desk.look(pages, [feed("a")]) == ["From the far future of all"]
    assert desk.found[0].day == TODAY


@pytest.mark.parametrize(
    "text, kind, watch",
    [
        (RSS.format("<item><title>&#x110000;</title></item>"), "text/xml", "feed"),
        (RSS.format("<item><title>&#xD800; closes</title></item>"), "text/xml", "feed"),
        ('<html><body><a href="http://[">Port closes after attack</a>', "text/html", "page"),
        ('<html><body><a href="http://℀.com">Port closes after attack</a>', "text/html", "page"),
    ],
)
def test_one_broken_feed(desk, text, kind, watch):
    """Characters and addresses that cannot exist stop one feed at most, and never the others."""
    pages = {
        "https://a.example.org/f": (text, kind),
        "https://b.example.org/f": (items((PORT, "https://b.example.org/1")), "text/xml"),
    }
    assert desk.look(pages, [feed("a", watch=watch), feed("b")]) == [PORT]
    [alarm] = desk.alarms
    assert (alarm.feed, alarm.since) == ("a", TODAY)


def test_robots_of_another_host():
    """A feed that moved to a host whose rules forbid reading it is not read there."""
    text = items((PORT, "https://b.example.org/1"))
    pages = {
        "https://b.example.org/robots.txt": ("User-agent: *\nDisallow: /", "text/plain"),
        "https://a.example.org/f": (text, "text/xml", "https://b.example.org/f"),
    }
    state = ask(pages, "a")
    assert state.feeds["a"].problem == (
        "it leads to https://b.example.org/f, and the robots.txt of b.example.org does not allow "
        "us to read it"
    )
    assert state.entries == {}


@pytest.mark.parametrize(
    "rules, reason",
    [
        ("User-agent: *\nDisallow: //[", "cannot be used: its rules cannot be read"),
        ("User-agent: *\nCrawl-delay: ²", "cannot be used: its rules cannot be read"),
        (f"User-agent: *\nCrawl-delay: {'9' * 5_000}", "cannot be used: its rules cannot be read"),
        ("User-agent: *\nRequest-rate: ²/1", "cannot be used: its rules cannot be read"),
        ("\ufeffUser-agent: *\nDisallow: /", "does not allow us to read it"),
    ],
)
def test_hostile_rules(rules, reason):
    """A robots.txt that Python cannot read stops its own host, and no other."""
    pages = {
        "https://a.example.org/robots.txt": (rules, "text/plain"),
        "https://b.example.org/f": (items((PORT, "https://b.example.org/1")), "text/xml"),
    }
    state = ask(pages, "a", "b")
    assert state.feeds["a"].problem == f"the robots.txt of a.example.org {reason}"
    assert state.feeds["b"].problem == ""


@pytest.mark.parametrize(
    "status, reason",
    [
        (0, "there is no such host"),
        (503, "the server answers 503"),
        (403, "the server answers 403"),
    ],
)
def test_rules_that_cannot_be_fetched(status, reason):
    """A host that cannot be asked for its rules is not said to forbid anything."""

    def get(address, **_):
        raise FetchError(address, reason, status)

    state = InboxState()
    ask_feeds({"a": feed("a")}, state, TODAY, get=get, pause=0)
    said = f"the robots.txt of a.example.org cannot be used: {reason}"
    assert state.feeds["a"].problem == said


def test_identifiers_cannot_be_made_to_collide(desk):
    """An identifier has 60 bits: a feed cannot search for a second address with the same one."""
    text = items((PORT, "https://news.example.org/1"))
    desk.look({"https://a.example.org/f": (text, "text/xml")}, [feed("a")])
    assert len(desk.found[0].id) == 12


def test_many_damaged_lines(tmp_path):
    """A file that is damaged throughout costs no time, and decisions before the damage hold."""
    (tmp_path / FILE).parent.mkdir()
    add_decisions(tmp_path, [Decision(TODAY, "x", "taken", "A story", ())])
    with (tmp_path / FILE).open("a") as file:
        file.write("x\n" * 3_000_000)
    report = Report()
    start = time.process_time()
    assert [one.title for one in read_decisions(tmp_path, report)] == ["A story"]
    assert time.process_time() - start < 2
    assert len(report) == 102
    assert report.diagnostics[-1].place.line == 102
    assert report.diagnostics[-1].message.startswith("the lines from here on are not read")


def test_many_decisions_on_one_title(desk):
    """Fifty thousand decisions with one title are joined in a moment."""
    decisions = [Decision(TODAY, "x", "taken", PORT, ())] * 50_000
    start = time.process_time()
    assert desk.look({}, [feed("a")], decisions=decisions) == []
    assert time.process_time() - start < 10
