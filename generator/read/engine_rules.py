"""Check mkdocs.yml by the table of what it may contain, `mkdocs_settings.toml`.

What the table lists works, or is refused with the reason and what to do instead. Other code (a
hook, or a plugin or an extension that has not been tried beside the digest) is refused until the
plugin's option `accept` names it.
"""

import os
import re
from collections.abc import Callable, Collection, Iterable
from collections.abc import Mapping as Map
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import did_you_mean
from generator.read import address_kinds
from generator.read.known_plugins import is_installed, plain_name, rule_of
from generator.read.setting_paths import inner_path, problem_of_code, problem_of_read
from generator.read.tables import table
from generator.read.yaml import (
    Mapping,
    Node,
    Scalar,
    Sequence,
    is_text,
    listed,
    plain_values,
    written,
)

_TABLE = table("generator.read", "mkdocs_settings")
_PYTHON = "tag:yaml.org,2002:python/"
_MAY_BE_EMPTY = ("extra_css", "accept", "nav", "features")
"""Lists that MkDocs lets have no value."""
_BELOW = "entries below a title"
_MAY_BE_ALONE = ("accept", "palette", _BELOW)
"""Lists of which one entry may be written alone."""
_TAGGED = ("site_url", "strict", "enabled")
"""Settings that may have `!ENV`."""
OWN = "digest"
"""The plugin of the digest."""
_FALSE = ("false", "no", "off")
MATERIAL = "material"
"""The name of Material for MkDocs."""
LEAN = "digest"
"""The name of the digest's own theme; sites that name no theme have it, too."""
FRAMES = (MATERIAL, LEAN)
"""The themes that the digest's pages fit into."""
WRONG_TYPE = "wrong-type"
_MOST = 10_000
_PLAIN = "write it without tags"
_UNSAFE = re.compile(
    r"(?:javascript|vbscript|livescript|blob|filesystem|view-source|file|data):|~?/|.*\.\./"
)
_UNSEEN = re.compile(r"[\s\x00-\x20\x7f\u00ad\u200b-\u200f\u2060\ufeff]+")
_MARKUP = re.compile(r"<[a-z/!?]", re.IGNORECASE)
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}|data:", re.IGNORECASE)
Named = tuple[tuple[str, Place], ...]
"""Values of a setting with their places."""
Problem = Callable[[Path, str], str]
"""Says in one clause what is wrong with a value; the path is the site's folder."""


