"""JSON, XML and CSV of the built site: readable by every reader, and nothing but data."""

from __future__ import annotations

import csv
import json
import re
from collections.abc import Iterator
from contextlib import suppress
from html import escape
from typing import NoReturn
from xml.parsers import expat

import msgspec

from generator.audit import characters
from generator.audit.markup import Follow, judge
from generator.audit.problem import Problem, excerpt

_NAMESPACE = re.compile(rb"xmlns(?::[\w.-]+)?\s*=\s*[\"']([^\"']*)[\"']")
_XHTML = "http://www.w3.org/1999/xhtml"
_KNOWN = frozenset(
    (
        b"http://www.w3.org/2005/Atom",
        b"http://purl.org/atompub/tombstones/1.0",
        b"http://purl.org/syndication/thread/1.0",
        b"http://purl.org/dc/elements/1.1/",
        b"http://purl.org/dc/terms/",
        b"http://purl.org/rss/1.0/modules/content/",
        b"http://search.yahoo.com/mrss/",
        b"http://www.sitemaps.org/schemas/sitemap/0.9",
        b"http://www.google.com/schemas/sitemap-news/0.9",
        b"http://www.google.com/schemas/sitemap-image/1.1",
    )
)
_HTML_IN_ATOM = re.compile(rb' type="html"[^<>]*+>([^<]*)<')
_HTML_IN_RSS = re.compile(rb"<(?:description|content:encoded)>([^<]*)<")
_HTML_ELEMENTS = ("description", "http://purl.org/rss/1.0/modules/content/ encoded")
_HTML_IN_JSON = ("content_html", "summary_html")
_ADDRESS_KEYS = ("$schema", "url", "feed_url", "home_page_url", "next_url", "image", "icon", "schema", "URL")
_WRITERS_KEYS = ("source", "archive", "hubs")
_ADDRESS_ATTRIBUTES = ("href", "xmlUrl", "htmlUrl")
_WRITERS_RELS = ("via", "hub", "related")
_ADDRESS_ELEMENTS = ("loc", "link", "url", "icon", "logo")
_MAYBE_A_FEED = re.compile(r"jsonfeed\.org|\\[u/]")
"""The name of the format, or what might spell it."""
_SVG_NAMESPACES = re.compile(rb"xmlns(?::xlink)?=\"http://www\.w3\.org/(?:2000/svg|1999/xlink)\"")
_ACTIVE_IN_SVG = ("script", "a", "foreignobject", "use", "style", "handler", "listener")
_FORMULA = frozenset("=+@\t\r-")
"""What a formula begins with."""
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*%?\Z")
_read_json = msgspec.json.Decoder().decode


class _RefusedError(ValueError):
    pass


def is_json(text: str) -> bool:
    """Whether a text is JSON (RFC 8259) that hides nothing; what is not to this reader may be to another."""
    try:
        _read_json(text)
    except (msgspec.MsgspecError, RecursionError):
        return False
    return not any(characters.escaped(text))


