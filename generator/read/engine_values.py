"""Check the values in mkdocs.yml: types, addresses, and variables of the environment.

MkDocs puts many of them into pages without escaping, and reports a wrong type only when a build has
begun. The digest's own theme shows few of them, but a site's own templates may show any.
"""

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from urllib.parse import unquote

from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.suggest import did_you_mean
from generator.model.limits import LIMITS
from generator.read.address_kinds import LOCAL_WEB, PATH, RESOURCE, SITE, AddressKind
from generator.read.engine_plugins import check_extensions, check_plugins
from generator.read.tables import table
from generator.read.yaml import Mapping, Node, Scalar, Sequence, is_misread, parse

Variables = frozenset[Place]
"""The places of values with the tag `!ENV`, or with any tag."""

_MOST = 10_000
"""Maximum characters of a value; lists of excluded files are the longest."""
_TYPES = ("text", "true or false", "a list", "a set of keys", "other")
_TABLE = {
    name: frozenset(words.split()) for name, words in table("generator.read", "engine_keys").items()
}
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
_LISTENS = re.compile(r"(?:[\w.-]+|\[[0-9a-f:]+\]):(\d{1,5})\Z", re.IGNORECASE | re.ASCII)


def is_active(value: str) -> bool:
    """Whether a browser could read a value as a script, a document or a file of the reader's machine."""
    plain = unquote(unescape(unescape(value)))
    return _ACTIVE.match(_IGNORED.sub("", plain).casefold()) is not None


def check_engine_values(text: str, path: str, report: Report) -> None:
    """Report every value of mkdocs.yml that MkDocs would refuse, or that must not be published.

    YAML features that hide values, such as aliases, are errors, too. `path` is the name of the
    file.
    """
    before = report.count("error")
    tags: dict[Place, str] = {}
    settings = parse(text, path, report, ENGINE_LIMITS, tags=tags) or Mapping({}, Place(path))
    if report.count("error") > before:
        return
    if not isinstance(settings, Mapping):
        message = "the file is not a set of keys"
        report.add(settings.place, "not-a-mapping", message, "write `key: value` lines")
        return
    variables = frozenset(place for place, tag in tags.items() if tag == "!ENV")
    for place, tag in tags.items():
        if not _TAGS.match(tag):
            report.add(place, "yaml-feature", f"'{tag[:60]}' is a YAML tag", "delete the tag")
    for key, (name, value) in settings.entries.items():
        if key in _KNOWN:
            _check_type(key, value, frozenset(tags), report)
            _check_variables(key, value, variables, report)
        else:
            help_line = did_you_mean(
                key, _KNOWN, "settings of the digest are in site_config/site.yml"
            )
            report.add(
                name.place, "unknown-key", f"'{key[:60]}' is not a setting of MkDocs", help_line
            )
    for node, kind in _addresses(settings):
        if node.place not in variables:
            _check_address(node, kind, report)
    for key in ("nav", "extra"):
        if key in settings.entries:
            _check_inner(settings.entries[key][1], report)
    _check_texts(settings, report)
    _check_markup(settings, report)
    _check_single(settings, report)
    _check_validation(settings, report)
    check_plugins(settings, report)
    check_extensions(settings, report)


def _check_variables(key: str, value: Node, variables: Variables, report: Report) -> None:
    """Report variables of the environment that would be published, except for the site's address."""
    if key not in _TABLE["may_vary"]:
        for node in _every(value):
            if node.place in variables:
                message = f"'{key}' would publish a variable of the machine that builds the site"
                report.add(node.place, "yaml-feature", message, "write the value itself")
    if key == "site_url" and value.place in variables:
        _check_site_variable(value, report)


def _check_site_variable(value: Node, report: Report) -> None:
    """Check the address in a variable. Messages name the variable, because its value may be a secret."""
    items = value.items if isinstance(value, Sequence) else (value,)
    *names, otherwise = [item.value for item in items if isinstance(item, Scalar)] or [""]
    if len(items) == 1:
        names, otherwise = [otherwise], ""
    unknown = [name for name in names if name not in _TABLE["address_variables"]]
    if unknown:
        message = f"the variable {unknown[0][:60]} could contain a secret, which would be published"
        help_line = f"use one of {', '.join(sorted(_TABLE['address_variables']))}"
        report.add(value.place, "yaml-feature", message, help_line)
        return
    given = [(f"the variable {name}", os.environ[name]) for name in names if name in os.environ]
    source, address = given[0] if given else (f"'{otherwise[:60]}'", otherwise)
    if address and (reason := SITE.problem(address)):
        message = f"{source} is not {SITE.title}: {reason}"
        report.add(value.place, "bad-url", message, f"write it as in {SITE.example}")


def _check_type(key: str, value: Node, variables: Variables, report: Report) -> None:
    """Report a value of the wrong type, as MkDocs would."""
    wanted = _KNOWN[key]
    if value.place in variables or (_is_empty(value) and key not in _TABLE["never_empty"]):
        return
    right = {
        "text": isinstance(value, Scalar) and not (value.plain and _is_no_text(value)),
        "true or false": isinstance(value, Scalar) and value.value.lower() in _WORDS,
        "a list": isinstance(value, Sequence),
        "a set of keys": isinstance(value, Mapping),
    }
    if not right.get(wanted, True):
        help_line = f"write {wanted}, or delete the line"
        report.add(value.place, "wrong-type", f"'{key}' must be {wanted}", help_line)


def _is_no_text(value: Scalar) -> bool:
    return value.kind != "text" or is_misread(value.value)


def _is_empty(value: Node) -> bool:
    return isinstance(value, Scalar) and (value.kind == "empty" or not value.value.strip())


