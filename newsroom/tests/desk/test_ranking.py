"""The order of the inbox: what names our bodies and subjects first, whoever reports it."""

import datetime as dt
import random
import time
from dataclasses import replace
from functools import partial
from pathlib import Path

import pytest

from generator.diagnostics.diagnostics import Report
from generator.installed import installed
from generator.load.context import read_context
from generator.load.loading import load
from newsroom.desk.candidates import candidates, worth_listing
from newsroom.desk.feed_entries import IncomingEntry, read_entries
from newsroom.desk.feed_states import InboxState, Seen
from newsroom.desk.watched import WatchedFeed, Watchlist
from newsroom.importer.claims import IntakeError
from newsroom.importer.import_run import guarded
from newsroom.importer.receive import Input
from newsroom.reading import files_of
from tests.corpus import PROJECT

TODAY = dt.date(2026, 3, 9)
TITLES = Path(__file__).with_name("titles.txt").read_text()
BODIES = ("gb-ncsc", "de-bsi", "fr-anssi", "eu-europol", "it-acn", "kz-knb")


def watched_feed(slug, **terms):
    """A feed at an invented address, of an outlet that the registry has."""
    address = f"https://{slug}.example.org/feed"
    return WatchedFeed(slug, address, "Herald", terms={"sources": ("azertag",), **terms})


FEEDS = {
    f"o{number}": watched_feed(f"o{number}", agencies=(body,)) for number, body in enumerate(BODIES)
}
FEEDS |= {f"p{number}": watched_feed(f"p{number}") for number in range(20)}


class Inbox:
    """This digest's own registries and articles, and any entries."""

    def __init__(self):
        self.loaded = load(PROJECT, installed())
        self.context = replace(read_context(PROJECT, installed(), Report()), today=TODAY)
        own = replace(files_of(self.loaded.checked), watched=Watchlist({}, FEEDS))
        extras = {**self.loaded.checked.extras, "newsroom": own}
        self.site = replace(self.loaded.checked, extras=extras)

    def look(self, entries, decisions=()):
        """The candidates, in order; an entry is a feed, a title and a summary."""
        state = InboxState()
        for number, (feed, title, summary, age) in enumerate(entries):
            address = f"https://{feed}.example.org/{number}"
            entry = IncomingEntry(title, address, summary, TODAY - dt.timedelta(age))
            state.entries[f"{feed} {number}"] = Seen(entry, feed, TODAY)
        return candidates(state, self.site, (), decisions, self.context)


@pytest.fixture(scope="module")
def inbox():
    """The inbox of this digest."""
    return Inbox()


def labelled(shuffle):
    """The titles of `titles.txt` in another order; of newsrooms' news, two in five are kept."""
    labels, entries = {}, []
    for line in TITLES.splitlines():
        if line.startswith("#"):
            continue
        head, _, summary = line.partition(" | ")
        sign, kind, _, title = head.split(" ", 3)
        if (sign, kind) == ("+", "p") and shuffle.random() > 0.4:
            continue
        labels[title] = (sign, kind)
        feed = shuffle.choice([slug for slug in FEEDS if slug.startswith(kind)])
        entries.append((feed, title, summary, shuffle.randrange(6)))
    shuffle.shuffle(entries)
    return labels, entries


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_news_comes_first(inbox, seed):
    """Of titles in ten languages the first are news, and what bodies report is among them."""
    labels, entries = labelled(random.Random(seed))
    found = inbox.look(entries)
    signs = [labels[one.lead.title] for one in found]
    assert [sign for sign, _ in signs[:10]].count("+") >= 8
    assert [sign for sign, _ in signs[:30]].count("+") >= 24
    official = signs.count(("+", "o"))
    assert signs[:40].count(("+", "o")) >= 0.9 * official
    listed = worth_listing(found)
    news = [one for one in listed if labels[one.lead.title][0] == "+"]
    assert len(news) >= 0.75 * sum(sign == "+" for sign, _ in signs)
    assert len(listed) < len(found) / 2, "most of what is no news is folded"


def test_registered_outlets_are_no_bodies(inbox):
    """A recipe of a registered agency is behind a warning that names two bodies."""
    found = inbox.look(
        [
            ("p1", "Ten recipes for autumn", "", 0),
            ("p2", "FBI and CISA warn of Chinese attacks on power grids", "", 3),
            ("o1", "We are hiring", "", 0),
        ]
    )
    assert [one.lead.title[:3] for one in found] == ["FBI", "We ", "Ten"]
    texts = [reason.text for reason in found[0].reasons]
    assert texts[0] == "FBI, CISA in the title"
    assert "reported by a body itself" in [reason.text for reason in found[1].reasons]
    assert worth_listing(found) == found[:2]


def test_title_that_names_everybody(inbox):
    """A list of all bodies is about none of them: it is behind a title about one."""
    bodies = inbox.site.taxonomies["agencies"]
    everybody = ", ".join(term.acronym or term.name for term in bodies)
    titles = [
        ("p1", everybody, "", 0),
        ("p2", "x" * 10_000, everybody, 0),
        ("p3", "Europol closes a market", "", 5),
    ]
    found = inbox.look(titles)
    assert found[0].lead.title == "Europol closes a market"


def test_one_story_in_two_languages(inbox):
    """Both reports are listed and say what they name; neither hides the other."""
    found = inbox.look(
        [
            ("p1", "Europol takes down ransomware servers", "", 0),
            ("p2", "Europol schaltet Ransomware-Server ab", "", 0),
            ("p3", "Ten recipes for autumn", "", 0),
        ]
    )
    assert [one.terms.get("agencies") for one in found[:2]] == [("eu-europol",)] * 2


def test_three_years_of_neglect(inbox):
    """Of 20,000 old entries none is listed, and 3,000 new ones are ranked in seconds."""
    old = [
        ("p1", f"Europol closes market {number}", "", 40 + number % 900) for number in range(20_000)
    ]
    new = [("p2", f"CISA warns of flaw {number} in a gateway", "", 1) for number in range(3_000)]
    start = time.process_time()
    found = inbox.look(old + new)
    assert len(found) == 3_000
    assert time.process_time() - start < 60


def test_a_million_entries():
    """A feed of a million entries, or of endless titles, ends in seconds and floods no list."""
    items = "<item><title>Europol closes a market</title></item>" * 1_000_000
    feed = f'<rss version="2.0"><channel>{items}</channel></rss>'
    start = time.monotonic()
    with pytest.raises(IntakeError, match="at most 300,000 are read"):
        guarded(partial(read_entries, Input(feed.encode(), "feed", "text/xml"), "feed"))
    assert time.monotonic() - start < 120
    items = f"<item><title>{'Europol ' * 1_250}</title><link>https://a.example.org/1</link></item>"
    feed = f'<rss version="2.0"><channel>{items}</channel></rss>'
    (entry,) = read_entries(Input(feed.encode(), "feed", "text/xml"), "feed")
    assert len(entry.title) <= 300
