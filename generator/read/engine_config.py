"""Read the settings of `mkdocs.yml` that a build needs, without MkDocs.

MkDocs constructs objects from its YAML, follows links and takes half a second to start. The files
that it reads and copies must be known before it starts. So the file is parsed here without
constructing objects.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from generator.diagnostics.diagnostics import Place, Report
from generator.model.fingerprint import fingerprint, program_fingerprint
from generator.model.layout import OVERRIDES, PUBLIC
from generator.read.engine_values import EngineFile, check_engine_values, every_node, is_empty
from generator.read.known_plugins import SAFE_TAGS
from generator.read.regular import read_regular
from generator.read.setting_paths import (
    inner_path,
    leads_elsewhere,
    problem_of_code,
    problem_of_output,
    problem_of_read,
)
from generator.read.text import decode
from generator.read.yaml import Mapping, Node, Scalar, Sequence

_MOST_BYTES = 128 * 1024
"""Maximum size of the file in bytes; the shipped one has two kilobytes."""
_WORD = re.compile(r"\w+")
_PATH = re.compile(r"/?[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*/?")
RESERVED = ("articles", "assets", "search")
"""Paths that the digest cannot have: its own pages or the theme's files have these addresses."""
PICTURES = ("favicon", "logo")
"""The theme settings of MkDocs that also have an effect on the digest's theme."""
MATERIAL = "material"
"""The name of Material for MkDocs."""
LEAN = "digest"
"""The name of the digest's own theme; sites that name no theme have it, too."""
FRAMES = (MATERIAL, LEAN)
"""The themes that the digest's pages fit into."""

OWN_PLUGIN = "digest"
_SITE_DIR = "site"
_OPTIONS = ("plugins", "markdown_extensions")
"""Settings whose options are not known here; each may be a path."""
Named = tuple[tuple[str, Place], ...]
"""Values of a setting with their places."""


class Script(NamedTuple):
    """A script in `extra_javascript`."""

    path: str
    place: Place
    defer: bool


class Picture(NamedTuple):
    """A picture that `theme` names, below docs_dir or the theme."""

    setting: str
    """`favicon` or `logo`."""
    path: str
    place: Place


class EngineSettings(NamedTuple):
    """The settings of mkdocs.yml; its folders are relative to that of mkdocs.yml."""

    docs: str = "docs"
    """The folder of documentation pages, docs_dir; "" if there are none."""
    path: str = ""
    """The digest's path below the site's root, such as `news/`: the plugin's option `path`."""
    frame: str = LEAN
    """The theme: one of `FRAMES`."""
    language: str = ""
    """The language of the theme; "" if mkdocs.yml does not name one."""
    named: frozenset[str] = frozenset()
    """The keys of mkdocs.yml."""
    theme: str = OVERRIDES
    """The site's own part of the theme: theme.custom_dir."""
    site_dir: str = "site"
    """The folder of the built site."""
    site_url: str = ""
    """The address of the site; "" if mkdocs.yml does not set it."""
    pictures: tuple[Picture, ...] = ()
    plugins: Named = ()
    """Plugins besides the digest."""
    hooks: Named = ()
    """Files with hooks."""
    extensions: Named = ()
    """Markdown extensions."""
    tags: Named = ()
    """Tags such as `!!python/name:os.system`: MkDocs imports a module or calls a function."""
    templates: Named = ()
    """Files of extra_templates, which `mkdocs build` renders whatever their type."""
    styles: Named = ()
    """Addresses and files of extra_css."""
    scripts: tuple[Script, ...] = ()
    """The values of extra_javascript."""
    values: Mapping = Mapping({}, Place(""))
    """All settings as written, with their places."""

    @property
    def alone(self) -> bool:
        """Whether the digest is the only plugin, so no other code can change MkDocs' output."""
        return not (self.plugins or self.hooks or self.tags)


def read_engine_settings(config_file: Path, report: Report) -> EngineSettings | None:
    """Read mkdocs.yml; return None, after reporting why, if a build must not use it."""
    errors = report.count("error")
    path = config_file.name
    text = decode(read_regular(config_file, path, _MOST_BYTES, report), path, report)
    if text is None:
        return None
    file = check_engine_values(text, path, report)
    if report.count("error") > errors:
        return None
    settings = _engine_settings(file, config_file.parent, report)
    _check_theme(file, report)
    _check_inherited(file.settings, report)
    _check_tags(settings.tags, report)
    # Last, because it skips places that are already reported.
    _check_paths(file, config_file.parent, report)
    return settings if report.count("error") == errors else None


