"""MkDocs' own types of options, applied to the values of a site's mkdocs.yml."""

import ast
import datetime as dt
import logging
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from copy import deepcopy
from functools import cache
from importlib.metadata import EntryPoints, entry_points
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from mkdocs.config.base import BaseConfigOption, ValidationError
from mkdocs.config.config_options import File, Hooks, ListOfItems
from mkdocs.config.defaults import MkDocsConfig

from generator.check.fields import ROWS
from generator.check.keys import items_of
from generator.check.locale_codes import code_of_language
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.suggest import did_you_mean, nearest
from generator.engine.configuration import required_settings
from generator.read.engine_config import GONE, ICONS, MATERIAL, OWN, EngineSettings
from generator.read.links.address_kinds import WEB
from generator.read.setting_paths import inner_path
from generator.read.tables import by_word
from generator.read.theme_names import has_own_styles, material_folders, visible_files
from generator.read.yaml import Mapping, Node, Scalar, Sequence, listed, plain_values, written

_WANTED = {
    "text": ("<text>", r"class 'str'> but|Expected a string, |a multiline string"),
    "true or false": ("true", r"class 'bool'> but|Expected boolean"),
    "a whole number": ("<number>", r"class 'int'> but"),
    "a list": ("[<item>]", r"class 'list'> but|a list of items"),
    "a set of keys": (
        "{<key>: <value>}",
        r"mapping \(dict\)|a dict of items|class 'dict'> but|^Invalid config options",
    ),
    "a list, or a set of keys": (
        "[<name>]",
        r"Expected a list or dict|Invalid Markdown Extensions conf",
    ),
    "a name, or a set of keys": ("{name: material}", r"Expected a string or key/value pairs"),
}
"""What a setting must be, in our words → its form, and what MkDocs says of anything else."""
_TEXTS = ("extra_css", "extra_templates")
_NOTHING = "Required configuration not provided."
_NOT_INSTALLED = (
    re.compile(r'^The "(.+)" plugin is not installed'),
    re.compile(r"^Failed to load extension '(.+)'\..*ModuleNotFoundError: "),
)
_EXTENSIONS = "markdown.extensions"
_GROUPS = {"plugins": "mkdocs.plugins", "markdown_extensions": _EXTENSIONS}
"""Settings that name what packages have → the group in which the packages declare it."""
_MANUAL = "see https://www.mkdocs.org/user-guide/configuration/#{key}"
_QUOTED = re.compile(r"'([^']+)'")
_CLASS = re.compile(r"<class '(?:\w+\.)*(\w+)'>")
_FEATURE = re.compile(
    r"""["']((?:announce|content|header|navigation|search|toc)(?:\.[a-z]+){1,3})["']"""
)
_THEME_KEY = re.compile(r"config\.theme\.([a-z_]+)")
_COLOUR = re.compile(r"\[data-md-color-(scheme|primary|accent)=\"?([a-z-]+)\"?\]")
_ITEM = re.compile(r"[A-Za-z][\w./-]{1,38}")
"""A name or a path that a list can have without quotes, and that is not shortened."""
_OF_DOCS = ("blog", "tags")
"""Plugins that make pages of those in docs_dir."""
_WITHOUT_DOCS = (
    "delete the line: the digest's articles are in content/articles; "
    "or name a folder of documentation as docs_dir"
)
_LONGEST = 200
_Refused = Iterator[tuple[str, str]]
"""The key of a setting, and what MkDocs says against its value."""


