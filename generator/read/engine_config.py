"""Read the settings of `mkdocs.yml` that a build needs, without MkDocs.

MkDocs constructs objects from its YAML, follows links and takes half a second to start. So the file
is parsed here, and nothing in it is accepted that `mkdocs_settings.toml` does not allow: settings,
Markdown extensions with their options, and plugins. What is listed works or is refused with a
reason. Other code (a hook, or a plugin or an extension that has not been tried beside the digest)
is refused until the plugin's option `accept` names it. Every path is below the site's folder.
"""

import os
import re
from collections.abc import Iterator
from collections.abc import Mapping as Map
from dataclasses import replace
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from generator.diagnostics.diagnostics import Place, Report
from generator.model.fingerprint import fingerprint, program_fingerprint
from generator.model.layout import OVERRIDES, PUBLIC
from generator.model.settings import LIMITS
from generator.read.engine_rules import LEAN, OWN, SettingsFile
from generator.read.regular import read_regular
from generator.read.setting_paths import problem_of_output, problem_of_read
from generator.read.text import decode
from generator.read.yaml import Mapping, Node, Scalar, Sequence, is_read_by_python, parse, written

_MOST_BYTES = 128 * 1024
_ENGINE_LIMITS = replace(LIMITS, nesting=20)
_WORD = re.compile(r"\w+")
_PATH = re.compile(r"/?[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*/?")
RESERVED = ("articles", "assets", "search")
"""Paths that the digest cannot have: its own pages or the theme's files have these addresses."""
PICTURES = ("favicon", "logo")
Tags = Map[Place, str]
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
    styles: Named = ()
    """Addresses and files of extra_css."""
    scripts: tuple[Script, ...] = ()
    """The values of extra_javascript."""
    values: Mapping = Mapping({}, Place(""))
    """All settings as written, with their places."""
    tags: Tags = MappingProxyType({})
    """The YAML tag of the value at a place."""

    @property
    def alone(self) -> bool:
        """Whether the digest is the only plugin, so no other code can change MkDocs' output."""
        return not (self.plugins or self.hooks)


def engine_key(config_file: Path) -> bytes:
    """The hash of mkdocs.yml, the variables it may name, and this program with its libraries."""
    text = config_file.read_text(encoding="utf-8")
    named = os.environ.keys() & set(_WORD.findall(text))
    variables = [(name, os.environ[name]) for name in sorted(named)]
    return fingerprint(program_fingerprint(), os.fsencode(config_file.resolve()), text, variables)


def read_engine_settings(config_file: Path, report: Report) -> EngineSettings | None:
    """Read mkdocs.yml; return None, after reporting why, if a build must not use it."""
    errors = report.count("error")
    name = config_file.name
    text = decode(read_regular(config_file, name, _MOST_BYTES, report), name, report)
    if text is None:
        return None
    tags: dict[Place, str] = {}
    settings = parse(text, name, report, _ENGINE_LIMITS, tags=tags)
    if settings is None and report.count("error") == errors:
        settings = Mapping({}, Place(name, 1, 1))
    if isinstance(settings, Mapping) and is_read_by_python(text, name, report):
        file = SettingsFile(config_file.parent, settings, tags, report)
        file.check_all()
        if report.count("error") == errors:
            read = _taken(file)
            return read if report.count("error") == errors else None
    elif settings is not None and not isinstance(settings, Mapping):
        help_line = "write `key: value` lines"
        report.add(settings.place, "not-a-mapping", "the file is not a set of keys", help_line)
    return None


def _taken(file: SettingsFile) -> EngineSettings:
    """Take the values that a build needs."""
    docs = file.folder("docs", "docs_dir")
    theme = file.folder(OVERRIDES, "theme", "custom_dir")
    site_dir = file.folder("site", "site_dir")
    at = file.settings.at
    for named, folder, problem in (
        (at("docs_dir"), docs, problem_of_read(file.root, docs)),
        (at("theme", "custom_dir"), theme, problem_of_read(file.root, theme)),
        (at("site_dir"), site_dir, problem_of_output(file.root, site_dir, (docs, theme))),
    ):
        if problem:
            message = f"'{folder}' {problem}"
            file.refuse(
                named or file.settings,
                message,
                "name a folder of the site itself, below the one that holds mkdocs.yml",
                "outside-site",
            )
    path = file.own.at("path")
    below = written(path).strip("/")
    if path is not None and (not _PATH.fullmatch(below) or below in RESERVED):
        message = f"'{written(path)[:60]}' cannot be the digest's path"
        file.refuse(path, message, "write a word that no page of the digest has, as in `news`")
    pictures = []
    for key in PICTURES:
        picture = at("theme", key)
        if isinstance(picture, Scalar):
            pictures.append(Picture(key, picture.value, picture.place))
    plugins = file.others(file.settings.at("plugins"))
    return EngineSettings(
        docs="" if docs == PUBLIC else docs,
        path=f"{below}/" if below else "",
        frame=file.frame(),
        language=file.value("theme", "language"),
        named=frozenset(file.settings.entries),
        theme=theme,
        site_dir=site_dir,
        site_url=file.value("site_url"),
        pictures=tuple(pictures),
        plugins=tuple((name, place) for name, _, place in plugins if name != OWN),
        hooks=file.named("hooks"),
        styles=file.named("extra_css"),
        scripts=tuple(_scripts(file.settings.at("extra_javascript"))),
        values=file.settings,
        tags=file.tags,
    )


def _scripts(node: Node | None) -> Iterator[Script]:
    for item in node.items if isinstance(node, Sequence) else ():
        path, defer = item, None
        if isinstance(item, Mapping):
            path, defer = item.at("path") or item, item.at("defer")
        if isinstance(path, Scalar):
            is_late = isinstance(defer, Scalar) and defer.value.lower() == "true"
            yield Script(path.value, path.place, is_late)
