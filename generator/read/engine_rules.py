"""Check mkdocs.yml by the table of what it may contain, `mkdocs_settings.toml`.

What the table lists works, or is refused with the reason and what to do instead. Other code (a
hook, or a plugin or an extension that has not been tried beside the digest) is refused until the
plugin's option `accept` names it.
"""

import os
import re
from collections.abc import Callable, Iterable, Iterator
from collections.abc import Mapping as Map
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from babel import Locale, UnknownLocaleError

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import did_you_mean
from generator.read import address_kinds
from generator.read.known_plugins import is_installed, known_plugin, plain_name, works_in
from generator.read.setting_paths import problem_of_code
from generator.read.tables import table
from generator.read.yaml import Mapping, Node, Scalar, Sequence

_MOST = 10_000
_TABLE = table("generator.read", "mkdocs_settings")
_ACTIVE = re.compile(r"(?:javascript|vbscript|livescript|blob|filesystem|view-source|file|data):")
_UNSEEN = re.compile(r"[\s\x00-\x20\x7f\u00ad\u200b-\u200f\u2060\ufeff]+")
_MARKUP = re.compile(r"<[a-z/!?]", re.IGNORECASE)
OWN = "digest"
"""The plugin of the digest."""
_REFUSED = ("no: ", "off: ")
_FALSE = ("false", "no", "off")
_INSTANT = "navigation.instant"
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}|data:", re.IGNORECASE)
_NAME_A_THEME = "write `name: material` or, for the lean frame, `name: digest` below `theme`"
_OPTIONS = {"path": "text", "accept": "[plain]"}
MATERIAL = "material"
"""The name of Material for MkDocs."""
LEAN = "digest"
"""The name of the digest's own theme; sites that name no theme have it, too."""
FRAMES = (MATERIAL, LEAN)
"""The themes that the digest's pages fit into."""


class SettingsFile:
    """mkdocs.yml while it is checked."""

    def __init__(
        self, root: Path, settings: Mapping, tags: dict[Place, str], report: Report
    ) -> None:
        self.root, self.settings, self.tags, self.report = root, settings, tags, report
        self.own = Mapping({}, settings.place)
        for name, options in listed(settings.at("plugins")):
            if name.value == OWN and isinstance(options, Mapping):
                self.own = options
        self.accepted = [word.value for word in plain_values(self.own.at("accept"))]

    def refuse(self, node: Node, message: str, help_line: str, code: str = "bad-choice") -> None:
        """Report a value."""
        self.report.add(node.place, code, message, help_line)

    def check_all(self) -> None:
        """Check every setting."""
        self.check_keys(self.settings, _TABLE["settings"])

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
                if key == "theme" and not node.at("name"):
                    self.refuse(node, "theme has no name", _NAME_A_THEME, "missing-key")
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
            self.refuse(node, message, _NAME_A_THEME)

    def check_features(self, node: Node, _: str) -> None:
        """Check the features of Material; one it does not know has no effect."""
        known = _TABLE["words"]["features"].split()
        if not isinstance(node, Sequence):
            self.refuse(node, "'features' must be a list", "write `features: [<name>]`")
        for item in plain_values(node) if isinstance(node, Sequence) else ():
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
        for name, options, place in self.others(node):
            rule = extension_rule(name)
            if isinstance(rule, str):
                reason, _, instead = rule.partition(": ")[2].partition("; ")
                message = f"the Markdown extension '{name}' does not work here: {reason}"
                self.report.add(place, "bad-choice", message, instead)
            elif rule is None:
                if name not in self.accepted:
                    self.refuse_code("Markdown extension", name, place)
            elif isinstance(options, Mapping):
                kinds = {key: kind for kind, keys in rule.items() for key in keys.split()}
                self.check_keys(options, kinds, f"'{name}'")

    def check_plugins(self, node: Node, _: str) -> None:
        """Check the plugins: the digest, and those that were tried beside it or are accepted."""
        if OWN not in [name.value for name, _ in listed(node)]:
            message = "the digest is not among the plugins, so MkDocs would build nothing"
            self.refuse(node, message, "write plugins: [digest]", "missing-key")
        for name, options, place in self.others(node):
            self._check_plugin(name, options, place)

    def _check_plugin(self, name: str, options: Node, place: Place) -> None:
        known, here = known_plugin(name), Scalar(name, True, place)
        if name == OWN:
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
            words = () if known else _TABLE["plugins"]
            self.refuse(here, message, did_you_mean(name, words, otherwise))
        elif (known is None or "runs" in known) and name not in self.accepted:
            self.refuse_code("plugin", name, place)
        elif known and isinstance(options, Mapping):
            for key in known.get("options", {}).keys() & options.entries.keys():
                message = f"'{key}' of '{name}' does not work here: {known['options'][key]}"
                self.refuse(options.entries[key][0], message, "delete it")
            _KINDS["plain"](self, options, name)

    def refuse_code(self, kind: str, name: str, place: Place) -> None:
        """Report code that the site has not accepted."""
        message = f"the {kind} '{name[:60]}' has not been tried beside the digest: you run its "
        message += "code in every build, and the audit may refuse what it writes"
        help_line = f"delete it; or read it, and write `accept: [{name}]` at the plugin digest"
        self.report.add(place, "untested-code", message, help_line)

    def others(self, node: Node | None) -> Iterator[tuple[str, Node, Place]]:
        """Yield plain names in a list of names, with their options and places."""
        for name, options in listed(node):
            yield plain_name(name.value), options, name.place

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

    def named(self, *keys: str) -> tuple[tuple[str, Place], ...]:
        """The words in a setting, with their places."""
        return tuple((word.value, word.place) for word in plain_values(self.settings.at(*keys)))


