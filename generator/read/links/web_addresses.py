"""Judge and compare http(s) addresses: which a reader can open, and which name the same page."""

import re
from functools import lru_cache
from urllib.parse import urljoin, urlsplit, urlunsplit

from generator.read.links.hosts import (
    LOCAL_NAMES,
    disguised_host_problem,
    local_host_problem,
    unicode_host,
)
from generator.read.tables import table

LONGEST: int = table("generator.data", "written_values")["types"]["url"]["limit"]
"""Maximum characters of an address."""
SCHEMES = {"http", "https"}
_LOCAL_ENDINGS = "|".join(name.rpartition(".")[2] for name in LOCAL_NAMES)
_ORDINARY = re.compile(
    rf"https?://(?:(?!xn--)[a-z0-9-]+\.)+(?!xn--|{_LOCAL_ENDINGS})[a-z][a-z0-9-]*"
    r"(?:/[\w./?=&#%~+-]*)?\Z",
    re.ASCII,
)
"""A pattern for most addresses, which need no further checks."""
_NOT_IN_ADDRESS = re.compile(r"[\s\\<>\"`{}|^]")
_TABLE = table("generator.read.links", "addresses")
_TRACKING = re.compile("|".join(_TABLE["tracking"]), re.IGNORECASE)
_CHANNEL = re.compile("|".join(_TABLE["channels"]), re.IGNORECASE)
_SOMETIMES = frozenset(_TABLE["sometimes"].split())
_EDITION_HOST = re.compile(r"\A(?:www\.)?(?:m\.)?(?:amp\.)?")
_EDITION_PATH = re.compile(r"/amp/?\Z")
"""Hosts and paths of a page's editions for telephones."""
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)\Z", re.IGNORECASE)
_FRONT_PAGE = re.compile(r"/?(?:[a-z]{2}/?)?")
"""The root, or the page of a language, such as `/en/`."""
_PORTS = {"http": 80, "https": 443}
_AROUND = "".join(map(chr, range(33)))
_WITHIN = str.maketrans("\\", "/", "\t\n\r")


def tidied(address: str) -> str:
    """Return an address as browsers read it (URL Standard, "basic URL parser").

    They drop white space and control characters around it, and tabs and line ends in it, and take a
    backslash for a slash.
    """
    return address.strip(_AROUND).translate(_WITHIN)


@lru_cache(maxsize=256)
def problem_of(address: str, *, local: bool = False) -> tuple[str, str] | None:
    """The code and the reason if a reader could not open and recognise an address, or None.

    This refuses forms on which parsers disagree (spaces, backslashes, brackets without an IPv6
    address), user names before the host (RFC 3986, 7.6), and hosts that are private or imitate
    others.
    """
    if len(address) > LONGEST:
        return "bad-url", f"it has more than {LONGEST:,} characters"
    if _ORDINARY.match(address):
        return None
    if _NOT_IN_ADDRESS.search(address) or not address.isprintable():
        return "bad-url", "it contains a space or a character that addresses cannot have"
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return "bad-url", "its host cannot be read"
    if not parts.scheme:
        return "bad-url", "it has no https://"
    if parts.scheme.lower() not in SCHEMES:
        return "bad-url", f"it begins with '{parts.scheme}:'"
    if not any(map(str.isalnum, unicode_host(host))) or "xn--" in host.split("."):
        return "bad-url", "it names no host"
    if not all(host.removesuffix(".").split(".")):
        return "bad-url", "its host has two dots in a row, or begins with one"
    if parts.username is not None or parts.password is not None:
        return "deceptive-link", "a name and @ before its host hide where it goes"
    reason = None if local else local_host_problem(host)
    if reason:
        return "bad-url", reason
    reason = disguised_host_problem(host)
    if reason:
        return "deceptive-link", reason
    return None


def web_address_problem(address: str, *, local: bool = False) -> str | None:
    """The reason why a reader could not open and recognise an http(s) address, or None.

    A `local` one may be on the reader's own machine or network, as a site may be itself.
    """
    problem = problem_of(address, local=local)
    return problem[1] if problem else None


def _is_tracking(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    if name.lower() in _SOMETIMES:
        return not value or value == "1" or _CHANNEL.fullmatch(value) is not None
    return _TRACKING.fullmatch(name) is not None


def without_tracking(address: str) -> str:
    """Remove the tracking parameters of an address, and nothing else."""
    before, mark, query = address.partition("?")
    query, hash_sign, fragment = query.partition("#")
    kept = "&".join(part for part in query.split("&") if not _is_tracking(part))
    return f"{before}{mark if kept or not query else ''}{kept}{hash_sign}{fragment}"


def canonical(address: str, base: str = "") -> str:
    """Normalise an address: lower-case host, no fragment, tracking parameters or default port.

    A relative address is joined with `base`, the address of the page that has the link. The result
    is "" if a reader could not open it (`web_address_problem`).
    """
    try:
        whole = urljoin(base, address.strip())
        parts = urlsplit(whole)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if parts.username is not None or parts.password is not None:
        return ""
    scheme = parts.scheme.lower()
    host = host.rstrip(".")
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port != _PORTS.get(scheme):
        host = f"{host}:{port}"
    kept = [part for part in parts.query.split("&") if part and not _is_tracking(part)]
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    query = "&".join(kept)
    whole = urlunsplit((scheme, host, parts.path or "/", query, fragment))
    return "" if web_address_problem(whole) else whole


@lru_cache(maxsize=256)
def identity(address: str) -> str:
    """Return a key that all addresses of one page share; "" for an invalid address.

    The key has no scheme, `www.` or final slash, and its parameters are sorted. It cannot be
    opened.
    """
    whole = canonical(address)
    if not whole:
        return ""
    parts = urlsplit(whole)
    host = _EDITION_HOST.sub("", parts.netloc)
    path = _INDEX.sub("/", parts.path)
    path = _EDITION_PATH.sub("", path).rstrip("/")
    query = "&".join(sorted(parts.query.split("&")))
    return urlunsplit(("", "", f"{host}{path}", query, parts.fragment))


def host_of(address: str) -> str:
    """The host of an address without `www.`; "" if it has none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def is_front_page(address: str) -> bool:
    """Whether an address is that of a site's front page."""
    parts = urlsplit(address)
    if parts.query or parts.fragment:
        return False
    return _FRONT_PAGE.fullmatch(_INDEX.sub("/", parts.path)) is not None
