"""A local server with sixty feeds on sixteen hosts, whose content changes from week to week.

`PLAN` says what each feed is. Its stories have invented titles of invented words, so that only
those that report one event have words in common.
"""

import datetime as dt
import gzip
import hashlib
import json
import time
from collections import defaultdict
from contextlib import suppress
from html import escape

from newsroom.desk.watched import WatchedFeed
from tests.server import QuietHandler

FIRST_DAY = dt.date(2026, 3, 9)
WEEKS = 6
RSS, ATOM, JSON, PAGE = (
    "application/rss+xml",
    "application/atom+xml",
    "application/json",
    "text/html",
)
_SYLLABLES = ["ba", "ce", "di", "fo", "gu", "la", "me", "ni", "po", "ru", "sa", "te", "vi", "zo"]

PLAN = (
    *[f"rss-{number}" for number in range(9)],
    *[f"atom-{number}" for number in range(9)],
    *[f"json-{number}" for number in range(7)],
    *[f"page-{number}" for number in range(3)],
    *[f"shared-rss-{number}" for number in range(2)],
    *[f"shared-atom-{number}" for number in range(2)],
    "shared-json",
    "gzip",
    "gzip-atom",
    "undated",
    "undated-atom",
    "nameless",
    "nameless-atom",
    "future",
    "ahead",
    "twice",
    "again",
    "marks",
    "long",
    "large",
    "moved",
    "moved-quietly",
    "silent",
    "html",
    "empty",
    "missing",
    "broken",
    "text",
    "bomb",
    "huge",
    "slow",
    "inward",
    "forbidden",
    "recovering",
)
HOSTILE = (
    "Minister <script>alert(1)</script> &lt;img src=x onerror=alert(1)&gt; says @everyone fixes #1",
    "/close \u202ereversed\u202c and \u200bhidden \u0007 characters in a title ```` `x` [a](b)",
    "--- | ![picture](https://example.org/a.png) &amp;lt;b&amp;gt; https://example.org/bare",
)


Item = tuple[str, str, str]


def day_of(week: int) -> dt.date:
    """The Monday of a week, counted from 0."""
    return FIRST_DAY + dt.timedelta(7 * week)


def words_of(seed: str, count: int = 6) -> str:
    """A title of invented words that depend on a seed, all of them letters."""
    digest = hashlib.sha256(seed.encode()).digest()
    made = []
    for number in range(count):
        three = digest[3 * number : 3 * number + 3]
        made.append("".join(_SYLLABLES[byte % len(_SYLLABLES)] for byte in three))
    return " ".join(made).capitalize()


def title_of(slug: str, week: int) -> str:
    """The title of a feed's story of a week; several feeds share one story."""
    return words_of(f"shared {week}" if slug.startswith("shared") else f"{slug} {week}")


def items_of(slug: str, week: int) -> list[Item]:
    """Title, address and date (ISO 8601, or "") of a feed's items in a week, the newest first."""
    if slug == "silent":
        days = [FIRST_DAY - dt.timedelta(2 * number) for number in range(6)]
        address = "https://silent.example.org/news/{}"
        return [
            (words_of(f"silent {day}"), address.format(day), f"{day}T08:00:00Z") for day in days
        ]
    items = []
    for number in range(week, -1, -1):
        day = day_of(number)
        address = f"https://{slug}.example.org/news/{number}/story"
        items.append((title_of(slug, number), address, f"{day}T08:00:00Z"))
    return _with_accidents(slug, items)


def _with_accidents(slug: str, items: list[Item]) -> list[Item]:
    """Change items as feeds do that are not made with care."""
    title, address, date = items[0]
    if slug.startswith("shared"):
        return [(f"{title} - Outlet {slug}", f"{address}?utm_source={slug}", date), *items[1:]]
    if slug.startswith("undated"):
        return [(title, address, "") for title, address, _ in items]
    if slug.startswith("nameless"):
        return [(title, "", "") for title, _, _ in items]
    if slug == "future":
        return [(title, address, "2099-01-01T00:00:00Z") for title, address, _ in items]
    if slug == "ahead":  # already tomorrow where the feed is made
        return [(title, address, _next_day(date)) for title, address, date in items]
    if slug == "twice":
        return [item for item in items for _ in range(2)]
    if slug == "again":  # the same title at another address
        return items + [(title, f"{address}?copy=1", date) for title, address, date in items]
    if slug == "long":
        return [(f"{title} {'x' * 10_000}", address, date) for title, address, date in items]
    return items + _others(slug, *items[-1][1:])


def _others(slug: str, address: str, date: str) -> list[Item]:
    """Further items: hostile ones, and many old ones."""
    if slug == "marks":
        return [(title, f"{address}/{number}", date) for number, title in enumerate(HOSTILE)]
    if slug == "large":
        old = "2019-01-01T00:00:00Z"
        return [(words_of(f"old {n}"), f"{address}/{n}", old) for n in range(900)]
    return []


def _next_day(date: str) -> str:
    return f"{dt.date.fromisoformat(date[:10]) + dt.timedelta(1)}T01:00:00+09:00"


def as_rss(items: list[Item], summary: str = "") -> str:
    """Write items as RSS 2.0."""
    parts = []
    for title, address, date in items:
        written = f"<title>{escape(title)}</title><description>{summary}</description>"
        if address:
            written += f"<link>{escape(address)}</link><guid>{escape(address)}</guid>"
        if date:
            stamp = dt.datetime.fromisoformat(date).strftime("%a, %d %b %Y %H:%M:%S %z")
            written += f"<pubDate>{stamp}</pubDate>"
        parts.append(f"<item>{written}</item>")
    return f'<rss version="2.0"><channel><title>News</title>{"".join(parts)}</channel></rss>'


