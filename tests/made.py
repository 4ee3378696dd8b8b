"""Small sites in memory, made in few words."""

import datetime as dt
from typing import Any

from generator.assemble.assembly import assemble
from generator.diagnostics.diagnostics import Place
from generator.installed import installed
from generator.model.address import resolve
from generator.model.article import Article, Body, Source
from generator.model.page import ComposedPage
from generator.model.settings import CrossingSettings, Settings, TaxonomySettings
from generator.model.site import Site
from generator.model.term import Taxonomy, Term
from generator.pages.kinds import pages
from generator.pages.rendering import render
from generator.pages.shared_views import encoded, site_view
from generator.search.records import EVERY, SearchRecord
from tests.markup import Element, parse

PAIR = CrossingSettings("offices", "topics")


def taxonomy(
    name: str, *slugs: str, parents: dict[str, str] | None = None, **settings: Any
) -> Taxonomy:
    """A taxonomy whose terms are named after their slugs: `red` is `Red`."""
    of_all = TaxonomySettings(
        name, title=name.title(), singular=name.title(), terms=f"{name}.yml", **settings
    )
    place = Place(f"{name}.yml")
    terms = {
        slug: Term(
            slug, slug.replace("-", " ").title(), place, parent=(parents or {}).get(slug, "")
        )
        for slug in slugs
    }
    return Taxonomy(of_all, terms)


def article(
    slug: str, date: str = "2024-05-02", *, terms: dict[str, Any] | None = None, **fields: Any
) -> Article:
    """A minimal article; `terms` maps taxonomies to slugs, as a tuple or as words."""
    named = {
        name: tuple(slugs.split()) if isinstance(slugs, str) else slugs
        for name, slugs in (terms or {}).items()
    }
    values: dict[str, Any] = {
        "path": f"content/articles/{slug}.md",
        "title": f"Title of {slug}",
        "source": Source("Example News", "https://example.org/1"),
        "summary": f"Summary of {slug}.",
        "language": "en",
        "body": Body(f"<p>Body of {slug}.</p>", text=f"Body of {slug}."),
        "unlisted": dict.fromkeys(named, ()),
        **fields,
    }
    return Article(slug=slug, date=dt.date.fromisoformat(date), terms=named, **values)


def site(taxonomies: list[Taxonomy], articles: list[Article], **settings: Any) -> Site:
    """A site of these taxonomies and articles; articles need not name every taxonomy."""
    values: dict[str, Any] = {
        "title": "Made-up digest",
        "tagline": "",
        "description": "",
        "url": "https://digest.example.org/",
        "language": "en",
        "taxonomies": {one.settings.name: one.settings for one in taxonomies},
        "extensions": installed(),
        **settings,
    }
    every = {one.settings.name: one for one in taxonomies}
    return assemble(Settings(**values), every, articles, ())


def composed(one: Site) -> dict[str, ComposedPage]:
    """The pages of a site as HTML, by address."""
    return {
        page.address: render(encoded(page, site_view(one)), (), page.articles, installed())
        for page in [*pages(one)]  # extensions define their views while pages are listed
    }


def trees(one: Site) -> dict[str, Element]:
    """The pages of a site as trees, by address, with links as in the finished page."""
    return {where: parse(resolve(page.content, where)) for where, page in composed(one).items()}


def tree(one: Site, where: str) -> Element:
    """One page of a site as a tree, with links as in the finished page; no other page is made."""
    [page] = [page for page in [*pages(one)] if page.address == where]
    html = render(encoded(page, site_view(one)), (), page.articles, installed()).content
    return parse(resolve(html, where))


def search_record(address: str, date: dt.date, text: str = "Some words.") -> SearchRecord:
    """An article to index."""
    attributes = (
        f'data-pagefind-body data-pagefind-meta="every:{EVERY}" data-pagefind-sort="date:{date}"'
    )
    page = f"<html><body {attributes}><h1>A title</h1><p>{text}</p></body></html>"
    return SearchRecord(address, date, page.encode(), lambda: page)
