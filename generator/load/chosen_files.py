"""Check some files of a site only."""

from collections.abc import Iterable
from pathlib import Path

from generator.check.article_fields import check_article
from generator.check.duplicates import check_duplicates, compared
from generator.check.edition_fields import check_edition
from generator.diagnostics.diagnostics import Report
from generator.load.archive import archive_of
from generator.load.context import read_context
from generator.load.other_texts import parsed_files, read_pages
from generator.model.layout import EDITIONS, PAGES
from generator.read.folder import list_path


def check_paths(root: Path, paths: Iterable[Path]) -> Report:
    """Check some files or folders only, against the registries of the whole site.

    Checks across articles (addresses, `same_event`, links) need a check of everything. Articles are
    compared with other articles that an earlier run has read.
    """
    report = Report()
    context = read_context(root, report)
    if context is None:
        return report
    limits = context.settings.limits
    files = [file for path in paths for file in list_path(path, root, report)]
    plain = [file for file in files if file.path.startswith(f"{PAGES}/")]
    weekly = [file for file in files if file.path.startswith(f"{EDITIONS}/")]
    others = list(archive_of(root).compared())
    reports = [file for file in files if file not in plain + weekly]
    for parsed in parsed_files(reports, context, report):
        article = check_article(parsed, context, report)
        own = compared(article, parsed) if article else None
        if own is not None:
            known = [*(other for other in others if other.path != own.path), own]
            check_duplicates(known, limits, report, only=own.path)
    read_pages(plain, context, report)
    for parsed in parsed_files(weekly, context, report):
        check_edition(parsed, context, None, report)
    return report
