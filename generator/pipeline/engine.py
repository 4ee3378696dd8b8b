"""What a build must know of `mkdocs.yml`, kept so that most builds never start the engine."""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

import msgspec

from generator.cache import prints
from generator.cache.location import cache_of
from generator.cache.run import Run
from generator.cache.store import store_of
from generator.emit.records import Records, is_whole
from generator.layout import WATCHED
from generator.report.diagnostics import Report

PUBLISHED = "published"
"""Below the cache: indexes of the folders that were published."""
_KIND = "engine"
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Engine:
    """The facts of `mkdocs.yml` that a build of the digest's own uses."""

    site_url: str
    site_dir: str
    theme: str
    """The folder of theme overrides."""
    themes: tuple[str, ...]
    """The folders of the theme, in the order in which the engine looks into them."""
    public: str
    """The folder of files that are published as they are."""
    alone: bool
    """Whether the digest is the only plugin, so that nothing else can change what the engine makes."""


def configuration(config_file: Path) -> bytes:
    """The fingerprint of `mkdocs.yml`, of the variables it may name, and of the engine."""
    text = config_file.read_text(encoding="utf-8")
    named = [(word, os.environ[word]) for word in sorted(set(_WORD.findall(text))) if word in os.environ]
    engines = [version("mkdocs"), version("mkdocs-material")]
    return prints.of(prints.of_program(), str(config_file.resolve()), text, named, engines)


def engine_of(config_file: Path, ask: Callable[[], Engine]) -> Engine:
    """The facts of `mkdocs.yml`, from the cache or by asking the engine."""
    key = configuration(config_file)
    store = store_of(config_file.resolve().parent)
    for name, kept, value in store.rows(_KIND):
        if name == "facts" and kept == key:
            with suppress(msgspec.MsgspecError):
                return msgspec.msgpack.decode(value, type=Engine)
    engine = ask()
    if engine.alone:
        store.write(_KIND, {"facts": (key, msgspec.msgpack.encode(engine))})
    return engine


class BuildRun:
    """A build of a site into a folder, which may find that it was done before."""

    def __init__(self, root: Path, config_file: Path, engine: Engine, target: Path) -> None:
        self._target = target
        self._records = records_of(root)
        folders = [*(root / name for name in WATCHED), Path(engine.theme), Path(engine.public)]
        self._run = None
        if engine.alone:
            self._run = Run(store_of(root), f"build {target}", folders, configuration(config_file))

    def before(self) -> Report | None:
        """What was found when this very site was built; None when there is anything to do."""
        report = self._run.before() if self._run else None
        return report if report is not None and is_whole(self._target, self._records) else None

    def done(self, report: Report) -> None:
        """Keep what was found."""
        if self._run:
            self._run.done(report)


def records_of(root: Path) -> Records:
    """What is known of the folders that were published."""
    return Records(cache_of(root) / PUBLISHED)
