"""Feed entries other than articles."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

MOST = 30
"""Entries of a feed."""
MOST_OF_CROSSING = 10
"""Entries of the feeds beside a crossing, which have summaries only. At 10,000 made articles there are 1,337
crossings, most with less than one article a month; 30 whole texts each took 118 of the site's 882 MB."""


@dataclass(frozen=True, slots=True)
class Notice:
    """An entry that is not an article: a correction, a retraction, an edition."""

    id: str
    """Its permanent identity (RFC 4151)."""
    title: str
    address: str
    """The address of its page, with a fragment."""
    date: dt.date
    changed: dt.date
    summary: str
    html: str
    """With `ROOT` before internal addresses."""
    language: str
