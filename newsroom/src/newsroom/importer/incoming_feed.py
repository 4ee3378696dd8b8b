"""Read a feed into reports, one for each item: RSS and Atom with feedparser.

A feed that declares its own entities is refused, because entities can grow without end (billion
laughs) or read files.
"""

import re
from collections.abc import Iterator, Mapping
from html import unescape
from io import BytesIO
from typing import Any

import feedparser

from generator.read.web_addresses import canonical
from newsroom.importer import web_page
from newsroom.importer.claims import MOST_TEXT, Claim, IntakeError, Raw
from newsroom.importer.inert import one_line

_MOST_ITEMS, _MOST_TAGS = 500, 300_000
_ENTITY = re.compile(r"<!ENTITY", re.IGNORECASE)
_TAGGED = re.compile(r"<[a-zA-Z!/]")
_PARSER_FAULTS = (ArithmeticError, AttributeError, LookupError, TypeError, ValueError)
"""Exceptions that feedparser raises for broken input, such as a reference to no character."""
_DATES = {"published": "data/item", "created": "data/other", "updated": "data/weak"}

Values = Mapping[str, Any]


def parse_feed(text: str) -> Any:  # noqa: ANN401 (feedparser has no types)
    """A feed as feedparser reads it, with `feed` and `entries`.

    Raises:
        IntakeError: when it declares entities, has too many elements, or cannot be read.
    """
    if _ENTITY.search(text):
        raise IntakeError("the feed declares its own entities, which import does not read")
    tags = text.count("<")
    if tags > _MOST_TAGS:
        raise IntakeError(f"the feed has {tags:,} tags; import reads at most {_MOST_TAGS:,}")
    headers = {"content-type": "application/xml; charset=utf-8"}
    stream = BytesIO(text.encode("utf-8", "replace"))
    try:
        parsed = feedparser.parse(stream, response_headers=headers)
    except _PARSER_FAULTS as error:
        raise IntakeError("the feed's XML cannot be read") from error
    if not parsed.version and not parsed.entries:
        raise IntakeError("the feed's XML cannot be read")
    return parsed


def read(text: str) -> list[Raw]:
    """The items of a feed.

    Raises:
        IntakeError: as `parse_feed` does.
    """
    parsed = parse_feed(text)
    items: list[Raw] = []
    for item in parsed.entries[:_MOST_ITEMS]:
        texts = [item.get("summary") or ""]
        texts += [content.get("value") or "" for content in item.get("content") or ()]
        longest = max((fragment(str(text)) for text in texts), key=len)
        items.append(Raw(longest[:MOST_TEXT], tuple(_claims(item, parsed.feed))))
    return items


def _claims(item: dict[str, Any], feed: Values) -> Iterator[Claim]:
    address = address_of(item, str(feed.get("link") or ""))
    if address:
        yield Claim("address", address, "data/canonical", "item link")
    if item.get("title"):
        yield Claim("title", plain(item["title"], 400), "data/item", "item title")
    for key, kind in _DATES.items():
        # Without a day of change, feedparser's `get("updated")` returns that of publication.
        date = dict.get(item, key)
        if date and (key != "updated" or not dict.get(item, "published")):
            yield Claim("date", str(date), kind, f"item {key}")
    for author in item.get("authors") or ():
        if author.get("name"):
            yield Claim("author", plain(author["name"], 300), "data/item", "item author")
    source = item.get("source") or {}
    if source.get("title"):
        yield Claim("outlet", plain(source["title"], 200), "data/article", "item source")
    if feed.get("title"):
        yield Claim("outlet", plain(feed["title"], 200), "data/feed", "feed title")
    language = item.get("language") or feed.get("language")
    if language:
        yield Claim("language", str(language)[:40], "data", "feed language")


def address_of(item: Values, base: str) -> str:
    """The first usable address of an item, relative to the feed's; "" if it has none."""
    for key in ("feedburner_origlink", "link", "id"):
        address = canonical(str(item[key]), base) if item.get(key) else ""
        if address:
            return address
    return ""


def plain(text: object, most: int) -> str:
    """A text on one line, without tags."""
    bare = unescape(unescape(str(text)[: most * 4]))
    if _TAGGED.search(bare):
        bare = re.sub(r"<[^<>]{1,300}>", " ", bare)
    return one_line(bare, most)


def fragment(text: str) -> str:
    """The text of an HTML fragment, in paragraphs."""
    if not _TAGGED.search(text) and "&" not in text:
        return text.strip()
    try:
        return "\n\n".join(web_page.lines_of(web_page.parse(f"<div>{text}</div>")))
    except IntakeError:
        return plain(text, MOST_TEXT)
