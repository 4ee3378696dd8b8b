"""Read the settings of `mkdocs.yml` that a build needs, without MkDocs.

MkDocs runs the code that this file names, and takes half a second to start. So the file is parsed
here, and only what the digest needs or cannot live with is checked: where it reads and writes, its
address, its theme. The rest is MkDocs' own business, and the audit judges the pages that come of
it. Every path is below the site's folder.
"""

import os
import posixpath
import re
from collections.abc import Collection, Iterable, Iterator
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import did_you_mean, nearest
from generator.model.layout import OVERRIDES, PUBLIC
from generator.model.settings import LIMITS
from generator.read.links import address_kinds
from generator.read.regular import read_regular
from generator.read.setting_paths import (
    folders_near,
    inner_path,
    overlap,
    problem_of_output,
    problem_of_read,
)
from generator.read.tables import table
from generator.read.text import decode
from generator.read.yaml import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    every_node,
    listed,
    parse,
    plain_values,
    problem_of_value,
    written,
)

MOST_BYTES = 128 * 1024
_ENGINE_LIMITS = replace(LIMITS, nesting=20)
_SEARCH = "search"
"""The plugin that every build switches off, because the digest has a search of its own."""
OWN = "digest"
"""The plugin of the digest."""
MATERIAL = "material"
"""The name of Material for MkDocs."""
ICONS = ".icons"
"""The folder of icons in Material's templates, and in the site's own part of the theme."""
LEAN = "digest"
"""The name of the digest's own theme; sites that name no theme have it, too."""
FRAMES = (MATERIAL, LEAN)
"""The themes that the digest's pages fit into."""
_FALSE = ("false", "no", "off")
_PATH = re.compile(r"(?!(?:articles|assets|search)\Z)[a-z0-9]+(?:[-/][a-z0-9]+)*")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
"""Matches an address of another host, or one that holds its own data."""
_OPTIONS = ("path", "accept")
GONE = {
    path.rpartition(".")[2].rpartition(" ")[2]: f"delete it: {instead}"
    for path, instead in table(__package__, "gone")["keys"].items()
}
"""Key of site.yml in an earlier version, which somebody may look for here → the help line."""
_READS_NAMES = (
    "codeinclude gen-files include-markdown macros markdown-exec mkdocs-jupyter table-reader "
    "markdown_exec markdown_include.include mdx_include"
)
_READS = frozenset(_READS_NAMES.split())
"""Plugins and Markdown extensions by which a page reads files of the machine or runs code."""
_YAML = "tag:yaml.org,2002:"
_TAGS = re.compile(rf"!relative|{_YAML}str|{_YAML}python/name:(?:material|pymdownx)(?:\.\w+)+")
"""Tags of values that MkDocs may construct: none runs code, and the names are those of functions
that Material's documentation tells to write."""
_VARIABLE = "!ENV"
_MAY_VARY = ("site_url", "strict", "enabled")
"""Settings that may be a variable of the machine; another value could publish a secret."""
_ADDRESSES = [
    "SITE_URL",
    "URL",
    "DEPLOY_URL",
    "CF_PAGES_URL",
    "CI_PAGES_URL",
    "READTHEDOCS_CANONICAL_URL",
]
"""Variables that hold the address of a site, on the machines of hosts."""
_SLUGIFY = f"{_YAML}python/object/apply:pymdownx.slugs.slugify"
"""The one call among them, with options for `kwds`."""
_SLUG_OPTIONS = {"case", "percent_encode", "normalize"}
_SNIPPETS = "pymdownx.snippets"
_SNIPPET_PLACES = ("base_path", "url_download")
_FOLDERS: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("docs", ("docs_dir",)),
    (OVERRIDES, ("theme", "custom_dir")),
)
"""Folders that a build reads: what they are by default, and the settings that name others."""
_OWN_FOLDER = "name a folder of the site itself, below the one that holds mkdocs.yml"
_INSTANT = "navigation.instant"
Named = tuple[tuple[str, Place], ...]
"""Values of a setting with their places."""


