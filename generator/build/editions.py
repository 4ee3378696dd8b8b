"""The files of content/editions, read and checked."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from generator.check.article_fields import Context
from generator.check.edition_fields import Weeks, articles_by_week, check_edition, check_editions
from generator.diagnostics.diagnostics import Report
from generator.model.article import Article
from generator.model.edition import Edition
from generator.model.layout import EDITIONS
from generator.read import document
from generator.read.folder import FoundFile, list_files, read_bytes


def read_editions(
    root: Path, context: Context, articles: Iterable[Article] | None, report: Report
) -> tuple[Edition, ...]:
    """Every edition that is right, by week; what is wrong is reported.

    Args:
        root: The folder of mkdocs.yml.
        context: Settings and registries.
        articles: All articles that are right; None when some were left out, so that leads may be missing.
        report: Gains what is wrong.
    """
    files = list_files(root / EDITIONS, EDITIONS, report)
    if not files:
        return ()
    weeks = None if articles is None else articles_by_week(articles)
    found = [_read(file, context, weeks, report) for file in files]
    return check_editions([edition for edition in found if edition], report)


def check_edition_files(files: Iterable[FoundFile], context: Context, report: Report) -> None:
    """Report what is wrong with some files, whatever articles there are."""
    for file in files:
        _read(file, context, None, report)


def _read(file: FoundFile, context: Context, weeks: Weeks | None, report: Report) -> Edition | None:
    limits = context.settings.limits
    data = read_bytes(file, limits, report)
    parsed = document.parse(data, file.path, limits, report) if data is not None else None
    return check_edition(parsed, context, weeks, report) if parsed is not None else None
