"""Check the values in mkdocs.yml: types, addresses, and variables of the environment.

MkDocs puts many of them into pages without escaping, and reports a wrong type only when a build has
begun. The digest's own theme shows few of them, but a site's own templates may show any.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import did_you_mean
from generator.model.limits import LIMITS
from generator.read.address_kinds import LOCAL_WEB, PATH, RESOURCE, SITE, AddressKind
from generator.read.engine_plugins import check_extensions, check_plugins
from generator.read.tables import table
from generator.read.yaml import Mapping, Node, Scalar, Sequence, is_misread, parse

_MOST = 10_000
"""Maximum characters of a value; lists of excluded files are the longest."""
_TYPES = ("text", "true or false", "a list", "a set of keys", "other")
_WORDS_OF = table("generator.read", "engine_keys")
_TABLE = {name: frozenset(words.split()) for name, words in _WORDS_OF.items()}
_KNOWN = {key: wanted for wanted in _TYPES for key in _TABLE[wanted]}
"""Key → what its value must be."""
ENGINE_LIMITS = replace(LIMITS, nesting=20)
"""Options of plugins may be nested deeper than settings of the digest."""
_TAGS = re.compile(r"!ENV\Z|!relative\Z|tag:yaml\.org,2002:python/")
"""Tags that MkDocs knows; `check.running_code` warns about those that run Python."""
_FALSE = frozenset(("false", "no", "off"))
_WORDS = frozenset(("true", "yes", "on", *_FALSE))
"""Words that MkDocs' YAML reads as true or false."""
_ACTIVE = re.compile(
    r"(?:javascript|vbscript|livescript|blob|filesystem|view-source):|file:/|data:(?:[a-z]+/|[,;])"
)
_TAG = re.compile(r"<[a-z/!?]", re.IGNORECASE)
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:[-_][a-z]{2,8})?\Z", re.IGNORECASE)
"""A language as themes name their translations: `en`, `pt-BR`, `zh_TW`."""
_IN_ATTRIBUTE = re.compile(r"[<>\"]")
_IGNORED = re.compile(r"[\s\x00-\x20\x7f\u00ad\u200b-\u200f\u2060\ufeff]+")
_PATH_HERE = re.compile(r"\{path(?:_noext)?(?:!q)?\}")
_ADDRESSES = (
    (("site_url",), SITE),
    (("repo_url",), LOCAL_WEB),
    (("edit_uri",), RESOURCE),
    (("edit_uri_template",), RESOURCE),
    (("theme", "logo"), PATH),
    (("theme", "favicon"), PATH),
)
"""The settings that are addresses."""
_ADDRESS_LISTS = ("extra_css", "extra_javascript", "extra_templates")
_LISTENS = re.compile(r"(?:[\w.-]+|\[[0-9a-f:]+\]):(\d{1,5})\Z", re.IGNORECASE | re.ASCII)


class EngineFile(NamedTuple):
    """The values of mkdocs.yml as written, with the tags that some of them have."""

    settings: Mapping
    tags: dict[Place, str]
    """Place of a value → its tag, such as `!ENV`."""

    def is_variable(self, node: Node) -> bool:
        """Whether a value comes from an environment variable."""
        return self.tags.get(node.place) == "!ENV"

    def value(self, node: Node | None) -> str:
        """The text of a scalar, with variables resolved; "" for anything else."""
        if node is not None and self.is_variable(node):
            names, otherwise = _alternatives(node)
            for name in names:
                if name in os.environ:
                    return os.environ[name]
            return otherwise
        return node.value if isinstance(node, Scalar) else ""


def _alternatives(node: Node) -> tuple[list[str], str]:
    """The names of the variables in `!ENV [NAME, …, default]`, and the default value."""
    items = node.items if isinstance(node, Sequence) else (node,)
    words = [item.value for item in items if isinstance(item, Scalar)]
    if len(words) < 2:
        return words, ""
    return words[:-1], words[-1]


def is_active(value: str) -> bool:
    """Whether an address may run as a script, or open a document or a file on the machine."""
    plain = unquote(unescape(unescape(value)))
    seen = _IGNORED.sub("", plain).casefold()
    return _ACTIVE.match(seen) is not None


def check_engine_values(text: str, path: str, report: Report) -> EngineFile:
    """Parse mkdocs.yml; report every value that MkDocs would refuse, or that must not be published.

    YAML features that hide values, such as aliases, are errors, too. `path` is the name of the
    file. If `report` has new errors, the result must not be used.
    """
    errors = report.count("error")
    tags: dict[Place, str] = {}
    nothing = Mapping({}, Place(path))
    settings = parse(text, path, report, ENGINE_LIMITS, tags=tags) or nothing
    if not isinstance(settings, Mapping):
        message = "the file is not a set of keys"
        report.add(settings.place, "not-a-mapping", message, "write `key: value` lines")
        settings = nothing
    file = EngineFile(settings, tags)
    if report.count("error") > errors:
        return file
    _check_tags(tags, report)
    _check_keys(file, report)
    _check_addresses(file, report)
    _check_texts(settings, report)
    _check_theme_values(settings.at("theme"), report)
    _check_single(settings, report)
    _check_validation(settings.at("validation"), report)
    check_plugins(settings, report)
    check_extensions(settings, report)
    return file


