"""Whether a link goes where it says, for addresses in bodies and in front matter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit

_SCHEMES = {"http", "https"}
_HOST = re.compile(
    r"(?:https?://)?((?:[\w-]+\.)+([a-z\u0080-\uffff]{2,24}))(?::\d+)?(?:[/?#]\S*)?\Z", re.IGNORECASE
)
_ADDRESS = re.compile(r"https?://([\w.-]+)", re.IGNORECASE)
_ORDINARY = re.compile(
    r"https?://(?:(?!xn--)[a-z0-9-]+\.)+(?!xn--)[a-z0-9-]+(?:/[\w./?=&#%~+-]*)?\Z", re.ASCII
)
"""Most addresses, which need no closer look."""
_NOT_IN_ADDRESS = re.compile(r"[\s\\<>\"`{}|^]")
_AROUND = " \t\n.,;:!?()[]<>\"'‘’“”«»←→"
_FILE_ENDINGS = {
    *("asp", "aspx", "bat", "csv", "dll", "doc", "docx", "exe", "gif", "htm", "html", "jpg"),
    *("js", "json", "pdf", "php", "png", "ppt", "txt", "xls", "xlsx", "xml", "yml"),
}
"""Endings of names such as `report.pdf` that are no top-level domains."""
_TWINS = frozenset("асԁеһіјӏорԛѕԝхуҽѵ")
"""Cyrillic letters that look like Latin ones."""
_EXAMPLE = "write it as in https://example.org/news/1"

Problem = tuple[str, str, str]


def scripts_of(word: str) -> set[str]:
    """The alphabets a word is written in, of those whose letters look alike."""
    if word.isascii():
        return {"LATIN"} if any(map(str.isalpha, word)) else set()
    return {
        name
        for char in word
        if char.isalpha()
        for name in ("LATIN", "CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE")
        if unicodedata.name(char, "").startswith(name)
    }


@lru_cache(maxsize=256)
def web_address_problem(address: str) -> str | None:
    """Why `address` is not an http(s) address a reader could open, or None.

    Refuses what parsers disagree about (spaces, backslashes, brackets that are
    no IPv6 address), user names before the host (RFC 3986, 7.6) and hosts that
    mix look-alike alphabets in one label (UTS #39).
    """
    if len(address) > 2_000:
        return "it has more than 2,000 characters"
    if _ORDINARY.match(address):
        return None
    if _NOT_IN_ADDRESS.search(address):
        return "it holds a space or a sign that addresses do not have"
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError:
        return "its host cannot be read"
    if parts.scheme.lower() not in _SCHEMES:
        return f"it begins with '{parts.scheme}:'" if parts.scheme else "it has no https://"
    if not host or ("." not in host and ":" not in host and host != "localhost"):
        return "it names no host"
    if parts.username is not None or parts.password is not None:
        return "a name stands before its host with an @, which hides where it goes"
    return _look_alike(_unicode_host(host))


def _look_alike(host: str) -> str | None:
    """Why a host reads like another: mixed alphabets, or Cyrillic that only looks Latin.

    The latter as browsers judge it: all letters of a label have a Latin twin,
    and the top-level domain is not Cyrillic itself.
    """
    if host.isascii():
        return None
    labels = host.split(".")
    for label in labels:
        if len(scripts_of(label)) > 1:
            return f"its host '{label}' mixes alphabets that look alike"
        letters = {char for char in label if char.isalpha()}
        if labels[-1].isascii() and letters and letters <= _TWINS:
            return f"its host '{label}' is in another alphabet than it looks"
    return None


def _unicode_host(host: str) -> str:
    return ".".join(map(_unicode_label, host.split(".")))


def _unicode_label(label: str) -> str:
    try:
        return label.encode("ascii").decode("idna") if label.startswith("xn--") else label
    except UnicodeError:
        return label


def _host_said(text: str) -> str | None:
    """The host that a link's text claims, when the text is an address or holds one."""
    if text.isascii() and "." not in text and "://" not in text:
        return None
    plain = unicodedata.normalize("NFKC", text).strip(_AROUND)
    match = _HOST.match(plain)
    if match and not (match.group(2).lower() in _FILE_ENDINGS and "://" not in plain):
        return match.group(1)
    inside = _ADDRESS.search(plain)
    return inside.group(1).rstrip(".") if inside else None


def _same_site(said: str, real: str) -> bool:
    said, real = (_unicode_host(host.lower()).removeprefix("www.") for host in (said, real))
    return said == real or real.endswith("." + said)


def problem_with(href: str, text: str, title: str = "") -> Problem | None:
    """What is wrong with a link of a body: code, message and help; None when it is fine."""
    if href.startswith("mailto:"):
        return _deception(lambda: href.partition("?")[0].rpartition("@")[2], text, title)
    scheme = href.partition(":")[0].lower() if ":" in href else ""
    reason = web_address_problem(href)
    if reason and scheme not in _SCHEMES:
        if scheme and re.fullmatch(r"[a-z][a-z0-9+.-]*", scheme):
            return "unsafe-link", f"a link that begins with '{scheme}:' leads nowhere", _EXAMPLE
        return (
            "unsafe-link",
            f"'{href[:60]}' is not an address",
            f"{_EXAMPLE}, or /articles/… for a page of this site",
        )
    if reason:
        code = "deceptive-link" if "alphabet" in reason or "@" in reason else "bad-url"
        return code, f"'{href[:60]}' cannot be linked: {reason}", _EXAMPLE
    return _deception(lambda: urlsplit(href).hostname or "", text, title)


def _deception(host: Callable[[], str], *claims: str) -> Problem | None:
    """A link whose text or title names another host than the one it goes to."""
    for said in filter(None, map(_host_said, claims)):
        if not _same_site(said, real := host()):
            return (
                "deceptive-link",
                f"the text says {said} but the link goes to {real}",
                "let the text say where the link goes, or use words instead of an address",
            )
    return None
