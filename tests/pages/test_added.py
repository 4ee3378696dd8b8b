"""Articles in the order in which the ledger recorded them, newest first."""

import datetime as dt
from dataclasses import replace

from generator.model.feed_identity import identity
from generator.pages.archive_pages import newest_with_terms
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
    named = {
        identity(article, authority): days[article.slug]
        for article in ARTICLES
        if article.slug in days
    }
    return made.trees(replace(site, added=named if days else None))


def test_order():
    """Unrecorded articles come first, then by date of recording, then the undated by article date."""
    days = {"new": dt.date(2024, 5, 3), "late": dt.date(2024, 6, 1), "old": None}
    page = composed(days)["added/"]
    assert [head.text for head in page.all("h2")] == [
        "New 1",
        "Added on 1 June 2024 1",
        "Added on 3 May 2024 1",
        "Earlier 1",
    ]
    text = page.text
    positions = [text.index(f"Title of {slug}") for slug in ("unrecorded", "late", "new", "old")]
    assert positions == sorted(positions)


def test_added_late():
    """An old report added last is on the front page, below the newest reports."""
    newer = [
        made.article(f"newer{day}", f"2025-05-{day + 1:02}", terms={"topics": "red"})
        for day in range(7)
    ]
    site = made.site([made.taxonomy("topics", "red")], [*ARTICLES, *newer])
    authority = site.settings.authority
    days = {identity(article, authority): dt.date(2025, 6, 1) for article in [*newer, ARTICLES[1]]}
    front = made.tree(replace(site, added=days), "")
    added = front.first(css="front-side").first("ul", css="related")
    assert [" ".join(item.text.split()) for item in added.all("li")] == [
        "Title of late added on 1 Jun 2025"
    ]
    assert (
        front.first(css="front-date").text
        == "Newest report: 7 May 2025 · last edited on 1 June 2025"
    )


def test_without_ledger():
    """Without a ledger the page says that dates are unknown, and nothing links to it."""
    pages = composed({})
    assert "does not record" in pages["added/"].text
    assert not [href for href in pages["archive/"].links() if "added/" in href]


def test_shown_elsewhere():
    """The front page lists each recent addition once; the article shows the date added."""
    pages = composed({"new": dt.date(2024, 5, 3), "late": dt.date(2024, 6, 1), "old": None})
    front = pages[""]
    assert "added on" not in front.text, "both are among the newest"
    assert "added/" in {markup.target("", href) for href in front.links()}
    late = pages["articles/2020/01/late/"]
    assert "added on 1 June 2024" in late.first(css="dateline").text


def test_newest_with_terms():
    """Browsers get a list of the articles added last, each with the pages that list it."""
    site = made.site([made.taxonomy("topics", "red")], ARTICLES)
    days = {
        identity(article, site.settings.authority): dt.date(2024, 5, 3) for article in ARTICLES[:1]
    }
    newest = newest_with_terms(replace(site, added=days))
    assert newest[-1] == ("articles/2024/05/new/", ["topics/red/"])
    assert len(newest) == len(ARTICLES)
