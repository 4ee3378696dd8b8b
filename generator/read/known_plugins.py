"""Plugins of other authors that have been tried beside the digest, from `mkdocs_settings.toml`."""

import re
from collections.abc import Iterable, Mapping
from importlib.util import find_spec
from typing import Any

from generator.read.tables import table


def rule_of(setting: str, name: str) -> Any:  # noqa: ANN401 (a table, or a text)
    """Return the entry of a plugin or an extension in the table; None if it is not there.

    `setting` is `plugins` or `markdown_extensions`. A text is the reason why it is refused.
    """
    return table("generator.read", "mkdocs_settings")[setting].get(plain_name(name))


def known_plugin(name: str) -> Mapping[str, Any]:
    """Return the entry of a plugin; empty if it is not in the table, or refused."""
    found = rule_of("plugins", name)
    return found if isinstance(found, dict) else {}


def plain_name(name: str) -> str:
    """Return the name of a plugin or an extension alone: `tags` for `material/tags`."""
    return name.removeprefix("material/").removeprefix("markdown.extensions.")


def is_installed(name: str, setting: str) -> bool:
    """Whether a name in a setting, `plugins` or `markdown_extensions`, is installed.

    Extensions can be named by their modules, too; nothing is imported.
    """
    from importlib.metadata import entry_points  # it takes long, and few sites have other plugins

    group = "mkdocs.plugins" if setting == "plugins" else "markdown.extensions"
    if name in [plain_name(found.name) for found in entry_points(group=group)]:
        return True
    module = re.split("[.:]", name)[0]
    return setting != "plugins" and module.isidentifier() and find_spec(module) is not None


def written_by(names: Iterable[str]) -> re.Pattern[str]:
    """Return a pattern for the paths of files, other than pages, that these plugins write."""
    patterns: list[str] = []
    for name in names:
        patterns += known_plugin(name).get("writes", ())
    return re.compile("|".join(patterns) or r"(?!)")
