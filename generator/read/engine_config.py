"""Read the settings of `mkdocs.yml` that a build needs, without MkDocs.

MkDocs constructs objects from its YAML, follows links and takes half a second to start. So the file
is parsed here, and nothing in it is accepted that `mkdocs_settings.toml` does not allow: settings,
Markdown extensions with their options, and plugins. Code of other authors (a hook, a plugin or an
extension that nobody has tried beside the digest) is refused until the plugin's option `accept`
names it. Every path is below the site's folder.
"""

import os
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import unquote

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import did_you_mean
from generator.model.fingerprint import fingerprint, program_fingerprint
from generator.model.layout import OVERRIDES, PUBLIC
from generator.model.settings import LIMITS
from generator.read import address_kinds
from generator.read.known_plugins import known_plugin, plain_name, works_in
from generator.read.regular import read_regular
from generator.read.setting_paths import problem_of_code, problem_of_output, problem_of_read
from generator.read.tables import table
from generator.read.text import decode
from generator.read.yaml import Mapping, Node, Scalar, Sequence, parse

_MOST_BYTES = 128 * 1024
_MOST = 10_000
_TABLE = table("generator.read", "mkdocs_settings")
_ENGINE_LIMITS = replace(LIMITS, nesting=20)
_WORD = re.compile(r"\w+")
_PATH = re.compile(r"/?[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*/?")
_ACTIVE = re.compile(r"(?:javascript|vbscript|livescript|blob|filesystem|view-source|file|data):")
_UNSEEN = re.compile(r"[\s\x00-\x20\x7f\u00ad\u200b-\u200f\u2060\ufeff]+")
_MARKUP = re.compile(r"<[a-z/!?]", re.IGNORECASE)
RESERVED = ("articles", "assets", "search")
"""Paths that the digest cannot have: its own pages or the theme's files have these addresses."""
PICTURES = ("favicon", "logo")
MATERIAL = "material"
"""The name of Material for MkDocs."""
LEAN = "digest"
"""The name of the digest's own theme; sites that name no theme have it, too."""
FRAMES = (MATERIAL, LEAN)
"""The themes that the digest's pages fit into."""
_OWN = "digest"
_OPTIONS = {"path": "word", "accept": "[plain]"}
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
    if isinstance(settings, Mapping):
        file = _File(config_file.parent, settings, tags, report)
        file.check_keys(settings, _TABLE["settings"])
        if report.count("error") == errors:
            read = file.read()
            return read if report.count("error") == errors else None
    elif settings is not None:
        help_line = "write `key: value` lines"
        report.add(settings.place, "not-a-mapping", "the file is not a set of keys", help_line)
    return None


