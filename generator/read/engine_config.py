"""Read the settings of `mkdocs.yml` that a build needs, without MkDocs.

MkDocs constructs objects from its YAML, follows links and takes half a second to start. So the file
is parsed here, and nothing in it is accepted that `mkdocs_settings.toml` does not allow: settings,
Markdown extensions with their options, and plugins. What is listed works or is refused with a
reason. Other code (a hook, or a plugin or an extension that has not been tried beside the digest)
is refused until the plugin's option `accept` names it. Every path is below the site's folder.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as Map
from dataclasses import replace
from html import unescape
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

from babel import Locale, UnknownLocaleError

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import did_you_mean
from generator.model.fingerprint import fingerprint, program_fingerprint
from generator.model.layout import OVERRIDES, PUBLIC
from generator.model.limits import LIMITS
from generator.read import address_kinds
from generator.read.known_plugins import is_installed, known_plugin, plain_name, works_in
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
_REFUSED = ("no: ", "off: ")
_FALSE = ("false", "no", "off")
_INSTANT = "navigation.instant"
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}|data:", re.IGNORECASE)
_OPTIONS = {"path": "text", "accept": "[plain]"}
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
        own = dict(listed(settings.at("plugins"))).get(_OWN)
        self.own = own if isinstance(own, Mapping) else Mapping({}, settings.place)
        self.accepted = [word.value for word in _scalars(self.own.at("accept"))]

    def refuse(self, node: Node, message: str, help_line: str, code: str = "bad-choice") -> None:
        """Report a value."""
        self.report.add(node.place, code, message, help_line)

    def check_keys(self, node: Mapping, allowed: Map[str, Any], within: str = "mkdocs.yml") -> None:
        """Check the keys of a mapping, and their values; `within` names it."""
        for key, (name, value) in node.entries.items():
            rule = allowed.get(key, allowed.get("*"))
            if rule is None:
                help_line = did_you_mean(key, allowed, "delete it, or choose " + _choices(allowed))
                self.refuse(name, f"{within} has no key '{key[:60]}'", help_line, "unknown-key")
            elif isinstance(rule, str) and rule.startswith(_REFUSED):
                if rule.startswith("no") or written(value).lower() not in _FALSE:
                    reason, _, instead = rule.partition(": ")[2].partition("; ")
                    self.refuse(name, f"'{key}' does not work here: {reason}", instead)
            else:
                self.check(value, rule, key)

    def check(self, node: Node, rule: Any, key: str) -> None:  # noqa: ANN401 (see the table)
        """Check a value by its rule."""
        if node.place in self.tags:
            self._check_tag(node, key)
        elif isinstance(node, Scalar) and node.kind == "empty":
            pass
        elif isinstance(node, Sequence) and (isinstance(rule, dict) or rule[0] == "["):
            for item in node.items:
                self.check(item, rule.strip("[]") if isinstance(rule, str) else rule, key)
        elif isinstance(rule, dict):
            if isinstance(node, Mapping):
                self.check_keys(node, rule, f"'{key}'")
            elif isinstance(node, Scalar) and (key == "theme" or "path" in rule):
                self.check(node, rule["name" if key == "theme" else "path"], key)
            else:
                self.refuse(node, f"'{key}' must be a set of keys", "write `key: value` lines")
        elif isinstance(rule, list):
            self._check_choice(node, rule, key)
        else:
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
        elif tag.rpartition("python/")[2] not in _TABLE["words"]["objects"].split():
            self.refuse(node, f"'{tag[-60:]}' is a YAML tag", "write the value", "yaml-feature")

    def _check_choice(self, node: Node, words: list[str], key: str) -> None:
        value = written(node)
        if value.lower() not in words:
            help_line = did_you_mean(value, words, f"choose {_choices(words)}")
            self.refuse(node, f"'{key}' cannot be '{value[:60]}'", help_line)

    def check_theme(self, node: Node, _: str) -> None:
        """Check the name of the theme."""
        if written(node) not in FRAMES:
            message = f"the digest does not work in the theme '{written(node)[:60]}'"
            self.refuse(node, message, f"choose {_choices(FRAMES)}")

    def check_features(self, node: Node, _: str) -> None:
        """Check the features of Material; one it does not know has no effect."""
        known = _TABLE["words"]["features"].split()
        if not isinstance(node, Sequence):
            self.refuse(node, "'features' must be a list", "write `features: [<name>]`")
        for item in _scalars(node) if isinstance(node, Sequence) else ():
            if item.value.startswith(_INSTANT):
                message = f"'{item.value[:60]}' exchanges pages by a script, and the digest's own "
                message += "scripts run once for each page"
                self.refuse(item, message, "delete it")
            elif item.value not in known:
                help_line = did_you_mean(item.value, known, "delete it, or use it in a template")
                message = f"Material has no feature '{item.value[:60]}'"
                self.refuse(item, message, help_line)

    def check_extensions(self, node: Node, _: str) -> None:
        """Check Markdown extensions and their options."""
        for name, options, place in self._others(node):
            rule = extension_rule(name)
            if isinstance(rule, str):
                reason, _, instead = rule.partition(": ")[2].partition("; ")
                message = f"the Markdown extension '{name}' does not work here: {reason}"
                self.report.add(place, "bad-choice", message, instead)
            elif rule is None:
                if name not in self.accepted:
                    self._refuse_code("Markdown extension", name, place)
            elif isinstance(options, Mapping):
                kinds = {key: kind for kind, keys in rule.items() for key in keys.split()}
                self.check_keys(options, kinds, f"'{name}'")

    def check_plugins(self, node: Node, _: str) -> None:
        """Check the plugins: the digest, and those that were tried beside it or are accepted."""
        names = [name for name, _ in listed(node)]
        if _OWN not in names:
            message = "the digest is not among the plugins, so MkDocs would build nothing"
            self.refuse(node, message, "write plugins: [digest]", "missing-key")
        for name, options, place in self._others(node):
            self._check_plugin(name, options, place)

    def _check_plugin(self, name: str, options: Node, place: Place) -> None:
        known, here = known_plugin(name), Scalar(name, True, place)
        if name == _OWN:
            if isinstance(options, Mapping):
                self.check_keys(options, _OPTIONS, "'digest'")
        elif known and not works_in(name, self.frame()):
            reason, instead = known["reason"], known.get("instead", "delete it")
            if known["frames"]:
                reason, instead = "it needs the theme Material", "delete it, or choose that theme"
            self.refuse(here, f"the plugin '{name}' does not work here: {reason}", instead)
        elif not is_installed(name):
            message = f"no plugin '{name[:60]}' is installed"
            otherwise = f"install {known['package']}" if known else "correct the name, or delete it"
            self.refuse(here, message, did_you_mean(name, _TABLE["plugins"], otherwise))
        elif (known is None or "runs" in known) and name not in self.accepted:
            self._refuse_code("plugin", name, place)
        elif known and isinstance(options, Mapping):
            for key in known.get("options", {}).keys() & options.entries.keys():
                message = f"'{key}' of '{name}' does not work here: {known['options'][key]}"
                self.refuse(options.entries[key][0], message, "delete it")
            _KINDS["plain"](self, options, name)

    def _refuse_code(self, kind: str, name: str, place: Place) -> None:
        message = f"the {kind} '{name[:60]}' has not been tried beside the digest: you run its "
        message += "code in every build, and the audit may refuse what it writes"
        help_line = f"delete it; or read it, and write `accept: [{name}]` at the plugin digest"
        self.report.add(place, "untested-code", message, help_line)

    def _others(self, node: Node | None) -> Iterator[tuple[str, Node, Place]]:
        for name, options in listed(node):
            yield plain_name(name), options, options.place

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
        return written(node)

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
        at = self.settings.at
        for named, folder, problem in (
            (at("docs_dir"), docs, problem_of_read(self.root, docs)),
            (at("theme", "custom_dir"), theme, problem_of_read(self.root, theme)),
            (at("site_dir"), site_dir, problem_of_output(self.root, site_dir, (docs, theme))),
        ):
            if problem:
                message = f"'{folder}' {problem}"
                self.refuse(named or self.settings, message, "name another folder", "outside-site")
        for name, where in self.named("hooks"):
            if name not in self.accepted:
                self._refuse_code("hook", name, where)
        path = self.own.at("path")
        below = written(path).strip("/")
        if path is not None and (not _PATH.fullmatch(below) or below in RESERVED):
            message = f"'{written(path)[:60]}' cannot be the digest's path"
            self.refuse(path, message, "write a word that no page of the digest has, as in `news`")
        pictures = []
        for key in PICTURES:
            picture = at("theme", key)
            if isinstance(picture, Scalar):
                pictures.append(Picture(key, picture.value, picture.place))
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
            tags=self.tags,
        )


def extension_rule(name: str) -> Map[str, str] | str | None:
    """The options of a Markdown extension, why it is refused, or None for an unknown one."""
    rule: Map[str, str] | str | None
    rule = _TABLE["extensions"].get(name.removeprefix("markdown.extensions."))
    return rule


def _choices(words: Iterable[str]) -> str:
    """The words of which a value may be one, without the sign for any word."""
    return f"one of {', '.join(word for word in words if word != '*')}"


def _check_text(file: _File, node: Node, key: str) -> None:
    """Report a value that is no text of reasonable length."""
    for scalar in _scalars(node):
        if len(scalar.value) > _MOST or _MARKUP.search(scalar.value):
            help_line = "write it without tags"
            file.refuse(scalar, f"'{key}' must be plain text", help_line, "wrong-type")


def _check_plain(file: _File, node: Node, key: str) -> None:
    """Report text that could be more than text in a page or to a plugin."""
    _check_text(file, node, key)
    for scalar in _scalars(node):
        seen = _UNSEEN.sub("", unquote(unescape(unescape(scalar.value)))).casefold()
        if _ACTIVE.match(seen) or "../" in scalar.value or scalar.value.startswith(("/", "~")):
            message = f"'{scalar.value[:60]}' could run as a script or leads out of the site"
            file.refuse(scalar, message, "write another value", "bad-url")


def _check_nav(file: _File, node: Node, key: str) -> None:
    """Report a menu that MkDocs cannot read, or that names a page twice."""
    seen: dict[str, Place] = {}
    if not isinstance(node, Sequence):
        file.refuse(node, "'nav' must be a list", "write `nav: [index.md]`", "wrong-type")
        return
    for item in node.items:
        _check_entry(file, item, seen)


def _check_entry(file: _File, node: Node, seen: dict[str, Place]) -> None:
    """Check a page, an address, or a title with one of these or a list."""
    if isinstance(node, Scalar) and node.kind != "empty":
        _check_plain(file, Scalar(node.value.lstrip("/"), True, node.place), "nav")
        first = seen.setdefault(node.value, node.place)
        if first is not node.place and not urlsplit(node.value).scheme:
            message = f"'{node.value[:60]}' is in nav twice, first in line {first.line}"
            file.refuse(node, message, "delete one of the entries")
    elif isinstance(node, Mapping) and len(node.entries) == 1:
        [(_, value)] = node.entries.values()
        items = value.items if isinstance(value, Sequence) else (value,)
        for item in items:
            _check_entry(file, item, seen)
    else:
        help_line = "write `- Title: page.md`, or a list of pages below a title"
        file.refuse(node, "this is no entry of nav", help_line, "wrong-type")


def _by_problem(code: str, problem: Callable[[Path, str], str | None]) -> Callable[..., None]:
    """Make the check of a kind of one plain value, by the reason why it is refused."""

    def check(file: _File, node: Node, key: str) -> None:
        if not isinstance(node, Scalar):
            file.refuse(node, f"'{key}' must be one value", "write it on one line", "wrong-type")
        elif reason := problem(file.root, node.value):
            message = f"'{node.value[:60]}' cannot be '{key}': {reason}"
            file.refuse(node, message, "correct it", code)

    return check


def _matching(pattern: str, reason: str) -> Callable[..., None]:
    """Make the check of a kind by the form of its values."""
    form = re.compile(pattern, re.IGNORECASE)
    return _by_problem("bad-choice", lambda _, text: None if form.fullmatch(text) else reason)


def _locale_problem(_: Path, tag: str) -> str | None:
    try:
        Locale.parse(tag.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return "there is no such language"
    return None


def _asset_problem(_: Path, address: str) -> str | None:
    if _ELSEWHERE.match(address):
        return "pages may not load it from another host; copy the file into the site"
    return address_kinds.RESOURCE.problem(address)


_KINDS: dict[str, Callable[..., None]] = {
    "text": _check_text,
    "html": lambda *_: None,  # checked as the HTML of a page
    "plain": _check_plain,
    "globs": lambda *_: None,
    "nav": _check_nav,
    "flag": _matching("true|false|yes|no|on|off", "it is not true or false"),
    "level": _matching("info|warn|ignore|relative_to_docs", "write info, warn or ignore"),
    "word": _matching(r"[\w/-]+", "it is not a word"),
    "icon": _matching(r"[\w-]+(?:/[\w.-]+)*", "it is not the name of an icon"),
    "language": _matching(r"[a-z]{2,3}(?:[-_][a-z]{2,8})?", "it is not a language tag"),
    "locale": _by_problem("bad-choice", _locale_problem),
    "listens": _matching(r"(?:[\w.-]+|\[[0-9a-f:]+\]):\d{1,5}", "it is not a host and a port"),
    "folder": _by_problem("outside-site", lambda _, text: address_kinds.PATH.problem(text)),
    "file": _by_problem("outside-site", problem_of_code),
    "site": _by_problem("bad-url", lambda _, text: address_kinds.SITE.problem(text)),
    "repository": _by_problem("bad-url", lambda _, text: address_kinds.LOCAL_WEB.problem(text)),
    "address": _by_problem("bad-url", lambda _, text: address_kinds.RESOURCE.problem(text)),
    "link": _matching(
        r"(?:https?://|mailto:)[^\s\"'<>\\]+|(?!//)[^\s\"'<>\\:]*",
        "write an address that begins with https:// or mailto:, or one within the site",
    ),
    "asset": _by_problem("other-host", _asset_problem),
    "path": _by_problem("bad-url", lambda _, text: address_kinds.PATH.problem(text)),
    "theme": _File.check_theme,
    "features": _File.check_features,
    "plugins": _File.check_plugins,
    "extensions": _File.check_extensions,
}


def _alternatives(node: Node) -> tuple[list[str], str]:
    """The names of the variables in `!ENV [NAME, …, default]`, and the default value."""
    words = [word.value for word in _scalars(node)]
    return (words, "") if len(words) < 2 else (words[:-1], words[-1])


def listed(node: Node | None) -> Iterator[tuple[str, Node]]:
    """The names in a list or mapping of names, each with its options or the name itself."""
    if isinstance(node, Mapping):
        for name, (key, options) in node.entries.items():
            yield name, options if isinstance(options, Mapping) else key
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from listed(item)
    elif isinstance(node, Scalar):
        yield node.value, node


def written(node: Node | None) -> str:
    """The text of a plain value; "" for a list, a set of keys or an absent value."""
    return node.value if isinstance(node, Scalar) else ""


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
