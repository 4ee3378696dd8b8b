"""`digest report`."""

import datetime as dt
import shutil

import pytest

from generator.system.cache_folder import cache_of
from newsroom.desk.feed_states import FeedState, InboxState, write_state
from tests.command import digest
from tests.corpus import MINIMAL


@pytest.fixture
def site(tmp_path):
    shutil.copytree(MINIMAL, tmp_path / "site")
    (tmp_path / "site/mkdocs.yml").write_text("plugins: [digest]\n")
    return tmp_path / "site"


def on(root, *arguments):
    return digest(root, "report", "--all", *arguments)


def test_text(site):
    result = on(site)
    assert result.exit_code == 0
    assert "agencies/aq-ioi: Institute of Inventions" in result.stdout
    assert "sources without a stored copy: 1" in result.stdout


def test_alarms(site):
    """Feeds that need attention are told, if they were asked here."""
    assert "feeds that need attention: none" in on(site).stdout
    lines = "feeds:\n  herald: {url: https://news.example.org/feed, outlet: Herald}\n"
    (site / "site_config" / "feeds.yml").write_text(lines)
    since = dt.date(2024, 5, 2)
    known = FeedState(problem="the \x1bserver answers 404", failing_since=since)
    write_state(cache_of(site), InboxState(feeds={"herald": known}))
    text = on(site).stdout
    assert "\x1b" not in text
    lines = text[text.index("feeds that need attention: 1\n") :].splitlines()
    assert lines[1].startswith("  herald: the ")
    assert lines[1].endswith("server answers 404, since 2024-05-02")


def test_errors(site):
    """Articles with errors are left out, and the output says so."""
    (site / "content/articles/2024-05-09-added.md").write_text("---\ntitle: x: y\n---\n")
    result = on(site)
    assert result.exit_code == 0
    assert "see digest check" in result.stderr


def test_no_settings(site):
    (site / "site_config/site.yml").unlink()
    assert on(site).exit_code == 1


def test_ten_lines(site):
    """Without --all, the report is a line for each kind of finding."""
    lines = digest(site, "report").stdout.splitlines()
    assert len(lines) <= 10
    assert lines[-1].endswith(": digest report --all")
