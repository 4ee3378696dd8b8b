"""Let other plugins and hooks work beside the digest.

Plugins see the pages of documentation only. The pages with which MkDocs renders the frame have no
text and no history, and what a plugin wrote into one of them would be in every page of the digest.
"""

import re
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, PluginError
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from generator.diagnostics.terminal import visible
from generator.engine.insertions import POLICY, with_policy
from generator.engine.menu import is_placeholder
from generator.system.file_writing import write

# MkDocs tells nobody whose method an event calls, and cannot remove a plugin; its release is
# pinned.
# ruff: noqa: SLF001

_OWN = "digest"
_SET = {"search": ("enabled", False), "rss": ("stylesheet", "")}
_SCRIPT = re.compile(r"\s*<script>.*?</script>", re.DOTALL)


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


def set_up(config: MkDocsConfig) -> bool:
    """Set the options of plugins that the digest decides; return whether a search was switched off.

    The digest's own search covers the documentation, and feeds with style sheets are programs.
    """
    found = False
    for name, plugin in config.plugins.items():
        option, value = _SET.get(name.removeprefix("material/"), ("", ""))
        found |= option == "enabled"
        if not option:
            continue
        if option in plugin.config:
            plugin.config[option] = value
        else:
            origins = config.plugins._event_origins
            for methods in config.plugins.events.values():
                methods[:] = [method for method in methods if origins.get(method) != name]
    return found


def mend_redirects(config: MkDocsConfig, policy: str) -> None:
    """Change the pages of the plugin `redirects` to comply with the policy.

    The policy is added, and their script is removed: their `refresh` leads to the same page.
    `policy` is "" in a preview.
    """
    plugin = config.plugins.get("redirects")
    if plugin is None:
        return
    for old in plugin.config["redirect_maps"]:
        page = Path(File(old, "", config.site_dir, config.use_directory_urls).abs_dest_path)
        if not page.is_file():
            continue
        html = _SCRIPT.sub("", page.read_text(encoding="utf-8")).lstrip()
        if policy:
            html = with_policy(html).replace(POLICY, policy)
        write(page, html)