def refused(config_file: Path, settings: EngineSettings, report: Report) -> None:
    """Report each value that MkDocs refuses, as often as a build would end for one."""
    with _silent():
        try:
            config = MkDocsConfig(str(config_file.absolute()))
            with config_file.open("rb") as file:
                config.load_file(file)
            given = deepcopy(dict(config))
        except Exception as error:  # noqa: BLE001 (whatever it is, it would end a build)
            reason = _line(error)
            named = [key for key in settings.values.entries if key in reason.split()]
            place = (settings.values.at(*named) or settings.values).place
            message = f"MkDocs cannot read the file: {reason}"
            report.add(place, "bad-choice", message, "correct this setting, or delete it")
            return
        config.load_dict(required_settings(config_file))
        declared = entry_points(group=_EXTENSIONS)  # reads a file of each package that is installed
        _leave_out(config, config_file.absolute().parent, declared)
        root = f"{config_file.absolute().parent}/"
        for key, reason in _validated(config):
            _report(key, reason.replace(root, ""), given.get(key), settings, report)
        _report_modules(settings, declared, report)
        site = config_file.absolute().parent
        _report_unknown(config, settings, site, report)
        if settings.frame == MATERIAL:
            _report_icons(settings, site, report)


def _leave_out(config: MkDocsConfig, root: Path, declared: EntryPoints) -> None:
    """Leave out modules that no package declares as extensions of Markdown: loading runs them.

    Python-Markdown imports whatever module a name has, the site's own and Python's among them.
    """
    packages = _packages(declared)
    listed = config["markdown_extensions"]

    def is_own(item: object) -> bool:
        name = next(iter(item), "") if isinstance(item, dict) else item
        first = str(name).partition(".")[0].partition(":")[0]
        if str(name) in declared.names or first in packages or not first.isidentifier():
            return False
        is_sites = (root / f"{first}.py").is_file() or (root / first / "__init__.py").is_file()
        return is_sites or find_spec(first) is not None

    if isinstance(listed, dict):
        kept: Any = {name: options for name, options in listed.items() if not is_own(name)}
    else:
        kept = [item for item in listed if not is_own(item)] if isinstance(listed, list) else listed
    config["markdown_extensions"] = kept


def _packages(declared: EntryPoints) -> set[str]:
    """The packages that declare extensions of Markdown."""
    return {entry.module.partition(".")[0] for entry in declared}


def _modules(package: str) -> set[str]:
    """The modules in the folder of an installed package, by name; nothing is imported."""
    found = find_spec(package) if package.isidentifier() else None
    folders = (found.submodule_search_locations if found else None) or []
    return {f"{package}.{one.name}" for one in iter_modules(list(folders))}


def _validated(config: MkDocsConfig) -> _Refused:
    """Validate every option, where MkDocs stops at the first that it refuses.

    In strict mode, MkDocs takes warnings for errors.
    """
    options = dict(config._schema)  # noqa: SLF001 (the only way to the options)
    found = [*_each(options, lambda key, one: one.pre_validation(config, key))]
    for key, reason in _each(options, lambda key, one: _validate(config, key, one)):
        found.append((key, reason))
        with suppress(Exception):  # other options read this one, and are not to fail for it
            config[key] = options[key].validate(options[key].default)
    if not found:
        found += _each(options, lambda key, one: one.post_validation(config, key))
    warnings = [(key, warning) for key, one in options.items() for warning in one.warnings]
    for one in options.values():
        one.reset_warnings()
    yield from found
    if config.get("strict") is True:
        yield from warnings


def _validate(config: MkDocsConfig, key: str, option: BaseConfigOption[Any]) -> None:
    if not isinstance(option, Hooks):
        config[key] = option.validate(config.get(key))
        # MkDocs checks only that these are lists, and fails later.
        if key in _TEXTS and not all(isinstance(item, str) for item in config[key]):
            raise ValidationError("each item must be text")
        return
    files = ListOfItems(File(exists=True))
    files.pre_validation(config, key)
    for file in files.validate(config.get(key)):
        try:
            ast.parse(Path(file).read_bytes())
        except SyntaxError as error:
            raise ValidationError(f"{file}, line {error.lineno}: {error.msg}") from error
    config[key] = {}


def _each(
    options: dict[str, BaseConfigOption[Any]], step: Callable[[str, BaseConfigOption[Any]], None]
) -> _Refused:
    for key, option in options.items():
        try:
            step(key, option)
        except Exception as error:  # noqa: BLE001 (an error that MkDocs does not expect ends builds, too)
            yield key, _line(error)


