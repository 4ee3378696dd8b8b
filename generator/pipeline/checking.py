"""A check of the whole site; when nothing has changed, what checks is not even loaded."""

from __future__ import annotations

from pathlib import Path

from generator.cache import prints
from generator.cache.run import Run
from generator.cache.store import store_of
from generator.layout import WATCHED
from generator.read.tracked import tracked_state
from generator.report.diagnostics import Report


def check_all(root: Path) -> Report:
    """Every problem of a site; at once, when nothing has changed since it was last checked."""
    tracked = prints.of(tracked_state(root))
    run = Run(store_of(root), "check", [root / name for name in WATCHED], tracked)
    before = run.before()
    if before is not None:
        return before
    from generator.pipeline.loading import load

    report = load(root).report
    run.done(report)
    return report
