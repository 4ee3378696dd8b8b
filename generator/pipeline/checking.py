"""A check of the whole site; when nothing has changed, what checks is not even loaded."""

from __future__ import annotations

from pathlib import Path

from generator.cache import prints
from generator.cache.run import Run
from generator.cache.store import store_of
from generator.layout import ENGINE_FILE, WATCHED
from generator.read.engine_config import read_engine_folders
from generator.read.tracked import tracked_state
from generator.report.diagnostics import Report


def check_all(root: Path, engine: str = ENGINE_FILE) -> Report:
    """Every problem of a site; at once, when nothing has changed since it was last checked.

    Args:
        root: The folder of mkdocs.yml.
        engine: The name of mkdocs.yml.
    """
    folders = read_engine_folders(root / engine, Report()) or ()
    places = [root / name for name in (*WATCHED, engine, *filter(None, folders))]
    run = Run(store_of(root), "check", places, prints.of(tracked_state(root)))
    before = run.before()
    if before is not None:
        return before
    from generator.pipeline.loading import load

    report = load(root, engine=engine).report
    run.done(report)
    return report
