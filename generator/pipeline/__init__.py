"""The stages in their order, for the edges to call.

    files → Document → Article → Site → Page → finished files → theme, published
            └────── problems ──┘  → Report

Its modules are loaded when something of them is asked for: a run that finds
everything as it was needs few of them, and is over sooner.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from generator.layout import ARTICLES, CONFIG, PAGES, WATCHED

if TYPE_CHECKING:
    from generator.cache.location import why_no_cache
    from generator.cache.store import store_of
    from generator.cache.workspace import workspace
    from generator.check.engines import engine_warnings
    from generator.check.site_files import read_site_files
    from generator.compose.theme import surroundings
    from generator.emit.publish import Beginning
    from generator.emit.shell import Shells
    from generator.parallel import cores, spare_the_collector
    from generator.pipeline.archive import Archive, known_articles
    from generator.pipeline.auditing import Refused
    from generator.pipeline.building import Builder, chrome_key, publish_site, write_site
    from generator.pipeline.checking import check_all
    from generator.pipeline.context import read_context
    from generator.pipeline.engine import BuildRun, Engine, engine_of, records_of
    from generator.pipeline.loading import Loaded, check_links_online, check_paths, load
    from generator.pipeline.preview import Preview

_PLACES = {
    "cache.location": ("why_no_cache",),
    "cache.store": ("store_of",),
    "cache.workspace": ("workspace",),
    "check.engines": ("engine_warnings",),
    "check.site_files": ("read_site_files",),
    "compose.theme": ("surroundings",),
    "emit.shell": ("Shells",),
    "emit.publish": ("Beginning",),
    "parallel": ("cores", "spare_the_collector"),
    "pipeline.archive": ("Archive", "known_articles"),
    "pipeline.auditing": ("Refused",),
    "pipeline.building": ("Builder", "chrome_key", "publish_site", "write_site"),
    "pipeline.checking": ("check_all",),
    "pipeline.context": ("read_context",),
    "pipeline.engine": ("BuildRun", "Engine", "engine_of", "records_of"),
    "pipeline.preview": ("Preview",),
    "pipeline.loading": ("Loaded", "check_links_online", "check_paths", "load"),
}

MOST_LEVELS = 4
"""How deep the deepest address lies: `articles/2021/10/slug/`."""

__all__ = [
    "ARTICLES",
    "CONFIG",
    "MOST_LEVELS",
    "PAGES",
    "WATCHED",
    "Archive",
    "Beginning",
    "BuildRun",
    "Builder",
    "Engine",
    "Loaded",
    "Preview",
    "Refused",
    "Shells",
    "check_all",
    "check_links_online",
    "check_paths",
    "chrome_key",
    "cores",
    "engine_of",
    "engine_warnings",
    "known_articles",
    "load",
    "publish_site",
    "read_context",
    "read_site_files",
    "records_of",
    "spare_the_collector",
    "store_of",
    "surroundings",
    "why_no_cache",
    "workspace",
    "write_site",
]


def __getattr__(name: str) -> object:
    for place, names in _PLACES.items():
        if name in names:
            return getattr(import_module(f"generator.{place}"), name)
    raise AttributeError(name)
