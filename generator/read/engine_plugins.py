"""The plugins that mkdocs.yml lists."""

from collections.abc import Iterator

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import did_you_mean
from generator.read.yaml import Mapping, Node, Scalar, Sequence

_DIGEST = "digest"


def check_plugins(settings: Mapping, report: Report) -> None:
    """Report plugins that are not installed, and a list without the digest."""
    node = settings.at("plugins")
    listed = list(_listed(node))
    names = [name for name, _ in listed]
    place = node.place if node else settings.place
    if None in names or (node is not None and not isinstance(node, Sequence | Mapping)):
        report.add(place, "wrong-type", "'plugins' must be a list of names", "write plugins: [digest]")
    elif _DIGEST not in names:
        message = "the digest is not among the plugins, so MkDocs would build nothing"
        report.add(place, "missing-key", message, "write plugins: [digest]")
    elif names != [_DIGEST]:
        _check_installed(listed, report)


def _check_installed(listed: list[tuple[str | None, Place]], report: Report) -> None:
    """Report plugins that are not installed; a theme's name may come before that of its plugin."""
    from importlib.metadata import entry_points  # slow to import, and most sites have no other plugin

    installed = {entry.name.rpartition("/")[2] for entry in entry_points(group="mkdocs.plugins")}
    for name, place in listed:
        if name is not None and name.rpartition("/")[2] not in installed:
            help_line = did_you_mean(name, installed, "install it, or delete it here")
            report.add(place, "bad-choice", f"no plugin '{name[:60]}' is installed", help_line)


def _listed(node: Node | None) -> Iterator[tuple[str | None, Place]]:
    """Name and place of each plugin; without a name for an item that cannot be one."""
    if isinstance(node, Mapping):
        yield from ((name, key.place) for name, (key, _) in node.entries.items())
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Mapping) and len(item.entries) == 1:
            yield from _listed(item)
        elif isinstance(item, Scalar) and item.kind == "text":
            yield item.value, item.place
        else:
            yield None, item.place
