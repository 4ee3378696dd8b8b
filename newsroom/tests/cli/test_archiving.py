"""`digest archive` lists sources without a copy, and writes down the copies that it is given."""

import datetime as dt

import pytest

from generator.load.link_history import Checked
from newsroom.cli import archiving
from newsroom.online.fetch import FetchError
from newsroom.online.link_history import write_history
from newsroom.online.wayback import Copy, RefusedError
from tests.check.golden_site import track
from tests.editing.conftest import ARTICLE

COPY = Copy("https://web.archive.org/web/20240503120000/https://x.org/", dt.date(2024, 5, 3))
FRONT = "# where it was\nauthors: [Jo Example] # the writer\n"


class Archive:
    """A stand-in for the archive: the last part of a source's address says how it answers."""

    def __init__(self):
        self.asked = []

    def find(self, url, _):
        self.asked.append(url)
        if "busy" in url:
            raise RefusedError("https://archive.org", "the archive asks us to wait (429)", 429)
        return COPY if "known" in url else None

    def save(self, url):
        self.asked.append(f"save {url}")
        if "broken" in url:
            raise FetchError("https://web.archive.org", "the server answers 503", 503)
        return Copy(COPY.url, dt.date(2026, 1, 2))


@pytest.fixture
def archive(monkeypatch):
    archive = Archive()
    monkeypatch.setattr(archiving, "Wayback", lambda: archive)
    archive.pauses = []
    monkeypatch.setattr(archiving.time, "sleep", archive.pauses.append)
    monkeypatch.setattr(archiving, "drawn", lambda articles, most, _: articles[:most])
    return archive


def saved_site(site):
    track(site.root, ["."])


def test_list(site, archive):
    """Without --save nothing is asked and nothing changes."""
    path = site.article("known")
    site.article("kept", "archive: {url: https://archive.example.org/1}\n")
    before = site.read(path)
    result = site.run("archive")
    assert result.stdout.splitlines() == [
        f"{path}: https://news.example.org/known",
        f"{ARTICLE}: https://news.example.org/1",
    ]
    assert "2 sources without an archived copy" in result.stderr
    assert site.run("archive", "--most", "1").stdout.count("\n") == 1
    assert (archive.asked, site.read(path)) == ([], before)


def test_save(site, archive):
    """A known copy is taken and a missing one is made; comments and text stay; the check is happy."""
    known = site.article("known", FRONT)
    site.article("new")
    text = site.read(known)
    saved_site(site)
    result = site.run("archive", "--save", "--most", "2")
    assert result.exit_code == 0, result.stderr
    line = f'archive:\n  url: {COPY.url}\n  date: "2024-05-03"\n'
    after = site.read(known)
    assert after.replace('"2024-05-03"', "2024-05-03") == text.replace(
        "\n---\n\nText", "\n" + line.replace('"', "") + "---\n\nText"
    )
    assert archive.asked == [
        "https://news.example.org/known",
        "https://news.example.org/new",
        "save https://news.example.org/new",
    ]
    assert archive.pauses == [15]
    assert "changed 2 files" in result.stdout
    assert "error" not in site.problems()


def test_unsaved_files(site, archive):
    """Files that git could not restore are refused before the archive is asked."""
    path = site.article("known")
    saved_site(site)
    site.write(path, site.read(path) + "\nMore.\n")
    result = site.run("archive", "--save")
    assert (result.exit_code, archive.asked) == (1, [])
    assert "git could not restore" in result.stderr
    assert site.run("archive", "--save", "--force").exit_code == 0


def test_failures(site, archive):
    """A failure is one line, and a refusal ends the run; what was found before is written."""
    known, broken = site.article("a-known"), site.article("b-broken")
    busy, never = site.article("c-busy"), site.article("d-never")
    saved_site(site)
    result = site.run("archive", "--save")
    assert result.exit_code == 0
    assert f"{broken}: https://web.archive.org: the server answers 503" in result.stderr
    assert "wait (429)" in result.stderr
    assert "archive:" in site.read(known)
    for path in (broken, busy, never):
        assert "archive:" not in site.read(path)
    assert not [url for url in archive.asked if "never" in url]


def test_no_network(site, archive):
    """If no source got a copy, as without a network, the command fails and writes nothing."""
    path = site.article("broken")
    saved_site(site)
    before = site.read(path)
    result = site.run("archive", "--save", "--most", "1")
    assert (result.exit_code, site.read(path)) == (1, before)
    assert "no source got a copy; the lines above say why" in result.stderr


def test_gone(site, archive):
    """A page that is gone is looked up, and not saved."""
    path = site.article("gone")
    today = dt.date(2026, 1, 2)
    link = Checked("https://news.example.org/gone", today, "gone", today)
    write_history(site.root, {link.url: link})
    saved_site(site)
    result = site.run("archive", "--save", "--most", "1")
    assert archive.asked == ["https://news.example.org/gone"]
    assert "the archive has no copy" in result.stderr
    assert "archive:" not in site.read(path)


def test_others_each_day():
    """Sources that the archive refuses do not keep the others back."""
    articles = list(range(100))
    days = [dt.date(2026, 1, 1) + dt.timedelta(days=number) for number in range(365)]
    drawn = [archiving.drawn(articles, 10, day) for day in days]
    assert {article for some in drawn for article in some} == set(articles)
    assert archiving.drawn(articles, 200, days[0]) != articles
