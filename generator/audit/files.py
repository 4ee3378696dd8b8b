"""One file of the built site, by its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from html import unescape
from itertools import chain

from generator.audit import characters, data
from generator.audit.findings import Findings
from generator.audit.links import Addresses
from generator.audit.markup import dead
from generator.audit.page import read_fragment, read_page
from generator.audit.plain import PlainPages
from generator.audit.problem import Problem, placed
from generator.report.diagnostics import Diagnostic

_PAGE = (".html", ".htm", ".xhtml")
_JSON = (".json", ".jsonld", ".webmanifest", ".map")
_XML = (".xml", ".opml", ".rss", ".atom")
_TEXT = (".txt", ".md", ".bib", ".ris", ".ics", ".eml", ".jsonl", "_headers", "_redirects")

_KEPT = 20_000
"""Entries of feeds remembered."""


class Files:
    """Looks at files of one site. A file's findings depend on its path, its bytes and the addresses only."""

    def __init__(self, addresses: Addresses, secrets: Sequence[bytes] = ()) -> None:
        self._addresses = addresses
        self._secrets = secrets
        self._pages = PlainPages(addresses, secrets)
        self._pieces: set[bytes | str] = set()
        self._leading: set[bytes] = set()
        self._url = re.compile(re.escape(addresses.url.encode()) + rb"([^\"'<>\s\\]*)")

    def look(self, path: str, content: bytes) -> Findings:
        """Everything that is wrong with a file.

        Args:
            path: The file, from the root of the site.
            content: Its bytes.
        """
        name = path.lower()
        if name.endswith(_PAGE):
            anchors = self._pages.right(path, content)
            if anchors is not None:
                return Findings((), anchors)
            return read_page(path, content, self._addresses, self._secrets)
        return Findings(tuple(self._problems(name, path, content)))

    def _problems(self, name: str, path: str, content: bytes) -> Iterator[Problem]:
        if not name.endswith((*_JSON, *_XML, *_TEXT, ".csv", ".svg")):
            yield from characters.told(content, self._secrets)
            return
        yield from characters.stray(content, self._secrets)
        try:
            text = content.decode()
        except UnicodeDecodeError as error:
            message = f"byte 0x{content[error.start]:02X} is not UTF-8 text"
            yield Problem("not-utf8", message, "write every file as UTF-8")
            return
        if name.endswith(_JSON):
            found = list(data.json_problems(text))
            yield from found
            if not found:
                yield from chain.from_iterable(map(self._html, data.html_in_json(text)))
                yield from self._addresses_in(path, content, partial(data.addresses_in_json, text))
        elif name.endswith(_XML):
            found = list(data.xml_problems(content))
            yield from found
            if not found:
                yield from chain.from_iterable(map(self._html, data.html_in_xml(content)))
                yield from self._addresses_in(path, content, partial(data.addresses_in_xml, content))
        elif name.endswith(".svg"):
            yield from data.svg_problems(content, lambda href: self._addresses.follow(href, path))
        elif name.endswith(".csv"):
            yield from data.csv_problems(text)

    def _html(self, piece: str | bytes) -> Iterator[Problem]:
        """What is wrong with a piece of HTML in a feed, escaped in XML; many feeds have the same entries."""
        if piece in self._pieces:
            return
        html = piece if isinstance(piece, str) else unescape(piece.decode())
        if not self._pages.right_fragment(html):
            found = list(read_fragment(html, self._addresses))
            yield from found
            if found:
                return
        if len(self._pieces) < _KEPT:
            self._pieces.add(piece)

    def _addresses_in(
        self, path: str, content: bytes, addresses: Callable[[], Iterable[str]]
    ) -> Iterator[Problem]:
        """Addresses of this site in data that lead to nothing; prose may name any."""
        if not self._addresses.url:
            return
        new = set(self._url.findall(content)) - self._leading
        right = set(filter(self._leads, new))
        self._leading |= right
        if right == new:
            return
        for address in sorted(set(addresses())):
            if address.startswith(self._addresses.url) and not self._leads(
                address.removeprefix(self._addresses.url).encode()
            ):
                yield dead(path.rpartition("/")[2], "an address in it", address)

    def _leads(self, rest: bytes) -> bool:
        there = rest.decode()
        if there in self._addresses.targets:
            return True
        address = self._addresses.url + there.replace("&amp;", "&")
        return self._addresses.follow(address, "").kind == "own"


def audit_file(
    path: str, content: bytes, addresses: Addresses, secrets: Sequence[bytes] = (), shown: str = ""
) -> list[Diagnostic]:
    """Everything that is wrong with one file of a site, but for headings on other pages that it links to.

    Args:
        path: The file, from the root of the site.
        content: Its bytes.
        addresses: What stands where on the site.
        secrets: Paths of this machine.
        shown: The file as its reader would type it; default: `path`.
    """
    return placed(Files(addresses, secrets).look(path, content).problems, shown or path, content)