class SettingsFile:
    """mkdocs.yml while it is checked."""

    def __init__(
        self, root: Path, settings: Mapping, tags: dict[Place, str], report: Report
    ) -> None:
        self.root, self.settings, self.tags, self.report = root, settings, tags, report
        self.judged: set[Place] = set()
        self.menu: dict[str, Place] = {}
        self.icons: list[Scalar] = []
        plugins = {plain_name(entry[0].value): entry for entry in listed(settings.at("plugins"))}
        self.plugins = Mapping(plugins, settings.place)
        self.accepted = [word.value for word in plain_values(self.plugins.at(OWN, "accept"))]

    def refuse(self, node: Node, message: str, help_line: str, code: str = "bad-choice") -> None:
        """Report a value."""
        self.report.add(node.place, code, message, help_line)

    def refuse_by(self, rule: str, node: Node, what: str) -> None:
        """Report what a rule of the table refuses, with the reason and what to do instead."""
        reason, _, instead = rule.partition(": ")[2].partition("; ")
        self.refuse(node, f"{what} does not work here: {reason}", instead)

    def refuse_code(self, kind: str, name: Scalar) -> None:
        """Report code that the site has not accepted."""
        message = f"the {kind} '{name.value[:60]}' has not been tried beside the digest: you run "
        message += "its code in every build, and the audit may refuse what it writes"
        help_line = (
            f"delete it; or read it, and write `accept: [{name.value}]` at the plugin digest"
        )
        self.refuse(name, message, help_line, "untested-code")

    def check_all(self) -> None:
        """Check every setting, and every tag that no setting may have."""
        if OWN not in self.plugins.entries:
            message = "the digest is not among the plugins, so MkDocs would build nothing"
            node = self.settings.at("plugins") or self.settings
            self.refuse(node, message, "write plugins: [digest]", "missing-key")
        self.check_keys(self.settings, _TABLE["settings"], "mkdocs.yml")
        objects = _TABLE["words"]["objects"].split()
        for place, tag in self.tags.items():
            if place not in self.judged and tag.removeprefix(_PYTHON) not in objects:
                message = f"'{tag[-60:]}' is a YAML tag"
                self.report.add(place, "yaml-feature", message, "write the value")

    def check_keys(self, node: Mapping, allowed: Map[str, Any], within: str) -> None:
        """Check the keys of a mapping, and their values; `within` names it."""
        for key, (name, value) in node.entries.items():
            rule = allowed.get(key, allowed.get("*"))
            if rule is None:
                one = f"delete it, or choose one of {', '.join(allowed)}"
                help_line = did_you_mean(key, allowed, one)
                self.refuse(name, f"{within} has no key '{key[:60]}'", help_line, "unknown-key")
            elif not isinstance(rule, str) or ": " not in rule:
                self.check(value, rule, key)
            elif rule.startswith("no") or written(value).lower() not in _FALSE:
                self.refuse_by(rule, name, f"'{key}'")

    def check(self, node: Node, rule: Any, key: str) -> None:  # noqa: ANN401 (see the table)
        """Check a value by its rule."""
        if node.place in self.tags:
            self._check_tag(node, rule, key)
        elif isinstance(node, Scalar) and node.kind == "empty":
            if not isinstance(rule, str) and key not in _MAY_BE_EMPTY:
                self.refuse(node, f"'{key}' has no value", "write it, or delete it", WRONG_TYPE)
        elif isinstance(rule, str):
            KINDS[rule](self, node, key)
        elif isinstance(rule, dict):
            self._check_table(node, rule, key)
        elif isinstance(node, Sequence) or key in _MAY_BE_ALONE:
            for item in node.items if isinstance(node, Sequence) else (node,):
                self.check(item, rule[0], key)
        else:
            self.refuse(node, f"'{key}' must be a list", f"write `{key}: [<value>]`", WRONG_TYPE)

    def _check_table(self, node: Node, rule: Map[str, Any], key: str) -> None:
        """Check a set of keys; a theme and a script may be written by their names alone."""
        alone = {"theme": "name", "extra_javascript": "path"}.get(key)
        if isinstance(node, Scalar) and alone:
            self.check(node, rule[alone], key)
        elif not isinstance(node, Mapping):
            self.refuse(node, f"'{key}' must be a set of keys", "write `key: value`", WRONG_TYPE)
        else:
            self.check_keys(node, rule, f"'{key}'")
            if alone and not node.at(alone):
                help_line = f"write `{alone}: <value>` in it"
                self.refuse(node, f"'{key}' has no {alone}", help_line, "missing-key")

    def _check_tag(self, node: Node, rule: object, key: str) -> None:
        """Check a tagged value; objects of known libraries may be where any value may be."""
        if rule == "plain" and key not in _TAGGED:
            return
        self.judged.add(node.place)
        if self.tags[node.place] != "!ENV" or key not in _TAGGED:
            self.refuse(node, f"'{key}' has a YAML tag", "write the value", "yaml-feature")
        elif key == "site_url":
            known = _TABLE["words"]["variables"].split()
            others = [name for name in _alternatives(node)[0] if name not in known]
            if others:
                message = f"the variable {others[0][:60]} could contain a secret"
                self.refuse(node, message, f"use one of {', '.join(known)}", "yaml-feature")
            elif (address := self.value(key)) and (problem := address_kinds.SITE.problem(address)):
                self.refuse(node, f"this is no address: {problem}", "correct it", "bad-url")

    def frame(self) -> str:
        """The name of the theme, which may be the whole value of `theme`."""
        return self.value("theme", "name") or self.value("theme") or LEAN

    def value(self, *keys: str) -> str:
        """The text of a setting, with its variable resolved; "" if it has none."""
        node = self.settings.at(*keys)
        if node is not None and self.tags.get(node.place) == "!ENV":
            names, otherwise = _alternatives(node)
            return next((os.environ[name] for name in names if name in os.environ), otherwise)
        return written(node)

    def folder(self, default: str, *keys: str, problem: Problem = problem_of_read) -> str:
        """A folder that a build reads or writes, after reporting the `problem` with it."""
        value = self.value(*keys)
        folder = inner_path(value) or value or default
        if reason := problem(self.root, folder):
            node = self.settings.at(*keys) or self.settings
            help_line = "name a folder of the site itself, below the one that holds mkdocs.yml"
            self.refuse(node, f"'{folder}' {reason}", help_line, "outside-site")
        return folder

    def named(self, *keys: str) -> Named:
        """The words in a setting, with their places."""
        return tuple((word.value, word.place) for word in plain_values(self.settings.at(*keys)))


