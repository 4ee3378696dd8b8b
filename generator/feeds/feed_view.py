"""Describe an entry of a feed as plain values, independent of the format.

Formats write a day as midnight UTC, since articles have no hour.
"""

import datetime as dt

from msgspec import Struct

from generator.assemble.interface import direction


class FeedEntry(Struct, frozen=True):
    """One item of a feed."""

    id: str
    title: str
    url: str
    published: dt.date
    updated: dt.date
    summary: str
    html: str
    """With absolute addresses; empty if the feed has only summaries."""
    language: str
    via: str = ""
    """The address of the report that it summarises."""
    categories: tuple[tuple[str, str], ...] = ()
    """Slugs and names."""


def in_its_direction(html: str, language: str) -> str:
    """Mark a text written from right to left.

    Feed readers show it among texts in other languages.
    """
    if html and direction(language) == "rtl":
        return f'<div dir="rtl">{html}</div>'
    return html
