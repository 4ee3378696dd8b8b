import datetime as dt
import pickle
from pathlib import Path

import msgspec
import pytest
import yaml

from generator.check.article_fields import check_article
from generator.check.duplicates import Origin, compared, origin
from generator.diagnostics.diagnostics import Place, Report
from generator.model.settings import LIMITS
from generator.read.document import parse
from generator.read.links.web_addresses import identity

CASES = yaml.safe_load(Path(__file__).with_name("compared.yml").read_text())


TEXT = """---
title: Vera Examplyev shows the Readalot, the Readalot
date: 2024-05-02
source: {name: Example News, url: "https://www.example.org/news/1?utm_source=x"}
agencies: [aq-ioi]
themes: [phishing]
summary: At the Fair of Examples the institute said that it had invented CVE-2024-1 for readers.
"""


def values(context, extra=""):
    document = parse(f"{TEXT}{extra}---\n\nText.\n".encode(), "a.md", LIMITS, Report())
    article = check_article(document, context, Report())
    return article, origin(article, document)


def test_values(context):
    made = compared(*values(context))
    assert (made.path, made.slug, made.origin.source) == ("a.md", "a", "example.org/news/1")
    assert made.origin.source_place == Place("a.md", 4, 35)
    assert made.origin.title_place == Place("a.md", 2, 8)
    assert dt.date.fromordinal(made.day) == dt.date(2024, 5, 2)
    assert made.title_words == ("vera", "examplyev", "shows", "the", "readalot")
    assert {"vera", "invented"} < made.all_words()
    assert made.origin.same_event is None


def test_can_be_stored_and_compared(context):
    _, first = values(context)
    assert values(context)[1] == first
    assert pickle.loads(pickle.dumps(first)) == first
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(first), type=Origin) == first


def test_empty_same_event_is_an_answer(context):
    assert values(context, "same_event: []\n")[1].same_event == ()
    assert values(context, "same_event: [b]\n")[1].same_event == ("b",)


def test_retracted_article_is_not_compared(context):
    assert values(context, "retracted: {date: 2024-05-03, reason: It was wrong.}\n")[1] is None


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/news/a.html",
        "https://www.Example.ORG:443/news/a.html#top",
        "https://example.org/news/a.html?utm_source=feed&fbclid=1",
        "https://m.example.org/news/a.html",
        "https://example.org/news/a.html?amp=1",
    ],
)
def test_addresses_of_one_page(address):
    assert identity(address) == "example.org/news/a.html"


@pytest.mark.parametrize("one, other, same", CASES["one page or two"])
def test_one_page_or_two(one, other, same):
    assert (identity(one) == identity(other)) == same


@pytest.mark.parametrize("address", ["http://[bad", "", "https://", "%", "https://é%.org/%zz"])
def test_no_address_raises(address):
    assert isinstance(identity(address), str)
