"""Let other plugins and hooks work beside the digest.

Plugins see the pages of documentation only. The pages with which MkDocs renders the frame have no
text and no history, and what a plugin wrote into one of them would be in every page of the digest.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.structure.pages import Page

from generator.diagnostics.terminal import visible
from generator.engine.menu import is_placeholder

# MkDocs tells nobody whose method an event calls, and cannot remove a plugin; its release is
# pinned.
# ruff: noqa: SLF001

_OWN = "digest"
_SEARCH = "search"
_INSTANT = "navigation.instant"


def shield(config: MkDocsConfig) -> None:
    """Hide the digest's placeholders from other plugins, and name the plugin or hook that fails.

    A hook is the site's own code and sees all pages.
    """
    origins = config.plugins._event_origins
    hooks = config["hooks"]
    for methods in config.plugins.events.values():
        for index, method in enumerate(methods):
            name = origins.get(method, "")
            if name != _OWN:
                methods[index] = _shielded(method, name, sees_all=name in hooks)
                origins[methods[index]] = name


def _shielded(method: Callable[..., Any], name: str, *, sees_all: bool) -> Callable[..., Any]:
    """Wrap a plugin's method so that it leaves placeholders alone, unless it `sees_all`.

    Its errors become one line, with the name of the plugin.
    """

    @wraps(method)
    def call(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 (each event has its own)
        for value in (*arguments, named.get("page")):
            if isinstance(value, Page) and is_placeholder(value) and not sees_all:
                return None
        try:
            return method(*arguments, **named)
        except Abort:
            raise
        except Exception as error:
            reason = str(error).strip().partition("\n")[0]
            if not isinstance(error, PluginError):
                reason = f"{type(error).__name__}: {reason}"
            raise PluginError(visible(f"'{name}' in mkdocs.yml failed: {reason}")) from error

    return call


def switch_off(config: MkDocsConfig) -> list[str]:
    """Switch off what the digest cannot live with; return a line about each.

    The digest's own search covers the documentation, and its scripts run once for each page. The
    plugin's index, which other plugins read, is there and stays empty.
    """
    lines = []
    for name, plugin in config.plugins.items():
        if name.removeprefix("material/") != _SEARCH:
            continue
        is_on = plugin.config.get("enabled", True)
        if "enabled" in plugin.config:
            plugin.config["enabled"] = False
        origins = config.plugins._event_origins
        for event in ("page_context", "post_build"):
            methods = config.plugins.events[event]
            methods[:] = [method for method in methods if origins.get(method) != name]
        if is_on:
            lines.append("the plugin 'search' is off: the digest's own covers the documentation")
    features = config.theme.get("features") or []
    kept = [feature for feature in features if not str(feature).startswith(_INSTANT)]
    if len(kept) < len(features):
        config.theme["features"] = kept
        lines.append(f"'{_INSTANT}' is off: the digest's scripts run once for each page")
    return lines
