"""The kinds of values in `mkdocs_settings.toml`, each with its check."""

import re
from collections.abc import Callable
from functools import partial
from html import unescape
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from generator.diagnostics.diagnostics import Place
from generator.read import address_kinds
from generator.read.setting_paths import problem_of_code
from generator.read.yaml import Mapping, Node, Scalar, Sequence, is_text, plain_values

if TYPE_CHECKING:
    from generator.read.engine_rules import SettingsFile

WRONG_TYPE = "wrong-type"
_MOST = 10_000
_ACTIVE = re.compile(r"(?:javascript|vbscript|livescript|blob|filesystem|view-source|file|data):")
_UNSEEN = re.compile(r"[\s\x00-\x20\x7f\u00ad\u200b-\u200f\u2060\ufeff]+")
_MARKUP = re.compile(r"<[a-z/!?]", re.IGNORECASE)
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}|data:", re.IGNORECASE)


def _check_text(file: "SettingsFile", node: Node, key: str, *, is_typed: bool = False) -> None:
    """Report a value that is no text of reasonable length; if `is_typed`, numbers are none."""
    if is_typed and isinstance(node, Scalar) and not is_text(node):
        file.refuse(node, f"'{key}' must be text", "put it into quotes", WRONG_TYPE)
    elif not isinstance(node, Scalar):
        file.refuse(node, f"'{key}' must be text", "write it on one line", WRONG_TYPE)
    elif len(node.value) > _MOST:
        file.refuse(node, f"'{key}' is longer than {_MOST:,} letters", "shorten it", "too-long")
    elif _MARKUP.search(node.value):
        file.refuse(node, f"'{key}' must be plain text", "write it without tags", WRONG_TYPE)


def _check_plain(file: "SettingsFile", node: Node, key: str) -> None:
    """Report text that could be more than text in a page or to a plugin."""
    for scalar in plain_values(node):
        _check_text(file, scalar, key)
        seen = _UNSEEN.sub("", unquote(unescape(unescape(scalar.value)))).casefold()
        if _ACTIVE.match(seen) or "../" in scalar.value or scalar.value.startswith(("/", "~/")):
            message = f"'{scalar.value[:60]}' could run as a script or leads out of the site"
            file.refuse(scalar, message, "write another value", "bad-url")


def _check_hook(file: "SettingsFile", node: Node, key: str) -> None:
    """Report a hook that the site has not accepted, or that is no file of the site."""
    KINDS["file"](file, node, key)
    if isinstance(node, Scalar) and node.value not in file.accepted:
        file.refuse_code("hook", node.value, node.place)


def _check_nav(file: "SettingsFile", node: Node, _: str) -> None:
    """Report a menu that MkDocs cannot read, or that names a page twice."""
    seen: dict[str, Place] = {}
    if not isinstance(node, Sequence):
        file.refuse(node, "'nav' must be a list", "write `nav: [index.md]`", WRONG_TYPE)
        return
    for item in node.items:
        _check_entry(file, item, seen)


def _check_entry(file: "SettingsFile", node: Node, seen: dict[str, Place]) -> None:
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
        file.refuse(node, "this is no entry of nav", help_line, WRONG_TYPE)


def _one_value(
    code: str, problem: Callable[[Path, str], str | None], help_line: str
) -> Callable[..., None]:
    """Make the check of a kind of plain values; `problem` ends a sentence about a wrong one."""

    def check(file: "SettingsFile", node: Node, key: str) -> None:
        if not isinstance(node, Scalar):
            file.refuse(node, f"'{key}' must be one value", "write it on one line", WRONG_TYPE)
        elif code != "bad-choice" and not is_text(node):
            file.refuse(node, f"'{key}' must be text", "put it into quotes", WRONG_TYPE)
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
    from babel import Locale, UnknownLocaleError  # it takes long, and few sites set a locale

    try:
        Locale.parse(tag.replace("-", "_"))
    except (ValueError, UnknownLocaleError):
        return "is not a language that MkDocs knows"
    return None


def _check_asset(file: "SettingsFile", node: Node, key: str) -> None:
    """Report a style or script of another host, or outside the site."""
    if isinstance(node, Scalar) and _ELSEWHERE.match(node.value):
        message = f"'{node.value[:60]}' is a file of another host, which the policy forbids"
        file.refuse(node, message, "copy the file into the site's theme folder", "other-host")
    else:
        KINDS["address"](file, node, key)


KINDS: dict[str, Callable[..., None]] = {
    "text": _check_text,
    "string": partial(_check_text, is_typed=True),
    "html": _one_value("", lambda *_: None, ""),  # checked as the HTML of a page
    "plain": _check_plain,
    "globs": _one_value("", lambda *_: None, ""),
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
    "asset": _check_asset,
    "path": _address(address_kinds.PATH),
}