def _line(error: Exception) -> str:
    """What an error says, without the traceback that MkDocs adds for an extension."""
    first, *more = str(error).strip().split("\n") or [""]
    return f"{first} {more[-1]}" if more else first or type(error).__name__


def _report(key: str, reason: str, given: object, settings: EngineSettings, report: Report) -> None:
    """Report one value at its place, in words that need no knowledge of Python."""
    node = settings.values.at(key)
    quoted = _QUOTED.findall(reason)
    # MkDocs names a plugin of the theme with the theme: `material/search`.
    names = [*quoted, *(name.rpartition("/")[2] for name in quoted)]
    path, node, given = _deepest([key], node, given, names)
    shown = ".".join(path)[:_LONGEST]
    place = (node or settings.values).place
    if reason == _NOTHING:
        help_line = "write a value, or delete the line"
        report.add(place, "empty-value", f"'{shown}' is empty", help_line)
        return
    if key == "nav":
        message = "'nav' must be a list, in which each entry is a page, or one title with its page"
        report.add(
            place, "wrong-type", message, "begin each entry with a dash: - <title>: <page>.md"
        )
        return
    name = next((found[1] for sign in _NOT_INSTALLED if (found := sign.search(reason))), "")
    if name:
        _report_missing(key, name, settings, report)
        return
    wanted = next((own for own, (_, said) in _WANTED.items() if re.search(said, reason)), "")
    if not wanted:
        said = _CLASS.sub(r"\1", reason)[:_LONGEST]
        message = f"MkDocs refuses '{shown}': {said}"
        meant = WEB.meant(written(node)) if "URL isn't valid" in reason else ""
        help_line = f"write {meant}" if meant else _MANUAL.format(key=key)
        report.add(place, "bad-choice", message, help_line)
        return
    value = written(node)[:40]
    message = f"'{shown}' must be {wanted}, but is {_kind(given)}"
    message += f" ({value})" if value else ""
    help_line = f"write {path[-1]}: {_WANTED[wanted][0]}, or delete the line"
    if path[-1] == OWN:
        help_line = f"write {OWN}: {{}}"
    if wanted == "text" and isinstance(node, Scalar) and value and '"' not in value:
        help_line = f'put it in quotes: {path[-1]}: "{value}"'
    elif wanted.startswith("a list") and isinstance(node, Scalar) and _ITEM.fullmatch(value):
        help_line = f"write {path[-1]}: [{value}]"
    report.add(place, "wrong-type", message, help_line)


def _report_missing(key: str, name: str, settings: EngineSettings, report: Report) -> None:
    """Report a plugin or an extension that no installed package has."""
    listing = settings.values.at(key)
    items = [item for item, _ in listed(listing) if item.value == name]
    known = {entry.name for entry in entry_points(group=_GROUPS[key])}
    known |= _modules(name.partition(".")[0])
    message = f"no package that is installed has '{name[:60]}' of `{key}`"
    help_line = did_you_mean(name, known, "install its package, or delete the line")
    place = items[0].place if items else (listing or settings.values).place
    report.add(place, "bad-choice", message, help_line)


def _report_modules(settings: EngineSettings, declared: EntryPoints, report: Report) -> None:
    """Report missing modules of packages whose extensions are not loaded here (`_leave_out`)."""
    packages = _packages(declared)
    for item, _ in listed(settings.values.at("markdown_extensions")):
        first, *below = item.value.partition(":")[0].split(".")
        modules = _modules(first) if below and first not in packages else set()
        if modules and f"{first}.{below[0]}" not in modules:
            _report_missing("markdown_extensions", item.value, settings, report)


