"""Read the entries of a feed (RSS, Atom, JSON Feed) or of a watched page: links with headlines.

A feed that declares its own entities is refused, because entities can grow without end (billion
laughs) or read files.
"""

import calendar
import datetime as dt
import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import urljoin, urlsplit

import feedparser
import msgspec
from msgspec import Struct

from generator.read.links.web_addresses import canonical, host_of, identity
from newsroom.importer import web_page
from newsroom.importer.claims import IntakeError
from newsroom.importer.inert import one_line
from newsroom.importer.receive import Input, recognise

_MOST_ENTRIES = 200
_MOST_TITLE, _MOST_SUMMARY = 300, 1_000
_LEAST_WORDS = 4
"""Words of a link from which it counts as a headline; entries of menus are shorter."""
_MOST_TAGS = 300_000
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_TAGGED = re.compile(r"<[a-zA-Z!/]")
_PARSER_FAULTS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""Exceptions that feedparser raises for broken input, such as a reference to no character."""


class IncomingEntry(Struct, frozen=True):
    """An entry of a feed.

    Its texts are on one line, without markup and hidden characters.
    """

    title: str
    url: str = ""
    summary: str = ""
    published: dt.date | None = None

    @property
    def key(self) -> str:
        """A key that all addresses of one report share; without an address, a hash of the title."""
        if self.url:
            return identity(self.url)
        return f"title:{hashlib.sha256(self.title.casefold().encode()).hexdigest()[:20]}"


class _JsonFeed(Struct):
    """A JSON Feed (https://www.jsonfeed.org/version/1.1/), as far as we read it."""

    version: str
    items: list[dict[str, Any]] = []
    home_page_url: Any = None


def read_entries(answer: Input, watch: str) -> list[IncomingEntry]:
    """Read the entries of a feed, or the headlines on a watched page, in order, each once.

    Raises:
        IntakeError: it is not what the list of feeds says, or cannot be read.
    """
    text, kind = recognise(answer)
    if watch == "page":
        if kind != "page":
            raise IntakeError("this is not a page: leave `watch: page` out")
        entries = _headlines(text, answer.address)
    elif kind == "feed":
        entries = _feed_entries(text, answer.address)
    elif text.lstrip().startswith("{"):
        entries = _json_entries(text, answer.address)
    else:
        what = "a page" if kind == "page" else "a text"
        raise IntakeError(f"this is {what}, not a feed")
    found: dict[str, IncomingEntry] = {}
    for entry in entries:
        if entry.title:
            found.setdefault(entry.key, entry)
        if len(found) == _MOST_ENTRIES:
            break
    return list(found.values())


def _parsed(text: str) -> Any:  # noqa: ANN401 (feedparser has no types)
    """A feed as feedparser reads it, with `feed` and `entries`.

    Raises:
        IntakeError: when it declares entities, has too many elements, or cannot be read.
    """
    if _ENTITY.search(text):
        raise IntakeError("the feed declares its own entities, which are not read")
    tags = text.count("<")
    if tags > _MOST_TAGS:
        raise IntakeError(f"the feed has {tags:,} tags; at most {_MOST_TAGS:,} are read")
    headers = {"content-type": "application/xml; charset=utf-8"}
    stream = BytesIO(text.encode("utf-8", "replace"))
    try:
        parsed = feedparser.parse(stream, response_headers=headers)
    except _PARSER_FAULTS as error:
        raise IntakeError("the feed's XML cannot be read") from error
    if not parsed.version and not parsed.entries:
        raise IntakeError("the feed's XML cannot be read")
    return parsed


def _address_of(item: Mapping[str, Any], keys: Iterable[str], base: str) -> str:
    """The first usable address of an item, relative to the feed's; "" if it has none."""
    for key in keys:
        address = canonical(str(item[key]), base) if item.get(key) else ""
        if address:
            return address
    return ""


def _feed_entries(text: str, address: str) -> Iterator[IncomingEntry]:
    parsed = _parsed(text)
    base = str(parsed.feed.get("link") or address)
    for item in parsed.entries:
        address = _address_of(item, ("feedburner_origlink", "link", "id"), base)
        published = item.get("published_parsed") or item.get("updated_parsed")
        yield _entry(item.get("title"), address, item.get("summary"), _day_of(published))


def _day_of(parsed: Any) -> dt.date | None:  # noqa: ANN401 (what feedparser gives)
    """The day of a time that feedparser has read, in UTC.

    The result is None without a time, or for one that is in no calendar.
    """
    try:
        return dt.datetime.fromtimestamp(calendar.timegm(parsed), dt.UTC).date()
    except (TypeError, ValueError, OverflowError, OSError):
        return None


def _json_entries(text: str, address: str) -> Iterator[IncomingEntry]:
    try:
        feed = msgspec.json.decode(text, type=_JsonFeed)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise IntakeError(f"the JSON Feed cannot be read: {str(error)[:100]}") from error
    if "jsonfeed.org" not in feed.version:
        raise IntakeError("this is JSON, but not a JSON Feed")
    base = str(feed.home_page_url or address)
    for item in feed.items:
        texts = (item.get(key) for key in ("summary", "content_text", "content_html"))
        try:
            day = dt.date.fromisoformat(str(item.get("date_published"))[:10])
        except ValueError:
            day = None
        url = _address_of(item, ("url", "external_url", "id"), base)
        yield _entry(item.get("title"), url, next(filter(None, texts), ""), day)


def _headlines(text: str, address: str) -> Iterator[IncomingEntry]:
    """Yield the links of a page that lead to the same host and read like headlines."""
    host = host_of(address)
    for link in web_page.parse(text).iter("a"):
        try:
            url = urljoin(address, link.get("href") or "")
        except ValueError:  # such as http://[
            continue
        title = " ".join(" ".join(link.itertext()).split())
        is_near = host_of(url) == host and urlsplit(url).path.count("/") > 1
        if is_near and len(title.split()) >= _LEAST_WORDS:
            yield _entry(title, canonical(url, address), "", None)


def _entry(title: object, url: str, summary: object, day: dt.date | None) -> IncomingEntry:
    return IncomingEntry(
        title=plain(title or "", _MOST_TITLE),
        url=url,
        summary=plain(summary or "", _MOST_SUMMARY),
        published=day,
    )


def plain(text: object, most: int) -> str:
    """A text on one line, without tags."""
    bare = unescape(unescape(str(text)[: most * 4]))
    if _TAGGED.search(bare):
        bare = re.sub(r"<[^<>]{1,300}>", " ", bare)
    return one_line(bare, most)