def _alternatives(node: Node) -> tuple[list[str], str]:
    """The names of the variables in `!ENV [NAME, …, default]`, and the default value."""
    words = [word.value for word in plain_values(node)]
    return (words, "") if len(words) < 2 else (words[:-1], words[-1])


Check = Callable[[SettingsFile, Node, str], None]
"""Reports what is wrong with the value of a key."""


def _one_value(
    code: str, problem: Problem, help_line: str, *, is_typed: bool = True, words: Iterable[str] = ()
) -> Check:
    """Make the check of a kind of plain values.

    `problem` ends a sentence about a wrong value, which may be near one of the `words`. A value of
    a kind that `is_typed` must be what MkDocs reads as text.
    """

    def check(file: SettingsFile, node: Node, key: str) -> None:
        if not isinstance(node, Scalar):
            file.refuse(node, f"'{key}' must be one value", "write it on one line", WRONG_TYPE)
        elif is_typed and not is_text(node):
            file.refuse(node, f"'{key}' must be text", "put it into quotes", WRONG_TYPE)
        elif len(node.value) > _MOST:
            file.refuse(node, f"'{key}' is longer than {_MOST:,} letters", "shorten it", "too-long")
        elif reason := problem(file.root, node.value):
            instead = did_you_mean(node.value, words, help_line)
            file.refuse(node, f"'{node.value[:60]}' {reason}", instead, code)

    return check


def _matching(says: str, write: str, form: str = "(?!)", words: Collection[str] = ()) -> Check:
    """Make the check of a kind by the form of its values, or by the words that they may be."""
    right = re.compile(form, re.IGNORECASE)

    def problem(_: Path, text: str) -> str:
        return "" if text.lower() in words or right.fullmatch(text) else says

    return _one_value("bad-choice", problem, f"write {write}", is_typed=False, words=words)


def _address(kind: address_kinds.AddressKind) -> Check:
    """Make the check of a kind of addresses."""

    def problem(_: Path, text: str) -> str:
        reason = kind.problem(text)
        return f"is not {kind.title}: {reason}" if reason else ""

    return _one_value("bad-url", problem, f"write it as in {kind.example}")


def _text_problem(_: Path, text: str) -> str:
    return "must be plain text" if _MARKUP.search(text) else ""


def _locale_problem(_: Path, tag: str) -> str:
    from babel import Locale, UnknownLocaleError  # it takes long, and few sites set a locale

    try:
        Locale.parse(tag)
    except (ValueError, UnknownLocaleError):
        return "is not a language that MkDocs knows"
    return ""


def _check_plain(file: SettingsFile, node: Node, key: str) -> None:
    """Report text that could be more than text in a page or to a plugin."""
    for scalar in plain_values(node):
        KINDS["text"](file, scalar, key)
        seen = _UNSEEN.sub("", unquote(unescape(unescape(scalar.value)))).casefold()
        if _UNSAFE.match(seen):
            message = f"'{scalar.value[:60]}' could run as a script or leads out of the site"
            file.refuse(scalar, message, "write another value", "bad-url")


def _check_icon(file: SettingsFile, node: Node, key: str) -> None:
    """Report what is no name of an icon; whether Material has it is checked later."""
    KINDS["icon-name"](file, node, key)
    file.icons += plain_values(node)


def _check_hook(file: SettingsFile, node: Node, key: str) -> None:
    """Report a hook that the site has not accepted, or that is no file of the site."""
    KINDS["file"](file, node, key)
    if isinstance(node, Scalar) and node.value not in file.accepted:
        file.refuse_code("hook", node)


