"""Check the settings of Material for MkDocs in mkdocs.yml, before its templates meet them.

Material looks for nothing: a colour with a typo leaves a page without colours, and a missing icon
or language ends the build in its templates.
"""

import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import did_you_mean
from generator.read.engine_config import MATERIAL, EngineSettings
from generator.read.regular import FolderEntry, read_regular
from generator.read.tables import table
from generator.read.theme_names import theme_folders
from generator.read.yaml import Mapping, Node, Scalar, Sequence

_TABLE = table("generator.check", "material_options")
_SCHEMES, _PRIMARY, _ACCENT, _PALETTE, _TOGGLE, _FEATURES = (
    _TABLE[name].split()
    for name in ("scheme", "primary", "accent", "palette", "toggle", "features")
)
_INSTANT = "navigation.instant"
_ICON = re.compile(r"\w[\w-]*(?:/\w[\w.-]*)*", re.ASCII)
_MOST_BYTES = 10 * 1024 * 1024
_SCHEME_IN_STYLE = re.compile(rb"""\[data-md-color-(?:scheme|primary|accent)=["']?([\w-]+)""")


def check_material(settings: Mapping, root: Path, engine: EngineSettings, report: Report) -> None:
    """Report settings of Material that it does not know, and those that cannot work with the digest.

    Args:
        settings: The settings of mkdocs.yml.
        root: The site's folder.
        engine: The same settings, as a build needs them.
        report: Where problems are added.
    """
    if engine.frame != MATERIAL:
        return
    folders = [Path(folder) for folder in theme_folders(root, engine)]
    _check_font(settings.at("theme", "font"), report)
    _check_language(settings.at("theme", "language"), folders, report)
    _check_palette(settings.at("theme", "palette"), _own_colours(root, engine), report)
    _check_features(settings.at("theme", "features"), report)
    _check_extra(settings.at("extra"), report)
    for icon in _icons(settings):
        check_icon(icon.value, icon.place, folders, report)


def check_icon(name: str, place: Place, folders: Collection[Path], report: Report) -> None:
    """Report an icon that none of the theme's folders has."""
    if _ICON.fullmatch(name) and any(
        (folder / f".icons/{name}.svg").is_file() for folder in folders
    ):
        return
    help_line = (
        "look for one at https://squidfunk.github.io/mkdocs-material/reference/icons-emojis/"
    )
    for folder in folders if _ICON.fullmatch(name) else ():
        beside = (folder / f".icons/{name}").parent
        known = [f"{name.rpartition('/')[0]}/{file.stem}" for file in beside.glob("*.svg")]
        help_line = did_you_mean(name, known, help_line)
    report.add(place, "bad-choice", f"Material has no icon '{name[:60]}'", help_line)


def _check_font(node: Node | None, report: Report) -> None:
    if node is None or (isinstance(node, Scalar) and node.value.lower() in ("false", "no", "off")):
        return
    message = "'font' loads fonts from another host, which the policy forbids"
    report.add(
        node.place,
        "bad-choice",
        message,
        "write `font: false`; a style of your own can name a font",
    )


def _check_language(node: Node | None, folders: Collection[Path], report: Report) -> None:
    known = {file.stem for folder in folders for file in folder.glob("partials/languages/*.html")}
    if node is not None:
        _check_choice(node, known, "a language of Material", "choose one of its languages", report)


def _check_choice(
    node: Node, known: Collection[str], what: str, otherwise: str, report: Report
) -> None:
    value = node.value if isinstance(node, Scalar) else ""
    if value not in known:
        message = f"'{value[:60]}' is not {what}"
        report.add(node.place, "bad-choice", message, did_you_mean(value, known, otherwise))


def _own_colours(root: Path, engine: EngineSettings) -> frozenset[str]:
    """The names of colours and schemes that the site's own styles define."""
    own = [root / engine.theme / "custom.css"]
    own += [
        root / folder / path for path, _ in engine.styles for folder in (engine.docs, engine.theme)
    ]
    found: set[str] = set()
    for file in own:
        if file.is_file():
            text = read_regular(file, file.name, _MOST_BYTES, Report()) or b""
            found.update(name.decode() for name in _SCHEME_IN_STYLE.findall(text))
    return frozenset(found)


