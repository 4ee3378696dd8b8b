"""Sixty feeds of a real server over six weeks: the right candidates, alarms and requests."""

import datetime as dt
from collections import Counter
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from tests.desk.feed_server import HOSTILE, PLAN, WEEKS, FeedServer, day_of, items_of, title_of

from generator.diagnostics.diagnostics import Report
from generator.installed import installed
from generator.load.context import read_context
from generator.load.loading import load
from generator.read.text import find_forbidden
from newsroom.desk.alarms import alarms
from newsroom.desk.asking import ask_feeds
from newsroom.desk.candidates import WINDOW, candidates
from newsroom.desk.feed_entries import plain as plain_text
from newsroom.desk.feed_states import read_state, write_state
from newsroom.desk.inbox_decisions import Decision, add_decisions, read_decisions
from newsroom.desk.watched import Watchlist
from newsroom.online.fetch import FetchError, fetch
from newsroom.reading import NewsroomFiles
from tests.server import running

USELESS = ("missing", "broken", "text", "bomb", "huge", "slow", "inward", "forbidden")
"""Feeds that never give an entry."""
SAID = {
    "missing": "404",
    "broken": "",
    "text": "not a feed",
    "bomb": "entities",
    "huge": "10 MB",
    "slow": "no answer",
    "inward": "not on the public network",
    "forbidden": "robots.txt",
}
CLEANED = [plain_text(title, 300) for title in HOSTILE]


@pytest.fixture
def server():
    """The server of all feeds."""
    feeds = FeedServer()
    with running(feeds.handler, host="") as service:
        feeds.port = service.server_port
        yield feeds


def expected_alarms(week):
    """Slug → kind of alarm, and the day on which the problem began."""
    due = {slug: ("failing", day_of(0)) for slug in USELESS}
    if week >= 1:
        due["silent"] = ("silent", day_of(0))
    if week in (1, 2):
        due["recovering"] = ("failing", day_of(1))
    if week >= 2:
        due["empty"] = ("failing", day_of(2))
        due["moved"] = due["moved-quietly"] = ("moved", None)
    if week >= 3:
        due["html"] = ("failing", day_of(3))
    return due


def expected_stories(week, decided):
    """The beginning of the title of every story that is news in a week and not decided."""
    first_days = {}
    for number in range(week + 1):
        failing = expected_alarms(number)
        for slug in PLAN:
            if failing.get(slug, ("",))[0] == "failing":
                continue
            shown = 1 if slug == "moved-quietly" and number == 2 else number
            for title, _, date in items_of(slug, shown):
                if title in HOSTILE:
                    continue
                published = dt.date.fromisoformat(date[:10]) if date else dt.date.max
                first_days.setdefault(beginning(title), min(published, day_of(number)))
    news = {story for story, day in first_days.items() if day_of(week) - day <= WINDOW}
    return sorted(news - set(map(beginning, decided)))


def beginning(title):
    """The first three words, by which the invented titles differ."""
    return " ".join(title.split()[:3])


class Weeks:
    """A desk that looks once a week, and an editor who decides on two candidates each time."""

    def __init__(self, root, cache, server):
        self.root, self.cache, self.server = root, cache, server
        self.loaded = load(root, installed())
        self.watched = Watchlist({}, server.feeds())
        self.decided = []
        self.at_once = Counter()
        self.most_at_once = Counter()

    def get(self, address, **options):
        """Fetch from the server, and count how many requests a host gets at once."""
        host = urlsplit(address).netloc
        self.at_once[host] += 1
        self.most_at_once[host] = max(self.most_at_once[host], self.at_once[host])
        try:
            # Only the slow feed runs out of time, even on a busy machine.
            seconds = 1.0 if address.endswith("/slow") else 120.0
            return fetch(address, allowed=self.server.allowed, seconds=seconds, **options)
        finally:
            self.at_once[host] -= 1

    def look(self, week):
        """Ask all feeds on the Monday of a week; return candidates and alarms."""
        today = day_of(week)
        self.server.week = week
        state = read_state(self.cache)
        ask_feeds(self.watched.feeds, state, today, get=self.get, pause=0.01)
        write_state(self.cache, state)
        site = replace(
            self.loaded.checked, extras={"newsroom": NewsroomFiles(watched=self.watched)}
        )
        context = replace(read_context(self.root, installed(), Report()), today=today)
        decisions = read_decisions(self.root, Report())
        return candidates(state, site, (), decisions, context), alarms(self.watched, state, today)

    def decide(self, week, found):
        """Take the first candidate, and reject the last."""
        made = []
        for one, verdict in ((found[0], "taken"), (found[-1], "rejected")):
            made.append(Decision(day_of(week), one.id, verdict, one.lead.title, one.keys, "Ann"))
        add_decisions(self.root, made)
        self.decided += [one.title for one in made]


def check_list(week, found, decided):
    """Every story is listed once, and nothing else is."""
    titles = [one.lead.title for one in found]
    hostile = [title for title in titles if title in CLEANED]
    others = [beginning(title) for title in titles if title not in CLEANED]
    assert sorted(others) == expected_stories(week, decided)
    assert len(hostile) == len(set(hostile))
    assert week > 0 or len(hostile) == 3
    assert len({one.id for one in found}) == len(found)
    for title in titles:
        assert len(title) <= 300
        assert not find_forbidden(title)
        assert "<" not in title
    shared = {beginning(title_of("shared-json", number)) for number in range(week + 1)}
    for one in found:
        if beginning(one.lead.title) in shared:
            assert len(one.entries) == 5


def check_alarms(week, told):
    """Exactly the feeds that are due are told, since the right day, with the reason."""
    due = expected_alarms(week)
    assert {one.feed: one.since for one in told} == {slug: day for slug, (_, day) in due.items()}
    begins = {"silent": "nothing new for", "moved": "it has moved for good", "failing": ""}
    for one in told:
        assert one.message.startswith(begins[due[one.feed][0]])
        assert SAID.get(one.feed, "") in one.message


def check_requests(server, week):
    """Each feed was asked once, in vain only when it failed; each host was asked for its rules."""
    statuses = server.statuses()
    assert "/forbidden" not in statuses
    for slug in set(PLAN) - {"forbidden", "slow", "huge"}:
        assert len(statuses[f"/{slug}"]) == 1, slug
    if week >= 1:
        assert statuses["/silent"] == [304]
    assert set(statuses["/robots.txt"]) == {200, 404}
    assert len(statuses["/robots.txt"]) == 16


def test_six_weeks(plain, tmp_path, server):
    """Each week has its stories once, each alarm when it is due, and few requests."""
    assert len(PLAN) == len(set(PLAN)) == 60
    weeks = Weeks(plain, tmp_path / "cache", server)
    for week in range(WEEKS):
        found, told = weeks.look(week)
        check_list(week, found, weeks.decided)
        check_alarms(week, told)
        check_requests(server, week)
        weeks.decide(week, found)
    assert set(weeks.most_at_once.values()) == {1}
    # On the same day again, nothing has changed, and every good feed says so.
    server.statuses()
    weeks.look(WEEKS - 1)
    statuses = server.statuses()
    for slug in set(PLAN) - {*USELESS, "html", "empty", "moved", "moved-quietly"}:
        assert statuses[f"/{slug}"] == [304], slug
    assert statuses["/new/moved"] == [304]


def test_this_machine_is_refused(server):
    """Without the tests' permission, no feed of this machine or its network is asked."""
    feed = server.feeds()["rss-1"]
    with pytest.raises(FetchError, match="not on the public network"):
        fetch(feed.url)
    assert server.asked == []
