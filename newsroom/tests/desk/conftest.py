"""A small site on the desk of its editors."""

import datetime as dt
import shutil

import pytest

from generator.installed import installed
from generator.load.loaded import Wanted
from generator.load.loading import load
from generator.system.cache_folder import cache_of
from newsroom.desk.board import with_desk
from newsroom.desk.feed_entries import IncomingEntry
from newsroom.desk.feed_states import FeedState, InboxState, Seen, write_state
from tests.calendar_day import set_today
from tests.corpus import MINIMAL, write_engine

TODAY = dt.date(2024, 6, 10)
FRONT = """---
title: {title}
date: {date}
source: {{name: Example News, url: "https://news.example.org/{slug}"}}
agencies: [aq-ioi]
themes: [phishing]
summary: The institute said that it had invented a tool for people who read tests, {slug}.
{more}---

The institute said so about {slug}.
"""
WATCHED = """regions:
  far: {name: Far, countries: [AQ]}
feeds:
  herald: {url: "https://herald.example.org/feed", outlet: Herald, region: far, language: en}
"""


@pytest.fixture
def root(tmp_path, monkeypatch):
    """The minimal site with a watched feed, on 10 June 2024."""
    set_today(monkeypatch, TODAY)
    monkeypatch.setenv("DIGEST_CACHE_DIR", str(tmp_path / "caches"))
    root = write_engine(shutil.copytree(MINIMAL, tmp_path / "site"))
    (root / "site_config/feeds.yml").write_text(WATCHED)
    return root


def write_article(root, slug, date, title, more=""):
    """Write an article; return its file."""
    file = root / f"content/articles/{date}-{slug}.md"
    file.write_text(FRONT.format(slug=slug, title=title, date=date, more=more))
    return file


def put_in_inbox(root, title, **state):
    """Let the watched feed have an entry, and be in a state."""
    entry = IncomingEntry(title, url="https://herald.example.org/1")
    feed = FeedState(url="https://herald.example.org/feed", **state)
    seen = Seen(entry, "herald", TODAY)
    write_state(cache_of(root), InboxState({"herald": feed}, {"herald 1": seen}))


def desk_of(root):
    """The loaded site with its desk."""
    loaded = load(root, installed(), Wanted(preview=True))
    assert loaded.report.ok, list(loaded.report)
    return with_desk(loaded)


def parts_of(root):
    """The lines of each part of the desk."""
    *_, page = desk_of(root).pages
    return {part.title: part.lines for part in page.content().parts}
