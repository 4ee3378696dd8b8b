"""The stages in their order, for the edges to call.

    files → Document → Article → Site → Page → theme
            └────── problems ──┘  → Report
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from generator.assemble.site import assemble
from generator.check.article import Context, check_article, check_links, check_together
from generator.check.page import check_page
from generator.check.registry import read_taxonomies
from generator.check.settings import read_settings
from generator.model.article import Article
from generator.model.site import Document, Site
from generator.read import document
from generator.read.folder import FoundFile, list_files, read_bytes
from generator.report.diagnostics import Report

ARTICLES = "content/articles"
PAGES = "content/pages"
CONFIG = "site_config"


@dataclass(frozen=True, slots=True)
class Loaded:
    """A site as far as it could be read, and everything found wrong with it."""

    site: Site | None
    report: Report


def read_context(root: Path, report: Report) -> Context | None:
    """Settings and registries of the site whose mkdocs.yml lies in `root`."""
    settings = read_settings(root / CONFIG, CONFIG, report)
    if settings is None:
        return None
    taxonomies = read_taxonomies(root / CONFIG, CONFIG, settings, report)
    return Context(settings, taxonomies, dt.date.today())


def read_articles(files: Iterable[FoundFile], context: Context, report: Report) -> list[Article]:
    """Those of the files that are right by themselves."""
    found = []
    for entry in files:
        data = read_bytes(entry, context.settings.limits, report)
        parsed = document.parse(data, entry.path, context.settings.limits, report) if data is not None else None
        article = check_article(parsed, context, report) if parsed else None
        if article is not None:
            found.append(article)
    return found


def _read_documents(root: Path, context: Context, report: Report) -> list[Document]:
    found = []
    for entry in list_files(root / PAGES, PAGES, report):
        data = read_bytes(entry, context.settings.limits, report)
        parsed = document.parse(data, entry.path, context.settings.limits, report) if data is not None else None
        page = check_page(parsed, context, report) if parsed else None
        if page is not None:
            found.append(page)
    return found


def load(root: Path) -> Loaded:
    """Read and check everything; the site is None only when its settings cannot be read."""
    report = Report()
    context = read_context(root, report)
    if context is None:
        return Loaded(None, report)
    articles = read_articles(list_files(root / ARTICLES, ARTICLES, report), context, report)
    articles = check_together(articles, report)
    documents = _read_documents(root, context, report)
    site = assemble(context.settings, context.taxonomies, articles, documents)
    return Loaded(site, report)
