"""The state of the digest, for its editors and for readers who want to know how far to trust it.

Silence is counted back from the newest article and not from today, so that the
same content gives the same page on any day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from functools import partial
from typing import Any

from generator.assemble.upkeep import Declared, declared, upkeep
from generator.compose.upkeep import label, mending_in_words
from generator.model import address
from generator.model.article import Article
from generator.model.page import Page
from generator.model.site import Site
from generator.model.upkeep import Coverage, DeadLink

MONTHS = 12
_SHOWN = 50
_VALUES = 10


def pages(site: Site) -> Iterator[Page]:
    """The one page."""
    registries = declared(site.taxonomies.values())
    yield Page(
        address=address.report(),
        title="State of the digest",
        template="report.html",
        description="What the digest lacks, where it is thin, and how often it was corrected.",
        data=partial(_data, site.published, registries, site.settings.rows, site.links),
        indexed=False,
    )


def _data(
    published: tuple[Article, ...], registries: Declared, rows: str, dead: tuple[DeadLink, ...]
) -> dict[str, Any]:
    newest = published[0].date if published else dt.date(2000, 1, 1)
    found = upkeep(published, registries, rows, dead, newest, MONTHS)
    terms = [
        ("Terms without articles", found.unused),
        ("Terms with one article", found.used_once),
        (f"No article in the last {MONTHS} months", found.stale),
    ]
    articles = [
        ("Sources without a stored copy", found.without_copy),
        ("Articles without an address of the source", found.without_url),
    ]
    return {
        "found": found,
        "terms": [(title, uses[:_SHOWN], len(uses)) for title, uses in terms if uses and published],
        "articles": [(title, some[:_SHOWN], len(some)) for title, some in articles if some],
        "dead": (found.dead[:_SHOWN], len(found.dead)),
        "coverage": [_shown(spread) for spread in found.coverage if spread.counts],
        "corrections": mending_in_words(found),
    }


def _shown(spread: Coverage) -> dict[str, Any]:
    counts = [
        (label(spread.title, value), spread.share(count), count) for value, count in spread.counts[:_VALUES]
    ]
    return {"title": spread.title, "half": spread.half, "of": len(spread.counts), "counts": counts}