def extension_rule(name: str) -> Map[str, str] | str | None:
    """The options of a Markdown extension, why it is refused, or None for an unknown one."""
    rule: Map[str, str] | str | None
    rule = _TABLE["extensions"].get(name.removeprefix("markdown.extensions."))
    return rule


def _choices(words: Iterable[str]) -> str:
    """The words of which a value may be one, without the sign for any word."""
    return f"one of {', '.join(word for word in words if word != '*')}"


def _check_text(file: SettingsFile, node: Node, key: str) -> None:
    """Report a value that is no text of reasonable length."""
    for scalar in plain_values(node):
        if len(scalar.value) > _MOST or _MARKUP.search(scalar.value):
            help_line = "write it without tags"
            file.refuse(scalar, f"'{key}' must be plain text", help_line, "wrong-type")


def _check_plain(file: SettingsFile, node: Node, key: str) -> None:
    """Report text that could be more than text in a page or to a plugin."""
    _check_text(file, node, key)
    for scalar in plain_values(node):
        seen = _UNSEEN.sub("", unquote(unescape(unescape(scalar.value)))).casefold()
        if _ACTIVE.match(seen) or "../" in scalar.value or scalar.value.startswith(("/", "~")):
            message = f"'{scalar.value[:60]}' could run as a script or leads out of the site"
            file.refuse(scalar, message, "write another value", "bad-url")


def _check_hook(file: SettingsFile, node: Node, key: str) -> None:
    """Report a hook that the site has not accepted, or that is no file of the site."""
    _KINDS["file"](file, node, key)
    if isinstance(node, Scalar) and node.value not in file.accepted:
        file.refuse_code("hook", node.value, node.place)


def _check_nav(file: SettingsFile, node: Node, _: str) -> None:
    """Report a menu that MkDocs cannot read, or that names a page twice."""
    seen: dict[str, Place] = {}
    if not isinstance(node, Sequence):
        file.refuse(node, "'nav' must be a list", "write `nav: [index.md]`", "wrong-type")
        return
    for item in node.items:
        _check_entry(file, item, seen)


def _check_entry(file: SettingsFile, node: Node, seen: dict[str, Place]) -> None:
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


def _one_value(
    code: str, problem: Callable[[Path, str], str | None], help_line: str
) -> Callable[..., None]:
    """Make the check of a kind of plain values; `problem` ends a sentence about a wrong one."""

    def check(file: SettingsFile, node: Node, key: str) -> None:
        if not isinstance(node, Scalar):
            file.refuse(node, f"'{key}' must be one value", "write it on one line", "wrong-type")
        elif reason := problem(file.root, node.value):
            file.refuse(node, f"'{node.value[:60]}' {reason}", help_line, code)

    return check


