"""List the data files: as recipes, and on the page about the data."""

from collections.abc import Iterator
from functools import partial

from generator.assemble.collection import by_year
from generator.assemble.interface import _, digits
from generator.extras.data_files import csv_files, json_api
from generator.model import address
from generator.model.page import Page
from generator.model.site import Site
from generator.pages.views import Content, Link, Links
from generator.recipes.recipe import Recipe, collected_file, shared, written


class DataPage(Content, frozen=True, tag="data.html"):
    """Addresses of all data files, and examples of their use."""

    years: Links
    terms: Links
    schemas: Links
    licence: tuple[str, str]
    """Name and address of the licence; empty if there is none."""


def pages(site: Site) -> Iterator[Page]:
    """Make the page about the data."""
    yield Page(
        address=address.DATA,
        title=_("Data"),
        description=_("The whole digest as files, for spreadsheets and programs."),
        content=partial(_data, site),
    )


def _data(site: Site) -> DataPage:
    years = [Link(digits(year), json_api.of_year(year)) for year in by_year(site.articles)]
    terms = []
    for name, taxonomy in site.settings.taxonomies.items():
        terms.append(Link(taxonomy.title, json_api.of_taxonomy(name)))
    schemas = [Link(name, json_api.schema_address(name)) for name in json_api.SCHEMAS]
    licence = site.settings.licence
    return DataPage(tuple(years), tuple(terms), tuple(schemas), (licence.name, licence.url))


def recipes(site: Site) -> Iterator[Recipe]:
    """Yield recipes of all data files; those with the whole archive, which take longest, first."""
    settings = shared(site.settings)
    yield Recipe(csv_files.NAMES, csv_files.archive_files, (settings, site.published))
    years = by_year(site.published)
    for year, articles in years.items():
        yield Recipe((json_api.of_year(year),), json_api.year_file, (settings, articles))
    for name in site.taxonomies:
        yield collected_file(json_api.of_taxonomy(name), partial(json_api.terms_file, site, name))
    yield collected_file(json_api.CROSSINGS, partial(json_api.crossings_file, site))
    if site.has_weeks:
        yield collected_file(json_api.EDITIONS, partial(json_api.editions_file, site))
    yield collected_file(csv_files.TERMS, partial(csv_files.terms_file, site))
    yield written(json_api.INDEX, json_api.index_file(site, years))
    for name in json_api.SCHEMAS:
        schema = json_api.schema_file(site.settings.url, name)
        yield written(json_api.schema_address(name), schema)