def _every(node: Node) -> Iterator[Node]:
    """A node and all nodes within it."""
    yield node
    inner: tuple[Node, ...] = ()
    if isinstance(node, Sequence):
        inner = node.items
    elif isinstance(node, Mapping):
        inner = tuple(value for _, value in node.entries.values())
    for one in inner:
        yield from _every(one)


def _addresses(settings: Mapping) -> Iterator[tuple[Node, AddressKind]]:
    """Every value that is an address, with its kind."""
    for key, kind in (("site_url", SITE), ("repo_url", LOCAL_WEB), ("edit_uri", RESOURCE)):
        yield from _given(settings.at(key), kind)
    yield from _given(settings.at("edit_uri_template"), RESOURCE)
    yield from _given(settings.at("theme", "logo"), PATH)
    yield from _given(settings.at("theme", "favicon"), PATH)
    for key in ("extra_css", "extra_javascript", "extra_templates"):
        listed = settings.at(key)
        for item in listed.items if isinstance(listed, Sequence) else ():
            node = (
                item.at("path") if isinstance(item, Mapping) and key == "extra_javascript" else item
            )
            yield from _given(node or item, RESOURCE)


def _given(node: Node | None, kind: AddressKind) -> Iterator[tuple[Node, AddressKind]]:
    if node is not None and not _is_empty(node):
        yield node, kind


def _check_address(node: Node, kind: AddressKind, report: Report) -> None:
    if not isinstance(node, Scalar):
        help_line = f"write it as in {kind.example}"
        report.add(
            node.place, "wrong-type", f"this must be {kind.title}, but is a {node.kind}", help_line
        )
        return
    value = _PATH_HERE.sub("x", node.value)
    reason = (
        kind.problem(value)
        if len(value) <= kind.most
        else f"it has more than {kind.most:,} characters"
    )
    if reason:
        message = f"'{node.value[:60]}' is not {kind.title}: {reason}"
        report.add(node.place, "bad-url", message, f"write it as in {kind.example}")


def _check_inner(value: Node, report: Report) -> None:
    """Check what `nav` and `extra` contain; their keys are free, so only some are known to have addresses."""
    for node in _every(value):
        if not isinstance(node, Mapping):
            continue
        for key, (_, inner) in node.entries.items():
            if key in _TABLE["addresses"] and isinstance(inner, Scalar) and not _is_empty(inner):
                _check_address(inner, RESOURCE, report)


def _check_texts(settings: Mapping, report: Report) -> None:
    """Report scripts in any value but texts, which are escaped, and values that are too long."""
    reported = {problem.place for problem in report}
    for key, (_, value) in settings.entries.items():
        for node in _every(value):
            if not isinstance(node, Scalar) or node.place in reported:
                continue
            if len(node.value) > _MOST:
                message = (
                    f"a value has {len(node.value):,} characters, but at most {_MOST:,} are allowed"
                )
                report.add(node.place, "too-long", message, "shorten it")
            elif _KNOWN.get(key) != "text" and is_active(node.value):
                message = f"'{node.value[:60]}' could run as a script"
                report.add(node.place, "bad-url", message, f"write it as in {LOCAL_WEB.example}")


def _check_markup(settings: Mapping, report: Report) -> None:
    """Report HTML in values that themes show as HTML, and quotes in those that end in attributes."""
    reported = {problem.place for problem in report}
    for key in _TABLE["shown"] & settings.entries.keys():
        unwanted = _IN_ATTRIBUTE if key == "theme" else _TAG
        for node in _every(settings.entries[key][1]):
            if (
                isinstance(node, Scalar)
                and unwanted.search(node.value)
                and node.place not in reported
            ):
                message = f"'{key}' must be plain text, because themes show it as HTML"
                help_line = "write it without tags and quotation marks"
                if key == "copyright":
                    help_line = "write plain text, and `licence` in site_config/site.yml"
                report.add(node.place, "wrong-type", message, help_line)


def _check_single(settings: Mapping, report: Report) -> None:
    """Check settings that have rules of their own."""
    folders, listens = settings.at("use_directory_urls"), settings.at("dev_addr")
    for key in ("locale", "language"):
        node = settings.at("theme", key)
        if node is not None and not (isinstance(node, Scalar) and _LANGUAGE.match(node.value)):
            message, help_line = f"'theme.{key}' is not a language tag", f"write it as in {key}: en"
            report.add(node.place, "bad-language", message, help_line)
    if isinstance(folders, Scalar) and folders.value.lower() in _FALSE:
        message = "'use_directory_urls' must stay true: the digest's addresses are folders"
        report.add(folders.place, "bad-choice", message, "delete the line")
    if isinstance(listens, Scalar) and not _is_empty(listens) and not _is_port(listens.value):
        message = f"'{listens.value[:60]}' is not a host and a port"
        report.add(listens.place, "bad-url", message, "write it as in dev_addr: 127.0.0.1:8000")


def _check_validation(settings: Mapping, report: Report) -> None:
    """Report levels of `validation` at which MkDocs would stop."""
    whole = settings.at("validation")
    for node in _every(whole) if isinstance(whole, Mapping) else ():
        words = [node] if isinstance(node, Scalar) else []
        if isinstance(node, Mapping):
            words = [key for key, _ in node.entries.values()]
        for word in words:
            if word.value not in _TABLE["validation"]:
                help_line = did_you_mean(word.value, _TABLE["validation"], "delete it")
                report.add(
                    word.place,
                    "bad-choice",
                    f"MkDocs does not know '{word.value[:60]}' here",
                    help_line,
                )


def _is_port(address: str) -> bool:
    found = _LISTENS.match(address)
    return found is not None and 0 < int(found[1]) < 65_536