def _check_palette(node: Node | None, own: frozenset[str], report: Report) -> None:
    if node is None:
        return
    checks: dict[str, Callable[[Node], None]] = {}

    def add(key: str, known: Collection[str], what: str) -> None:
        otherwise = f"choose one of {', '.join(known)}"
        checks[key] = lambda value: _check_choice(value, {*known, *own}, what, otherwise, report)

    add("scheme", _SCHEMES, "a colour scheme of Material or of the site's own styles")
    add("primary", _PRIMARY, "a primary colour of Material")
    add("accent", _ACCENT, "an accent colour of Material")
    add("media", _TABLE["media"], "a media query of the palette")
    for item in node.items if isinstance(node, Sequence) else (node,):
        if not isinstance(item, Mapping):
            help_line = "write it as in `palette: {scheme: default, primary: custom}`"
            report.add(
                item.place,
                "wrong-type",
                "'palette' must be a set of keys or a list of them",
                help_line,
            )
            continue
        _check_keys(item, _PALETTE, "palette", report)
        toggle = item.at("toggle")
        if isinstance(toggle, Mapping):
            _check_keys(toggle, _TOGGLE, "toggle", report)
        for key, (_, value) in item.entries.items():
            if key in checks:
                checks[key](value)


def _check_keys(node: Mapping, known: Collection[str], where: str, report: Report) -> None:
    for key, (name, _) in node.entries.items():
        if key not in known:
            help_line = did_you_mean(key, known, f"choose one of {', '.join(known)}")
            report.add(name.place, "unknown-key", f"'{where}' has no key '{key[:60]}'", help_line)


def _check_features(node: Node | None, report: Report) -> None:
    if node is None or node.kind == "empty":
        return
    if not isinstance(node, Sequence):
        report.add(
            node.place,
            "wrong-type",
            "'features' must be a list",
            "write `features: [navigation.tabs]`",
        )
        return
    for item in node.items:
        name = item.value if isinstance(item, Scalar) else ""
        if name == _INSTANT or name.startswith(f"{_INSTANT}."):
            message = f"'{name}' exchanges pages by a script, "
            message += "and the digest's own scripts run once for each page"
            report.add(item.place, "bad-choice", message, "delete the line")
        elif name not in _FEATURES:
            help_line = did_you_mean(
                name, _FEATURES, "delete it, or keep it for a template of your own"
            )
            report.add(
                item.place, "unknown-feature", f"Material has no feature '{name[:60]}'", help_line
            )


def _check_extra(node: Node | None, report: Report) -> None:
    for key, (name, _) in node.entries.items() if isinstance(node, Mapping) else ():
        if key in _TABLE["refused"]:
            message = f"'extra.{key}' {_TABLE['refused'][key]}"
            report.add(name.place, "bad-choice", message, "delete it")


def _icons(settings: Mapping) -> Iterator[Scalar]:
    """Every value that names an icon."""
    yield from _scalars(settings.at("theme", "icon"))
    palette, social = settings.at("theme", "palette"), settings.at("extra", "social")
    for item in palette.items if isinstance(palette, Sequence) else (palette,):
        yield from _scalars(item.at("toggle", "icon") if isinstance(item, Mapping) else None)
    for item in social.items if isinstance(social, Sequence) else ():
        yield from _scalars(item.at("icon") if isinstance(item, Mapping) else None)


def _scalars(node: Node | None) -> Iterator[Scalar]:
    if isinstance(node, Scalar) and node.kind != "empty":
        yield node
    for _, value in node.entries.values() if isinstance(node, Mapping) else ():
        yield from _scalars(value)


def icon_in_page(entry: FolderEntry, name: str) -> tuple[str, Place] | None:
    """The icon that the front matter of a page of documentation names, with its place."""
    text = (read_regular(Path(entry.file), name, _MOST_BYTES, Report()) or b"").decode(
        "utf-8", "replace"
    )
    lines = text.splitlines()
    for number, line in enumerate(lines[1:], 2) if lines[:1] == ["---"] else ():
        if line.rstrip() in ("---", "..."):
            return None
        if match := re.match(r"""icon:\s+["']?([^"'#\s]+)""", line):
            return match[1], Place(name, number, match.start(1) + 1)
    return None
