"""The files that a rename or a merge may change: content, terms, and those of extensions."""

from collections.abc import Iterator
from pathlib import Path

from generator.check.article_fields import Context
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import EditError
from generator.editing.editable_files import SiteFile, checked
from generator.editing.file_changes import read_file
from generator.model.layout import CONFIG
from generator.model.settings import COUNTRY_LIST, Settings, TaxonomySettings
from generator.read.folder import content_folders, list_files, read_bytes


def content_files(root: Path, context: Context) -> Iterator[SiteFile]:
    """Yield every readable Markdown file with a valid name."""
    report = Report()
    for folder in content_folders(context.settings):
        for entry in list_files(root / folder, folder, report):
            data = read_bytes(entry, context.settings.limits, report)
            if data is not None:
                yield SiteFile(entry.path, data)


def extension_files(root: Path, settings: Settings) -> Iterator[SiteFile]:
    """Yield the YAML files of extensions that are below `site_config/`."""
    for extension in settings.extensions:
        for name in extension.files:
            data = read_file(root / CONFIG / name)
            if data is not None:
                yield SiteFile(f"{CONFIG}/{name}", data)


def registry_file(root: Path, settings: TaxonomySettings) -> SiteFile:
    """Read a taxonomy's file of terms.

    Raises:
        EditError: the taxonomy is that of countries, which has no file.
    """
    if settings.terms == COUNTRY_LIST:
        message = f"the terms of '{settings.name}' are countries of ISO 3166-1"
        raise EditError(message, "countries cannot be renamed or merged")
    path = f"{CONFIG}/{settings.terms}"
    return SiteFile(path, read_file(root / path) or b"")


def address_of(file: SiteFile, context: Context) -> str | None:
    """The address of a content file's page; None if it has errors."""
    content = checked(file, context, Report())
    return content.address if content else None