def _report_unknown(
    config: MkDocsConfig, settings: EngineSettings, root: Path, report: Report
) -> None:
    """Report settings that MkDocs does not have, and features that are nearly one of Material's.

    A feature may also be one of the site's own templates, so one that is near no other is left
    alone. In strict mode an unknown setting ends a build.
    """
    known = sorted(dict(config._schema))  # noqa: SLF001 (the only way to the options)
    names = by_word("generator.check", "other_keys", "site")
    answers = by_word("generator.check", "other_keys", "settings")
    for key, (name, _) in settings.values.entries.items():
        if key not in known:
            message = f"MkDocs has no setting '{key[:60]}', so it does nothing"
            otherwise = "delete it, or write it below `extra`"
            meant = names.get(key.lower(), key)
            if meant in ROWS["site"]["keys"]:
                otherwise = f"it is a setting of the digest: write {meant} in site_config/site.yml"
            otherwise = answers.get(key.lower(), otherwise)
            help_line = GONE.get(key) or did_you_mean(key, known, otherwise)
            code = "unknown-key" if config.get("strict") is True else "not-used"
            report.add(name.place, code, message, help_line)
    if not settings.docs:
        for plugin, place in settings.running:
            if plugin in _OF_DOCS:
                message = f"the plugin '{plugin}' finds no pages, because docs_dir is not a folder "
                message += "of documentation"
                report.add(place, "not-used", message, _WITHOUT_DOCS)
    if settings.frame != MATERIAL:
        return
    _report_forbidden(settings, root, report)
    features = _features()
    for feature in plain_values(settings.values.at("theme", "features")):
        if feature.value not in features and nearest(feature.value, features):
            message = f"Material has no feature '{feature.value[:60]}'"
            help_line = did_you_mean(feature.value, features, "delete it")
            report.add(feature.place, "not-used", message, help_line)
    _report_unknown_in_theme(settings, root, report)


def _report_forbidden(settings: EngineSettings, root: Path, report: Report) -> None:
    """Report settings of Material that the digest cannot follow."""
    features = settings.values.at("theme", "features")
    if isinstance(features, Scalar) and features.kind == "text":
        items = ", ".join(items_of(features.value, has_spaces=False)) or "<feature>, <feature>"
        message = "'theme.features' is text, in which Material finds features only by chance"
        report.add(features.place, "not-used", message, f"write features: [{items}]")
    font = settings.values.at("theme", "font")
    if font is not None and written(font) != "false":
        message = "'theme.font' does nothing: pages load no font from another host"
        help_line = "write font: false; to have a font of your own, put it and an @font-face rule "
        help_line += "into the theme's folder"
        report.add(font.place, "not-used", message, help_line)
    language = settings.values.at("theme", "language")
    folders = (*material_folders(), root / settings.theme)
    known = {file.stem for own in folders for file in own.glob("partials/languages/*.html")}
    if isinstance(language, Scalar) and language.value and language.value not in known:
        message = f"Material has no language '{language.value[:40]}'"
        meant = code_of_language(language.value)
        otherwise = "delete the line: the language of site_config/site.yml counts"
        help_line = f"did you mean '{meant}'?" if meant in known else otherwise
        report.add(language.place, "bad-choice", message, help_line)
    provider = settings.values.at("extra", "analytics", "provider")
    is_google = written(provider) == "google"
    for key, is_script in (("analytics", is_google), ("consent", True)):
        node = settings.values.at("extra", key)
        if is_script and isinstance(node, Mapping) and node.entries:
            message = f"'extra.{key}' puts a script into each page, which the policy forbids"
            report.add(node.place, "bad-choice", message, "delete it: readers are not counted")


def _report_unknown_in_theme(settings: EngineSettings, root: Path, report: Report) -> None:
    """Report keys of the theme, and colours of palettes, that are nearly one of Material's.

    The site's own templates and styles may have others. Material writes the colours of palettes
    in the sheet `palette`, as attributes.
    """
    theme = settings.values.at("theme")
    if not isinstance(theme, Mapping):
        return
    known = _theme_keys()
    for key, (name, _) in theme.entries.items():
        if key not in known and nearest(key, known):
            message = f"Material's theme has no key '{key[:60]}'"
            help_line = did_you_mean(key, known, "delete it")
            report.add(name.place, "not-used", message, help_line)
    colours = _colours()
    has_own = has_own_styles(root, settings) or "extra_css" in settings.values.entries
    for palette in _mappings(theme.at("palette")):
        for key, known in colours.items():
            value = palette.at(key)
            if not isinstance(value, Scalar) or not value.value:
                continue
            text = value.value.replace(" ", "-")  # as Material's template does
            if text in known or (has_own and not nearest(text, known)):
                continue
            message = f"Material has no '{text[:60]}' for `{key}`"
            help_line = did_you_mean(text, known, f"write one of {', '.join(sorted(known))}")
            report.add(value.place, "not-used", message, help_line)


