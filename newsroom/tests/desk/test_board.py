"""The editors' desk of a preview: what it lists, and that nothing else has it."""

import datetime as dt
import shutil

import pytest

from generator.load.loading import load
from generator.pages.rendering import render
from generator.pages.shared_views import encoded, site_view
from generator.system.cache_folder import cache_of
from newsroom.desk.board import with_desk
from newsroom.desk.feed_entries import IncomingEntry
from newsroom.desk.feed_states import FeedState, InboxState, Seen, write_state
from newsroom.desk.inbox_decisions import Decision, add_decisions
from newsroom.reading import files_of
from tests.calendar_day import set_today
from tests.command import files, succeed
from tests.corpus import MINIMAL, write_engine
from tests.markup import parse

TODAY = dt.date(2024, 6, 10)
FRONT = """---
title: The institute says that {slug} happened
date: {date}
source: {{name: Example News, url: "https://news.example.org/{slug}"}}
agencies: [aq-ioi]
themes: [{theme}]
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
    """A site with two drafts, an event, a candidate and a feed that fails."""
    set_today(monkeypatch, TODAY)
    monkeypatch.setenv("DIGEST_CACHE_DIR", str(tmp_path / "caches"))
    root = shutil.copytree(MINIMAL, tmp_path / "site")
    write_engine(root)
    theme = next(iter(load(root).checked.taxonomies["themes"].terms))
    event = "events: [{date: 2024-06-20, label: The trial begins}]\n"
    for slug, date, more in (
        ("the-old", "2024-06-01", "draft: true\neditor: Anna Example\n"),
        ("the-new", "2024-06-09", "draft: true\n"),
        ("the-due", "2024-05-20", f"{event}editor: Bea Example\n"),
    ):
        text = FRONT.format(slug=slug, date=date, more=more, theme=theme)
        (root / f"content/articles/{date}-{slug}.md").write_text(text)
    (root / "site_config/feeds.yml").write_text(WATCHED)
    entry = IncomingEntry("A <b>bold</b> report", url="https://herald.example.org/1")
    url = "https://herald.example.org/feed"
    feed = FeedState(url=url, problem="the server answers 404", failing_since=TODAY)
    seen = Seen(entry, "herald", TODAY)
    write_state(cache_of(root), InboxState({"herald": feed}, {"herald 1": seen}))
    return root


def desk_of(root):
    loaded = load(root, preview=True)
    assert loaded.report.ok, list(loaded.report)
    return with_desk(loaded)


def test_desk_lists_what_editors_do(root):
    """Each line says which command deals with it."""
    parts = {part.title: part.lines for part in files_of(desk_of(root).site).desk}
    assert [line.text for line in parts["Drafts"]] == [
        "The institute says that the-new happened (nobody has it)",
        "The institute says that the-old happened (Anna Example)",
    ]
    assert [line.text for line in parts["Due"]] == [
        "20 June 2024: The trial begins",
        "A draft since 1 June 2024: The institute says that the-old happened",
    ]
    [candidate] = parts["Candidates"]
    assert candidate.text.startswith("A <b>bold</b> report")
    [alarm] = parts["Feeds that need attention"]
    assert "404" in alarm.text
    commands = [line.command for lines in parts.values() for line in lines]
    assert all(command.startswith("digest ") for command in commands)


def test_unfinished_draft_is_on_the_desk(root):
    """A draft of the inbox has neither title nor page yet, and somebody is writing it."""
    path = "content/articles/2024-06-09-begun.md"
    text = "---\ndate: 2024-06-02\neditor: Cem Example\ndraft: true\n---\n\nText.\n"
    (root / path).write_text(text)
    parts = {part.title: part.lines for part in files_of(desk_of(root).site).desk}
    [line] = [line for line in parts["Drafts"] if "Cem Example" in line.text]
    assert line.text == "begun (Cem Example)"
    assert line.command == f"digest check {path}"
    assert not line.address
    assert any("begun" in line.text for line in parts["Due"])


def test_draft_is_with_the_person_who_took_the_story(root):
    key = ("news.example.org/the-new",)
    add_decisions(root, [Decision(TODAY, "a1b2c3d4e5f6", "taken", "New", key, "Dan Example")])
    parts = {part.title: part.lines for part in files_of(desk_of(root).site).desk}
    texts = [line.text for line in parts["Drafts"]]
    assert "The institute says that the-new happened (Dan Example)" in texts
    assert "The institute says that the-old happened (Anna Example)" in texts


def test_desk_is_a_page_that_search_engines_leave_out(root):
    loaded = desk_of(root)
    [page] = [page for page in loaded.pages if page.address == "desk/"]
    html = render(encoded(page, site_view(loaded.site))).content
    assert "A &lt;b&gt;bold&lt;/b&gt; report" in html
    assert "Requests for corrections arrive as issues or by e-mail" in parse(html).text
    assert not page.indexed
    assert "Anna Example" in parse(html).text


def test_nothing_publishes_the_desk_or_an_editor(root):
    """Builds, previews in a folder and exports have neither the page nor the names."""
    for command in ("build", "build --preview", f"export {root.parent / 'export'}"):
        succeed(root, *command.split())
        folder = root / "site" if command.startswith("build") else root.parent / "export"
        written = files(folder, but="pagefind")
        assert not [path for path in written if path.startswith(("desk/", "docs/desk"))]
        assert not [path for path, data in written.items() if b"Anna Example" in data]
        assert not [path for path, data in written.items() if b"Bea Example" in data]


def test_only_previews_know_of_the_desk(root):
    assert not files_of(load(root).checked).desk
    assert not files_of(load(root, preview=True).checked).desk
