"""Articles in the order in which the ledger recorded them, newest first."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from generator.model.feed_identity import identity
from tests import made, markup

ARTICLES = [
    made.article(slug, date, terms={"topics": "red"})
    for slug, date in {
        "new": "2024-05-02",
        "late": "2020-01-02",
        "old": "2023-05-02",
        "unrecorded": "2019-05-02",
    }.items()
]


def composed(days):
    site = made.site([made.taxonomy("topics", "red")], ARTICLES)
    authority = site.settings.authority
    named = {identity(article, authority): days[article.slug] for article in ARTICLES if article.slug in days}
    return made.composed(replace(site, added=named if days else None))


def test_order():
    """Unrecorded articles come first, then by date of recording, then the undated by article date."""
    days = {"new": dt.date(2024, 5, 3), "late": dt.date(2024, 6, 1), "old": None}
    page = markup.parse(composed(days)["added/"].content)
    assert [head.text for head in page.all("h2")] == [
        "New 1",
        "Added on 1 June 2024 1",
        "Added on 3 May 2024 1",
        "Earlier 1",
    ]
    text = page.text
    positions = [text.index(f"Title of {slug}") for slug in ("unrecorded", "late", "new", "old")]
    assert positions == sorted(positions)


def test_without_ledger():
    """Without a ledger the page says that dates are unknown, and nothing links to it."""
    pages = composed({})
    assert "does not record" in pages["added/"].content
    assert "added/" not in pages["archive/"].content


def test_shown_elsewhere():
    """The front page lists the latest additions; articles and entries show the date added."""
    pages = composed({"new": dt.date(2024, 5, 3), "late": dt.date(2024, 6, 1), "old": None})
    front = markup.parse(pages[""].content)
    assert [item.first("a").text for item in front.first("ul", css="lines").all("li")] == [
        "Title of late",
        "Title of new",
    ]
    late = markup.parse(pages["articles/2020/01/late/"].content)
    assert "added on 1 June 2024" in late.first(css="dateline").text
    entries = {entry.first("a").text: entry for entry in front.all("article", css="entry")}
    assert entries["Title of late"].attributes["data-added"] == "2024-06-01"
    assert "data-added" not in entries["Title of old"].attributes