class Script(NamedTuple):
    """A script in `extra_javascript`."""

    path: str
    defer: bool


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
    plugins: Named = ()
    """Plugins besides the digest."""
    hooks: Named = ()
    """Files with hooks."""
    scripts: tuple[Script, ...] = ()
    """The values of extra_javascript."""
    values: Mapping = Mapping({}, Place(""))
    """All settings as written, with their places."""

    @property
    def path_place(self) -> Place:
        """The place of the plugin's option `path`, or of the file without one."""
        options = {name.value: given for name, given in listed(self.values.at("plugins"))}
        given = options.get(OWN)
        path = given.at("path") if isinstance(given, Mapping) else None
        return (path or self.values).place

    @property
    def alone(self) -> bool:
        """Whether the digest is the only plugin, so no other code can change MkDocs' output."""
        return not (self.plugins or self.hooks)

    @property
    def running(self) -> Named:
        """Plugins besides the digest that work in a build: those that are not switched off."""
        options = dict(listed(self.values.at("plugins")))
        off = {key.place for key, given in options.items() if _is_off(given)}
        return tuple(found for found in self.plugins if found[1] not in off and found[0] != _SEARCH)

    @property
    def listed_files(self) -> dict[str, Place]:
        """Map each file in extra_javascript and extra_css to the place that lists it.

        `./js/a.js` and `js/a.js?v=2` are the file `js/a.js`; what is at another host is no file.
        """
        listed = map(self.values.at, ("extra_javascript", "extra_css"))
        return _files(address for node in listed for address, _ in _entries(node))

    @property
    def pictures(self) -> dict[str, Place]:
        """Map the logo and the favicon of the frame to the place that names each."""
        return _files(self.values.at("theme", key) for key in ("logo", "favicon"))

    def words(self, *keys: str) -> list[str]:
        """The words of a setting."""
        return [word.value for word in plain_values(self.values.at(*keys))]


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
        read = _File(config_file.parent, settings, tags, report).read()
        if report.count("error") == errors:
            return read
    return None