class _File:
    """mkdocs.yml while it is checked."""

    def __init__(
        self, root: Path, settings: Mapping, tags: dict[Place, str], report: Report
    ) -> None:
        self.root, self.settings, self.tags, self.report = root, settings, tags, report
        listed = dict(_listed(settings.at("plugins")))
        own = listed.get(_OWN)
        self.own = own if isinstance(own, Mapping) else Mapping({}, settings.place)
        self.accepted = [word.value for word in _scalars(self.own.at("accept"))]

    def refuse(self, node: Node, message: str, help_line: str, code: str = "bad-choice") -> None:
        """Report a value."""
        self.report.add(node.place, code, message, help_line)

    def check_keys(self, node: Mapping, allowed: dict[str, Any]) -> None:
        """Check the keys of a mapping, and their values."""
        for key, (name, value) in node.entries.items():
            rule = allowed.get(key, allowed.get("*"))
            if rule is None:
                help_line = did_you_mean(key, allowed, "delete it; docs/mkdocs.md lists all")
                self.refuse(name, f"'{key[:60]}' is not allowed here", help_line, "unknown-key")
            else:
                self.check(value, rule, key)

    def check(self, node: Node, rule: Any, key: str) -> None:  # noqa: ANN401 (see the table)
        """Check a value by its rule."""
        if node.place in self.tags:
            self._check_tag(node, key)
        elif isinstance(node, Sequence) and (isinstance(rule, dict) or rule[0] == "["):
            for item in node.items:
                self.check(item, rule.strip("[]") if isinstance(rule, str) else rule, key)
        elif isinstance(rule, dict):
            if isinstance(node, Mapping):
                self.check_keys(node, rule)
            elif key == "theme":
                self.check(node, rule["name"], "name")
            elif isinstance(node, Scalar) and "path" in rule:
                self.check(node, rule["path"], key)
            else:
                self.refuse(node, f"'{key}' must be a set of keys", "write `key: value` lines")
        elif isinstance(rule, list):
            self._check_choice(node, rule, key)
        elif not (isinstance(node, Scalar) and node.kind == "empty"):
            _KINDS[rule.strip("[]")](self, node, key)

    def _check_tag(self, node: Node, key: str) -> None:
        """Check a tag: a variable for the site's address, or an object of a known library."""
        tag = self.tags[node.place]
        if tag == "!ENV" and key == "site_url":
            names, address = _alternatives(node)
            known = _TABLE["words"]["variables"].split()
            for name in names:
                if name not in known:
                    message = f"the variable {name[:60]} could contain a secret"
                    self.refuse(node, message, f"use one of {', '.join(known)}", "yaml-feature")
                    return
            address = next((os.environ[name] for name in names if name in os.environ), address)
            if address and (problem := address_kinds.SITE.problem(address)):
                self.refuse(node, f"this is no address: {problem}", "correct it", "bad-url")
        elif tag.rpartition("python/")[2] not in _TABLE["tags"]["python"].split():
            self.refuse(node, f"'{tag[-60:]}' is a YAML tag", "write the value", "yaml-feature")

    def _check_choice(self, node: Node, words: list[str], key: str) -> None:
        value = node.value if isinstance(node, Scalar) else ""
        if value.lower() not in words:
            help_line = did_you_mean(value, words, f"choose one of {', '.join(words)}")
            self.refuse(node, f"'{key}' cannot be '{value[:60]}'", help_line)

    def check_features(self, node: Node, _: str) -> None:
        """Check the features of Material; one it does not know has no effect."""
        for item in _scalars(node):
            self._check_choice(item, _TABLE["words"]["features"].split(), "features")

    def check_extensions(self, node: Node, _: str) -> None:
        """Check Markdown extensions and their options."""
        for name, options, place in self._others(node):
            allowed = _TABLE["extensions"].get(name.removeprefix("markdown.extensions."))
            if name in self.accepted:
                continue
            if allowed is None:
                self._refuse_code("Markdown extension", name, place)
            elif isinstance(options, Mapping):
                self.check_keys(options, dict.fromkeys(allowed.split(), "plain"))

    def check_plugins(self, node: Node, _: str) -> None:
        """Check the plugins: the digest, and those that were tried beside it or are accepted."""
        names = [name for name, _ in _listed(node)]
        if _OWN not in names:
            message = "the digest is not among the plugins, so MkDocs would build nothing"
            self.refuse(node, message, "write plugins: [digest]", "missing-key")
        for name, options, place in self._others(node):
            known = known_plugin(name)
            if name == _OWN:
                if isinstance(options, Mapping):
                    self.check_keys(options, _OPTIONS)
            elif known and not works_in(name, self.frame()):
                message = f"the plugin '{name}' does not work here: {known['reason']}"
                self.refuse(Scalar(name, True, place), message, "delete it")
            elif (known is None or "runs" in known) and name not in self.accepted:
                self._refuse_code("plugin", name, place)
            elif known and isinstance(options, Mapping):
                refused = known.get("options", {}).keys() & options.entries.keys()
                for key in refused:
                    reason = known["options"][key]
                    self.refuse(options.entries[key][0], f"'{key}': {reason}", "delete it")
                _KINDS["plain"](self, options, name)

    def _refuse_code(self, kind: str, name: str, place: Place) -> None:
        message = f"nobody has tried the {kind} '{name[:60]}' beside the digest, and it runs code"
        help_line = f"read it, then write `accept: [{name}]` at the plugin digest; or delete it"
        self.report.add(place, "untested-code", message, help_line)

    def _others(self, node: Node | None) -> Iterator[tuple[str, Node | None, Place]]:
        for name, options in _listed(node):
            yield plain_name(name), options, options.place if options else self.settings.place

    def frame(self) -> str:
        """The name of the theme, which may be the whole value of `theme`."""
        at = self.settings.at
        node = at("theme", "name") or at("theme")
        return node.value if isinstance(node, Scalar) else LEAN

    def value(self, *keys: str) -> str:
        """The text of a setting, with its variable resolved; "" if it has none."""
        node = self.settings.at(*keys)
        if node is not None and self.tags.get(node.place) == "!ENV":
            names, otherwise = _alternatives(node)
            return next((os.environ[name] for name in names if name in os.environ), otherwise)
        return node.value if isinstance(node, Scalar) else ""

    def folder(self, default: str, *keys: str) -> str:
        """A folder that a build reads."""
        return self.value(*keys).removeprefix("./").rstrip("/") or default

    def named(self, *keys: str) -> Named:
        """The words in a setting, with their places."""
        return tuple((word.value, word.place) for word in _scalars(self.settings.at(*keys)))

    def read(self) -> EngineSettings:
        """Take the values that a build needs."""
        docs = self.folder("docs", "docs_dir")
        theme = self.folder(OVERRIDES, "theme", "custom_dir")
        site_dir = self.folder("site", "site_dir")
        place = self.settings.at("site_dir") or Scalar("", True, self.settings.place)
        for folder, problem in (
            (docs, problem_of_read(self.root, docs)),
            (theme, problem_of_read(self.root, theme)),
            (site_dir, problem_of_output(self.root, site_dir, (docs, theme))),
        ):
            if problem:
                self.refuse(place, f"'{folder}' {problem}", "name another folder", "outside-site")
        for name, where in self.named("hooks"):
            if name not in self.accepted:
                self._refuse_code("hook", name, where)
        path = self.own.at("path")
        below = path.value.strip("/") if isinstance(path, Scalar) else ""
        if below and (not _PATH.fullmatch(below) or below in RESERVED):
            self.refuse(path or place, f"'{below}' cannot be the digest's path", "write a word")
        pictures = []
        for key in PICTURES:
            node = self.settings.at("theme", key)
            if isinstance(node, Scalar):
                pictures.append(Picture(key, node.value, node.place))
        plugins = self._others(self.settings.at("plugins"))
        return EngineSettings(
            docs="" if docs == PUBLIC else docs,
            path=f"{below}/" if below else "",
            frame=self.frame(),
            language=self.value("theme", "language"),
            named=frozenset(self.settings.entries),
            theme=theme,
            site_dir=site_dir,
            site_url=self.value("site_url"),
            pictures=tuple(pictures),
            plugins=tuple((name, place) for name, _, place in plugins if name != _OWN),
            hooks=self.named("hooks"),
            styles=self.named("extra_css"),
            scripts=tuple(_scripts(self.settings.at("extra_javascript"))),
            values=self.settings,
        )


