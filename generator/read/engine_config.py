"""Settings of `mkdocs.yml` that a build needs, read without MkDocs.

MkDocs constructs objects from its YAML, follows links and takes half a second to start. The files
that it reads and copies must be known before it starts. So this parses the file without
constructing objects.
"""

import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import yaml

from generator.diagnostics.diagnostics import Place, Report
from generator.model.fingerprint import fingerprint, program_fingerprint
from generator.model.layout import OVERRIDES, PUBLIC
from generator.read.engine_values import check_engine_values
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

_MOST_BYTES = 128 * 1024
"""Maximum size of the file in bytes; the shipped one has two kilobytes."""
_WORD = re.compile(r"\w+")
_PATH = re.compile(r"/?[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*/?")
RESERVED = ("articles", "assets", "search")
"""Paths that the digest cannot have, because its own pages or the theme's files have these addresses."""
PICTURES = ("favicon", "logo")
"""The theme settings of MkDocs that also have an effect on the digest's theme."""
MATERIAL = "material"
"""The name of Material for MkDocs."""
LEAN = "digest"
"""The name of the digest's own theme; sites that name no theme have it, too."""
FRAMES = (MATERIAL, LEAN)
"""The themes that the digest's pages fit into."""


OWN_PLUGIN = "digest"
Nodes = Mapping[str, yaml.Node]
"""Values of a mapping by their keys."""
_SITE_DIR = "site"
_OPTIONS = ("plugins", "markdown_extensions")
"""Settings whose options are not known here; each may be a path."""
Named = tuple[tuple[str, Place], ...]
"""Values of a setting with their places."""


class Script(NamedTuple):
    """A script of extra_javascript."""

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
    """Settings of mkdocs.yml; folders are paths with slashes below that of mkdocs.yml."""

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
    """Tags such as `!!python/name:os.system`, for which MkDocs imports a module or calls a function."""
    templates: Named = ()
    """Files of extra_templates, which `mkdocs build` renders whatever their type."""
    styles: Named = ()
    """Addresses and files of extra_css."""
    scripts: tuple[Script, ...] = ()
    """The values of extra_javascript."""
    has_digest: bool = True
    """Whether the digest is among the plugins, as it must be for a build."""

    @property
    def alone(self) -> bool:
        """Whether the digest is the only plugin, so that no other code can change MkDocs' output."""
        return self.has_digest and not (self.plugins or self.hooks or self.tags)


def read_engine_settings(config_file: Path, report: Report) -> EngineSettings | None:
    """Read mkdocs.yml; return None, after reporting why, if it is unreadable or names a path it must not."""
    path = config_file.name
    before = report.count("error")
    text = _checked_text(config_file, report)
    if text is None:
        return None
    tree = _compose(text, path, report)
    settings = _mapping(tree, path, report)
    theme = _mapping(settings.get("theme"), path, report)
    _check_whole(settings, theme, path, report)
    plugins = _named(settings.get("plugins"), path)
    options = _mapping(_options(settings.get("plugins"), OWN_PLUGIN), path, report)
    root = config_file.parent
    docs = _folder(root, settings.get("docs_dir"), "docs", path, report)
    overrides = _folder(root, theme.get("custom_dir"), OVERRIDES, path, report)
    found = EngineSettings(
        docs="" if docs == PUBLIC else docs,
        path=_digest_path(options.get("path"), path, report),
        frame=_value(theme.get("name") or settings.get("theme")) or LEAN,
        language=_value(theme.get("language")),
        named=frozenset(settings),
        theme=overrides,
        site_dir=_site_dir(root, settings.get("site_dir"), (docs, overrides), path, report),
        site_url=_value(settings.get("site_url")),
        pictures=tuple(
            Picture(key, _value(theme[key]), _place(theme[key], path))
            for key in PICTURES
            if key in theme
        ),
        plugins=tuple(plugin for plugin in plugins if plugin[0] != OWN_PLUGIN),
        hooks=_named(settings.get("hooks"), path),
        extensions=_named(settings.get("markdown_extensions"), path),
        tags=tuple(_python_tags(tree, path)) if tree is not None else (),
        templates=_named(settings.get("extra_templates"), path),
        styles=_named(settings.get("extra_css"), path),
        scripts=tuple(_scripts(settings.get("extra_javascript"), path)),
        has_digest=OWN_PLUGIN in [name for name, _ in plugins],
    )
    _check_paths(
        root, settings, path, report
    )  # last, because it skips places that are reported already
    _check_tags(found.tags, report)
    return found if report.count("error") == before else None


