"""Read the settings of `mkdocs.yml` that a build needs, without MkDocs.

MkDocs constructs objects from its YAML, follows links and takes half a second to start. So the file
is parsed here, and nothing in it is accepted that `mkdocs_settings.toml` does not allow: settings,
Markdown extensions with their options, and plugins. What is listed works or is refused with a
reason. Other code (a hook, or a plugin or an extension that has not been tried beside the digest)
is refused until the plugin's option `accept` names it. Every path is below the site's folder.
"""

from collections.abc import Iterator
from collections.abc import Mapping as Map
from dataclasses import replace
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import NamedTuple

from generator.diagnostics.diagnostics import Place, Report
from generator.model.layout import OVERRIDES, PUBLIC
from generator.model.settings import LIMITS
from generator.read.engine_rules import LEAN, OWN, Named, SettingsFile
from generator.read.regular import read_regular
from generator.read.setting_paths import problem_of_output
from generator.read.text import decode
from generator.read.yaml import Mapping, Node, Scalar, Sequence, parse, written

MOST_BYTES = 128 * 1024
_ENGINE_LIMITS = replace(LIMITS, nesting=20)
PICTURES = ("favicon", "logo")
Tags = Map[Place, str]


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
    theme: str = OVERRIDES
    """The site's own part of the theme: theme.custom_dir."""
    site_dir: str = "site"
    """The folder of the built site."""
    site_url: str = ""
    """The address of the site; "" if mkdocs.yml does not set it."""
    pictures: tuple[Picture, ...] = ()
    icons: tuple[Scalar, ...] = ()
    """Names of Material's icons."""
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


def read_engine_settings(config_file: Path, report: Report) -> EngineSettings | None:
    """Read mkdocs.yml; return None, after reporting why, if a build must not use it."""
    errors = report.count("error")
    name = config_file.name
    text = decode(read_regular(config_file, name, MOST_BYTES, report), name, report) or ""
    tags: dict[Place, str] = {}
    settings = parse(text, name, report, _ENGINE_LIMITS, tags=tags)
    if settings is None and report.count("error") == errors:
        settings = Mapping({}, Place(name, 1, 1))
    if isinstance(settings, (Scalar, Sequence)):
        help_line = "write `key: value` lines"
        report.add(settings.place, "not-a-mapping", "the file is not a set of keys", help_line)
    elif settings is not None:
        file = SettingsFile(config_file.parent, settings, tags, report)
        file.check_all()
        read = _taken(file)
        if report.count("error") == errors:
            return read
    return None


def _taken(file: SettingsFile) -> EngineSettings:
    """Take the values that a build needs."""
    docs = file.folder("docs", "docs_dir")
    theme = file.folder(OVERRIDES, "theme", "custom_dir")
    output = partial(problem_of_output, read=(docs, theme))
    path = written(file.plugins.at(OWN, "path")).strip("/")
    others = [(key, name.place) for key, (name, _) in file.plugins.entries.items() if key != OWN]
    pictures = [Picture(key, *named) for key in PICTURES for named in file.named("theme", key)]
    return EngineSettings(
        docs="" if docs == PUBLIC else docs,
        path=f"{path}/" if path else "",
        frame=file.frame(),
        language=file.value("theme", "language"),
        theme=theme,
        site_dir=file.folder("site", "site_dir", problem=output),
        site_url=file.value("site_url"),
        pictures=tuple(pictures),
        icons=tuple(file.icons),
        plugins=tuple(others),
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
        yield Script(written(path), path.place, written(defer).lower() == "true")
