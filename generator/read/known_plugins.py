"""Plugins of other authors that have been tried beside the digest, from `mkdocs_settings.toml`."""

import re
from collections.abc import Iterable, Mapping
from importlib.metadata import entry_points
from typing import Any

from generator.read.tables import table

_PLUGINS = table("generator.read", "mkdocs_settings")["plugins"]


def known_plugin(name: str) -> Mapping[str, Any] | None:
    """Return the entry of a plugin in the table; the prefix of Material is ignored."""
    entry: Mapping[str, Any] | None = _PLUGINS.get(plain_name(name))
    return entry


def plain_name(name: str) -> str:
    """Return a plugin's name without the prefix of Material: `tags` for `material/tags`."""
    return name.removeprefix("material/")


def is_installed(name: str) -> bool:
    """Whether MkDocs finds a plugin; those of Material and of MkDocs come with the program."""
    names = {plugin.name for plugin in entry_points(group="mkdocs.plugins")}
    return not {name, f"material/{name}"}.isdisjoint(names)


def works_in(name: str, frame: str) -> bool:
    """Whether a known plugin works in one of the two frames."""
    entry = known_plugin(name) or {}
    return frame in entry.get("frames", "").split()


def written_by(names: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for the paths of files, other than pages, that these plugins write."""
    patterns: list[str] = []
    for name in names:
        entry = known_plugin(name) or {}
        patterns += entry.get("writes", ())
    return re.compile("|".join(patterns) or r"(?!)")
