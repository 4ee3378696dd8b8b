"""JSON, XML, CSV and drawings of the built site: readable by every reader, and nothing but data."""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, field
from typing import Any, NoReturn
from xml.parsers import expat

import msgspec

from generator.audit import characters
from generator.audit.problem import Problem, excerpt

FEEDS = frozenset(
    (
        "http://www.w3.org/2005/Atom",
        "http://purl.org/atompub/tombstones/1.0",
        "http://purl.org/syndication/thread/1.0",
        "http://purl.org/dc/elements/1.1/",
        "http://purl.org/dc/terms/",
        "http://purl.org/rss/1.0/modules/content/",
        "http://search.yahoo.com/mrss/",
        "http://www.sitemaps.org/schemas/sitemap/0.9",
        "http://www.google.com/schemas/sitemap-news/0.9",
        "http://www.google.com/schemas/sitemap-image/1.1",
    )
)
DRAWINGS = frozenset(("http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"))
_FORMULA = frozenset("=+@\t\r-")
"""What a formula of a spreadsheet begins with (OWASP, "CSV injection")."""
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*%?\Z")
# What a writer says of a source may name any address; these are how the site names its own.
_ADDRESS_KEYS = ("$schema", "url", "feed_url", "home_page_url", "next_url", "image", "icon", "schema", "URL")
_WRITERS_KEYS = ("source", "archive", "hubs")
_HTML_KEYS = ("content_html", "summary_html", "description_html")
_ADDRESS_ATTRIBUTES = ("href", "xmlUrl", "htmlUrl")
_WRITERS_RELS = ("via", "hub", "related")
_ADDRESS_ELEMENTS = ("loc", "link", "url", "icon", "logo")
_HTML_ELEMENTS = ("description", "encoded")
_read_json = msgspec.json.Decoder().decode


class _RefusedError(ValueError):
    pass


@dataclass(slots=True)
class Data:
    """What a file says to programs.

    Attributes:
        problems: What keeps it from being read, and what in it is more than data.
        addresses: Addresses by which it names the site's own pages and files.
        html: Pieces of HTML that its readers will show.
    """

    problems: list[Problem] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    html: list[str] = field(default_factory=list)


def json_problems(text: str) -> list[Problem]:
    """What keeps a JSON text (RFC 8259) from being read, and what it hides."""
    try:
        _read_json(text)
    except (msgspec.MsgspecError, RecursionError) as error:
        message, help_line = (
            f"the JSON cannot be read: {error}",
            "write it with json.dumps(…, allow_nan=False)",
        )
        return [Problem("invalid-data", message, help_line), *characters.escaped(text)]
    return list(characters.escaped(text))


def read_json(text: str) -> Data:
    """A JSON file of the site."""
    data = Data(json_problems(text))
    pending = [] if data.problems else [_read_json(text)]
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending += value
        elif isinstance(value, dict):
            data.addresses += _texts(value, _ADDRESS_KEYS)
            data.html += _texts(value, _HTML_KEYS)
            pending += [inner for key, inner in value.items() if key not in _WRITERS_KEYS]
    return data


def _texts(value: dict[str, Any], keys: tuple[str, ...]) -> list[str]:
    return [value[key] for key in keys if isinstance(value.get(key), str)]


def read_xml(content: bytes, namespaces: frozenset[str] = FEEDS) -> Data:
    """A feed, a sitemap, an outline or a drawing.

    A document type can name entities that grow without end or read files; an element of XHTML in a feed
    acts in a browser that opens the file.
    """
    data = Data()
    texts: list[str] = []
    is_html: list[bool] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if namespace and namespace not in namespaces:
            _refuse(f"<{excerpt(local)}> belongs to {excerpt(namespace)}")
        if attributes.get("rel") not in _WRITERS_RELS:
            data.addresses += [attributes[key] for key in _ADDRESS_ATTRIBUTES if key in attributes]
        is_html.append(attributes.get("type") == "html" or local in _HTML_ELEMENTS)
        texts.clear()

    def end(name: str) -> None:
        if is_html.pop():
            data.html.append("".join(texts))
        elif name.rpartition(" ")[2] in _ADDRESS_ELEMENTS:
            data.addresses.append("".join(texts))

    parser = expat.ParserCreate("UTF-8", " ")
    parser.buffer_text = True
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = texts.append
    parser.StartDoctypeDeclHandler = lambda *_: _refuse("it declares a document type")
    parser.ProcessingInstructionHandler = lambda target, _: _refuse(f"it holds an instruction, <?{target}")
    parser.XmlDeclHandler = _check_encoding
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        data.problems.append(Problem("invalid-data", f"the XML cannot be read: {error}"))
    except _RefusedError as error:
        data.problems.append(Problem("invalid-data", f"the XML is more than data: {error}"))
    data.problems += characters.referred(content.decode("utf-8", "replace"))
    return data


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if (encoding or "utf-8").lower() != "utf-8":
        _refuse(f"it is declared as {excerpt(str(encoding))}, where the site is UTF-8")


def _refuse(why: str) -> NoReturn:
    raise _RefusedError(why)


def read_csv(text: str) -> Data:
    """A table, whose cells no spreadsheet may take for formulas."""
    data = Data()
    try:
        rows = list(csv.reader(text.removeprefix("\ufeff").splitlines(keepends=True), strict=True))
    except csv.Error as error:
        data.problems.append(Problem("invalid-data", f"the CSV cannot be read: {error}"))
        return data
    for number, row in enumerate(rows, 1):
        for cell in [cell for cell in row if cell[:1] in _FORMULA and not _NUMBER.match(cell)]:
            message = f"a cell of row {number} is a formula to a spreadsheet: {excerpt(cell)}"
            data.problems.append(Problem("invalid-data", message))
    return data
