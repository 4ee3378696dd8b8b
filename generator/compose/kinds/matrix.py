"""The matrix: how often each two terms of a crossing meet, every number a link."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model import address
from generator.model.page import Page
from generator.model.settings import CrossingSettings
from generator.model.site import Site

_SHADES = 5


def pages(site: Site) -> Iterator[Page]:
    """The matrix of the first crossing; a site without crossings has none."""
    for pair in site.settings.crossings[:1]:
        rows, columns = site.taxonomies[pair.rows], site.taxonomies[pair.columns]
        yield Page(
            address=address.matrix(),
            title=f"{rows.settings.title} and {columns.settings.title.lower()}",
            template="matrix.html",
            description=f"How often each {rows.settings.singular.lower()} was reported on under each "
            f"{columns.settings.singular.lower()}.",
            data={
                "pair": pair,
                "rows": [term for term in rows if term.slug in site.members[pair.rows]],
                "columns": [term for term in columns if term.slug in site.members[pair.columns]],
                "cells": _cells(site, pair),
            },
        )


def _cells(site: Site, pair: CrossingSettings) -> dict[tuple[str, str], tuple[int, str, int]]:
    """(row, column) → count, where the articles are listed, and a shade from 1 to 5."""
    crossed = site.crossings[pair]
    top = max(map(len, crossed.values()), default=1)
    cells = {}
    for (row, column), articles in crossed.items():
        count = len(articles)
        if count >= pair.minimum:
            where = address.crossing(pair.rows, row, column)
        else:
            where = address.term(pair.rows, row) + _anchor(site, pair, row, column)
        cells[row, column] = (count, where, max(1, round(_SHADES * (count / top) ** 0.5)))
    return cells


def _anchor(site: Site, pair: CrossingSettings, row: str, column: str) -> str:
    """The group on the row's page, when its articles name this column themselves and all are shown."""
    articles = site.members[pair.rows][row]
    direct = any(column in article.terms[pair.columns] for article in articles)
    short = len(articles) <= site.settings.long_listing
    return f"#in-{column}" if direct and short else ""
