"""One file of the built site, by its kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from generator.audit import characters
from generator.audit.built_page import Findings, read_fragment, read_page
from generator.audit.data import DRAWINGS, Data, read_csv, read_json, read_xml
from generator.audit.markup import dead
from generator.audit.problem import Problem
from generator.audit.site_addresses import Addresses

_PAGE = (".html", ".htm", ".xhtml")
_JSON = (".json", ".jsonld", ".webmanifest", ".map")
_XML = (".xml", ".opml", ".rss", ".atom")
_TEXT = (".txt", ".md", ".bib", ".ris", ".ics", ".eml", ".jsonl", "_headers", "_redirects")
_KEPT = 20_000
"""Entries of feeds that are remembered; most entries are in several feeds."""


class Files:
    """Looks at files of one site. A file's findings depend on its path, its bytes and the addresses only."""

    def __init__(self, addresses: Addresses, secrets: Sequence[bytes] = ()) -> None:
        self._addresses = addresses
        self._secrets = secrets
        self._right: set[str] = set()

    def look(self, path: str, content: bytes) -> Findings:
        """Everything that is wrong with a file.

        Args:
            path: The file, from the root of the site.
            content: Its bytes.
        """
        told = tuple(characters.told(content, self._secrets))
        name = path.lower()
        if not name.endswith((*_PAGE, *_JSON, *_XML, *_TEXT, ".csv", ".svg")):
            return Findings(told)
        hidden = tuple(characters.hidden(content))
        try:
            text = content.decode()
        except UnicodeDecodeError as error:
            message = f"byte 0x{content[error.start]:02X} is not UTF-8 text"
            return Findings((*told, Problem("not-utf8", message)))
        if name.endswith(_PAGE):
            page = read_page(path, text, self._addresses)
            return Findings((*told, *hidden, *page.problems), page.anchors)
        return Findings((*told, *hidden, *self._in_data(self._read(name, content, text))))

    def _read(self, name: str, content: bytes, text: str) -> Data:
        if name.endswith(_JSON):
            return read_json(text)
        if name.endswith(_XML):
            return read_xml(content)
        if name.endswith(".svg"):  # browsers read XML; the rules for pages hold for it, too
            return Data(read_xml(content, DRAWINGS).problems, html=[text])
        return read_csv(text) if name.endswith(".csv") else Data()

    def _in_data(self, data: Data) -> Iterator[Problem]:
        yield from data.problems
        for html in data.html:
            if html in self._right:
                continue
            problems = list(read_fragment(html, self._addresses))
            yield from problems
            if not problems and len(self._right) < _KEPT:
                self._right.add(html)
        url = self._addresses.url
        for address in set(data.addresses) if url else ():
            if address.startswith(url) and self._addresses.follow(address, "").kind != "own":
                yield Problem(*dead("an address", address), address)