def _check_entry(file: SettingsFile, node: Node, key: str) -> None:
    """Check an entry of the menu: a page, an address, or a title with one of these or a list."""
    if isinstance(node, Scalar) and node.kind != "empty":
        _check_plain(file, Scalar(node.value.lstrip("/"), True, node.place), key)
        first = file.menu.setdefault(node.value, node.place)
        if first is not node.place and ":" not in node.value:
            message = f"'{node.value[:60]}' is in nav twice, first in line {first.line}"
            file.refuse(node, message, "delete one of the entries")
    elif isinstance(node, Mapping) and len(node.entries) == 1:
        [(_, value)] = node.entries.values()
        file.check(value, ["entry"], _BELOW)
    else:
        help_line = "write `- Title: page.md`, or a list of pages below a title"
        file.refuse(node, "this is no entry of nav", help_line, WRONG_TYPE)


def _check_asset(file: SettingsFile, node: Node, key: str) -> None:
    """Report a style or script of another host, or outside the site."""
    if _ELSEWHERE.match(written(node)):
        message = f"'{written(node)[:60]}' is a file of another host, which the policy forbids"
        file.refuse(node, message, "copy the file into the site's theme folder", "other-host")
    else:
        KINDS["address"](file, node, key)


def _check_feature(file: SettingsFile, node: Node, key: str) -> None:
    """Check a feature of Material; one that it does not know has no effect."""
    name = written(node)
    if name.startswith("navigation.instant"):
        file.refuse_by(_TABLE["words"]["instant"], node, f"'{name[:60]}'")
    else:
        KINDS["feature-name"](file, node, key)


def _check_code(file: SettingsFile, node: Node, key: str) -> None:
    """Check plugins or Markdown extensions: the table has them, or the site accepts them."""
    kind = "plugin" if key == "plugins" else "Markdown extension"
    for name, options in listed(node):
        here = Scalar(plain_name(name.value), True, name.place)
        rule = rule_of(key, here.value)
        is_lean = file.frame() == LEAN
        if is_lean and isinstance(rule, dict) and LEAN not in rule.get("frames", LEAN):
            rule = "no: it needs the theme Material; delete it, or choose that theme"
        if isinstance(rule, str):
            file.refuse_by(rule, here, f"the {kind} '{here.value}'")
        elif (rule is None or "package" in rule) and not is_installed(here.value, key):
            near = did_you_mean(here.value, _TABLE[key], "delete it, or install it")
            help_line = f"install {rule['package']}" if rule else near
            file.refuse(here, f"no {kind} '{here.value[:60]}' is installed", help_line)
        elif (rule is None or "runs" in rule) and here.value not in file.accepted:
            file.refuse_code(kind, here)
        elif rule is not None and isinstance(options, Mapping):
            file.check_keys(options, rule.get("options", rule), f"'{here.value}'")
    for wrong in _no_names(node):
        help_line = "write `- <name>`, or `- <name>: {<option>: <value>}`"
        file.refuse(wrong, f"this is no entry of '{key}'", help_line, WRONG_TYPE)


def _no_names(node: Node) -> list[Node]:
    """List what MkDocs cannot read among names with options."""
    wrong: list[Node] = []
    for item in node.items if isinstance(node, Sequence) else (node,):
        if isinstance(item, Mapping) and (item is node or len(item.entries) == 1):
            options = [value for _, value in item.entries.values()]
            wrong += [value for value in options if value.kind not in ("mapping", "empty")]
        elif item is node or not isinstance(item, Scalar) or not is_text(item):
            wrong.append(item)
    return wrong


_ANY = _one_value("", lambda *_: "", "")
KINDS: dict[str, Check] = {name: _matching(**form) for name, form in _TABLE["forms"].items()} | {
    "text": _one_value(WRONG_TYPE, _text_problem, _PLAIN, is_typed=False),
    "string": _one_value(WRONG_TYPE, _text_problem, _PLAIN),
    "html": _ANY,  # checked as the HTML of a page
    "globs": _ANY,
    "folder": _ANY,  # checked by `SettingsFile.folder`
    "plain": _check_plain,
    "entry": _check_entry,
    "icon": _check_icon,
    "locale": _one_value("bad-choice", _locale_problem, "write a tag as in `en`"),
    "file": _one_value("outside-site", problem_of_code, "name a file within the site's folder"),
    "hook": _check_hook,
    "site": _address(address_kinds.SITE),
    "repository": _address(address_kinds.LOCAL_WEB),
    "address": _address(address_kinds.RESOURCE),
    "path": _address(address_kinds.PATH),
    "asset": _check_asset,
    "feature": _check_feature,
    "code": _check_code,
}