def json_problems(text: str) -> Iterator[Problem]:
    """What keeps a JSON text (RFC 8259) from being read, and what it hides."""
    if is_json(text):
        return
    try:
        json.loads(text, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        line = getattr(error, "lineno", 0)
        where = f" (line {line}, column {getattr(error, 'colno', 0)})" if line else ""
        yield Problem(
            "invalid-data",
            f"the JSON cannot be read: {getattr(error, 'msg', error)}{where}",
            "write it with json.dumps(…, allow_nan=False)",
        )
    yield from characters.escaped(text)


def _no_number(name: str) -> NoReturn:
    raise _RefusedError(f"{name} is no number of JSON")


def html_in_json(text: str) -> Iterator[str]:
    """The HTML of a JSON Feed's items; the text must be readable."""
    if not text.lstrip().startswith("{") or not _MAYBE_A_FEED.search(text):
        return
    try:
        feed = _read_json(text)
    except (msgspec.MsgspecError, RecursionError):
        feed = json.loads(text)
    if isinstance(feed, dict) and str(feed.get("version", "")).startswith("https://jsonfeed.org/"):
        for item in feed.get("items", ()):
            if isinstance(item, dict):
                yield from (item[name] for name in _HTML_IN_JSON if isinstance(item.get(name), str))


def addresses_in_json(text: str) -> Iterator[str]:
    """Addresses by which a JSON file of the site names the site's own pages and files.

    What an article says of its source is the article's: it may name any address.
    """
    pending = [_read_json(text)]
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending += value
        elif isinstance(value, dict):
            yield from (value[key] for key in _ADDRESS_KEYS if isinstance(value.get(key), str))
            pending += [inner for key, inner in value.items() if key not in _WRITERS_KEYS]


def addresses_in_xml(data: bytes) -> Iterator[str]:
    """The same of a feed, a sitemap or an outline."""
    texts: list[str] = []
    found: list[str] = []

    def start(_name: str, attributes: dict[str, str]) -> None:
        texts.clear()
        if attributes.get("rel") not in _WRITERS_RELS:
            found.extend(attributes[name] for name in _ADDRESS_ATTRIBUTES if name in attributes)

    def end(name: str) -> None:
        if name.rpartition(":")[2] in _ADDRESS_ELEMENTS:
            found.append("".join(texts))

    parser = expat.ParserCreate("UTF-8")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = texts.append
    parser.Parse(data, True)
    yield from found


def xml_problems(data: bytes) -> Iterator[Problem]:
    """What keeps an XML text from being read, and what in it is no data.

    A document type can name entities that grow without end or read files; an
    element of XHTML or SVG acts in a browser that opens the file.
    """
    parser = expat.ParserCreate("UTF-8", " ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = lambda *_: _refuse("it declares a document type")
    parser.XmlDeclHandler = _declaration
    parser.ProcessingInstructionHandler = lambda target, _: _refuse(f"it holds an instruction, <?{target}")
    if not _KNOWN.issuperset(_NAMESPACE.findall(data)):
        parser.StartElementHandler = _element
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        yield Problem(
            "invalid-data",
            f"the XML cannot be read: {error}",
            "write it with ElementTree, without control characters",
        )
    except _RefusedError as error:
        yield Problem("invalid-data", f"the XML is more than data: {error}", "take it out")
    if b"&#" in data:
        yield from characters.referred(data.decode("utf-8", "replace"))


def _declaration(_version: str, encoding: str | None, _standalone: int) -> None:
    if (encoding or "utf-8").lower() != "utf-8":
        _refuse(f"it is declared as {excerpt(str(encoding))}, where the site is UTF-8")


def _refuse(why: str) -> NoReturn:
    raise _RefusedError(why)


def _element(name: str, attributes: dict[str, str]) -> None:
    namespace, _, local = name.rpartition(" ")
    if namespace == _XHTML and local == "link" and attributes.get("rel") == "alternate":
        return
    if namespace and namespace.encode() not in _KNOWN:
        _refuse(f"<{excerpt(local)}> is of {excerpt(namespace)}")


def html_in_xml(data: bytes) -> Iterator[bytes]:
    """The HTML that a feed's entries hold as text (RFC 4287, 3.1.1.2), escaped as there."""
    if b"<![CDATA[" in data or b"type='" in data:
        yield from (escape(html).encode("utf-8", "replace") for html in _html_of_elements(data))
        return
    yield from _HTML_IN_ATOM.findall(data)
    if b"<rss" in data:
        yield from _HTML_IN_RSS.findall(data)


def _html_of_elements(data: bytes) -> list[str]:
    found: list[str] = []
    open_texts: list[list[str] | None] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        open_texts.append([] if attributes.get("type") == "html" or name in _HTML_ELEMENTS else None)

    def end(_name: str) -> None:
        texts = open_texts.pop()
        if texts is not None:
            found.append("".join(texts))

    def characters_of(text: str) -> None:
        if open_texts and open_texts[-1] is not None:
            open_texts[-1].append(text)

    parser = expat.ParserCreate("UTF-8", " ")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = characters_of
    parser.Parse(data, True)
    return found


def svg_problems(data: bytes, follow: Follow) -> Iterator[Problem]:
    """What in a drawing could act when a browser opens it by itself, where no policy of a page holds."""
    yield from xml_problems(_SVG_NAMESPACES.sub(b"", data))
    found: list[Problem] = []
    parser = expat.ParserCreate("UTF-8")
    parser.StartElementHandler = lambda name, attributes: found.extend(
        judge(name.lower(), {key.lower(): value for key, value in attributes.items()}, follow)
        if name.lower() not in _ACTIVE_IN_SVG
        else [Problem("inline-script", f"the drawing holds <{name}>", "take it out", f"<{re.escape(name)}")]
    )
    with suppress(expat.ExpatError):
        parser.Parse(data, True)
    yield from found


def csv_problems(text: str) -> Iterator[Problem]:
    """Cells that a spreadsheet would take for formulas (OWASP, "CSV injection")."""
    try:
        rows = list(csv.reader(text.removeprefix("\ufeff").splitlines(keepends=True), strict=True))
    except csv.Error as error:
        yield Problem("invalid-data", f"the CSV cannot be read: {error}", "write it with the csv module")
        return
    for number, row in enumerate(rows, 1):
        for cell in row:
            if cell[:1] in _FORMULA and not _NUMBER.match(cell):
                yield Problem(
                    "invalid-data",
                    f"a cell of row {number} is a formula to a spreadsheet: {excerpt(cell)}",
                    "put an apostrophe before it",
                    re.escape(cell.replace('"', '""')),
                )
