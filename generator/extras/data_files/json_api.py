"""Write `/api/v1/`: the digest as JSON, with the JSON Schemas (2020-12) of its files.

Addresses below `v1` keep their meaning: keys may be added to a schema but are never removed or
redefined, so unknown keys are allowed. An article's record and schema are made from its columns
(`columns`).
"""

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

from generator.assemble.collection import by_week
from generator.data.structured import without_blanks
from generator.data.written_values import Schema
from generator.extras.data_files.columns import (
    API,
    Record,
    article_record,
    plain,
    published,
    record_schema,
)
from generator.model import address
from generator.model.address import with_base
from generator.model.article import Article
from generator.model.feed_identity import edition_identity, identity
from generator.model.settings import LEAST, Settings
from generator.model.site import Site
from generator.model.term import Office, Term

_FOLDER = "api/v1/"

encode = msgspec.json.Encoder().encode


def of_year(year: int) -> str:
    """The address of the file with the articles of a year and their texts."""
    return f"{_FOLDER}articles/{year:04d}.json"


def of_taxonomy(name: str) -> str:
    """The address of the file with the terms of a taxonomy."""
    return f"{_FOLDER}terms/{name}.json"


ARTICLES = f"{_FOLDER}articles.json"
CROSSINGS = f"{_FOLDER}crossings.json"
EDITIONS = f"{_FOLDER}editions.json"
INDEX = f"{_FOLDER}index.json"


def schema_address(name: str) -> str:
    """The address of a schema, which is beside the files that it describes."""
    return f"{_FOLDER}{name}.schema.json"


_TERM: Mapping[str, Schema] = {
    key: published(value) for key, value in API["records"]["term"]["optional"].items()
}
"""The optional keys of a term → their schemas."""
_ATTRIBUTES = {"website": "url", "description_html": "description", "formerly": "redirect_from"}
"""Key → attribute of `Term`, where the names differ."""


def term_records(site: Site, taxonomy: str) -> list[Record]:
    """The records of the terms that the page of a taxonomy lists."""
    listed = (term for term in site.taxonomies[taxonomy] if site.lists(taxonomy, term.slug))
    return [_term_record(site, taxonomy, term) for term in listed]


def _term_record(site: Site, taxonomy: str, term: Term) -> Record:
    """The record of a term.

    It has all names, and the number of articles that name the term or one of its descendants. A
    term that no article has named has no page, so its record has no `url`.
    """
    values = {
        key: plain(getattr(term, _ATTRIBUTES.get(key, key)), schema)
        for key, schema in _TERM.items()
        if key != "offices"
    }
    values["offices"] = [_office(office, day) for office, day in site.offices(taxonomy, term)]
    values["url"] = ""
    if site.has_page(taxonomy, term.slug):
        values["url"] = site.settings.url + address.term(taxonomy, term.slug)
    values["description_html"] = with_base(term.description, site.settings.url)
    count = len(site.members[taxonomy].get(term.slug, ()))
    return {"slug": term.slug, "name": term.name, "articles": count, **without_blanks(values)}


def _office(office: Office, as_of: dt.date | None) -> Record:
    days = {"since": office.since, "until": office.until, "as_of": as_of}
    return {
        "title": office.title,
        "at": office.at,
        **{key: str(day) for key, day in days.items() if day},
    }


def retraction_records(articles: Iterable[Article], settings: Settings) -> list[Record]:
    """The records of retracted articles."""
    records = []
    for article in articles:
        if article.retracted:
            records.append(
                {
                    "id": identity(article, settings.authority),
                    "url": settings.url + article.address,
                    "title": article.title,
                    "date": str(article.retracted.date),
                    "reason": article.retracted.reason,
                }
            )
    return records


def _file_schema(title: str, keys: Mapping[str, Any]) -> Schema:
    head = {"$schema": "url", "title": "text"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "",  # depends on the site's address
        "title": title,
        **record_schema({**head, **keys}, {"license": "url"}),
    }


