import threading

from generator.diagnostics.diagnostics import Place, Report
from generator.model.settings import LIMITS
from generator.read.document import parse
from newsroom.online.front_pages import check_online, links_of
from tests.said import placed

TEXT = """---
source: {url: https://example.org/source}
archive: {url: https://archive.example.org/1}
---

See [this](https://example.org/a_(b)?c=1#d "Title"), <https://example.org/e> and https://example.org/f.
Not `https://example.org/code`, [mail](mailto:a@example.org), [here](/about/), http://example.org/plain.

[1]: https://example.org/g
"""


def test_links_of_an_article():
    links = [
        (address, f"{place.line}:{place.column}")
        for address, place in links_of(parse(TEXT.encode(), "a.md", LIMITS, Report()))
    ]
    assert links == [
        ("https://example.org/source", "2:15"),
        ("https://archive.example.org/1", "3:16"),
        ("https://example.org/a_(b)?c=1#d", "6:12"),
        ("https://example.org/e", "6:55"),
        ("https://example.org/f", "6:82"),
        ("https://example.org/g", "9:6"),
    ]


def test_redirects_to_a_front_page():
    ends = {
        "https://example.org/gone": "https://example.org/",
        "https://example.org/lost": "https://www.example.org/en/",
        "https://example.org/moved": "https://example.org/new/moved",
        "https://example.org/silent": "",
    }
    links = [
        (address, Place("a.md", line))
        for line, address in enumerate([*ends, "https://example.org/gone"], 1)
    ]
    report = Report()
    check_online([*links, ("https://example.org/", Place("a.md", 9))], ends.__getitem__, report)
    assert placed(report) == [
        "1:1 link-to-home-page",
        "2:1 link-to-home-page",
        "5:1 link-to-home-page",
    ]


def test_each_address_is_requested_once_with_a_limit():
    requested, lock = [], threading.Lock()

    def resolve(address: str) -> str:
        with lock:
            requested.append(address)
        return ""

    links = [(f"https://example.org/{n % 700}", Place("a.md")) for n in range(1_400)]
    check_online(links, resolve, Report())
    assert len(requested) == len(set(requested)) == 500
