"""Check the plugins and Markdown extensions that mkdocs.yml lists."""

from collections.abc import Iterator
from typing import NamedTuple

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import did_you_mean
from generator.read.known_plugins import known_plugin, plain_name, works_in
from generator.read.yaml import Mapping, Node, Scalar, Sequence

_DIGEST = "digest"
_OPTIONS = ("path",)
"""Options of the plugin."""
_OFF = ("", "false", "no", "off")
"""Values that switch an option off."""


class _Listed(NamedTuple):
    """An item of a list of plugins or extensions."""

    name: str
    """Empty for an item that cannot be one."""
    place: Place
    options: Node | None = None


def check_plugins(settings: Mapping, report: Report) -> None:
    """Report plugins that are not installed, and a list without the digest."""
    node = settings.at("plugins")
    listed = list(_listed(node))
    names = [item.name for item in listed]
    place = node.place if node else settings.place
    help_line = "write plugins: [digest]"
    if isinstance(node, Scalar) or "" in names:
        report.add(place, "wrong-type", "'plugins' must be a list of names", help_line)
    elif _DIGEST not in names:
        message = "the digest is not among the plugins, so MkDocs would build nothing"
        report.add(place, "missing-key", message, help_line)
    elif names != [_DIGEST]:
        theme = settings.at("theme", "name") or settings.at("theme")
        # The lean frame, which sites without a theme have, has the name of the plugin.
        frame = theme.value if isinstance(theme, Scalar) else _DIGEST
        _check_listed(listed, frame, report)
    for item in listed:
        if isinstance(item.options, Mapping):
            _check_options(item.name, item.options, report)


def _check_listed(listed: list[_Listed], frame: str, report: Report) -> None:
    """Report plugins that are not installed, or do not work with the digest or the site's frame."""
    # Slow to import, and most sites have no other plugin.
    from importlib.metadata import entry_points

    # A theme's name may come before that of its plugin.
    installed = {plain_name(entry.name) for entry in entry_points(group="mkdocs.plugins")}
    for name, place, _ in listed:
        known = known_plugin(name)
        if known and not known["frames"]:
            message = f"the plugin '{name}' does not work beside the digest: {known['reason']}"
            report.add(place, "bad-choice", message, "delete it")
            continue
        # In a theme that is neither frame, a plugin for both is right, and the theme is reported.
        if known and not works_in(name, frame) and not works_in(name, "digest"):
            message = f"the plugin '{name}' works in Material's frame only"
            help_line = "write `name: material` below `theme`, or delete the plugin"
            report.add(place, "bad-choice", message, help_line)
        if plain_name(name) not in installed:
            help_line = did_you_mean(name, installed, "install it, or delete it here")
            report.add(place, "bad-choice", f"no plugin '{name[:60]}' is installed", help_line)


def _check_options(plugin: str, options: Mapping, report: Report) -> None:
    """Report unknown options of the digest, and options with which a known plugin does not work."""
    refused = (known_plugin(plugin) or {}).get("options", {})
    for key, (name, value) in options.entries.items():
        if plugin == _DIGEST and key not in _OPTIONS:
            message = f"the plugin digest has no option '{key[:60]}'"
            help_line = did_you_mean(key, _OPTIONS, "other settings are in site_config/site.yml")
            report.add(name.place, "unknown-key", message, help_line)
        elif key in refused and not _is_off(value):
            reason = refused[key]
            message = f"'{key}' of the plugin '{plugin}' does not work beside the digest: {reason}"
            report.add(name.place, "bad-choice", message, "delete the option")


def _is_off(value: Node) -> bool:
    return isinstance(value, Scalar) and value.value.lower() in _OFF


def check_extensions(settings: Mapping, report: Report) -> None:
    """Report Markdown extensions that are not installed, without importing any."""
    node = settings.at("markdown_extensions")
    if node is None or node.kind == "empty":
        return
    listed = list(_listed(node))
    help_line = "delete it: the digest reads Markdown itself"
    if isinstance(node, Scalar) or "" in [item.name for item in listed]:
        message = "'markdown_extensions' must be a list of names"
        report.add(node.place, "wrong-type", message, help_line)
        return
    from importlib.metadata import entry_points
    from importlib.util import find_spec

    known = {entry.name for entry in entry_points(group="markdown.extensions")}
    for name, place, _ in listed:
        # Only the first part, because finding a module imports the packages that contain it.
        package = name.partition(".")[0]
        is_module = package.isidentifier() and find_spec(package) is not None
        if name not in known and not is_module:
            message = f"no Markdown extension '{name[:60]}' is installed"
            report.add(place, "bad-choice", message, help_line)


def _listed(node: Node | None) -> Iterator[_Listed]:
    """The items of a list of names, which may have options, or of a mapping of names to options."""
    if isinstance(node, Mapping):
        for name, (key, options) in node.entries.items():
            yield _Listed(name, key.place, options)
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Mapping) and len(item.entries) == 1:
            yield from _listed(item)
        elif isinstance(item, Scalar) and item.kind == "text":
            yield _Listed(item.value, item.place)
        else:
            yield _Listed("", item.place)
