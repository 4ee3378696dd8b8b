"""The digest as data: every file and its inputs.

A file that takes long is a pure function of an encoded view, and the hash of the view is its key.
For other files the content itself is hashed, because writing it is as fast as describing it.
"""

from collections.abc import Iterator
from functools import partial

import msgspec

from generator.assemble.collection import by_year, split_years
from generator.data import (
    citation,
    csv_files,
    editor_schemas,
    json_api,
    markdown_twin,
    whole_archive,
)
from generator.data.columns import article_record
from generator.data.json_api import SCHEMAS, retraction_records, term_records
from generator.data.written_values import Schema
from generator.model import address
from generator.model.article import Article
from generator.model.site import Site
from generator.pages.llms import NAME as LLMS
from generator.pages.llms import llms
from generator.recipes.making import Paths, Product, viewed, written, written_file


class DataFiles:
    """The data files of one site."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self.citations = citation.Citations(site.settings)

    def whole(self) -> Iterator[Product]:
        """The files of the whole archive, which take longest."""
        if self.site.settings.url:
            view = partial(whole_archive.dataset, self.site)
            yield viewed(whole_archive.NAMES, view, whole_archive.archive_files)

    def others(self) -> Iterator[Product]:
        """The other files; a site without an address has only schemas for editors."""
        if self.site.settings.url:
            yield from self._api()
            yield from self._beside_articles()
            yield from self._beside_terms()
            yield written_file(LLMS, llms, self.site)
        for where, schema in editor_schemas.schemas(self.site.settings, self.site.taxonomies):
            yield written_file(where, _formatted, schema)

    def _api(self) -> Iterator[Product]:
        site, settings = self.site, self.site.settings
        retracted = by_year(tuple(article for article in site.published if article.retracted))
        years = by_year(site.articles)
        every_year = sorted({*years, *retracted}, reverse=True)
        for year in every_year:
            articles = (*years.get(year, ()), *retracted.get(year, ()))
            yield written_file(json_api.of_year(year), self._year, articles)
        for name in site.taxonomies:
            yield written_file(json_api.of_taxonomy(name), json_api.terms_file, site, name)
        yield written_file(json_api.CROSSINGS, json_api.crossings_file, site)
        yield written_file(json_api.EDITIONS, json_api.editions_file, site)
        yield written_file(csv_files.TERMS, self._terms)
        yield written_file(
            json_api.INDEX, json_api.index_file, settings, every_year, tuple(site.taxonomies)
        )
        for name in SCHEMAS:
            yield written_file(
                json_api.schema_address(name), json_api.schema_file, settings.url, name
            )

    def _year(self, articles: tuple[Article, ...]) -> bytes:
        settings = self.site.settings
        records = (
            json_api.encode(article_record(one, settings)) for one in articles if not one.retracted
        )
        return json_api.articles_file(
            json_api.head(settings, "articles"), records, retraction_records(articles, settings)
        )

    def _terms(self) -> str:
        return csv_files.terms_csv(
            {name: term_records(self.site, name) for name in self.site.taxonomies}
        )

    def _beside_articles(self) -> Iterator[Product]:
        for article in self.site.published:
            where = article.address
            yield self._citations(
                (where + citation.BIBTEX_NAME, where + citation.CSL_NAME), (article,)
            )
            view = partial(markdown_twin.view, article, self.site)
            yield viewed((where + markdown_twin.NAME,), view, markdown_twin.files)

    def _beside_terms(self) -> Iterator[Product]:
        """Citations of the articles on a term's page, and on the page of each of its years."""
        for name, members in self.site.members.items():
            for slug, articles in members.items():
                where = address.term(name, slug)
                years = split_years(articles, self.site.settings.long_listing)
                yield self._listing(where, years.shown)
                for year, split in years.split:
                    yield self._listing(f"{where}{year}/", split)

    def _listing(self, where: str, articles: tuple[Article, ...]) -> Product:
        return self._citations(
            (where + citation.MANY_BIBTEX_NAME, where + citation.MANY_CSL_NAME), articles
        )

    def _citations(self, paths: Paths, articles: tuple[Article, ...]) -> Product:
        return written(paths, partial(self.citations.files, articles))


def _formatted(schema: Schema) -> bytes:
    return msgspec.json.format(msgspec.json.encode(schema), indent=1) + b"\n"