def as_atom(items: list[Item]) -> str:
    """Write items as Atom."""
    parts = []
    for title, address, date in items:
        link = f'<link href="{escape(address)}"/>' if address else ""
        stamp = f"<updated>{date}</updated>" if date else ""
        parts.append(f"<entry><title>{escape(title)}</title>{link}{stamp}</entry>")
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title>{"".join(parts)}</feed>'


def as_json(items: list[Item]) -> str:
    """Write items as JSON Feed 1.1."""
    listed = [
        {"id": address, "url": address, "title": title, "date_published": date}
        for title, address, date in items
    ]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "items": listed})


def as_page(host: str, items: list[Item]) -> str:
    """Write items as a page of links, between a menu and a notice."""
    links = [
        f'<li><a href="/news/{address.split("/")[-2]}/story">{title}</a></li>'
        for title, address, _ in items
    ]
    menu = '<a href="/">Home</a> <a href="https://other.example.org/news/a/b">Read a story there now</a>'
    return f"<html><body><nav>{menu}</nav><ul>{''.join(links)}</ul><p>{host}</p></body></html>"


def content_of(slug: str, week: int, host: str) -> tuple[str, str]:
    """The text and the media type of a feed in a week."""
    items = items_of(slug, week)
    if slug == "html" and week >= 3:
        return "<!DOCTYPE html><html><body><p>We have a new site.</p></body></html>", PAGE
    if slug == "empty" and week >= 2:
        return as_rss([]), RSS
    if slug == "text":
        return "Nothing to see", "text/plain"
    if slug == "broken":
        return "<rss><<<>>>&&&", RSS
    if slug == "bomb":
        lines = '<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">'
        return f"<!DOCTYPE rss [{lines}]>{as_rss(items)}", RSS
    if slug == "large":
        return as_rss(items, "word " * 2_200), RSS
    if slug == "huge":
        return as_rss(items, "word " * 2_400_000), RSS
    if "atom" in slug:
        return as_atom(items), ATOM
    if "json" in slug or slug == "ahead":
        return as_json(items), JSON
    if slug.startswith("page"):
        return as_page(host, items), PAGE
    return as_rss(items), RSS


class FeedServer:
    """The server, and what it was asked for."""

    def __init__(self) -> None:
        self.week = 0
        self.asked: list[tuple[str, str, int]] = []
        """Host, path and status of each answer, in order."""
        outer = self

        class Handler(QuietHandler):
            def do_GET(self) -> None:
                outer._answer(self)

        self.handler = Handler
        self.port = 0

    def host_of(self, slug: str) -> str:
        """The address of a feed's host: four feeds share one; some have their own."""
        number = PLAN.index(slug)
        if slug in ("slow", "forbidden"):
            return f"127.0.2.{number + 1}"
        return f"127.0.1.{number % 14 + 1}"

    def feeds(self) -> dict[str, WatchedFeed]:
        """The sixty feeds, as feeds.yml would list them."""
        feeds = {}
        for slug in PLAN:
            url = f"http://{self.host_of(slug)}:{self.port}/{slug}"
            watch = "page" if slug.startswith("page") else "feed"
            outlet = f"Outlet {slug}"
            feeds[slug] = WatchedFeed(slug, url, outlet, watch=watch)
        return feeds

    def allowed(self, address: str, port: int) -> bool:
        """Allow the hosts of this server, and nothing else: not even 127.0.0.1."""
        return port == self.port and address.startswith(("127.0.1.", "127.0.2."))

    def statuses(self) -> dict[str, list[int]]:
        """The statuses of the answers by path since the last call."""
        found: dict[str, list[int]] = defaultdict(list)
        for _, path, status in self.asked:
            found[path].append(status)
        self.asked = []
        return found

    def _answer(self, request: QuietHandler) -> None:
        host = request.headers["Host"].partition(":")[0]
        status = self._send(request, host)
        self.asked.append((host, request.path, status))

    def _send(self, request: QuietHandler, host: str) -> int:
        slug = request.path.strip("/")
        if slug == "robots.txt":
            if host == self.host_of("forbidden"):
                return _write(request, 200, b"User-agent: *\nDisallow: /", "text/plain")
            return _write(request, 404, b"", PAGE)
        if slug == "missing" or (slug == "recovering" and self.week in (1, 2)):
            return _write(request, 404 if slug == "missing" else 500, b"", PAGE)
        if slug == "slow":
            time.sleep(5)
            return _write(request, 200, as_rss(items_of(slug, 0)).encode(), RSS)
        if slug == "inward":
            return _redirect(request, f"http://127.0.0.1:{self.port}/rss-1")
        if slug in ("moved", "moved-quietly") and self.week >= 2:
            return _redirect(request, f"/new/{slug}")
        slug = slug.rpartition("/")[2]
        # This one moves without any news in the week of its move.
        week = 1 if slug == "moved-quietly" and self.week == 2 else self.week
        text, kind = content_of(slug, week, host)
        data = text.encode()
        tag = f'"{hashlib.sha256(data).hexdigest()[:16]}"'
        if request.headers.get("If-None-Match") == tag:
            return _write(request, 304, b"", kind)
        packing = {}
        if slug.startswith("gzip") and "gzip" in request.headers["Accept-Encoding"]:
            data, packing = gzip.compress(data), {"Content-Encoding": "gzip"}
        return _write(request, 200, data, kind, {"ETag": tag, **packing})


def _redirect(request: QuietHandler, target: str) -> int:
    return _write(request, 301, b"", PAGE, {"Location": target})


def _write(
    request: QuietHandler,
    status: int,
    data: bytes,
    kind: str,
    headers: dict[str, str] | None = None,
) -> int:
    with suppress(ConnectionError):
        request.answer(status, data, f"{kind}; charset=utf-8", headers)
    return status
