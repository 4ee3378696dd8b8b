"""List recipes of the digest as data; a site without an address has only schemas for editors."""

from collections.abc import Iterator
from functools import partial

import msgspec

from generator.assemble.collection import by_year
from generator.data import csv_files, editor_schemas, json_api
from generator.data.json_api import SCHEMAS, term_records
from generator.data.written_values import Schema
from generator.model import address
from generator.model.site import Site
from generator.pages.llms import NAME as LLMS
from generator.pages.llms import llms
from generator.recipes.recipe import (
    Collected,
    Recipe,
    Shared,
    collected_file,
    shared,
    without_texts,
    written,
)


def archive(site: Site) -> Iterator[Recipe]:
    """Yield recipes of the files with the whole archive, which take longest."""
    if site.settings.url:
        arguments = (shared(site.settings), site.published)
        yield Recipe(csv_files.NAMES, csv_files.archive_files, arguments)


def records_of_terms(site: Site) -> Collected:
    """Collect the records of all terms by taxonomy, encoded as JSON."""
    return Collected(
        lambda: json_api.encode({name: term_records(site, name) for name in site.taxonomies})
    )


def data_files(site: Site) -> Iterator[Recipe]:
    """Yield recipes of all other data files."""
    if site.settings.url:
        settings = shared(site.settings)
        yield from _years(site, settings)
        yield from _api(site)
        yield collected_file(LLMS, partial(llms, site))
    for where, schema in editor_schemas.schemas(site.settings, site.taxonomies):
        yield Recipe((where,), schema_file, (schema,))


def schema_file(schema: Schema) -> list[bytes]:
    """Write a JSON Schema with line ends, for people to read."""
    return [msgspec.json.format(msgspec.json.encode(schema), indent=1) + b"\n"]


def _years(site: Site, settings: Shared) -> Iterator[Recipe]:
    """Yield recipes of the files by year (texts, tables), and of the API's index.

    The browser makes the tables of all other lists from those of the years (`tables.js`).
    """
    years = by_year(site.published)
    for year, articles in years.items():
        path = json_api.of_year(year)
        yield Recipe((path,), json_api.year_file, (settings, articles))
    for year, articles in by_year(site.articles).items():
        where = address.archive(year)
        table = (where + csv_files.OF_LIST,)
        yield Recipe(table, csv_files.table_file, (settings, without_texts(articles)))
    yield written(json_api.INDEX, json_api.index_file(site, tuple(years)))


def _api(site: Site) -> Iterator[Recipe]:
    for name in site.taxonomies:
        terms = partial(json_api.terms_file, site, name)
        yield collected_file(json_api.of_taxonomy(name), terms)
    yield collected_file(json_api.CROSSINGS, partial(json_api.crossings_file, site))
    if site.has_weeks:
        yield collected_file(json_api.EDITIONS, partial(json_api.editions_file, site))
    yield collected_file(csv_files.TERMS, partial(_terms_csv, site))
    for name in SCHEMAS:
        schema = json_api.schema_file(site.settings.url, name)
        yield written(json_api.schema_address(name), schema)


def _terms_csv(site: Site) -> str:
    terms = {name: term_records(site, name) for name in site.taxonomies}
    return csv_files.terms_csv(terms)
