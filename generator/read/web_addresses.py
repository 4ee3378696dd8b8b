"""Normalises addresses for comparison, without tracking parameters."""

from __future__ import annotations

import re
from urllib.parse import urljoin, urlsplit, urlunsplit

from generator.read.written_links import web_address_problem

_TRACKING = re.compile(
    r"(?:utm|mtm|pk|piwik|matomo|hsa|oly|vero|at|wt|trk|itm|stm|cm|ns|sc|ga|guce|fb|soc|int|_bta|_hs|_)_.*"
    r"|_(?:ga|gl|hsenc|hsmi|openstat|kx|ke|cid)|ref_(?:src|url)|sr_share|shared_from|guccounter"
    r"|(?:fb|g|dc|ms|y|ys|tw|tt|rdt|ob|vmc|rb_|irc|epi|sc|)cl(?:id|ickid)|gbraid|wbraid|gclsrc|ymclid|"
    r"li_fat_id"
    r"|igshid|igsh|mc_(?:cid|eid)|mkt_tok|mkcid|mkevt|cmp|cmpid|ocid|ncid|s_?cid|taid|cvid|zanpid|epik|"
    r"xtor|spm"
    r"|s_kwcid|wickedid|smid|smtyp|campaign(?:_?id)?|intcmp|ito|echobox|outputtype|referr?er|"
    r"action_object_map",
    re.IGNORECASE,
)
"""Names of the tracking parameters of common analytics services and networks."""
_CHANNEL = re.compile(
    r"(?:rss|feed|atom|twitter|x|facebook|fb|linkedin|telegram|whatsapp|email|e-?mail|newsletter|share|"
    r"social|"
    r"home(?:page)?|top|related|search|push|app|mobile|copy(?:link)?|(?:rss|tw|fb|tg|wa)_.*)",
    re.IGNORECASE,
)
_SOMETIMES = frozenset(
    ["ref", "source", "from", "medium", "src", "via", "partner", "feature", "share", "rss", "amp", "si"]
)
"""Parameters that name a channel on most sites and a page on some: their value decides."""
_INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)\Z", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}


def _is_tracking(parameter: str) -> bool:
    name, _, value = parameter.partition("=")
    if name.lower() in _SOMETIMES:
        return not value or value == "1" or _CHANNEL.fullmatch(value) is not None
    return _TRACKING.fullmatch(name) is not None


def canonical(address: str, base: str = "") -> str:
    """An address without fragment, tracking parameters and default port; host in lower case.

    Args:
        address: As it was found; relative ones are joined with `base`.
        base: The address of the page that has the link, where that is known.

    Returns:
        The address; empty if a reader could not open it (`web_address_problem`).
    """
    try:
        parts = urlsplit(urljoin(base, address.strip()) if base else address.strip())
        host, port = (parts.hostname or "").rstrip("."), parts.port
    except ValueError:
        return ""
    if parts.username is not None or parts.password is not None:
        return ""
    scheme = parts.scheme.lower()
    if ":" in host:
        host = f"[{host}]"
    if port is not None and port != _PORTS.get(scheme):
        host = f"{host}:{port}"
    query = "&".join(
        parameter for parameter in parts.query.split("&") if parameter and not _is_tracking(parameter)
    )
    fragment = parts.fragment if parts.fragment.startswith("!") else ""
    whole = urlunsplit((scheme, host, parts.path or "/", query, fragment))
    return "" if web_address_problem(whole) else whole


def identity(address: str) -> str:
    """A key that all addresses of one page share: no scheme, no `www.`, sorted parameters, no final slash.

    It is not an address to open. Empty if `address` is not an address.
    """
    whole = canonical(address)
    if not whole:
        return ""
    parts = urlsplit(whole)
    host = parts.netloc.removeprefix("www.").removeprefix("m.").removeprefix("amp.")
    path = _INDEX.sub("/", parts.path).removesuffix("/amp").removesuffix("/amp/").rstrip("/")
    query = "&".join(sorted(parts.query.split("&"))) if parts.query else ""
    return f"{host}{path}{'?' if query else ''}{query}{'#' if parts.fragment else ''}{parts.fragment}"


def host_of(address: str) -> str:
    """The host of an address without `www.`; empty when it has none."""
    try:
        return (urlsplit(address).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def is_front_page(address: str) -> bool:
    """Whether an address is a site's own, not one of its pages."""
    parts = urlsplit(address)
    path = _INDEX.sub("/", parts.path)
    return not parts.query and not parts.fragment and re.fullmatch(r"/?(?:[a-z]{2}/?)?", path) is not None