def _engine_settings(file: EngineFile, root: Path, report: Report) -> EngineSettings:
    at = file.settings.at
    plugins = _named(file, at("plugins"))
    docs = _folder(file, root, at("docs_dir"), "docs", report)
    overrides = _folder(file, root, at("theme", "custom_dir"), OVERRIDES, report)
    return EngineSettings(
        docs="" if docs == PUBLIC else docs,
        path=_digest_path(file, report),
        frame=file.value(_theme_name(file)) or LEAN,
        language=file.value(at("theme", "language")),
        named=frozenset(file.settings.entries),
        theme=overrides,
        site_dir=_site_dir(file, root, (docs, overrides), report),
        site_url=file.value(at("site_url")),
        pictures=tuple(_pictures(file)),
        plugins=tuple(plugin for plugin in plugins if plugin[0] != OWN_PLUGIN),
        hooks=_named(file, at("hooks")),
        extensions=_named(file, at("markdown_extensions")),
        tags=tuple(_python_tags(file)),
        templates=_named(file, at("extra_templates")),
        styles=_named(file, at("extra_css")),
        scripts=tuple(_scripts(file)),
        values=file.settings,
    )


def engine_key(config_file: Path) -> bytes:
    """The hash of mkdocs.yml, the variables it may name, and this program with its libraries."""
    text = config_file.read_text(encoding="utf-8")
    named = os.environ.keys() & set(_WORD.findall(text))
    variables = [(name, os.environ[name]) for name in sorted(named)]
    return fingerprint(program_fingerprint(), os.fsencode(config_file.resolve()), text, variables)


def _theme_name(file: EngineFile) -> Node | None:
    """The node with the name of the theme; `theme` may be the name itself."""
    return file.settings.at("theme", "name") or file.settings.at("theme")


def _check_theme(file: EngineFile, report: Report) -> None:
    """Report a `theme` without a name, which MkDocs refuses, or with the name of another theme."""
    node = _theme_name(file)
    if node is None:
        return
    help_line = f"write `name: {MATERIAL}` or, for the lean frame, `name: {LEAN}` below `theme`"
    name = file.value(node)
    has_options_only = node is file.settings.at("theme") and not isinstance(node, Scalar)
    if has_options_only or is_empty(node):
        report.add(node.place, "missing-key", "theme has no name", help_line)
    elif name not in FRAMES:
        message = f"the digest does not work in the theme '{name}'"
        report.add(node.place, "bad-choice", message, help_line)


def _check_inherited(settings: Mapping, report: Report) -> None:
    """Report `INHERIT`, because settings in another file are not checked."""
    if "INHERIT" in settings.entries:
        _, value = settings.entries["INHERIT"]
        message = "INHERIT reads settings from another file"
        report.add(value.place, "outside-site", message, f"copy them into {value.place.path}")


def _digest_path(file: EngineFile, report: Report) -> str:
    """The plugin's option `path` with a final slash, such as `news/`; "" without it."""
    node = _digest_options(file.settings.at("plugins")).at("path")
    if node is None:
        return ""
    value = file.value(node)
    if not _PATH.fullmatch(value) or value.strip("/") in RESERVED:
        message = f"'{value[:60]}' cannot be the digest's path"
        help_line = "write one or more words of letters, digits and hyphens, as in `path: news`"
        report.add(node.place, "bad-choice", message, help_line)
        return ""
    return f"{value.strip('/')}/"


def _digest_options(plugins: Node | None) -> Mapping:
    """The digest's options; MkDocs accepts a list of names and mappings, or one mapping."""
    listed = plugins.items if isinstance(plugins, Sequence) else (plugins,)
    for item in listed:
        options = item.at(OWN_PLUGIN) if isinstance(item, Mapping) else None
        if isinstance(options, Mapping):
            return options
    return Mapping({}, Place(""))


