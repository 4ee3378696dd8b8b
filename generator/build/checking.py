"""A check of the whole site; when nothing has changed, what checks is not even loaded."""

from __future__ import annotations

from pathlib import Path

from generator.build.location import cache_of
from generator.build.run import Run
from generator.diagnostics.diagnostics import Report
from generator.model.layout import ENGINE_FILE, WATCHED
from generator.read.engine_config import EngineSettings, read_engine_settings
from generator.read.tracked import tracked_state


def places_of(root: Path, engine: str, settings: EngineSettings | None) -> list[Path]:
    """The files and folders that a check or a build of a site reads.

    Args:
        root: The folder of mkdocs.yml.
        engine: The name of mkdocs.yml.
        settings: What it says, as far as it can be read.
    """
    folders = (settings.public, settings.theme) if settings else ()
    return [root / name for name in (*WATCHED, engine, *filter(None, folders))]


def check_all(root: Path, engine: str = ENGINE_FILE) -> Report:
    """Every problem of a site; at once, when nothing has changed since it was last checked.

    Args:
        root: The folder of mkdocs.yml.
        engine: The name of mkdocs.yml.
    """
    places = places_of(root, engine, read_engine_settings(root / engine, Report()))
    run = Run(cache_of(root), "check", places, tracked_state(root))
    before = run.before()
    if before is not None:
        return before
    from generator.build.loading import load

    report = load(root, engine=engine).report
    run.done(report)
    return report
