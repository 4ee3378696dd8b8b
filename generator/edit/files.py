"""The files of a site that an edit may change: articles, pages, editions and registries, as bytes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.check.article import Context
from generator.check.ledger import Recorded, read_ledger
from generator.check.settings import COUNTRY_LIST
from generator.edit.error import EditError
from generator.edit.journal import content
from generator.layout import ARTICLES, CONFIG, EDITIONS, PAGES
from generator.model.settings import TaxonomySettings
from generator.read.folder import list_files, read_bytes
from generator.report.diagnostics import Report

CONTENT = (ARTICLES, PAGES, EDITIONS)
"""The folders of Markdown that people write."""


def kind_of(path: str) -> str:
    """Which of these folders a file is written for; one that lies elsewhere is taken for an article."""
    return next((folder for folder in CONTENT if path.startswith(f"{folder}/")), ARTICLES)


@dataclass(frozen=True, slots=True)
class SiteFile:
    """One file, its path below the site's folder."""

    path: str
    data: bytes


def published(root: Path, context: Context) -> Recorded:
    """What the ledger holds; nothing where there is none that can be read."""
    name = context.settings.permalinks
    data = content(root / CONFIG / name) if name else None
    text = data.decode("utf-8", "replace") if data else ""
    return read_ledger(text, name, Report()) or {}


def content_files(root: Path, context: Context) -> Iterator[SiteFile]:
    """Every well-named Markdown file that can be read."""
    report = Report()
    for folder in CONTENT:
        for found in list_files(root / folder, folder, report):
            data = read_bytes(found, context.settings.limits, report)
            if data is not None:
                yield SiteFile(found.path, data)


def registry_path(settings: TaxonomySettings) -> str:
    """Where a taxonomy's terms are declared.

    Raises:
        EditError: for a list that no file of the site holds.
    """
    if settings.terms == COUNTRY_LIST:
        message = f"'{settings.name}' are the countries of the world (ISO 3166-1)"
        raise EditError(message, "nothing in them can be renamed or merged")
    return f"{CONFIG}/{settings.terms}"


def registry_file(root: Path, settings: TaxonomySettings) -> SiteFile:
    """A taxonomy's file of terms."""
    path = registry_path(settings)
    return SiteFile(path, content(root / path) or b"")
