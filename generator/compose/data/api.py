"""`/api/v1/`: the digest as JSON. The form of each file is its schema's (`compose.data.schemas`).

Addresses below `v1` keep their meaning: keys may be added to what a schema says,
none is taken out or means something else.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Sequence
from typing import Any

import msgspec

from generator.assemble.collection import by_week
from generator.compose.data.records import Record, article_record, retraction_record, term_record
from generator.compose.data.schemas import SCHEMAS
from generator.compose.identity import edition_identity, identity
from generator.model import address
from generator.model.address import absolute
from generator.model.article import Article
from generator.model.edition import week_name
from generator.model.settings import Settings
from generator.model.site import Site

ROOT = "api/v1/"
LICENCE = "https://creativecommons.org/licenses/by/4.0/"

encode = msgspec.json.Encoder().encode


def of_year(year: int) -> str:
    """Where the articles of a year stand, with their texts."""
    return f"{ROOT}articles/{year:04d}.json"


def of_taxonomy(name: str) -> str:
    """Where the terms of a taxonomy stand."""
    return f"{ROOT}terms/{name}.json"


ARTICLES = f"{ROOT}articles.json"
CROSSINGS = f"{ROOT}crossings.json"
EDITIONS = f"{ROOT}editions.json"
INDEX = f"{ROOT}index.json"


def schema_address(name: str) -> str:
    """Where a schema stands: beside what it describes."""
    return f"{ROOT}{name}.schema.json"


def head(settings: Settings, schema: str) -> Record:
    """What every file begins with."""
    return {
        "$schema": absolute(settings.url, schema_address(schema)),
        "title": settings.title,
        "license": LICENCE,
    }


def joined(settings: Settings, articles: Iterable[bytes], retracted: Sequence[Article]) -> bytes:
    """A file of articles that are JSON already."""
    start = encode(head(settings, "articles"))[:-1]
    gone = encode([retraction_record(one, settings) for one in retracted])
    return b'%s,"articles":[\n%s\n],"retracted":%s}\n' % (start, b",\n".join(articles), gone)


def year_file(settings: Settings, articles: Sequence[Article], retracted: Sequence[Article]) -> bytes:
    """The articles of a year with their texts."""
    records = (encode(article_record(one, settings, text=True)) for one in articles)
    return joined(settings, records, retracted)


def terms_file(site: Site, name: str) -> bytes:
    """Every declared term of a taxonomy; of the world's countries those that have a page."""
    taxonomy = site.taxonomies[name]
    records = [term_record(site, name, term) for term in taxonomy if site.has_page(name, term.slug)]
    about = {"taxonomy": name, "name": taxonomy.settings.title, "terms": records}
    return encode({**head(site.settings, "terms"), **about}) + b"\n"


def crossings_file(site: Site) -> bytes:
    """How often terms of two taxonomies meet; those that have a page say where."""
    url = site.settings.url
    pairs = [
        {
            "rows": pair.rows,
            "columns": pair.columns,
            "crossings": [
                {"row": row, "column": column, "articles": len(members)}
                | (
                    {"url": absolute(url, address.crossing(pair.rows, row, column))}
                    if len(members) >= pair.minimum
                    else {}
                )
                for (row, column), members in sorted(crossed.items())
            ],
        }
        for pair, crossed in site.crossings.items()
    ]
    return encode({**head(site.settings, "crossings"), "pairs": pairs}) + b"\n"


def editions_file(site: Site) -> bytes:
    """The weeks that have articles, newest first, and which articles."""
    settings = site.settings
    written = {edition.week: edition for edition in site.editions}
    editions = []
    for week, members in by_week(site.articles).items():
        own = written.get(week)
        record: Record = {
            "id": edition_identity(*week, settings.authority),
            "url": absolute(settings.url, address.edition(*week)),
            "week": week_name(week),
            "first": str(dt.date.fromisocalendar(*week, 1)),
            "last": str(dt.date.fromisocalendar(*week, 7)),
            "articles": [identity(article, settings.authority) for article in members],
        }
        if own:
            record |= {key: value for key in ("title", "summary") if (value := getattr(own, key))}
        editions.append(record)
    return encode({**head(settings, "editions"), "editions": editions}) + b"\n"


def index_file(settings: Settings, years: Sequence[int], taxonomies: Sequence[str]) -> bytes:
    """Every file of the API with its schema."""
    files = [
        (ARTICLES, "articles"),
        *((of_year(year), "articles") for year in years),
        *((of_taxonomy(name), "terms") for name in taxonomies),
        (CROSSINGS, "crossings"),
        (EDITIONS, "editions"),
    ]
    listed = [
        {"url": absolute(settings.url, where), "schema": absolute(settings.url, schema_address(schema))}
        for where, schema in files
    ]
    return encode({**head(settings, "index"), "files": listed}) + b"\n"


def schema_file(url: str, name: str) -> str:
    """A schema as published."""
    schema: dict[str, Any] = {**SCHEMAS[name]}
    whole = {"$schema": schema.pop("$schema"), "$id": absolute(url, schema_address(name)), **schema}
    return json.dumps(whole, ensure_ascii=False, indent=1) + "\n"
