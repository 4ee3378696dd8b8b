"""Read the site for a build or a preview of MkDocs, and log its problems as MkDocs logs its own."""

import logging
from collections.abc import Sequence
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig

from generator.check.holding_back import summary
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.formats import (
    STOPPING,
    STOPPING_STRICT,
    as_line,
    counts,
    harmless_first,
    verdict,
)
from generator.engine.configuration import root_of
from generator.extension import Extension
from generator.load.archive import ArticleCache
from generator.load.loaded import Loaded, Wanted
from generator.load.loading import load
from generator.recipes.site_paths import check_paths

log = logging.getLogger("mkdocs.plugins.digest")

_LEVELS = {"error": logging.ERROR, "warning": logging.WARNING, "note": logging.INFO}


def read_site(
    config: MkDocsConfig,
    extensions: Sequence[Extension],
    archive: ArticleCache,
    *,
    preview: bool,
    check_all_paths: bool,
) -> Loaded:
    """Read the current site, and log its problems.

    Args:
        config: MkDocs' configuration.
        extensions: The extensions that are installed.
        archive: The articles that are known already.
        preview: Leave out what has errors, and show drafts.
        check_all_paths: Refuse addresses that two files have, which takes as long as an update of a
            preview.
    """
    url = config.site_url or ""
    wanted = Wanted(url, leave_out=preview, preview=preview, advice=preview or config.strict)
    engine = Path(config.config_file_path).name
    loaded = load(root_of(config), extensions, wanted, archive, engine=engine)
    if loaded.site is not None and check_all_paths:
        check_paths(loaded)
    for found in harmless_first(loaded.report):
        log.log(_LEVELS[found.severity], as_line(found))
    if preview:
        for extension in loaded.known.settings.extensions if loaded.content else ():
            loaded = extension.preview(loaded)
    for line in summary(loaded.unpublished):
        log.info(line)
    _log_verdict(loaded.report, preview=preview, strict=config.strict)
    return loaded


def _log_verdict(report: Report, *, preview: bool, strict: bool) -> None:
    """Log what the problems mean for the build or the preview."""
    if preview and not report.ok:
        log.error(f"{counts(report)}; the preview leaves out what has errors")
    elif len(report):
        log.info(verdict(report, STOPPING_STRICT if strict else STOPPING))