def _matching(pattern: str, what: str, form: str) -> Callable[..., None]:
    """Make the check of a kind by the form of its values."""
    right = re.compile(pattern, re.IGNORECASE)

    def problem(_: Path, text: str) -> str | None:
        return None if right.fullmatch(text) else f"is not {what}"

    return _one_value("bad-choice", problem, f"write {form}")


def _address(kind: address_kinds.AddressKind) -> Callable[..., None]:
    """Make the check of a kind of addresses."""

    def problem(_: Path, text: str) -> str | None:
        reason = kind.problem(text)
        return f"is not {kind.title}: {reason}" if reason else None

    return _one_value("bad-url", problem, f"write it as in {kind.example}")


def _locale_problem(_: Path, tag: str) -> str | None:
    try:
        Locale.parse(tag.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return "is not a language that MkDocs knows"
    return None


def _asset_problem(_: Path, address: str) -> str | None:
    if _ELSEWHERE.match(address):
        return "is a file of another host, which the policy forbids"
    reason = address_kinds.RESOURCE.problem(address)
    return f"is not a path of the site: {reason}" if reason else None


_KINDS: dict[str, Callable[..., None]] = {
    "text": _check_text,
    "html": lambda *_: None,  # checked as the HTML of a page
    "plain": _check_plain,
    "globs": lambda *_: None,
    "nav": _check_nav,
    "flag": _matching("true|false|yes|no|on|off", "true or false", "`true` or `false`"),
    "level": _matching("info|warn|ignore|relative_to_docs", "a level", "info, warn or ignore"),
    "word": _matching(r"[\w/-]+", "a word", "a word without spaces"),
    "icon": _matching(r"[\w-]+(?:/[\w.-]+)*", "the name of an icon", "`<set>/<icon>`"),
    "language": _matching(r"[a-z]{2,3}(?:[-_][a-z]{2,8})?", "a language tag", "a tag as in `en`"),
    "locale": _one_value("bad-choice", _locale_problem, "write a tag as in `en`"),
    "listens": _matching(
        r"(?:[\w.-]+|\[[0-9a-f:]+\]):(?:[1-9]\d{0,3}|[1-5]\d{4}|6[0-4]\d{3}|65[0-4]\d\d)",
        "a host and a port",
        "127.0.0.1:8000",
    ),
    "folder": _one_value("outside-site", lambda *_: None, ""),  # checked when all are known
    "file": _one_value("outside-site", problem_of_code, "name a file within the site's folder"),
    "hook": _check_hook,
    "site": _address(address_kinds.SITE),
    "repository": _address(address_kinds.LOCAL_WEB),
    "address": _address(address_kinds.RESOURCE),
    "link": _matching(
        r"(?:https?://|mailto:)[^\s\"'<>\\]+|(?!//)[^\s\"'<>\\:]*",
        "an address that a page may link to",
        "an address that begins with https:// or mailto:, or one within the site",
    ),
    "asset": _one_value("other-host", _asset_problem, "copy the file into the site's theme folder"),
    "path": _address(address_kinds.PATH),
    "theme": SettingsFile.check_theme,
    "features": SettingsFile.check_features,
    "plugins": SettingsFile.check_plugins,
    "extensions": SettingsFile.check_extensions,
}


def _alternatives(node: Node) -> tuple[list[str], str]:
    """The names of the variables in `!ENV [NAME, …, default]`, and the default value."""
    words = [word.value for word in plain_values(node)]
    return (words, "") if len(words) < 2 else (words[:-1], words[-1])


def listed(node: Node | None) -> Iterator[tuple[Scalar, Node]]:
    """The names in a list or mapping of names, each with its options or the name itself."""
    if isinstance(node, Mapping):
        for key, options in node.entries.values():
            yield key, options if isinstance(options, Mapping) else key
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from listed(item)
    elif isinstance(node, Scalar):
        yield node, node


def written(node: Node | None) -> str:
    """The text of a plain value; "" for a list, a set of keys or an absent value."""
    return node.value if isinstance(node, Scalar) else ""


def plain_values(node: Node | None) -> Iterator[Scalar]:
    """Every plain value within a node."""
    if isinstance(node, Scalar):
        yield node
    elif isinstance(node, Sequence):
        for item in node.items:
            yield from plain_values(item)
    elif isinstance(node, Mapping):
        for _, value in node.entries.values():
            yield from plain_values(value)
