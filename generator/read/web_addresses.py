"""Normalise addresses for comparison, without tracking parameters."""

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from generator.read.tables import table
from generator.read.written_links import web_address_problem

_TABLE = table("generator.read", "addresses")
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
