"""Find the other MkDocs plugins and hooks that change MkDocs' output.

The audit compares pages with the digest's own theme. A plugin that rewrites HTML or adds files is the usual
reason why a site does not pass, and MkDocs does not say which plugin did it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

_EVENTS = ("files", "page_content", "post_page", "post_template", "post_build")
"""The events of MkDocs in which a plugin can change a page or a file."""
_OURS = "digest"


def watch(plugins: Any, site_dir: Path) -> list[str]:  # noqa: ANN401 (MkDocs' PluginCollection; it is not imported here)
    """Watch the other plugins of a configuration while MkDocs builds.

    Args:
        plugins: The plugins of MkDocs' configuration; their events are wrapped.
        site_dir: The folder that MkDocs writes to.

    Returns:
        A list to which the name of each plugin that changes something is added.
    """
    changed: list[str] = []
    for event in _EVENTS:
        methods = plugins.events[event]
        named = [(_name_of(method, plugins), method) for method in methods]
        methods[:] = [_watched(event, name, method, site_dir, changed) for name, method in named]
    return changed


def _name_of(method: Callable[..., Any], plugins: Mapping[str, object]) -> str:
    owner = getattr(method, "__self__", None)
    hook = getattr(method, "__module__", "a hook")
    return next((name for name, plugin in plugins.items() if plugin is owner), hook)


def _watched(
    event: str, name: str, method: Callable[..., Any], site_dir: Path, changed: list[str]
) -> Callable[..., Any]:
    if name == _OURS:
        return method

    def call(*arguments: Any, **named: Any) -> Any:  # noqa: ANN401 (whatever MkDocs passes)
        before = _state(event, arguments, site_dir)
        result = method(*arguments, **named)
        after = _state(event, arguments if result is None else (result,), site_dir)
        if after != before and name not in changed:
            changed.append(name)
        return result

    return call


def _state(event: str, arguments: tuple[Any, ...], site_dir: Path) -> object:
    """Return the data that a plugin can change in an event: site files, MkDocs' list of files, or a text."""
    if event == "post_build":
        return {str(file): file.stat().st_size for file in site_dir.rglob("*")}
    if event == "files":
        return [file.src_uri for file in arguments[0]]
    return arguments[0]