def _check_text(file: _File, node: Node, key: str) -> None:
    """Report a value that is no plain text, or could be more than text in a page."""
    for scalar in _scalars(node):
        seen = _UNSEEN.sub("", unquote(unescape(unescape(scalar.value)))).casefold()
        if _MARKUP.search(scalar.value) or len(scalar.value) > _MOST:
            file.refuse(
                scalar, f"'{key}' must be plain text", "write it without tags", "wrong-type"
            )
        elif _ACTIVE.match(seen) or "../" in scalar.value or scalar.value.startswith(("/", "~")):
            message = f"'{scalar.value[:60]}' could run as a script or leads out of the site"
            file.refuse(scalar, message, "write another value", "bad-url")


def _by_problem(code: str, problem: Callable[[Path, str], str | None]) -> Callable[..., None]:
    """Make the check of a kind of one plain value, by the reason why it is refused."""

    def check(file: _File, node: Node, key: str) -> None:
        if not isinstance(node, Scalar):
            file.refuse(node, f"'{key}' must be one value", "write it on one line", "wrong-type")
        elif reason := problem(file.root, node.value):
            file.refuse(
                node, f"'{node.value[:60]}' cannot be '{key}': {reason}", "correct it", code
            )

    return check


def _matching(pattern: str, reason: str) -> Callable[..., None]:
    """Make the check of a kind by the form of its values."""
    form = re.compile(pattern, re.IGNORECASE)
    return _by_problem("bad-choice", lambda _, text: None if form.fullmatch(text) else reason)


_KINDS: dict[str, Callable[..., None]] = {
    "text": _check_text,
    "plain": _check_text,
    "globs": lambda *_: None,
    "flag": _matching("true|false|yes|no|on|off", "it is not true or false"),
    "word": _matching(r"[\w/-]+", "it is not a word"),
    "icon": _matching(r"[\w-]+(?:/[\w.-]+)*", "it is not the name of an icon"),
    "language": _matching(r"[a-z]{2,3}(?:[-_][a-z]{2,8})?", "it is not a language tag"),
    "listens": _matching(r"(?:[\w.-]+|\[[0-9a-f:]+\]):\d{1,5}", "it is not a host and a port"),
    "folder": _by_problem("outside-site", lambda _, text: address_kinds.PATH.problem(text)),
    "file": _by_problem("outside-site", problem_of_code),
    "site": _by_problem("bad-url", lambda _, text: address_kinds.SITE.problem(text)),
    "web": _by_problem("bad-url", lambda _, text: address_kinds.LOCAL_WEB.problem(text)),
    "address": _by_problem("bad-url", lambda _, text: address_kinds.RESOURCE.problem(text)),
    "path": _by_problem("bad-url", lambda _, text: address_kinds.PATH.problem(text)),
    "features": _File.check_features,
    "plugins": _File.check_plugins,
    "extensions": _File.check_extensions,
}


def _alternatives(node: Node) -> tuple[list[str], str]:
    """The names of the variables in `!ENV [NAME, …, default]`, and the default value."""
    words = [word.value for word in _scalars(node)]
    return (words, "") if len(words) < 2 else (words[:-1], words[-1])


def _listed(node: Node | None) -> Iterator[tuple[str, Node | None]]:
    """The names in a list or mapping of names, each with its options or the name itself."""
    if isinstance(node, Mapping):
        for name, (key, options) in node.entries.items():
            yield name, options if isinstance(options, Mapping) else key
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _listed(item)
    elif isinstance(node, Scalar):
        yield node.value, node


def _scalars(node: Node | None) -> Iterator[Scalar]:
    """Every plain value within a node."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from _scalars(item)
    elif isinstance(node, Mapping):
        for _, value in node.entries.values():
            yield from _scalars(value)


def _scripts(node: Node | None) -> Iterator[Script]:
    for item in node.items if isinstance(node, Sequence) else ():
        path, defer = item, None
        if isinstance(item, Mapping):
            path, defer = item.at("path") or item, item.at("defer")
        if isinstance(path, Scalar):
            is_late = isinstance(defer, Scalar) and defer.value.lower() == "true"
            yield Script(path.value, path.place, is_late)
