"""The Wayback Machine's answers, good and bad, from a server on this machine."""

import datetime as dt
import json
from functools import partial
from urllib.parse import parse_qs, urlsplit

import pytest

from newsroom.online.fetch import FetchError, fetch
from newsroom.online.wayback import RefusedError, Wayback
from tests.server import QuietHandler, running

PAGE = "https://news.example.org/a?b=1&c=2"
DAY = dt.date(2024, 5, 2)


_TIMES = {
    "early": "20240101000000",
    "odd": "20241301000000",
    "future": "99991231235959",
    "short": "2024059000000",
}


class _Archive(QuietHandler):
    """The archive; the name in the asked address says how it answers."""

    def do_GET(self):
        self.server.asked.append(self.path)
        if self.path.startswith("/wayback/available"):
            self.look_up(parse_qs(urlsplit(self.path).query))
        elif self.path.startswith("/save/"):
            self.save(self.path.removeprefix("/save/"))
        else:
            kind = "application/pdf" if "pdf" in self.path else "text/html"
            self.answer(200, b"A copy", kind)

    def look_up(self, query):
        name = urlsplit(query["url"][0]).path.strip("/")
        time = _TIMES.get(name, "20240503120000")
        closest = {"available": True, "status": "200", "timestamp": time, "url": "http://evil/"}
        answers = {
            "none": {"archived_snapshots": {}},
            "error": {"archived_snapshots": {"closest": {**closest, "status": "404"}}},
            "shape": {"archived_snapshots": {"closest": ["?"]}},
            "list": [],
        }
        answer = json.dumps(answers.get(name, {"archived_snapshots": {"closest": closest}}))
        if name == "html":
            self.answer(200, b"<p>Maintenance</p>")
        elif name.isdigit():
            self.answer(int(name))
        else:
            self.answer(200, answer.encode(), "application/json")

    def save(self, url):
        name = urlsplit(url).path.strip("/")
        if name.isdigit():
            self.answer(int(name))
        elif name == "login":
            self.answer(200, b"<p>Log in</p>")
        else:
            copy = f"/web/20260102030405/{url}"
            elsewhere = f"http://localhost:{self.server.server_port}{copy}"
            where = {"inside": "http://127.0.0.1:22/", "elsewhere": elsewhere}
            self.redirect(where.get(name, copy))


@pytest.fixture
def archive():
    """The archive on this machine, and the requests that it got."""
    with running(_Archive) as service:
        service.asked = []
        base = f"http://127.0.0.1:{service.server_port}"
        allowed = partial(lambda mine, _, asked: asked == mine, service.server_port)
        wayback = Wayback(partial(fetch, allowed=allowed), lookup=base, machine=base)
        yield base, wayback, service.asked


def test_find(archive):
    """The question has the whole address and the day; only the time stamp of the answer is used."""
    base, wayback, asked = archive
    copy = wayback.find(PAGE, DAY)
    assert copy == (f"{base}/web/20240503120000/{PAGE}", dt.date(2024, 5, 3))
    [path] = asked
    assert parse_qs(urlsplit(path).query) == {"url": [PAGE], "timestamp": ["20240502"]}


@pytest.mark.parametrize("name", ["none", "error", "early", "odd", "future", "short"])
def test_no_copy(archive, name):
    """No copy, that of an error, one of before the report, or one at no time, or not yet."""
    assert archive[1].find(f"https://news.example.org/{name}", DAY) is None


def test_the_day_before_counts(archive):
    """In another time zone a page was published a day earlier, as its copy says."""
    assert archive[1].find(PAGE, dt.date(2024, 5, 4)) is not None
    assert archive[1].find(PAGE, dt.date(2024, 5, 5)) is None


@pytest.mark.parametrize("name", ["html", "shape", "list"])
def test_not_an_answer(archive, name):
    with pytest.raises(FetchError, match="the archive's answer cannot be read"):
        archive[1].find(f"https://news.example.org/{name}", DAY)


def test_save(archive):
    """The archive redirects to the copy, whose address has its time."""
    base, wayback, asked = archive
    copy = wayback.save(PAGE)
    assert copy == (f"{base}/web/20260102030405/{PAGE}", dt.date(2026, 1, 2))
    assert asked == [f"/save/{PAGE}", f"/web/20260102030405/{PAGE}"]


@pytest.mark.parametrize(
    "name, says",
    [
        ("503", "the server answers 503"),
        ("login", "a page that is no copy"),
        ("pdf", "try again later"),
        ("elsewhere", "a page that is no copy"),
        ("inside", "is not on the public network"),
    ],
)
def test_not_saved(archive, name, says):
    """Every failure is one line; a redirect into a private network is not followed."""
    with pytest.raises(FetchError, match=says) as raised:
        archive[1].save(f"https://news.example.org/{name}")
    assert "\n" not in str(raised.value)
    assert not isinstance(raised.value, RefusedError)


def test_too_many(archive):
    """Both servers of the archive may ask us to stop."""
    url = "https://news.example.org/429"
    with pytest.raises(RefusedError, match="try again later"):
        archive[1].find(url, DAY)
    with pytest.raises(RefusedError, match="try again later"):
        archive[1].save(url)


def test_only_public_addresses(archive):
    """Without a test's permission, nothing on this machine is asked."""
    base, _, asked = archive
    with pytest.raises(FetchError, match="public network"):
        Wayback(lookup=base, machine=base).find(PAGE, DAY)
    assert asked == []
