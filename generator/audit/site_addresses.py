"""Resolve addresses in built pages as a browser does.

This follows the URL Standard (url.spec.whatwg.org, "basic URL parser"), which is more lenient than
RFC 3986 (see `tidied`).
"""

import re
from collections.abc import Iterable
from typing import Literal
from urllib.parse import unquote

from generator.read.links.web_addresses import tidied

Kind = Literal["own", "dead", "elsewhere", "mail", "data", "active"]
"""A file of the site, a missing one, another site, a mail address, embedded data, or anything
else."""

MISSING = "404.html"
_INDEX = "index.html"
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_OTHER_SCHEMES: dict[str, Kind] = {"mailto": "mail", "data": "data"}
_HTTP = re.compile(r"https?://[^/?#]", re.IGNORECASE)


class Addresses:
    """The addresses of a site's files."""

    def __init__(self, files: Iterable[str], url: str = "") -> None:
        """Collect the addresses at which files are served.

        Args:
            files: Every file of the site, by its path from the root.
            url: The address of the site with a final slash; empty if it is unknown.
        """
        self.url = url
        self._base = f"/{url.partition('://')[2].partition('/')[2]}"
        """The path of `url`: `/`, or `/digest/` in a folder of a host."""
        self.files = frozenset(files)
        self._served = set(self.files)
        for file in self.files:
            if f"/{file}".endswith(f"/{_INDEX}"):
                self._served.add(file.removesuffix(_INDEX))

    def follow(self, href: str, path: str) -> Kind:
        """Tell where an address in the file at `path` leads."""
        up = "../" * path.count("/")
        if up and href.startswith(up) and href[len(up) :] in self._served:
            return "own"  # a short cut for nine of ten links, in a tenth of the time
        rest = tidied(href).partition("#")[0]
        if self.url and rest.startswith(self.url):
            return self._within(rest[len(self.url) :], "")
        scheme = _SCHEME.match(rest)
        if scheme:
            return _with_scheme(rest, scheme[1].lower())
        if rest.startswith("//"):
            return "elsewhere"
        if rest.startswith("/"):
            if not rest.startswith(self._base):
                return "dead"
            return self._within(rest[len(self._base) :], "")
        if path == MISSING and rest:
            # This page is served at any address, so its relative links have no fixed target.
            return "dead"
        if not rest.partition("?")[0]:
            return "own"
        return self._within(rest, path.rpartition("/")[0])

    def _within(self, address: str, folder: str) -> Kind:
        """Tell where an address leads that is relative to a folder of the site."""
        parts = []
        if folder:
            parts = folder.split("/")
        *folders, last = map(unquote, address.partition("?")[0].split("/"))
        if last in (".", ".."):
            folders, last = [*folders, last], ""
        for part in folders:
            if part == ".":
                continue
            if part != "..":
                parts.append(part)
            elif parts:
                parts.pop()
            else:
                return "dead"
        path = "/".join([*parts, last])
        if path in self._served or f"{path}/" in self._served:
            return "own"
        return "dead"


def _with_scheme(address: str, scheme: str) -> Kind:
    if scheme not in ("http", "https"):
        return _OTHER_SCHEMES.get(scheme, "active")
    if _HTTP.match(address):
        return "elsewhere"
    return "dead"