def _report_icons(settings: EngineSettings, root: Path, report: Report) -> None:
    """Report icons of the theme that neither Material nor the site has."""
    palettes = _mappings(settings.values.at("theme", "palette"))
    links = _mappings(settings.values.at("extra", "social"))
    given = [settings.values.at("theme", "icon"), *(one.at("toggle", "icon") for one in palettes)]
    given += [one.at("icon") for one in links]
    folders = [folder / ICONS for folder in (*material_folders(), root / settings.theme)]
    for icon in [one for node in given for one in plain_values(node)]:
        name = icon.value
        is_inner = inner_path(name) == name
        if is_inner and any((own / f"{name}.svg").is_file() for own in folders):
            continue
        group = name.rpartition("/")[0] if is_inner else ""
        files = [file for own in folders if group for file in (own / group).glob("*.svg")]
        near = [f"{group}/{file.stem}" for file in files]
        message = f"neither Material nor the site has an icon '{name[:60]}'"
        otherwise = "write the name of one, as in material/<name>, or delete the line"
        report.add(icon.place, "not-used", message, did_you_mean(name, near, otherwise))


def _mappings(node: Node | None) -> list[Mapping]:
    """The mappings in a list, or the one in place of a list."""
    nodes = node.items if isinstance(node, Sequence) else (node,)
    return [one for one in nodes if isinstance(one, Mapping)]


def _theme_keys() -> set[str]:
    """The keys of `theme` that MkDocs and Material's templates read."""
    read = {name for text in _templates() for name in _THEME_KEY.findall(text)}
    return read | {"name", "custom_dir", "locale", "static_templates", "include_search_page"}


def _colours() -> dict[str, set[str]]:
    """Key of a palette → the values that Material's styles have."""
    texts = _templates(".css")
    found = [pair for text in texts for pair in _COLOUR.findall(text)]
    found += [("primary", "custom"), ("accent", "custom")]
    return {key: {value for name, value in found if name == key} for key, _ in found}


def _features() -> set[str]:
    """The features that Material's templates and scripts ask for."""
    return {name for text in _templates() for name in _FEATURE.findall(text)}


@cache
def _templates(*endings: str) -> list[str]:
    """The texts of Material's templates and scripts, or of its files with other endings."""
    texts = []
    for folder in material_folders():
        for name in visible_files(folder):
            if name.endswith(endings or (".html", ".js")):
                texts.append(Path(folder, name).read_text("utf-8"))
    return texts


def _deepest(
    path: list[str], node: Node | None, given: object, names: list[str]
) -> tuple[list[str], Node | None, object]:
    """Follow the names that a message has in quotes down to the value that it is about."""
    if isinstance(node, Sequence):
        for item, value in zip(node.items, given if isinstance(given, list) else (), strict=False):
            if any(name.value in names for name, _ in listed(item)):
                return _deepest(path, item, value, names)
    if isinstance(node, Mapping) and isinstance(given, dict):
        for name in names:
            if name in node.entries:
                return _deepest([*path, name], node.at(name), given.get(name), names)
    return path, node, given


def _kind(value: object) -> str:
    """The type of a value as MkDocs reads it, by YAML 1.1."""
    kinds = {
        bool: "true or false",
        int: "a number",
        float: "a number",
        str: "text",
        list: "a list",
        dict: "a set of keys",
        dt.date: "a date",
        dt.datetime: "a date",
    }
    return kinds.get(type(value), "empty")


@contextmanager
def _silent() -> Iterator[None]:
    """Say nothing of what MkDocs logs, which a report says with its place."""
    before = logging.root.manager.disable
    logging.disable(logging.CRITICAL)
    try:
        yield
    finally:
        logging.disable(before)
