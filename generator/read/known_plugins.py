"""Plugins of other authors that have been tried beside the digest, from `mkdocs_settings.toml`."""

import re
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
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


def is_installed(name: str, group: str = "mkdocs.plugins") -> bool:
    """Whether a plugin or, in another group, a Markdown extension is installed.

    Extensions can be named by their modules, too; nothing is imported.
    """
    from importlib.metadata import entry_points  # it takes long, and few sites have other plugins

    names = {found.name for found in entry_points(group=group)}
    if not {name, f"material/{name}"}.isdisjoint(names):
        return True
    module = re.split("[.:]", name)[0]
    return group != "mkdocs.plugins" and module.isidentifier() and find_spec(module) is not None


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
