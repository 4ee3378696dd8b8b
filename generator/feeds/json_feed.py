"""JSON Feed, version 1.1 (jsonfeed.org)."""

import json
from collections.abc import Iterable
from typing import Any

from generator.feeds.feed_view import FeedEntry, FeedHead

NAME = "feed.json"
VERSION = "https://jsonfeed.org/version/1.1"


def json_item(entry: FeedEntry) -> str:
    """Write an item, which any feed of the site may contain; without a text, its content is its summary."""
    item = {
        "id": entry.id,
        "url": entry.url,
        "external_url": entry.via,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "content_text": "" if entry.html else entry.summary or entry.title,
        "date_published": f"{entry.published}T00:00:00Z",
        "date_modified": f"{entry.updated}T00:00:00Z",
        "language": entry.language,
        "tags": [name for _, name in entry.categories],
    }
    return json.dumps({key: value for key, value in item.items() if value}, ensure_ascii=False)


def json_feed(head: FeedHead, items: Iterable[str]) -> str:
    """Write a feed of items that `json_item` wrote."""
    hub = head.hub
    feed: dict[str, Any] = {
        "version": VERSION,
        "title": head.title,
        "home_page_url": head.page,
        "feed_url": head.page + NAME,
        "description": head.description,
        "language": head.language,
        "authors": [{"name": head.author}],
        "hubs": [{"type": "WebSub", "url": hub}] if hub else [],
    }
    start = json.dumps({key: value for key, value in feed.items() if value}, ensure_ascii=False)
    return f'{start.removesuffix("}")}, "items": [{",".join(items)}]}}\n'