SCHEMAS = {name: _file_schema(**file) for name, file in API["files"].items()}
"""Kind of file → its schema."""


def head(settings: Settings, schema: str) -> Record:
    """Make the beginning of every file: its schema, and the title and licence of the site."""
    about = {"$schema": settings.url + schema_address(schema), "title": settings.title}
    return {**about, "license": settings.licence.url} if settings.licence.url else about


def articles_file(
    settings: Settings, published: Iterable[Article], records: Iterable[bytes]
) -> bytes:
    """Write a file of articles, one on each line, and of those that were retracted.

    `records` are those of the other articles, encoded as JSON.
    """
    start = encode(head(settings, "articles"))[:-1]
    end = encode(retraction_records(published, settings))
    return b'%s,"articles":[\n%s\n],"retracted":%s}\n' % (start, b",\n".join(records), end)


def year_file(settings: Settings, articles: Sequence[Article]) -> list[bytes]:
    """Write the file with the articles of a year, their texts, and those retracted."""
    records = [encode(article_record(one, settings)) for one in articles if not one.retracted]
    return [articles_file(settings, articles, records)]


def terms_file(site: Site, name: str) -> bytes:
    """Write the file with the terms of a taxonomy."""
    about = head(site.settings, "terms")
    about |= {"taxonomy": name, "name": site.taxonomies[name].settings.title}
    return encode({**about, "terms": term_records(site, name)}) + b"\n"


def crossings_file(site: Site) -> bytes:
    """Write the number of articles that each two terms share, with the page of the two if any."""
    pairs = []
    for pair, crossed in site.crossings.items():
        listed = []
        for (row, column), members in sorted(crossed.items()):
            record: Record = {"row": row, "column": column, "articles": len(members)}
            if len(members) >= LEAST:
                page = address.crossing(pair.rows, row, column)
                record["url"] = site.settings.url + page
            listed.append(record)
        pairs.append({"rows": pair.rows, "columns": pair.columns, "crossings": listed})
    return encode({**head(site.settings, "crossings"), "pairs": pairs}) + b"\n"


def editions_file(site: Site) -> bytes:
    """Write the list of weeks with pages, newest first, with the articles' identities."""
    settings = site.settings
    texts = {text.address: text for text in site.texts}
    editions = []
    for (year, week), members in by_week(site.articles).items():
        if not site.has_edition((year, week), len(members)):
            continue
        page = address.edition(year, week)
        text = texts.get(page)
        record = {
            "id": edition_identity(year, week, settings.authority),
            "url": settings.url + page,
            "week": f"{year:04}-W{week:02}",
            "first": str(dt.date.fromisocalendar(year, week, 1)),
            "last": str(dt.date.fromisocalendar(year, week, 7)),
            "articles": [identity(article, settings.authority) for article in members],
            "title": text.title if text else "",
            "summary": text.summary if text else "",
        }
        editions.append(record)
    return encode({**head(settings, "editions"), "editions": without_blanks(editions)}) + b"\n"


def index_file(site: Site, years: Iterable[int]) -> bytes:
    """Write the list of all files of the API, with their schemas."""
    url = site.settings.url
    files = [
        (ARTICLES, "articles"),
        *((of_year(year), "articles") for year in years),
        *((of_taxonomy(name), "terms") for name in site.taxonomies),
        (CROSSINGS, "crossings"),
    ]
    if site.has_weeks:
        files.append((EDITIONS, "editions"))
    listed = [{"url": url + where, "schema": url + schema_address(name)} for where, name in files]
    return encode({**head(site.settings, "index"), "files": listed}) + b"\n"


def schema_file(url: str, name: str) -> bytes:
    """Write a schema; `url` is the address of the site."""
    schema = {**SCHEMAS[name], "$id": url + schema_address(name)}
    return msgspec.json.format(encode(schema), indent=1) + b"\n"