def _check_whole(settings: Nodes, theme: Nodes, path: str, report: Report) -> None:
    """Report a theme that the digest does not fit into, and settings of another file."""
    if "theme" in settings:
        _check_theme(settings["theme"], theme.get("name"), path, report)
    if "INHERIT" in settings:
        message = "INHERIT reads settings from another file"
        report.add(
            _place(settings["INHERIT"], path), "outside-site", message, f"copy them into {path}"
        )


def _checked_text(config_file: Path, report: Report) -> str | None:
    """The text of mkdocs.yml; None after reporting values that MkDocs would refuse or must not publish."""
    path = config_file.name
    data = read_regular(config_file, path, _MOST_BYTES, report)
    text = decode(data, path, report) if data is not None else None
    if text is None:
        return None
    before = report.count("error")
    check_engine_values(text, path, report)
    return text if report.count("error") == before else None


def _options(plugins: yaml.Node | None, name: str) -> yaml.Node | None:
    """The options of a plugin; MkDocs accepts a list of names and mappings, or one mapping."""
    if isinstance(plugins, yaml.MappingNode):
        return next((value for key, value in plugins.value if key.value == name), None)
    for item in plugins.value if isinstance(plugins, yaml.SequenceNode) else ():
        options = _options(item, name) if isinstance(item, yaml.MappingNode) else None
        if options is not None:
            return options
    return None


def _digest_path(node: yaml.Node | None, path: str, report: Report) -> str:
    """The plugin's option `path` with a final slash, such as `news/`; "" without it."""
    if node is None:
        return ""
    value = _value(node)
    if not _PATH.fullmatch(value) or value.strip("/") in RESERVED:
        help_line = "write one or more words of letters, digits and hyphens, as in `path: news`"
        report.add(
            _place(node, path),
            "bad-choice",
            f"'{value[:60]}' cannot be the digest's path",
            help_line,
        )
        return ""
    return f"{value.strip('/')}/"


def _check_theme(theme: yaml.Node, name: yaml.Node | None, path: str, report: Report) -> None:
    """Report a `theme` without a name, which MkDocs refuses, or with the name of another theme."""
    named = theme if isinstance(theme, yaml.ScalarNode) else name
    place = _place(named or theme, path)
    help_line = f"write `name: {MATERIAL}` or, for the lean frame, `name: {LEAN}` below `theme`"
    if named is None or named.value in ("", "null", "~"):
        report.add(place, "missing-key", "theme has no name", help_line)
    elif _value(named) not in FRAMES:
        message = f"the digest does not work in the theme '{_value(named)}'"
        report.add(place, "bad-choice", message, help_line)


def engine_key(config_file: Path) -> bytes:
    """The hash of mkdocs.yml, of the variables it may name, and of this program with its libraries."""
    text = config_file.read_text(encoding="utf-8")
    named = [
        (word, os.environ[word]) for word in sorted(set(_WORD.findall(text))) if word in os.environ
    ]
    return fingerprint(program_fingerprint(), os.fsencode(config_file.resolve()), text, named)


def _value(node: yaml.Node | None) -> str:
    """A scalar, or the first set variable of `!ENV [NAME, …, otherwise]`; "" for anything else."""
    if node is None or node.tag != "!ENV":
        return str(node.value) if isinstance(node, yaml.ScalarNode) else ""
    parts = node.value if isinstance(node, yaml.SequenceNode) else [node]
    values = [str(part.value) for part in parts if isinstance(part, yaml.ScalarNode)]
    *names, otherwise = values if len(values) > 1 else [*values, ""]
    return next((os.environ[name] for name in names if name in os.environ), otherwise)


def _named(node: yaml.Node | None, path: str) -> Named:
    """The names in a setting: one, a list of them or of `name: {options}`, or the keys of a mapping."""
    if isinstance(node, yaml.MappingNode):
        return tuple((_value(key), _place(key, path)) for key, _ in node.value)
    if isinstance(node, yaml.SequenceNode) and node.tag != "!ENV":
        return tuple(name for item in node.value for name in _named(item, path))
    if node is None or node.tag.endswith(":null") or not _value(node):
        return ()
    return ((_value(node), _place(node, path)),)


def _scripts(node: yaml.Node | None, path: str) -> Iterator[Script]:
    """The scripts in a list, whose items are paths or mappings with a `path`."""
    for item in node.value if isinstance(node, yaml.SequenceNode) else ():
        options = _mapping(item, path, Report())
        source = options.pop("path", item)
        if name := _value(source):
            yield Script(name, _place(source, path), _value(options.get("defer")).lower() == "true")


