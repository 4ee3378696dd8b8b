"""A feed as reports, one for each item: RSS and Atom by way of feedparser, JSON Feed by hand.

A feed that declares entities of its own is refused, so that nothing in it can grow (billion laughs)
or reach for a file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from io import BytesIO
from typing import Any

import feedparser

from generator.importer import html_page
from generator.importer.raw import MOST_TEXT, Claim, Field, IntakeError, Raw, one_line
from generator.read.web_addresses import canonical

_MOST_ITEMS, _MOST_TAGS = 500, 300_000
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_TAGGED = re.compile(r"<[a-zA-Z!/]")
_MAIL_NAME = re.compile(r"\S+@\S+\s*\(([^)]{1,100})\)")

Values = Mapping[str, Any]


def read_xml(text: str) -> list[Raw]:
    """The items of an RSS or Atom feed.

    Raises:
        IntakeError: when it declares entities, has too many elements, or cannot be read.
    """
    if _ENTITY.search(text):
        raise IntakeError("the feed declares entities of its own, which import does not read")
    if (tags := text.count("<")) > _MOST_TAGS:
        raise IntakeError(f"the feed has {tags:,} tags; import reads at most {_MOST_TAGS:,}")
    found = feedparser.parse(
        BytesIO(text.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
    )
    if not found.version and not found.entries:
        raise IntakeError("the feed's XML cannot be read")
    about = list(_about(found.feed))
    return [_item(one, about, str(found.feed.get("link") or "")) for one in found.entries[:_MOST_ITEMS]]


def _about(feed: Values) -> Iterator[Claim]:
    if title := _plain(str(feed.get("title") or ""), 200):
        yield Claim("outlet", title, "data/feed", "feed title")
    if language := feed.get("language"):
        yield Claim("language", str(language)[:40], "data", "feed language")


def _item(item: dict[str, Any], about: list[Claim], base: str) -> Raw:
    texts = [str(one.get("value") or "") for one in item.get("content") or ()]
    body = max((fragment(one) for one in (*texts, str(item.get("summary") or ""))), key=len, default="")
    return Raw(body[:MOST_TEXT], (*_claims(item, base), *about), "feed item")


def _claims(item: dict[str, Any], base: str) -> Iterator[Claim]:
    links = (str(item.get(key) or "") for key in ("feedburner_origlink", "link", "id"))
    addresses = (canonical(link, base) for link in links if link)
    if address := next(filter(None, addresses), ""):
        yield Claim("address", address, "data/canonical", "item link")
    if title := _plain(str(item.get("title") or ""), 400):
        yield Claim("title", title, "data/item", "item title")
    dates = {key: str(dict.get(item, key) or "") for key in ("published", "created", "updated")}
    for key, date in dates.items():
        if date and (key != "updated" or not dates["published"]):
            yield Claim(
                "date",
                date,
                {"published": "data/item", "created": "data/other"}.get(key, "data/weak"),
                f"item {key}",
            )
    for author in item.get("authors") or ({"name": item.get("author")},):
        name = str(author.get("name") or "")
        match = _MAIL_NAME.search(name)
        if name:
            yield Claim("author", match[1] if match else _plain(name, 300), "data/item", "item author")
    if outlet := _plain(str((item.get("source") or {}).get("title") or ""), 200):
        yield Claim("outlet", outlet, "data/site", "item source")


def _plain(text: str, most: int = 2_000) -> str:
    """A text as one line, without tags that it has as text."""
    text = unescape(unescape(text[: most * 4])) if "&" in text else text[: most * 4]
    return one_line(re.sub(r"<[^<>]{1,300}>", " ", text) if _TAGGED.search(text) else text, most)


def fragment(text: str) -> str:
    """A piece of HTML as the paragraphs of its text."""
    if not _TAGGED.search(text) and "&" not in text:
        return text.strip()
    try:
        return "\n\n".join(html_page.lines_of(html_page.parse(f"<div>{text}</div>")))
    except IntakeError:
        return _plain(text, MOST_TEXT)


def read_json(text: str) -> list[Raw]:
    """The items of a JSON Feed (versions 1 and 1.1).

    Raises:
        IntakeError: when it cannot be read.
    """
    try:
        feed = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise IntakeError("the feed's JSON cannot be read") from error
    items = feed.get("items") if isinstance(feed, dict) else None
    if not isinstance(items, list):
        raise IntakeError("the feed has no list of items")
    about = [
        Claim("outlet", one_line(title), "data/feed", "feed title")
        for title in (_string(feed, "title"),)
        if title
    ]
    return [_json_item(item, feed, about) for item in items[:_MOST_ITEMS] if isinstance(item, dict)]


def _json_item(item: Values, feed: Values, about: list[Claim]) -> Raw:
    wanted: tuple[tuple[Field, str], ...] = (("title", "title"), ("date", "date_published"))
    claims = [
        Claim(field, _plain(text, 400), "data/item", f"item {key}")
        for field, key in wanted
        if (text := _string(item, key))
    ]
    addresses = (canonical(_string(item, key)) for key in ("external_url", "url", "id"))
    if address := next(filter(None, addresses), ""):
        claims.append(Claim("address", address, "data/canonical", "item url"))
    authors = _authors(item) or _authors(feed)
    claims.extend(Claim("author", author, "data/item", "item authors") for author in authors)
    if language := _string(item, "language") or _string(feed, "language"):
        claims.append(Claim("language", language, "data", "item language"))
    body = (
        fragment(_string(item, "content_html")) or _string(item, "content_text") or _string(item, "summary")
    )
    return Raw(body[:MOST_TEXT], (*claims, *about), "feed item")


def _string(values: Values, key: str) -> str:
    """A value that must be a string; nothing when it is something else."""
    value = values.get(key)
    return value if isinstance(value, str) else ""


def _authors(node: Values) -> list[str]:
    several = node.get("authors")
    listed = several if isinstance(several, list) else [node.get("author")]
    names = (_string(one, "name") for one in listed[:20] if isinstance(one, dict))
    return [one_line(name) for name in names if name]
