"""Read a feed into reports, one for each item: RSS and Atom with feedparser, JSON Feed in the same form.

A feed that declares its own entities is rejected, because entities can grow without end (billion
laughs) or read files.
"""

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from io import BytesIO
from typing import Any

import feedparser

from generator.importer import html_page
from generator.importer.claims import MOST_TEXT, Claim, IntakeError, Raw
from generator.importer.inert import one_line
from generator.read.web_addresses import canonical

_MOST_ITEMS, _MOST_TAGS, _MOST_AUTHORS = 500, 300_000, 20
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_TAGGED = re.compile(r"<[a-zA-Z!/]")
_MAIL_NAME = re.compile(r"\S+@\S+\s*\(([^)]{1,100})\)")
_DATES = {"published": "data/item", "created": "data/other", "updated": "data/weak"}

Values = Mapping[str, Any]


def read_xml(text: str) -> list[Raw]:
    """The items of an RSS or Atom feed.

    Raises:
        IntakeError: when it declares entities, has too many elements, or cannot be read.
    """
    if _ENTITY.search(text):
        raise IntakeError("the feed declares its own entities, which import does not read")
    if (tags := text.count("<")) > _MOST_TAGS:
        raise IntakeError(f"the feed has {tags:,} tags; import reads at most {_MOST_TAGS:,}")
    parsed = feedparser.parse(
        BytesIO(text.encode("utf-8", "replace")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
    )
    if not parsed.version and not parsed.entries:
        raise IntakeError("the feed's XML cannot be read")
    return [_item(entry, parsed.feed) for entry in parsed.entries[:_MOST_ITEMS]]


def _item(item: dict[str, Any], feed: Values) -> Raw:
    contents = (str(content.get("value") or "") for content in item.get("content") or ())
    texts = map(fragment, (*contents, str(item.get("summary") or "")))
    return Raw(max(texts, key=len)[:MOST_TEXT], tuple(_claims(item, feed)))


def _claims(item: dict[str, Any], feed: Values) -> Iterator[Claim]:
    links = (str(item.get(key) or "") for key in ("feedburner_origlink", "link", "id"))
    addresses = (canonical(link, str(feed.get("link") or "")) for link in links if link)
    if address := next(filter(None, addresses), ""):
        yield Claim("address", address, "data/canonical", "item link")
    if title := _plain(str(item.get("title") or ""), 400):
        yield Claim("title", title, "data/item", "item title")
    # Without an update date, feedparser's `item.get("updated")` returns the date of publication.
    dates = {key: str(dict.get(item, key) or "") for key in _DATES}
    for key, date in dates.items():
        if date and (key != "updated" or not dates["published"]):
            yield Claim("date", date, _DATES[key], f"item {key}")
    for author in item.get("authors") or ({"name": item.get("author")},):
        name = str(author.get("name") or "")
        match = _MAIL_NAME.search(name)
        if name:
            yield Claim(
                "author", match[1] if match else _plain(name, 300), "data/item", "item author"
            )
    if outlet := _plain(str((item.get("source") or {}).get("title") or ""), 200):
        yield Claim("outlet", outlet, "data/site", "item source")
    if title := _plain(str(feed.get("title") or ""), 200):
        yield Claim("outlet", title, "data/feed", "feed title")
    if language := item.get("language") or feed.get("language"):
        yield Claim("language", str(language)[:40], "data", "feed language")


def _plain(text: str, most: int = 2_000) -> str:
    """A text on one line, without tags."""
    text = unescape(unescape(text[: most * 4])) if "&" in text else text[: most * 4]
    return one_line(re.sub(r"<[^<>]{1,300}>", " ", text) if _TAGGED.search(text) else text, most)


def fragment(text: str) -> str:
    """The paragraphs of an HTML fragment's text."""
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
    about = {"title": _string(feed, "title"), "language": _string(feed, "language")}
    return [
        _item(_as_entry(item, feed), about)
        for item in items[:_MOST_ITEMS]
        if isinstance(item, dict)
    ]


def _as_entry(item: Values, feed: Values) -> dict[str, Any]:
    """An item of a JSON Feed in feedparser's form."""
    html, plain = _string(item, "content_html"), _string(item, "content_text")
    return {
        **{key: _string(item, key) for key in ("id", "title", "language")},
        "feedburner_origlink": _string(item, "external_url"),
        "link": _string(item, "url"),
        "published": _string(item, "date_published"),
        "authors": _authors(item) or _authors(feed),
        "content": [{"value": html or plain}],
        "summary": "" if html or plain else _string(item, "summary"),
    }


def _string(values: Values, key: str) -> str:
    """A value if it is a string; otherwise empty."""
    return value if isinstance(value := values.get(key), str) else ""


def _authors(node: Values) -> list[dict[str, str]]:
    several = node.get("authors")
    listed = several if isinstance(several, list) else [node.get("author")]
    names = (
        _string(author, "name") for author in listed[:_MOST_AUTHORS] if isinstance(author, dict)
    )
    return [{"name": name} for name in names if name]