@dataclass(frozen=True, slots=True)
class _File:
    """mkdocs.yml while it is read."""

    root: Path
    settings: Mapping
    tags: dict[Place, str]
    report: Report

    def read(self) -> EngineSettings:
        """Take the values that a build needs, and report those that it cannot use."""
        plugins = {
            name.value.removeprefix("material/"): (name, options)
            for name, options in listed(self.settings.at("plugins"))
        }
        own = plugins.pop(OWN, None)
        if own is None:
            message = "the digest is not among the plugins, so MkDocs would build nothing"
            meant = next((name for name in plugins if nearest(name, [OWN])), "")
            help_line = f"'{meant}' is written {OWN}" if meant else "write plugins: [digest]"
            self._refuse(("plugins",), "missing-key", message, help_line)
        given = own[1] if own and isinstance(own[1], Mapping) else None
        accepted = plain_values(given.at("accept") if given else None)
        self._check_readers({word.value for word in accepted}, plugins.values())
        self._check_rest()
        docs, theme, built = self._folders()
        return EngineSettings(
            docs="" if docs == PUBLIC else docs,
            path=self._path(own[1]) if own else "",
            frame=self._frame(),
            language=self._value("theme", "language"),
            theme=theme,
            site_dir=built,
            site_url=self._url(),
            plugins=tuple((name, key.place) for name, (key, _) in plugins.items()),
            hooks=tuple((hook.value, hook.place) for hook in plain_values(self._at("hooks"))),
            scripts=tuple(
                Script(written(path), written(defer).lower() == "true")
                for path, defer in _entries(self._at("extra_javascript"))
            ),
            values=self.settings,
        )

    def _check_readers(
        self, accepted: Collection[str], plugins: Iterable[tuple[Scalar, Node]]
    ) -> None:
        """Warn of plugins and extensions that give pages more than their own text."""
        extensions = [*listed(self.settings.at("markdown_extensions"))]
        for name, options in (*plugins, *extensions):
            if name.value in accepted:
                continue
            help_line = f"if you trust all who write pages: digest: {{accept: [{name.value[:60]}]}}"
            if name.value in _READS:
                message = (
                    f"with '{name.value}', a page can publish any file of the machine or run code"
                )
                self.report.add(name.place, "page-reads-files", message, help_line)
            elif name.value == _SNIPPETS and any(key in _keys(options) for key in _SNIPPET_PLACES):
                message = "snippets come from docs_dir only, whatever these options say"
                self.report.add(name.place, "page-reads-files", message, "delete the options")

    def _check_rest(self) -> None:
        """Report what the digest cannot live with, and what would end MkDocs in a traceback."""
        for node in every_node(self.settings):
            self._check_value(node)
            for key, (_, value) in node.entries.items() if isinstance(node, Mapping) else ():
                self._check_variable(key, value)
        if "INHERIT" in self.settings.entries:
            message = "INHERIT leads to settings in another file"
            self._refuse(("INHERIT",), "bad-choice", message, "write these into this one")
        if self._value("use_directory_urls").lower() in _FALSE:
            message = "the digest's addresses are folders"
            help_line = "delete the line, or write `use_directory_urls: true`"
            self._refuse(("use_directory_urls",), "bad-choice", message, help_line)
        for feature in plain_values(self._at("theme", "features")):
            if feature.value.startswith(_INSTANT):
                message = f"'{_INSTANT}' exchanges pages by a script, and the digest's own scripts "
                message += "run once for each page"
                self.report.add(feature.place, "bad-choice", message, "delete it")

    def _check_value(self, node: Node) -> None:
        """Report what MkDocs cannot read, or would run to read it."""
        tag = self.tags.get(node.place, "")
        if not tag and isinstance(node, Scalar) and (problem := problem_of_value(node)):
            message = f"MkDocs cannot read the value '{node.value[:60]}': {problem}"
            self.report.add(node.place, "invalid-yaml", message, "put it in quotes, or correct it")
        is_slugify = tag == _SLUGIFY and _keys(node) == {"kwds"}
        if is_slugify and isinstance(node, Mapping):
            is_slugify = bool(_keys(node.at("kwds"))) and _keys(node.at("kwds")) <= _SLUG_OPTIONS
        if tag and tag != _VARIABLE and not is_slugify and not _TAGS.fullmatch(tag):
            shown = tag.replace(_YAML, "!!")[:60]
            message = f"the YAML tag '{shown}' can run code, or fail, as MkDocs reads the file"
            self.report.add(node.place, "yaml-feature", message, "delete the tag")

    def _check_variable(self, key: str, value: Node) -> None:
        """Report a variable of the machine that a page could show."""
        tagged = [node for node in _values_of(value) if self.tags.get(node.place) == _VARIABLE]
        for node in tagged:
            words = [word.value for word in plain_values(node)]
            names = set(words[:-1] or words)
            if node is not value or key not in _MAY_VARY:
                message, help_line = f"'{key[:60]}' could publish a secret", "write the value"
            elif key == "site_url" and not names.issubset(_ADDRESSES):
                message = "the variable of the address could contain a secret"
                help_line = f"use one of {', '.join(_ADDRESSES)}"
            else:
                continue
            self.report.add(node.place, "yaml-feature", message, help_line)

    def _at(self, *keys: str) -> Node | None:
        return self.settings.at(*keys)

    def _refuse(self, keys: tuple[str, ...], code: str, message: str, help_line: str) -> None:
        node = self._at(*keys) or self.settings
        self.report.add(node.place, code, message, help_line)

    def _value(self, *keys: str) -> str:
        """The text of a setting, with its variable resolved; "" if it has none."""
        return self._variable(*keys)[1]

    def _variable(self, *keys: str) -> tuple[str, str]:
        """The variable of the environment that a setting takes its value from, and the value.

        There may be no variable. The last of several words after !ENV is none, but the value
        without any.
        """
        node = self._at(*keys)
        if node is None or self.tags.get(node.place) != _VARIABLE:
            return "", written(node)
        words = [word.value for word in plain_values(node)]
        otherwise = words[-1] if len(words) > 1 else ""
        variable = next((name for name in words[:-1] or words if name in os.environ), "")
        return variable, os.environ.get(variable, otherwise)

    def _frame(self) -> str:
        """The name of the theme, which may be the whole value of `theme`."""
        theme = self._at("theme")
        if theme and theme.kind == "empty":
            help_line = f"write `theme: {LEAN}`, or delete the line"
            self._refuse(("theme",), "empty-value", "'theme' is empty", help_line)
        given = self._at("theme", "name")
        if isinstance(given, (Mapping, Sequence)):
            message = f"'theme.name' must be text, but is a {given.kind}"
            self._refuse(("theme", "name"), "wrong-type", message, f"write `name: {MATERIAL}`")
            return LEAN
        name = self._value("theme", "name") or self._value("theme") or LEAN
        if name not in FRAMES:
            otherwise = f"write `name: {MATERIAL}` or, for the lean frame, `name: {LEAN}`"
            message = f"'{name[:60]}' is not a theme that the digest works in"
            self._refuse(("theme",), "bad-choice", message, did_you_mean(name, FRAMES, otherwise))
        return name

    def _path(self, options: Node) -> str:
        """The digest's path, from the options of its plugin."""
        value = options.at("path") if isinstance(options, Mapping) else None
        path = written(value)
        for key, (name, _) in options.entries.items() if isinstance(options, Mapping) else ():
            if key not in _OPTIONS:
                help_line = GONE.get(key) or did_you_mean(key, _OPTIONS, "delete it")
                message = f"the plugin digest has no option '{key[:60]}'"
                self.report.add(name.place, "unknown-key", message, help_line)
        path = path.strip("/")
        if path and not _PATH.fullmatch(path):
            help_line = "write a word that no page of the digest has, as in `news`"
            message = f"'{path[:60]}' cannot be the digest's path"
            place = value.place if value else options.place
            self.report.add(place, "bad-choice", message, help_line)
        return f"{path}/" if path else ""

    def _url(self) -> str:
        url = self._value("site_url")
        if url and (problem := address_kinds.SITE.problem(url)):
            variable, _ = self._variable("site_url")
            source = f", from the environment variable {variable}," if variable else ""
            message = f"'{url[:60]}'{source} is not {address_kinds.SITE.title}: {problem}"
            meant = address_kinds.SITE.meant(url)
            help_line = (
                f"write {meant}" if meant else f"write it as in {address_kinds.SITE.example}"
            )
            if variable:
                meant = meant or address_kinds.SITE.example
                help_line = f"set {variable} to {meant}, or unset it"
            self._refuse(("site_url",), "bad-url", message, help_line)
        return url

    def _folders(self) -> tuple[str, str, str]:
        """The folders of documentation, the theme and the built site; report what is wrong in them.

        The public folder need not be there.
        """
        before = self.report.count("error")
        docs, theme = [self._folder_read(default, *keys) for default, keys in _FOLDERS]
        if overlap(docs, theme):
            keys = _FOLDERS[0][1] if self._at("docs_dir") else _FOLDERS[1][1]
            message = f"docs_dir, '{docs[:60]}', overlaps the theme's files in {theme[:60]}/"
            self._refuse(keys, "outside-site", message, "give each a folder of its own")
        built = self._folder_written(docs, theme)
        if self.report.count("error") == before:
            for (_, keys), folder in zip(_FOLDERS, (docs, theme), strict=True):
                self._check_is_there(folder, *keys)
        return docs, theme, built

    def _folder_read(self, default: str, *keys: str) -> str:
        """A folder that a build reads, after reporting why it cannot be one."""
        value = self._value(*keys)
        folder = inner_path(value) or value or default
        if reason := problem_of_read(self.root, folder):
            self._refuse(keys, "outside-site", f"'{folder[:60]}' {reason}", _OWN_FOLDER)
            return default
        return folder

    def _check_is_there(self, folder: str, *keys: str) -> None:
        """Report a folder that mkdocs.yml names and that is not there."""
        node = self._at(*keys)
        is_named = node is not None and node.kind == "text"
        if not is_named or folder == PUBLIC or (self.root / folder).is_dir():
            return
        message = f"there is no folder '{folder[:60]}'"
        if (self.root / folder).exists():
            message = f"'{folder[:60]}' is a file, not a folder"
        near = folders_near(self.root, folder)
        help_line = did_you_mean(folder, near, "create the folder, or delete the line")
        self._refuse(keys, "missing-file", message, help_line)

    def _folder_written(self, docs: str, theme: str) -> str:
        """The folder of the built site, after reporting why it cannot be written to."""
        value = self._value("site_dir")
        folder = inner_path(value) or value or "site"
        reason = problem_of_output(self.root, folder, (docs, theme))
        if reason:
            key = "site_dir"
            if self._at(key) is None and overlap(docs, folder):  # docs_dir is in the usual place
                key, reason = "docs_dir", "is where a build writes, and docs_dir overlaps it"
            self._refuse((key,), "outside-site", f"'{folder[:60]}' {reason}", _OWN_FOLDER)
        return folder


def _is_off(options: Node) -> bool:
    return isinstance(options, Mapping) and written(options.at("enabled")).lower() in _FALSE


def _values_of(node: Node) -> Iterator[Node]:
    """Yield a value, and those in it that no mapping of its own names."""
    yield node
    for item in node.items if isinstance(node, Sequence) else ():
        yield from _values_of(item)


def _keys(options: Node | None) -> AbstractSet[str]:
    return options.entries.keys() if isinstance(options, Mapping) else frozenset()


def file_of(address: str) -> str:
    """The path of the file that an address below the site's root leads to."""
    return posixpath.normpath(re.split("[?#]", address)[0])


def _files(nodes: Iterable[Node | None]) -> dict[str, Place]:
    """Map the files of this site to which addresses lead to the places of the addresses."""
    return {
        file_of(path): node.place
        for node in nodes
        if node and (path := written(node)) and not _SCHEME.match(path)
    }


def _entries(node: Node | None) -> Iterator[tuple[Node, Node | None]]:
    """The address of each entry of a list, and its `defer`; an entry may be a mapping with both."""
    for item in node.items if isinstance(node, Sequence) else ():
        if isinstance(item, Mapping):
            yield item.at("path") or item, item.at("defer")
        else:
            yield item, None
