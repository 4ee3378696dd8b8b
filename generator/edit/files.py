"""The files of a site that an edit may change: articles, pages, editions and registries, as bytes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.check.article import Context
from generator.check.ledger import Recorded, read_ledger
from generator.check.settings import COUNTRY_LIST
from generator.edit.error import EditError
from generator.edit.journal import Change, content
from generator.edit.source import Source, split
from generator.edit.syntax import UnreadableError
from generator.layout import ARTICLES, CONFIG, EDITIONS, PAGES
from generator.model.settings import TaxonomySettings
from generator.model.term import fold
from generator.read import document
from generator.read.folder import list_files, read_bytes
from generator.report.diagnostics import Report
from generator.report.formats import as_text

CONTENT = (ARTICLES, PAGES, EDITIONS)
"""The folders of Markdown that people write."""


def kind_of(path: str) -> str:
    """Which of these folders a file is written for; one that lies elsewhere is taken for an article."""
    return next((folder for folder in CONTENT if path.startswith(f"{folder}/")), ARTICLES)


@dataclass(frozen=True, slots=True)
class File:
    """One file, its path below the site's folder."""

    path: str
    data: bytes


def published(root: Path, context: Context) -> Recorded:
    """What the ledger holds; nothing where there is none that can be read."""
    name = context.settings.permalinks
    data = content(root / CONFIG / name) if name else None
    text = data.decode("utf-8", "replace") if data else ""
    return read_ledger(text, name, Report()) or {}


def content_files(root: Path, context: Context, *folders: str) -> Iterator[File]:
    """Every well-named Markdown file that can be read."""
    report = Report()
    limits = context.settings.limits
    for folder in folders:
        for found in list_files(root / folder, folder, report):
            data = read_bytes(found, limits, report)
            if data is not None:
                yield File(found.path, data)


def registry_path(settings: TaxonomySettings) -> str:
    """Where a taxonomy's terms are declared.

    Raises:
        EditError: for a list that no file of the site holds.
    """
    if settings.terms == COUNTRY_LIST:
        message = f"'{settings.name}' are the countries of the world (ISO 3166-1)"
        raise EditError(message, "nothing in them can be renamed or merged")
    return f"{CONFIG}/{settings.terms}"


def registry_file(root: Path, settings: TaxonomySettings) -> File:
    """A taxonomy's file of terms."""
    path = registry_path(settings)
    return File(path, content(root / path) or b"")


@dataclass(frozen=True, slots=True)
class Mentions:
    """Quick and generous: whether a text may name what is to be changed; only then is it parsed."""

    slugs: re.Pattern[str]
    names: tuple[str, ...]

    @classmethod
    def of(cls, slugs: Iterable[str], names: Iterable[str] = ()) -> Mentions:
        """What mentions any of these slugs, or of these names in any spelling that means the same."""
        found = "|".join(re.escape(slug) for slug in slugs)
        return cls(re.compile(rf"(?<![a-z0-9-])(?:{found})(?![a-z0-9-])"), tuple(map(fold, names)))

    def __call__(self, text: str) -> bool:
        """Look at a whole file or a part of it."""
        if self.slugs.search(text):
            return True
        if not self.names:
            return False
        folded = fold(text.replace("''", "'"))
        return any(name in folded for name in self.names)


Editor = Callable[[Source], Source]
"""From what a file says to what it shall say."""


def edited(files: Iterable[File], context: Context, mentions: Mentions, edit: Editor) -> Iterator[Change]:
    """The changes that `edit` makes to those files that mention what it is about.

    Raises:
        EditError: when one of them cannot be read, or cannot be changed safely.
    """
    for file in files:
        text = file.data.decode("utf-8", "replace")
        if not ("\\" in text or mentions(text)):
            continue
        source = split(file.data)
        try:
            after = edit(source) if source else None
        except (UnreadableError, EditError) as error:
            if mentions(text):
                raise _faulty(file, context) or error from error
            continue
        if source is None and mentions(text):
            raise _faulty(file, context) or EditError(f"{file.path}: cannot be read")
        if after is not None and after != source:
            yield Change(file.path, file.data, after.as_written)


def _faulty(file: File, context: Context) -> EditError | None:
    """What to say of a file that names what is to be changed and cannot be read."""
    report = Report()
    document.parse(file.data, file.path, context.settings.limits, report)
    if report.ok:
        return None
    message = f"{file.path} names it and has errors of its own\n{as_text(report)}"
    return EditError(message, "mend that file, then try again")