def _check_tags(tags: dict[Place, str], report: Report) -> None:
    for place, tag in tags.items():
        if not _TAGS.match(tag):
            report.add(place, "yaml-feature", f"'{tag[:60]}' is a YAML tag", "delete the tag")


def _check_keys(file: EngineFile, report: Report) -> None:
    """Report unknown keys, wrong types, and variables in the wrong place."""
    otherwise = "settings of the digest are in site_config/site.yml"
    for key, (name, value) in file.settings.entries.items():
        if key in _KNOWN:
            _check_type(file, key, value, report)
            _check_variables(file, key, value, report)
        else:
            help_line = did_you_mean(key, _KNOWN, otherwise)
            message = f"'{key[:60]}' is not a setting of MkDocs"
            report.add(name.place, "unknown-key", message, help_line)


def _check_variables(file: EngineFile, key: str, value: Node, report: Report) -> None:
    """Report environment variables that would be published, except for the site's address."""
    if key == "site_url" and file.is_variable(value):
        _check_site_variable(value, report)
    if key in _TABLE["may_vary"]:
        return
    for node in every_node(value):
        if file.is_variable(node):
            message = f"'{key}' would publish a variable of the machine that builds the site"
            report.add(node.place, "yaml-feature", message, "write the value itself")


def _check_site_variable(value: Node, report: Report) -> None:
    """Check the site's address if an environment variable holds it.

    Messages name the variable, because its value may be a secret.
    """
    names, address = _alternatives(value)
    source = f"'{address[:60]}'"
    for name in names:
        if name not in _TABLE["address_variables"]:
            message = f"the variable {name[:60]} could contain a secret, which would be published"
            help_line = f"use one of {', '.join(sorted(_TABLE['address_variables']))}"
            report.add(value.place, "yaml-feature", message, help_line)
            return
    for name in reversed(names):
        if name in os.environ:
            source, address = f"the variable {name}", os.environ[name]
    reason = SITE.problem(address) if address else None
    if reason:
        message = f"{source} is not {SITE.title}: {reason}"
        report.add(value.place, "bad-url", message, f"write it as in {SITE.example}")


def _check_type(file: EngineFile, key: str, value: Node, report: Report) -> None:
    """Report a value of the wrong type, as MkDocs would."""
    wanted = _KNOWN[key]
    may_be_empty = key not in _TABLE["never_empty"]
    if value.place in file.tags or (may_be_empty and is_empty(value)):
        return
    if not _is_right(value, wanted):
        help_line = f"write {wanted}, or delete the line"
        report.add(value.place, "wrong-type", f"'{key}' must be {wanted}", help_line)


def _is_right(value: Node, wanted: str) -> bool:
    if wanted == "text":
        return _is_text(value)
    if wanted == "true or false":
        return isinstance(value, Scalar) and value.value.lower() in _WORDS
    if wanted == "a list":
        return isinstance(value, Sequence)
    return wanted == "other" or isinstance(value, Mapping)


def _is_text(value: Node) -> bool:
    """Whether YAML readers take a value as text, and not as a number, a date or a Boolean."""
    if not isinstance(value, Scalar):
        return False
    is_misread_text = value.kind != "text" or is_misread(value.value)
    return not (value.plain and is_misread_text)


def is_empty(value: Node) -> bool:
    """Whether a value is null or blank."""
    if not isinstance(value, Scalar):
        return False
    return value.kind == "empty" or not value.value.strip()


def every_node(node: Node | None, *, with_keys: bool = False) -> Iterator[Node]:
    """A node and all nodes within it, in the order of the file."""
    if node is None:
        return
    yield node
    if isinstance(node, Sequence):
        for item in node.items:
            yield from every_node(item, with_keys=with_keys)
    elif isinstance(node, Mapping):
        for key, value in node.entries.values():
            if with_keys:
                yield key
            yield from every_node(value, with_keys=with_keys)


