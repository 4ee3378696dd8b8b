"""What happened next: arrests and accusations that nobody continued are listed after weeks."""

import datetime as dt
import shutil

import pytest

from generator.load.loading import load
from generator.system.cache_folder import cache_of
from newsroom.desk.board import with_desk
from newsroom.desk.feed_entries import IncomingEntry
from newsroom.desk.feed_states import FeedState, InboxState, Seen, write_state
from newsroom.reading import files_of
from tests.calendar_day import set_today
from tests.corpus import MINIMAL, write_engine

TODAY = dt.date(2024, 6, 10)
FRONT = """---
title: {title}
date: {date}
source: {{name: Example News, url: "https://news.example.org/{slug}"}}
agencies: [aq-ioi]
themes: [{theme}]
summary: The institute said that it had invented a tool for people who read tests, {slug}.
{more}---

The institute said so about {slug}.
"""
WATCHED = 'feeds:\n  herald: {url: "https://herald.example.org/feed", outlet: Herald}\n'


@pytest.fixture
def next_lines(tmp_path, monkeypatch):
    """A function that writes an article and returns the lines of the part."""
    set_today(monkeypatch, TODAY)
    monkeypatch.setenv("DIGEST_CACHE_DIR", str(tmp_path / "caches"))
    root = shutil.copytree(MINIMAL, tmp_path / "site")
    write_engine(root)
    loaded = load(root).checked
    theme = next(iter(loaded.taxonomies["themes"].terms))
    name = loaded.taxonomies["agencies"].terms["aq-ioi"].name
    (root / "site_config/feeds.yml").write_text(WATCHED)
    entry = IncomingEntry(f"{name} opens a case", url="https://herald.example.org/1")
    feed = FeedState(url="https://herald.example.org/feed", answered=TODAY)
    state = InboxState({"herald": feed}, {"herald 1": Seen(entry, "herald", TODAY)})
    write_state(cache_of(root), state)

    def lines(title, date, more=""):
        slug = "the-case"
        text = FRONT.format(slug=slug, title=title, date=date, more=more, theme=theme)
        path = root / f"content/articles/{date}-{slug}.md"
        path.write_text(text)
        site = with_desk(load(root, preview=True)).site
        (part,) = [part for part in files_of(site).desk if part.title == "What happened next"]
        path.unlink()
        return [line for line in part.lines if title in line.text]

    return lines


@pytest.mark.parametrize("days, count", [(6, 0), (7, 1), (13, 1), (14, 0), (28, 1), (35, 0)])
def test_after_one_and_four_weeks(next_lines, days, count):
    """An arrest is listed in the second and in the fifth week."""
    found = next_lines("Officers arrested two inventors", TODAY - dt.timedelta(days))
    assert len(found) == count


def test_words_and_candidates(next_lines):
    """The line has the words to search for, and a candidate that names the same body."""
    (line,) = next_lines("Officers arrested two inventors", TODAY - dt.timedelta(8))
    assert "search for: " in line.text
    assert "in the inbox: " in line.text
    assert line.command.startswith("digest inbox --draft ")


def test_no_arrest(next_lines):
    """An article without an arrest or an accusation has no sequel to look for."""
    assert next_lines("Officers opened a library", TODAY - dt.timedelta(8)) == []
