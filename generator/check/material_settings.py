"""Check the settings of Material for MkDocs in mkdocs.yml before its templates use them.

Material does not check them: a colour with a typo leaves a page without colours, and a missing icon
or language ends the build in a template.
"""

import re
from collections.abc import Collection, Iterator
from pathlib import Path

from generator.check.keys import scalars, written
from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import did_you_mean
from generator.read.engine_config import MATERIAL, EngineSettings
from generator.read.regular import read_regular
from generator.read.tables import table
from generator.read.theme_names import theme_folders
from generator.read.yaml import Mapping, Node, Scalar, Sequence

_TABLE = table("generator.check", "material_options")
_FEATURES = _TABLE["features"].split()
_PALETTE = {
    "scheme": "a colour scheme of Material or of the site's own styles",
    "primary": "a primary colour of Material",
    "accent": "an accent colour of Material",
    "media": "a media query of the palette",
}
_INSTANT = "navigation.instant"
_ICON = re.compile(r"\w[\w-]*(?:/\w[\w.-]*)*", re.ASCII)
_ICON_IN_PAGE = re.compile(r"""icon:\s+["']?([^"'#\s]+)""")
_ALL_ICONS = "https://squidfunk.github.io/mkdocs-material/reference/icons-emojis/"
_MOST_BYTES = 10 * 1024 * 1024
_SCHEME_IN_STYLE = re.compile(rb"""\[data-md-color-(?:scheme|primary|accent)=["']?([\w-]+)""")


def check_material(root: Path, engine: EngineSettings, report: Report) -> None:
    """Report settings that Material does not know, and those that cannot work with the digest.

    `root` is the site's folder.
    """
    if engine.frame != MATERIAL:
        return
    settings = engine.values
    folders = [Path(folder) for folder in theme_folders(root, engine)]
    _check_font(settings.at("theme", "font"), report)
    _check_language(settings.at("theme", "language"), folders, report)
    own = _own_colours(root, engine)
    for palette in _items(settings.at("theme", "palette")):
        _check_palette(palette, own, report)
    _check_features(settings.at("theme", "features"), report)
    _check_extra(settings.at("extra"), report)
    for icon in _icons(settings):
        check_icon(icon.value, icon.place, folders, report)


def check_icon(name: str, place: Place, folders: Collection[Path], report: Report) -> None:
    """Report an icon that none of the theme's folders has."""
    known: list[str] = []
    if _ICON.fullmatch(name):
        folder_of_icon = name.rpartition("/")[0]
        for folder in folders:
            if (folder / f".icons/{name}.svg").is_file():
                return
            beside = (folder / ".icons" / folder_of_icon).glob("*.svg")
            known += [f"{folder_of_icon}/{file.stem}" for file in beside]
    help_line = did_you_mean(name, known, f"look for one at {_ALL_ICONS}")
    report.add(place, "bad-choice", f"Material has no icon '{name[:60]}'", help_line)


def _check_font(node: Node | None, report: Report) -> None:
    if node is not None and written(node).lower() not in ("false", "no", "off"):
        message = "'font' loads fonts from another host, which the policy forbids"
        help_line = "write `font: false`; a style of your own can name a font"
        report.add(node.place, "bad-choice", message, help_line)


def _check_language(node: Node | None, folders: Collection[Path], report: Report) -> None:
    if node is not None:
        files = [file for folder in folders for file in folder.glob("partials/languages/*.html")]
        known = [file.stem for file in files]
        _check_choice(node, known, "a language of Material", "choose one of its languages", report)


def _check_choice(
    node: Node, known: Collection[str], what: str, otherwise: str, report: Report
) -> None:
    value = written(node)
    if value not in known:
        message = f"'{value[:60]}' is not {what}"
        report.add(node.place, "bad-choice", message, did_you_mean(value, known, otherwise))


def _own_colours(root: Path, engine: EngineSettings) -> list[str]:
    """The names of colours and schemes that the site's own styles define."""
    files = [root / engine.theme / "custom.css"]
    for path, _ in engine.styles:
        files += [root / engine.docs / path, root / engine.theme / path]
    names = []
    for file in files:
        text = read_regular(file, file.name, _MOST_BYTES, Report()) or b""
        names += [name.decode() for name in _SCHEME_IN_STYLE.findall(text)]
    return names


def _check_palette(node: Node, own: Collection[str], report: Report) -> None:
    if not isinstance(node, Mapping):
        message = "'palette' must be a set of keys or a list of them"
        help_line = "write it as in `palette: {scheme: default, primary: custom}`"
        report.add(node.place, "wrong-type", message, help_line)
        return
    _check_keys(node, "palette", report)
    _check_keys(node.at("toggle"), "toggle", report)
    for key, what in _PALETTE.items():
        value = node.at(key)
        if value is not None:
            known = _TABLE[key]
            otherwise = f"choose one of {', '.join(known)}"
            _check_choice(value, (*known, *own), what, otherwise, report)


def _check_keys(node: Node | None, where: str, report: Report) -> None:
    known = _TABLE["keys"][where]
    if not isinstance(node, Mapping):
        return
    for key, (name, _) in node.entries.items():
        if key not in known:
            help_line = did_you_mean(key, known, f"choose one of {', '.join(known)}")
            report.add(name.place, "unknown-key", f"'{where}' has no key '{key[:60]}'", help_line)


def _check_features(node: Node | None, report: Report) -> None:
    if node is None or node.kind == "empty":
        return
    if not isinstance(node, Sequence):
        help_line = "write `features: [navigation.tabs]`"
        report.add(node.place, "wrong-type", "'features' must be a list", help_line)
        return
    for item in node.items:
        name = written(item)
        if name == _INSTANT or name.startswith(f"{_INSTANT}."):
            message = f"'{name}' exchanges pages by a script, "
            message += "and the digest's own scripts run once for each page"
            report.add(item.place, "bad-choice", message, f"delete '{name}'")
        elif name not in _FEATURES:
            message = f"Material has no feature '{name[:60]}'"
            otherwise = "delete it, or keep it for a template of your own"
            help_line = did_you_mean(name, _FEATURES, otherwise)
            report.add(item.place, "unknown-feature", message, help_line)


def _check_extra(node: Node | None, report: Report) -> None:
    if not isinstance(node, Mapping):
        return
    for key, (name, _) in node.entries.items():
        reason = _TABLE["refused"].get(key)
        if reason:
            report.add(name.place, "bad-choice", f"'extra.{key}' {reason}", "delete it")


def _items(node: Node | None) -> tuple[Node, ...]:
    """The items of a list; a value that is written without a list is its only item."""
    if isinstance(node, Sequence):
        return node.items
    return (node,) if node is not None else ()


def _icons(settings: Mapping) -> Iterator[Scalar]:
    """Every value that names an icon."""
    yield from scalars(settings.at("theme", "icon"))
    for item in _items(settings.at("theme", "palette")):
        if isinstance(item, Mapping):
            yield from scalars(item.at("toggle", "icon"))
    for item in _items(settings.at("extra", "social")):
        if isinstance(item, Mapping):
            yield from scalars(item.at("icon"))


def icon_in_page(text: str, name: str) -> tuple[str, Place] | None:
    """The icon that the front matter of a page of documentation names, with its place."""
    lines = text.splitlines()
    if lines[:1] != ["---"]:
        return None
    for number, line in enumerate(lines[1:], 2):
        if line.rstrip() in ("---", "..."):
            break
        if match := _ICON_IN_PAGE.match(line):
            return match[1], Place(name, number, match.start(1) + 1)
    return None
