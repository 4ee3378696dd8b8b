"""Check mkdocs.yml by the table of what it may contain, `mkdocs_settings.toml`.

What the table lists works, or is refused with the reason and what to do instead. Other code (a
hook, or a plugin or an extension that has not been tried beside the digest) is refused until the
plugin's option `accept` names it.
"""

import os
from collections.abc import Iterable, Iterator
from collections.abc import Mapping as Map
from pathlib import Path
from typing import Any

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import did_you_mean
from generator.read import address_kinds
from generator.read.known_plugins import is_installed, known_plugin, plain_name, works_in
from generator.read.setting_kinds import KINDS, WRONG_TYPE
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
_MAY_BE_EMPTY = ("extra_css", "accept")
"""Lists that MkDocs lets have no value."""
_MAY_BE_ALONE = ("accept", "palette")
"""Lists of which one entry may be written alone."""
_NAME_OWN = "write plugins: [digest]"
OWN = "digest"
"""The plugin of the digest."""
_REFUSED = ("no: ", "off: ")
_FALSE = ("false", "no", "off")
_INSTANT = "navigation.instant"
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
        self.judged: set[Place] = set()
        self.own = Mapping({}, settings.place)
        for name, options in listed(settings.at("plugins")):
            if name.value == OWN and isinstance(options, Mapping):
                self.own = options
        self.accepted = [word.value for word in plain_values(self.own.at("accept"))]

    def refuse(self, node: Node, message: str, help_line: str, code: str = "bad-choice") -> None:
        """Report a value."""
        self.report.add(node.place, code, message, help_line)

    def check_all(self) -> None:
        """Check every setting, and every tag that no setting may have."""
        plugins = self.settings.at("plugins")
        if OWN not in [name.value for name, _ in listed(plugins)]:
            message = "the digest is not among the plugins, so MkDocs would build nothing"
            self.refuse(plugins or self.settings, message, _NAME_OWN, "missing-key")
        self.check_keys(self.settings, _TABLE["settings"])
        objects = _TABLE["words"]["objects"].split()
        for place, tag in self.tags.items():
            if place not in self.judged and tag.removeprefix(_PYTHON) not in objects:
                message = f"'{tag[-60:]}' is a YAML tag"
                self.report.add(place, "yaml-feature", message, "write the value")

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
            self._check_tag(node, rule, key)
        elif isinstance(node, Scalar) and node.kind == "empty":
            if not isinstance(rule, str) or (rule[0] == "[" and key not in _MAY_BE_EMPTY):
                self.refuse(
                    node, f"'{key}' has no value", "write it, or delete the line", WRONG_TYPE
                )
        elif isinstance(rule, dict):
            self._check_table(node, rule, key)
        elif isinstance(rule, list) and isinstance(rule[0], str):
            self._check_choice(node, rule, key)
        elif isinstance(rule, str) and rule[0] != "[":
            own = getattr(self, f"check_{rule}", None)
            if own is not None:
                own(node, key)
            else:
                KINDS[rule](self, node, key)
        elif isinstance(node, Sequence) or key in _MAY_BE_ALONE:
            item_rule = rule.strip("[]") if isinstance(rule, str) else rule[0]
            for item in node.items if isinstance(node, Sequence) else (node,):
                self.check(item, item_rule, key)
        else:
            self.refuse(node, f"'{key}' must be a list", f"write `{key}: [<value>]`", WRONG_TYPE)

    def _check_table(self, node: Node, rule: Map[str, Any], key: str) -> None:
        """Check a set of keys; a theme and a script may be written by their names alone."""
        alone = {"theme": "name", "extra_javascript": "path"}.get(key, "")
        if isinstance(node, Mapping):
            self.check_keys(node, rule, f"'{key}'")
            if alone and not node.at(alone):
                help_line = _NAME_A_THEME if key == "theme" else "write `path: <file>`"
                self.refuse(node, f"'{key}' has no {alone}", help_line, "missing-key")
        elif isinstance(node, Scalar) and alone:
            self.check(node, rule[alone], key)
        else:
            self.refuse(
                node, f"'{key}' must be a set of keys", "write `key: value` lines", WRONG_TYPE
            )

    def _check_tag(self, node: Node, rule: object, key: str) -> None:
        """Check a tagged value; objects of known libraries may be where any value may be."""
        if rule == "plain":
            return
        self.judged.add(node.place)
        if self.tags[node.place] != "!ENV" or key not in ("site_url", "strict"):
            self.refuse(node, f"'{key}' has a YAML tag", "write the value", "yaml-feature")
        elif key == "site_url":
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
            self.refuse(node, "'features' must be a list", "write `features: [<name>]`", WRONG_TYPE)
        for item in plain_values(node) if isinstance(node, Sequence) else ():
            if item.value.startswith(_INSTANT):
                message = f"'{item.value[:60]}' exchanges pages by a script, and the digest's own "
                message += "scripts run once for each page"
                self.refuse(item, message, "delete it")
            elif item.value not in known:
                help_line = did_you_mean(item.value, known, "delete it, or use it in a template")
                message = f"Material has no feature '{item.value[:60]}'"
                self.refuse(item, message, help_line)

    def check_names(self, node: Node, key: str) -> None:
        """Check the form of a list of names with options, as MkDocs reads it."""
        whole = node if isinstance(node, Mapping) else None
        for item in node.items if isinstance(node, Sequence) else (node,):
            if isinstance(item, Mapping) and (item is whole or len(item.entries) == 1):
                options = [value for _, value in item.entries.values()]
                wrong = [value for value in options if value.kind not in ("mapping", "empty")]
            else:
                is_name = isinstance(item, Scalar) and is_text(item) and item is not node
                wrong = [] if is_name else [item]
            for value in wrong:
                help_line = "write `- <name>`, or `- <name>: {<option>: <value>}`"
                self.refuse(value, f"this is no entry of '{key}'", help_line, WRONG_TYPE)

    def check_extensions(self, node: Node, key: str) -> None:
        """Check Markdown extensions and their options."""
        self.check_names(node, key)
        for name, options, place in self.others(node):
            rule = extension_rule(name)
            if isinstance(rule, str):
                reason, _, instead = rule.partition(": ")[2].partition("; ")
                message = f"the Markdown extension '{name}' does not work here: {reason}"
                self.report.add(place, "bad-choice", message, instead)
            elif rule is None:
                if not is_installed(name, "markdown.extensions"):
                    message = f"no Markdown extension '{name[:60]}' is installed"
                    help_line = did_you_mean(name, _TABLE["extensions"], "delete it, or install it")
                    self.report.add(place, "bad-choice", message, help_line)
                elif name not in self.accepted:
                    self.refuse_code("Markdown extension", name, place)
            elif isinstance(options, Mapping):
                kinds = {key: kind for kind, keys in rule.items() for key in keys.split()}
                self.check_keys(options, kinds, f"'{name}'")

    def check_plugins(self, node: Node, key: str) -> None:
        """Check the plugins: those that were tried beside the digest, or are accepted."""
        self.check_names(node, key)
        for name, options, place in self.others(node):
            self._check_plugin(name, options, place)

    def _check_plugin(self, name: str, options: Node, place: Place) -> None:
        known, here = known_plugin(name), Scalar(name, True, place)
        if name == OWN:
            if isinstance(options, Mapping):
                self.check_keys(options, _OPTIONS, "'digest'")
        elif known and self.frame() in FRAMES and not works_in(name, self.frame()):
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
            if enabled := options.at("enabled"):
                self.judged.add(enabled.place)
            KINDS["plain"](self, options, name)

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
        value = self.value(*keys)
        return value.removeprefix("./").rstrip("/") or value or default

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


def _alternatives(node: Node) -> tuple[list[str], str]:
    """The names of the variables in `!ENV [NAME, …, default]`, and the default value."""
    words = [word.value for word in plain_values(node)]
    return (words, "") if len(words) < 2 else (words[:-1], words[-1])
