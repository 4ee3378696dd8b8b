"""The stages in their order, for the edges to call.

files → Document → Article → Site → Page → theme
        └────── problems ──┘  → Report
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator.assemble.site import assemble
from generator.check.article import Context, check_article, check_links, check_together
from generator.check.page import check_page
from generator.check.registry import read_taxonomies
from generator.check.settings import read_settings
from generator.compose import search
from generator.compose.composer import compose
from generator.compose.feeds import FeedWriter
from generator.compose.kinds import pages
from generator.compose.sitemap import sitemap
from generator.compose.theme import surroundings as surroundings  # noqa: PLC0414 (the edges' way to it)
from generator.emit.files import write
from generator.emit.search import write_index
from generator.emit.shell import Shells
from generator.emit.site import write_feeds, write_pages
from generator.model.article import Article
from generator.model.page import ComposedPage, Page
from generator.model.site import Document, Site
from generator.read import document
from generator.read.folder import FoundFile, list_files, list_path, read_bytes
from generator.report.diagnostics import Place, Report

ARTICLES = "content/articles"
PAGES = "content/pages"
CONFIG = "site_config"
CACHE = ".cache"
WATCHED = ("content", CONFIG)
MOST_LEVELS = 4
"""How deep the deepest address lies: `articles/2021/10/slug/`."""


@dataclass(frozen=True, slots=True)
class Loaded:
    """A site as far as it could be read, and everything found wrong with it."""

    root: Path
    site: Site | None
    pages: tuple[Page, ...]
    report: Report


def read_context(root: Path, report: Report) -> Context | None:
    """Settings and registries of the site whose mkdocs.yml lies in `root`."""
    settings = read_settings(root / CONFIG, CONFIG, report)
    if settings is None:
        return None
    taxonomies = read_taxonomies(root / CONFIG, CONFIG, settings, report)
    return Context(settings, taxonomies, dt.date.today())


def _parsed(files: Iterable[FoundFile], context: Context, report: Report) -> Iterator[document.Document]:
    limits = context.settings.limits
    for entry in files:
        data = read_bytes(entry, limits, report)
        parsed = document.parse(data, entry.path, limits, report) if data is not None else None
        if parsed is not None:
            yield parsed


def read_articles(files: Iterable[FoundFile], context: Context, report: Report) -> list[Article]:
    """Those of the files that are right by themselves."""
    checked = (check_article(parsed, context, report) for parsed in _parsed(files, context, report))
    return [article for article in checked if article is not None]


def read_documents(root: Path, context: Context, report: Report) -> list[Document]:
    """The site's plain pages."""
    return _read_pages(list_files(root / PAGES, PAGES, report), context, report)


def _read_pages(files: Iterable[FoundFile], context: Context, report: Report) -> list[Document]:
    checked = (check_page(parsed, context, report) for parsed in _parsed(files, context, report))
    return [page for page in checked if page is not None]


def load(root: Path, site_url: str = "") -> Loaded:
    """Read, check and assemble everything.

    Args:
        root: The folder of mkdocs.yml, with `content/` and `site_config/` beside it.
        site_url: Where the site will stand, when not where site.yml says.

    Returns:
        The site of all articles that are right, its pages, and every problem. The site is
        None when its settings cannot be read.
    """
    report = Report()
    context = read_context(root, report)
    if context is None:
        return Loaded(root, None, (), report)
    context = _standing_at(site_url or context.settings.url, context)
    articles = read_articles(list_files(root / ARTICLES, ARTICLES, report), context, report)
    articles = check_together(articles, report)
    documents = read_documents(root, context, report)
    site = assemble(context.settings, context.taxonomies, articles, documents)
    every = tuple(pages(site))
    bodies = [article.body for article in site.published] + [page.body for page in site.documents]
    check_links(bodies, {page.address for page in every}, report)
    _check_addresses(site, every, report)
    return Loaded(root, site, every, report)


def _standing_at(url: str, context: Context) -> Context:
    """The same site at an address that ends in a slash, so that pages can be appended to it."""
    whole = f"{url.rstrip('/')}/" if url else ""
    return replace(context, settings=replace(context.settings, url=whole))


def _check_addresses(site: Site, every: Iterable[Page], report: Report) -> None:
    """Report plain pages and taxonomies that would stand where another page stands."""
    taken = Counter(page.address for page in every)
    for page in site.documents:
        if taken[page.address] > 1:
            message = f"another page stands at /{page.address}"
            report.add(Place(page.path), "duplicate-address", message, "give it a `slug` of its own")
    own = {page.address for page in site.documents}
    for address in (address for address, count in taken.items() if count > 1 and address not in own):
        message = f"two pages would stand at /{address}"
        report.add(Place(f"{CONFIG}/site.yml"), "duplicate-address", message, "rename the taxonomy")


def check_paths(root: Path, paths: Iterable[Path]) -> Report:
    """Check some files or folders only, against the registries of the whole site.

    Whatever they share with the rest (addresses, `same_event`, links) is left to a check of everything.
    """
    report = Report()
    context = read_context(root, report)
    if context is not None:
        files = [found for path in paths for found in list_path(path, root, report)]
        plain = [found for found in files if found.path.startswith(f"{PAGES}/")]
        read_articles([found for found in files if found not in plain], context, report)
        _read_pages(plain, context, report)
    return report


def compose_pages(loaded: Loaded) -> Iterator[ComposedPage]:
    """The pages of a loaded site as HTML."""
    return compose(loaded.site, loaded.pages) if loaded.site else iter(())


def write_site(loaded: Loaded, shells: Shells, site_dir: Path) -> int:
    """Write the digest's pages, sitemap, feeds and search index; returns the number of pages."""
    site = loaded.site
    if site is None:
        raise ValueError("a site that could not be read cannot be written")
    count = write_pages(compose_pages(loaded), shells, site_dir)
    if site.settings.url:
        write(site_dir / "sitemap.xml", sitemap(site, loaded.pages))
    write_beside(loaded, site_dir)
    return count


def write_beside(loaded: Loaded, folder: Path) -> None:
    """Write feeds and search index into a site, or into a folder whose files an engine copies."""
    if loaded.site is not None:
        writer = FeedWriter(loaded.site)
        write_feeds((feed for page in loaded.pages for feed in writer.feeds(page)), folder)
        cache = loaded.root / CACHE / "search"
        records, names = search.records(loaded.site), search.names(loaded.site)
        write_index(records, names, folder, loaded.site.settings.language, cache)