def _check_addresses(file: EngineFile, report: Report) -> None:
    """Check every setting that is an address, or that themes use as one."""
    for keys, kind in _ADDRESSES:
        _check_address(file, file.settings.at(*keys), kind, report)
    for key in _ADDRESS_LISTS:
        listed = file.settings.at(key)
        for item in listed.items if isinstance(listed, Sequence) else ():
            address: Node | None = None
            if key == "extra_javascript" and isinstance(item, Mapping):
                address = item.at("path")
            _check_address(file, address or item, RESOURCE, report)
    # The keys of `nav` and `extra` are free, so only some are known to have addresses.
    for setting in ("nav", "extra"):
        for node in every_node(file.settings.at(setting)):
            if isinstance(node, Mapping):
                _check_inner_addresses(file, node, report)


def _check_inner_addresses(file: EngineFile, node: Mapping, report: Report) -> None:
    for key in _TABLE["addresses"] & node.entries.keys():
        _, inner = node.entries[key]
        if isinstance(inner, Scalar):
            _check_address(file, inner, RESOURCE, report)


def _check_address(file: EngineFile, node: Node | None, kind: AddressKind, report: Report) -> None:
    if node is None or is_empty(node) or file.is_variable(node):
        return
    help_line = f"write it as in {kind.example}"
    if not isinstance(node, Scalar):
        message = f"this must be {kind.title}, but is a {node.kind}"
        report.add(node.place, "wrong-type", message, help_line)
        return
    value = _PATH_HERE.sub("x", node.value)
    reason = kind.problem(value)
    if len(value) > kind.most:
        reason = f"it has more than {kind.most:,} characters"
    if reason:
        message = f"'{node.value[:60]}' is not {kind.title}: {reason}"
        report.add(node.place, "bad-url", message, help_line)


def _check_texts(settings: Mapping, report: Report) -> None:
    reported = {problem.place for problem in report}
    for key, (_, value) in settings.entries.items():
        for node in every_node(value):
            if isinstance(node, Scalar) and node.place not in reported:
                _check_text(key, node, report)


def _check_text(key: str, node: Scalar, report: Report) -> None:
    """Report a value that is too long, a script, or HTML in a value that themes show as HTML."""
    unwanted = _IN_ATTRIBUTE if key == "theme" else _TAG
    if len(node.value) > _MOST:
        message = f"a value has {len(node.value):,} characters, but at most {_MOST:,} are allowed"
        report.add(node.place, "too-long", message, "shorten it")
    elif _KNOWN.get(key) != "text" and is_active(node.value):  # texts are escaped
        message = f"'{node.value[:60]}' could run as a script"
        report.add(node.place, "bad-url", message, f"write it as in {LOCAL_WEB.example}")
    elif key in _TABLE["shown"] and unwanted.search(node.value):
        message = f"'{key}' must be plain text, because themes show it as HTML"
        help_line = "write it without tags and quotation marks"
        if key == "copyright":
            help_line = "write plain text, and `licence` in site_config/site.yml"
        report.add(node.place, "wrong-type", message, help_line)


def _check_theme_values(theme: Node | None, report: Report) -> None:
    """Report options of the theme whose names are not text, and invalid languages."""
    if not isinstance(theme, Mapping):
        return
    for name, (key, value) in theme.entries.items():
        if not _is_text(key):
            message = "the name of this setting is not plain text"
            report.add(key.place, "yaml-feature", message, "write it as in: site_name: My digest")
        is_language = isinstance(value, Scalar) and _LANGUAGE.match(value.value)
        if name in ("locale", "language") and not is_language:
            message, help_line = (
                f"'theme.{name}' is not a language tag",
                f"write it as in {name}: en",
            )
            report.add(value.place, "bad-language", message, help_line)


def _check_single(settings: Mapping, report: Report) -> None:
    """Check the settings that each have a rule of their own."""
    folders, listens = settings.at("use_directory_urls"), settings.at("dev_addr")
    if isinstance(folders, Scalar) and folders.value.lower() in _FALSE:
        message = "'use_directory_urls' must stay true: the digest's addresses are folders"
        report.add(folders.place, "bad-choice", message, "delete the line")
    if isinstance(listens, Scalar) and not is_empty(listens) and not _is_port(listens.value):
        message = f"'{listens.value[:60]}' is not a host and a port"
        report.add(listens.place, "bad-url", message, "write it as in dev_addr: 127.0.0.1:8000")


def _check_validation(levels: Node | None, report: Report) -> None:
    """Report keys and levels of `validation` at which MkDocs would stop."""
    if not isinstance(levels, Mapping):
        return
    for word in every_node(levels, with_keys=True):
        if isinstance(word, Scalar) and word.value not in _TABLE["validation"]:
            message = f"MkDocs does not know '{word.value[:60]}' here"
            help_line = did_you_mean(word.value, _TABLE["validation"], "delete it")
            report.add(word.place, "bad-choice", message, help_line)


def _is_port(address: str) -> bool:
    found = _LISTENS.match(address)
    return found is not None and 0 < int(found[1]) < 65_536
