"""Plugins of other authors that were tried beside the digest; `plugins.toml` has the results."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from generator.read.tables import table


def known_plugin(name: str) -> Mapping[str, Any] | None:
    """Return the entry of a plugin in `plugins.toml`; the prefix of Material is ignored."""
    entry: Mapping[str, Any] | None = table("generator.read", "plugins").get(plain_name(name))
    return entry


def plain_name(name: str) -> str:
    """Return a plugin's name without the prefix of Material: `tags` for `material/tags`."""
    return name.removeprefix("material/")


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