def _python_tags(root: yaml.Node, path: str) -> Iterator[tuple[str, Place]]:
    """The nodes whose tags name Python objects."""
    for node in _nodes(root):
        if "python/" in node.tag:
            yield f"!!{node.tag.rpartition(',2002:')[2]}", _place(node, path)


def _nodes(root: yaml.Node) -> Iterator[yaml.Node]:
    """A node and all nodes in it; one with several aliases is visited once."""
    pending, seen = [root], set()
    while pending:
        node = pending.pop()
        if id(node) in seen:
            continue
        seen.add(id(node))
        yield node
        if isinstance(node, yaml.SequenceNode):
            pending += node.value
        elif isinstance(node, yaml.MappingNode):
            pending += [part for pair in node.value for part in pair]


def _compose(text: str, path: str, report: Report) -> yaml.Node | None:
    try:
        return yaml.compose(text, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
        what = getattr(error, "problem", None) or "it cannot be read"
        report.add(
            place, "invalid-yaml", f"this is not YAML: {what}", "compare it with the project's own"
        )
        return None


def _mapping(node: yaml.Node | None, path: str, report: Report) -> dict[str, yaml.Node]:
    if not isinstance(node, yaml.MappingNode):
        return {}
    values: dict[str, yaml.Node] = {}
    for key, value in node.value:
        if key.tag == "tag:yaml.org,2002:merge":
            report.add(
                _place(key, path),
                "yaml-feature",
                "a merge key hides settings",
                "write the settings out",
            )
        elif not isinstance(key, yaml.ScalarNode) or key.tag != "tag:yaml.org,2002:str":
            message = "the name of this setting is not plain text"
            report.add(
                _place(key, path), "yaml-feature", message, "write it as in: site_name: My digest"
            )
        else:
            values[key.value] = value
    return values


def _folder(root: Path, node: yaml.Node | None, default: str, path: str, report: Report) -> str:
    """A folder that a build reads."""
    if node is None:
        return default
    value = node.value if isinstance(node, yaml.ScalarNode) and not node.tag.startswith("!") else ""
    if problem := problem_of_read(root, value):
        help_line = "name a folder within the site's own, such as site_config/public"
        report.add(_place(node, path), "outside-site", f"'{value[:60]}' {problem}", help_line)
        return default
    return inner_path(value)


def _site_dir(
    root: Path, node: yaml.Node | None, read: tuple[str, str], path: str, report: Report
) -> str:
    """The folder that a build writes to; `read` are those that it reads."""
    if node is None or node.tag == "tag:yaml.org,2002:null":
        if (root / _SITE_DIR).is_symlink():
            help_line = "delete it; to build into another folder: digest build --site-dir"
            report.add(Place(_SITE_DIR), "symlink", "this is a symbolic link", help_line)
        return _SITE_DIR
    value = _value(node)
    if problem := problem_of_output(root, value, read):
        help_line = f"write `site_dir: {_SITE_DIR}`; another place can only be typed: digest build --site-dir"
        report.add(_place(node, path), "outside-site", f"'{value[:60]}' {problem}", help_line)
        return _SITE_DIR
    return inner_path(value)


def _check_paths(root: Path, settings: Mapping[str, yaml.Node], path: str, report: Report) -> None:
    """Report hooks and other paths that lead out of the site's folder.

    Styles, scripts and pictures are addresses, which `check_engine_values` checks.
    """

    def add(place: Place, value: str, problem: str) -> None:
        help_line = "name a file within the site's folder, without '..' and without links"
        report.add(place, "outside-site", f"'{value[:60]}' {problem}", help_line)

    for value, place in _named(settings.get("hooks"), path):
        if problem := problem_of_code(root, value):
            add(place, value, problem)
    for value, place in _named(settings.get("watch"), path):
        if not inner_path(value):
            add(place, value, "leads out of the site's folder")
    reported = {problem.place for problem in report}
    for key in _OPTIONS:
        for node in _nodes(settings[key]) if key in settings else ():
            is_new = _place(node, path) not in reported
            if is_new and isinstance(node, yaml.ScalarNode) and leads_elsewhere(node.value):
                add(_place(node, path), node.value, "leads out of the site's folder")


def _check_tags(tags: Named, report: Report) -> None:
    """Report tags that call an unknown function when MkDocs reads them; `!!python/name:` only imports."""
    for tag, place in tags:
        if not tag.startswith("!!python/name:") and tag not in SAFE_TAGS:
            message = f"the tag '{tag[:60]}' calls Python code"
            report.add(place, "yaml-feature", message, "write a plain value")


def _place(node: yaml.Node, path: str) -> Place:
    return Place(path, node.start_mark.line + 1, node.start_mark.column + 1)