def _named(file: EngineFile, node: Node | None) -> Named:
    """Return the names in a setting, with their places.

    The setting is one name, a list of names or of `name: {options}`, or a mapping with names as its
    keys.
    """
    if isinstance(node, Mapping):
        return tuple((key.value, key.place) for key, _ in node.entries.values())
    if isinstance(node, Sequence) and not file.is_variable(node):
        return tuple(name for item in node.items for name in _named(file, item))
    if node is None or is_empty(node):
        return ()
    return ((file.value(node), node.place),)


def _pictures(file: EngineFile) -> Iterator[Picture]:
    for key in PICTURES:
        node = file.settings.at("theme", key)
        if node is not None:
            yield Picture(key, file.value(node), node.place)


def _scripts(file: EngineFile) -> Iterator[Script]:
    """The scripts in a list, whose items are paths or mappings with a `path`."""
    listed = file.settings.at("extra_javascript")
    for item in listed.items if isinstance(listed, Sequence) else ():
        source, defer = item, ""
        if isinstance(item, Mapping):
            source = item.at("path") or item
            defer = file.value(item.at("defer")).lower()
        if name := file.value(source):
            yield Script(name, source.place, defer == "true")


def _python_tags(file: EngineFile) -> Iterator[tuple[str, Place]]:
    """Yield the YAML tags that name Python objects, as written, with their places."""
    for place, tag in file.tags.items():
        if "python/" in tag:
            yield f"!!{tag.rpartition(',2002:')[2]}", place


def _folder(file: EngineFile, root: Path, node: Node | None, default: str, report: Report) -> str:
    """Read the folder that a setting names; return the default after reporting a bad one."""
    if node is None:
        return default
    value = "" if file.is_variable(node) else file.value(node)
    if problem := problem_of_read(root, value):
        help_line = "name a folder within the site's own, such as site_config/public"
        report.add(node.place, "outside-site", f"'{value[:60]}' {problem}", help_line)
        return default
    return inner_path(value)


def _site_dir(file: EngineFile, root: Path, read: tuple[str, str], report: Report) -> str:
    """The folder that a build writes to; `read` are those that it reads."""
    node = file.settings.at("site_dir")
    if node is None or is_empty(node):
        if (root / _SITE_DIR).is_symlink():
            help_line = "delete it; to build into another folder: digest build --site-dir"
            report.add(Place(_SITE_DIR), "symlink", "this is a symbolic link", help_line)
        return _SITE_DIR
    value = file.value(node)
    if problem := problem_of_output(root, value, read):
        typed = "another place can only be typed: digest build --site-dir"
        help_line = f"write `site_dir: {_SITE_DIR}`; {typed}"
        report.add(node.place, "outside-site", f"'{value[:60]}' {problem}", help_line)
        return _SITE_DIR
    return inner_path(value)


def _check_paths(file: EngineFile, root: Path, report: Report) -> None:
    """Report hooks and other paths that lead out of the site's folder.

    Styles, scripts and pictures are addresses, which `check_engine_values` checks.
    """
    found: list[tuple[str, Place, str]] = []
    outside = "leads out of the site's folder"
    for value, place in _named(file, file.settings.at("hooks")):
        found.append((value, place, problem_of_code(root, value)))
    for value, place in _named(file, file.settings.at("watch")):
        if not inner_path(value):
            found.append((value, place, outside))
    reported = {problem.place for problem in report}
    for key in _OPTIONS:
        for node in every_node(file.settings.at(key), with_keys=True):
            is_new = node.place not in reported
            if is_new and isinstance(node, Scalar) and leads_elsewhere(node.value):
                found.append((node.value, node.place, outside))
    help_line = "name a file within the site's folder, without '..' and without links"
    for value, place, problem in found:
        if problem:
            report.add(place, "outside-site", f"'{value[:60]}' {problem}", help_line)


def _check_tags(tags: Named, report: Report) -> None:
    """Report tags that call an unknown function when MkDocs reads them.

    `!!python/name:` only imports, so `check.running_code` warns about it.
    """
    for tag, place in tags:
        if not tag.startswith("!!python/name:") and tag not in SAFE_TAGS:
            message = f"the tag '{tag[:60]}' calls Python code"
            report.add(place, "yaml-feature", message, "write a plain value")
