"""`digest report`."""

import datetime as dt
import shutil

import pytest

from generator.load.link_history import FILE
from generator.system.cache_folder import cache_of
from newsroom.desk.feed_states import FeedState, InboxState, write_state
from newsroom.online import fetch
from newsroom.online.fetch import Fetched, FetchError
from tests.command import digest, succeed
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


def test_online(site, monkeypatch):
    """Results of link checks are shown, stored, and shown again without new requests."""

    def gone(url, **_):
        raise FetchError(url, "the server answers 404 Not Found", 404)

    monkeypatch.setattr(fetch, "fetch", gone)
    result = on(site, "--online")
    assert "requesting 1 of 1 links" in result.stderr
    assert "https://news.example.org/1: the server answers 404 Not Found, since " in result.stdout
    assert (site / FILE).exists()
    assert "links to check: 1" in on(site).stdout
    succeed(site, "check")


PAGE = (
    "<html><head><title>A report</title><meta property='article:modified_time' content='{day}'>"
    "</head><body><nav>{day}</nav><article><h1>A report</h1>{text}</article></body></html>"
)
TEXT = (
    "<p>The Institute of Inventions said on Monday that {count} of its machines were stolen from "
    "a store in the old harbour, and that nobody was hurt while the thieves were at work.</p>"
    "<p>The police of the town are looking for three men who were seen with a blue van.</p>"
)


def test_changed_source(site, monkeypatch):
    """A source whose text has changed is told; a new day on its page is no change."""

    def run(day, count):
        page = PAGE.format(day=day, text=TEXT.format(count=count)).encode()
        monkeypatch.setattr(
            fetch, "fetch", lambda url, **_: Fetched(page, "text/html", "utf-8", url)
        )
        return on(site, "--online").stdout

    for day in ("2024-05-02", "2024-06-02"):
        assert "links to check: none" in run(day, 4)
    text = run("2024-06-02", 9)
    assert "https://news.example.org/1: its text has changed, since " in text
    assert "links to check: none" in run("2024-07-02", 4)


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


def test_offline(site, monkeypatch):
    """If no server answers, nothing is stored."""

    def nothing(url, **_):
        raise FetchError(url, "there is no such host")

    monkeypatch.setattr(fetch, "fetch", nothing)
    result = on(site, "--online")
    assert result.exit_code == 1
    assert "is this machine online?" in result.stderr
    assert not (site / FILE).exists()


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
