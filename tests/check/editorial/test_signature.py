import datetime as dt
import pickle

import msgspec
import pytest

from generator.check.article_fields import check_article
from generator.check.editorial.signature import Signature, signature, sketch, source_key
from generator.diagnostics.diagnostics import Place, Report
from generator.model.limits import LIMITS
from generator.read.document import parse

LONG = " ".join(f"word{n}" for n in range(300))
TEXT = """---
title: Vera Examplyev shows the Readalot
date: 2024-05-02
source: {name: Example News, url: "https://www.example.org/news/1?utm_source=x"}
agencies: [aq-ioi]
themes: [phishing]
summary: At the Fair of Examples the institute said that it had invented CVE-2024-1 for readers.
events: [{date: 2024-04-30, label: Fair}]
people: [Jane Example, Somebody Else]
"""


def signed(context, extra="", body=LONG) -> Signature | None:
    document = parse(f"{TEXT}{extra}---\n\n{body}\n".encode(), "a.md", LIMITS, Report())
    return signature(check_article(document, context, Report()), document, "agencies")


def test_content_of_a_signature(context):
    made = signed(context)
    assert (made.path, made.slug, made.address) == ("a.md", "a", "example.org/news/1")
    assert made.place == Place("a.md", 4, 35)
    assert (made.outlet, made.leading, made.linked, made.settled) == (
        "example news",
        ("aq-ioi",),
        (),
        False,
    )
    assert sorted(map(dt.date.fromordinal, made.days)) == [
        dt.date(2024, 4, 30),
        dt.date(2024, 5, 2),
    ]
    assert set(made.names) == {
        "Vera",
        "Examplyev",
        "Readalot",
        "Fair",
        "Examples",
        "CVE-2024-1",
        "Somebody Else",
    }
    assert list(made.hashes()) == sorted(set(made.hashes()))
    assert len(made.hashes()) == 64
    assert made.hashes(12) == made.hashes()[:12]


def test_can_be_stored_and_compared(context):
    first = signed(context)
    assert signed(context) == first
    assert hash(signed(context)) == hash(first)
    assert pickle.loads(pickle.dumps(first)) == first
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(first), type=Signature) == first


def test_empty_same_event_is_settled(context):
    assert signed(context, "same_event: []\n").settled
    assert signed(context, "same_event: [b]\n").linked == ("b",)


def test_retracted_article_has_no_signature(context):
    assert signed(context, "retracted: {date: 2024-05-03, reason: It was wrong.}\n") is None


def test_a_title_in_capitals_has_no_names(context):
    document = parse(
        TEXT.replace("shows the", "Shows The").encode() + b"---\n\nText.\n",
        "a.md",
        LIMITS,
        Report(),
    )
    made = signature(check_article(document, context, Report()), document, "agencies")
    assert "Readalot" not in made.names
    assert "Examples" in made.names


def test_a_short_text_has_no_sketch():
    assert sketch("A made-up report, told in one sentence.") == b""
    assert sketch(LONG) == sketch(LONG.upper().replace(" ", ", "))
    assert sketch(f"{LONG} [a](https://example.org/b)") == sketch(f"{LONG} a")


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/news/a.html",
        "https://www.Example.ORG:443/news/a.html#top",
        "https://example.org/news/%61.html?utm_source=feed&fbclid=1",
        "https://m.example.org/news/a.html",
        "https://example.org/news/a.html?amp=1",
        "https://example.org/news/a.amp.html",
        "https://www-example-org.cdn.ampproject.org/c/s/www.example.org/news/a.html",
        "https://www.google.com/amp/s/example.org/news/a.html",
        "https://web.archive.org/web/20240502000000/https://example.org/news/a.html",
    ],
)
def test_addresses_of_one_page(address):
    assert source_key(address) == "example.org/news/a.html"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("https://example.org/?id=1", "https://example.org/?id=2", False),
        ("https://example.org/?a=1&b=2", "https://example.org/?b=2&a=1", True),
        ("https://example.org/A", "https://example.org/a", False),
        ("https://example.org/a/", "https://example.org/a", True),
        ("https://example.org/a%2Fb", "https://example.org/a/b", False),
        ("https://example.org/%C3%A9", "https://example.org/%c3%a9", True),
        ("https://пример.example.org/a", "https://xn--e1afmkfd.example.org/a", True),
        ("https://news.example.org/a", "https://example.org/a", False),
        ("https://example.org:8080/a", "https://example.org/a", False),
    ],
)
def test_one_page_or_two(one, other, same):
    assert (source_key(one) == source_key(other)) == same


@pytest.mark.parametrize("address", ["http://[bad", "", "https://", "%", "https://é%.org/%zz"])
def test_no_address_raises(address):
    assert isinstance(source_key(address), str)
