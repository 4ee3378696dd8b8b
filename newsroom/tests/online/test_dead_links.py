"""Checking links: the choice of links, politeness, and the meaning of answers."""

import datetime as dt
import threading
import time
from collections import Counter

import pytest

from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import Failure
from generator.load.link_history import FILE, Checked, known_dead, read_history, worth_telling
from generator.model.article import Archive, Body, Source
from newsroom.online.fetch import Fetched, FetchError, ask, ask_all
from newsroom.online.link_history import chosen, links_of, updated, write_history
from tests.made import article

DAY = dt.date(2024, 5, 2)
URL = "https://news.example.org/1"


def page(address):
    return Fetched(b"", "text/html", "", address)


def failing(message, status=0):
    def get(url):
        raise FetchError(url, message, status)

    return get


@pytest.mark.parametrize(
    "get, state, reason",
    [
        (page, "good", ""),  # page
        # front
        (lambda _: page("https://news.example.org/"), "gone", "leads to https://news.example.org/"),
        # 404
        (
            failing("the server answers 404 Not Found", 404),
            "gone",
            "the server answers 404 Not Found",
        ),
        # 410
        (failing("the server answers 410 Gone", 410), "gone", "the server answers 410 Gone"),
        # 403
        (
            failing("the server answers 403 Forbidden", 403),
            "trouble",
            "the server answers 403 Forbidden",
        ),
        # 503
        (failing("the server answers 503", 503), "trouble", "the server answers 503"),
        # host
        (failing("there is no such host"), "trouble", "there is no such host"),
        (failing("this is application/pdf", 200), "good", ""),  # pdf
    ],
)
def test_ask(get, state, reason):
    assert ask(URL, get)[:2] == (state, reason)


def test_intended_front_page():
    assert ask("https://news.example.org/", page)[0] == "good"


def test_links():
    """Links of source, archived copy and text are listed once, without fragments or internal ones."""
    body = Body(
        '<p><a href="https://a.example/?x=1&amp;y=2#z" rel="external noopener">x</a> <a href="\x01about/">y</a> <a href="mailto:a@example.org">z</a></p>'
    )
    one = article(
        "a", source=Source("N", URL), archive=Archive("https://archive.example.org/1"), body=body
    )
    two = article("b", source=Source("N", f"{URL}#again"), body=Body(""))
    assert list(links_of([one, two])) == [
        URL,
        "https://archive.example.org/1",
        "https://a.example/?x=1&y=2",
    ]


def found(checked, state="good", since=None, url=URL):
    return Checked(url, checked, state, since or checked)


def test_chosen():
    """Links never requested come first, then the oldest results; the number per host is limited."""
    urls = [f"https://one.example/{place:03}" for place in range(50)] + [
        "https://two.example/1",
        "https://three.example/1",
    ]
    history = {url: found(DAY) for url in urls[:50]} | {
        "https://two.example/1": found(DAY - dt.timedelta(1))
    }
    picked = chosen(urls, history, 10)
    assert picked[:3] == ["https://three.example/1", "https://two.example/1", urls[0]]
    assert len(picked) == 10
    assert Counter(url.split("/")[2] for url in chosen(urls, {}, 100))["one.example"] == 20


def test_polite():
    """A host gets one request at a time, with pauses; several hosts are asked in parallel."""
    busy, most, lock = Counter(), Counter(), threading.Lock()

    def get(url):
        host = url.split("/")[2]
        with lock:
            busy[host] += 1
            most[host] = max(most[host], busy[host])
        time.sleep(0.01)
        with lock:
            busy[host] -= 1
        return page(url)

    urls = [f"https://{host}.example/{place}" for host in "abc" for place in range(3)]
    start = time.monotonic()
    answers = ask_all(urls, get, pause=0.05)
    assert time.monotonic() - start >= 0.1
    assert set(answers) == set(urls)
    assert set(most.values()) == {1}


def test_offline():
    """If no server answers, the error is that this machine is offline."""
    with pytest.raises(Failure, match="online"):
        ask_all([URL], failing("there is no such host"))
    assert ask_all([], page) == {}


def test_updated():
    later = DAY + dt.timedelta(10)
    history = {URL: found(DAY), "https://gone.example/1": found(DAY)}
    after = updated(history, {URL: ("gone", "404", True)}, [URL], later, {})
    assert set(after) == {URL}
    assert after[URL] == Checked(URL, later, "gone", later, "404")
    again = updated(after, {URL: ("gone", "410", True)}, [URL], later + dt.timedelta(1), {})
    assert (again[URL].since, again[URL].reason) == (later, "410")


def test_changed_text():
    """A source whose text is not that of the first check has changed, until it is that again."""
    good = {URL: ("good", "", True)}
    states = []
    history = {}
    for place, text in enumerate(["", "one", "one", "two", "", "three", "one", ""]):
        texts = {URL: text} if text else {}
        history = updated(history, good, [URL], DAY + dt.timedelta(place), texts)
        states.append(history[URL].state)
        assert bool(worth_telling(history)) == (history[URL].state == "changed")
    assert states == [*["good"] * 3, *["changed"] * 3, *["good"] * 2]
    assert history[URL].text == "one"
    gone = updated(history, {URL: ("gone", "404", True)}, [URL], DAY + dt.timedelta(9), {})
    assert (gone[URL].state, gone[URL].text) == ("gone", "one")


def test_worth_reporting():
    """Links that are gone are reported at once, links in trouble after a week."""
    week = dt.timedelta(7)
    history = {
        "https://a.example/1": found(DAY, "gone", url="https://a.example/1"),
        "https://b.example/1": found(DAY, "trouble"),
        "https://c.example/1": found(DAY, "trouble", DAY - week, "https://c.example/1"),
        "https://d.example/1": found(DAY),
    }
    assert [link.url for link in worth_telling(history)] == [
        "https://c.example/1",
        "https://a.example/1",
    ]


def test_file(tmp_path):
    """The file survives a round trip; equal data gives equal bytes."""
    history = {
        URL: Checked(URL, DAY, "gone", DAY, "the server answers 404 “”", "a hash"),
        "https://a.example/1": found(DAY, url="https://a.example/1"),
    }
    assert read_history(tmp_path) == {}
    write_history(tmp_path, history)
    assert read_history(tmp_path) == history
    assert known_dead(tmp_path, Report())[0].url == URL
    text = (tmp_path / FILE).read_text()
    assert len(text.splitlines()) == len(history) + 2
    write_history(tmp_path, dict(reversed(history.items())))
    assert (tmp_path / FILE).read_text() == text


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        "[1]",
        '[{"url": "x"}]',
        '[{"url":1,"checked":"x","state":"good","since":"2024-05-02"}]',
        "\xff",
    ],
)
def test_damaged_file(tmp_path, text):
    """A damaged file is reported and not overwritten; builds continue without it."""
    file = tmp_path / FILE
    file.parent.mkdir()
    file.write_text(text, encoding="latin-1")
    with pytest.raises(Failure, match="cannot be read"):
        read_history(tmp_path)
    report = Report()
    assert known_dead(tmp_path, report) == ()
    assert [(problem.place.path, problem.code) for problem in report] == [(FILE, "unreadable")]
