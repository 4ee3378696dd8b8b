"""The digest as data: what each of its files is made from, and when it is made again.

A file's key covers what the file shows and no more. What stands beside an article
depends on the article; a year's file on its articles; the few files of the whole
archive on all of it, and are joined from months (`compose.data.archive`).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from generator.assemble.collection import by_year, split_years
from generator.cache import prints
from generator.cache.store import Store
from generator.compose import citation, schema
from generator.compose.data import api, archive, llms, markdown, table
from generator.compose.data.schemas import SCHEMAS
from generator.compose.prints import PagePrints
from generator.emit.finished import Product
from generator.model import address
from generator.model.article import Article
from generator.model.site import Site


class DataFiles:
    """The data files of one site."""

    def __init__(self, site: Site, page_prints: PagePrints, cache: Path) -> None:
        """Prepare to make them.

        Args:
            site: The site.
            page_prints: Its fingerprints.
            cache: Where months of the archive are kept.
        """
        self.site = site
        self.prints = page_prints
        self.citations = citation.Citations(site.settings)
        self.store = Store(cache / "digest.sqlite")

    def whole(self) -> Iterator[Product]:
        """Those of the whole archive, which take longest."""
        if self.site.settings.url:
            key = self._key(self.prints.of_texts(self.site.published), self.prints.of_registries())
            make = partial(archive.archive_files, self.site, self.prints, self.store)
            yield Product(archive.NAMES, key, make)

    def others(self) -> Iterator[Product]:
        """The others; a site that does not know its address has schemas for editors only."""
        if self.site.settings.url:
            yield from self._api()
            yield from self._beside_articles()
            yield from self._beside_terms()
            yield self._llms()
        yield self._schemas()

    def _key(self, *parts: object) -> bytes:
        return prints.of(self.prints.of_all, *parts)

    def _api(self) -> Iterator[Product]:
        site, settings = self.site, self.site.settings
        retracted = by_year(tuple(archive.retracted_of(site.published)))
        years = by_year(site.articles)
        every_year = sorted({*years, *retracted}, reverse=True)
        for year in every_year:
            articles, gone = years.get(year, ()), retracted.get(year, ())
            key = self._key(self.prints.of_texts(articles), self.prints.of_texts(gone))
            yield Product((api.of_year(year),), key, partial(_one, api.year_file, settings, articles, gone))
        for name in site.taxonomies:
            key = self._key(self.prints.of_taxonomy(name))
            yield Product((api.of_taxonomy(name),), key, partial(_one, api.terms_file, site, name))
        listed = self.prints.of_articles(site.articles)
        for where, make in ((api.CROSSINGS, api.crossings_file), (api.EDITIONS, api.editions_file)):
            key = self._key(listed, site.editions)
            yield Product((where,), key, partial(_one, make, site))
        key = self._key(self.prints.of_registries())
        yield Product((table.TERMS,), key, partial(_one, table.terms_csv, site))
        make_index = partial(_one, api.index_file, settings, every_year, list(site.taxonomies))
        yield Product((api.INDEX,), self._key(every_year), make_index)
        for name in SCHEMAS:
            where = api.schema_address(name)
            yield Product((where,), self._key(), partial(_one, api.schema_file, settings.url, name))

    def _beside_articles(self) -> Iterator[Product]:
        for article in self.site.published:
            where = article.address
            yield self._citations((where + citation.BIBTEX_NAME, where + citation.CSL_NAME), (article,))
            twin = partial(_one, markdown.twin, article, self.site)
            yield Product((where + markdown.NAME,), self.prints.of_whole(article), twin)

    def _beside_terms(self) -> Iterator[Product]:
        """Citations of what a term's page lists, and of each of its years that has a page."""
        for name, members in self.site.members.items():
            for slug, articles in members.items():
                where = address.term(name, slug)
                years = split_years(articles, self.site.settings.long_listing)
                yield self._listing(where, years.shown)
                for year, split in years.split:
                    yield self._listing(f"{where}{year}/", split)

    def _listing(self, where: str, articles: tuple[Article, ...]) -> Product:
        return self._citations((where + citation.MANY_BIBTEX_NAME, where + citation.MANY_CSL_NAME), articles)

    def _citations(self, paths: tuple[str, ...], articles: tuple[Article, ...]) -> Product:
        return Product(paths, self.prints.of_alone(articles), partial(self._cited, articles))

    def _cited(self, articles: tuple[Article, ...]) -> list[str]:
        return [self.citations.bibtex_file(articles), self.citations.csl_file(articles)]

    def _llms(self) -> Product:
        documents = [(page.title, page.address) for page in self.site.documents]
        newest = [(one.title, one.address, one.summary) for one in self.site.articles[: llms.NEWEST]]
        key = self._key(documents, newest)
        return Product((llms.NAME,), key, partial(_one, llms.llms, self.site.settings, documents, newest))

    def _schemas(self) -> Product:
        """What editors check front matter and registries with while they type."""
        taxonomies = self.site.taxonomies
        paths = (schema.ARTICLE, *schema.addresses(taxonomies).values())
        return Product(paths, self._key(self.prints.of_terms()), self._schema_files)

    def _schema_files(self) -> list[str]:
        every = schema.schemas(self.site.settings, self.site.taxonomies)
        return [json.dumps(one, ensure_ascii=False, indent=1) + "\n" for _, one in every]


def _one(make: Callable[..., str | bytes], *arguments: object) -> list[str | bytes]:
    return [make(*arguments)]
