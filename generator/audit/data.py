"""Check that the built site's JSON, XML, CSV and SVG files parse and contain only data."""

import csv
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, NoReturn
from xml.parsers import expat

import msgspec

from generator.audit.problem import Problem, allowed, escaped, excerpt, referred

_ALLOWED = allowed("data")
_FORMULA = frozenset("=+@\t\r-")
"""The first characters of a spreadsheet formula (OWASP, "CSV injection")."""
_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*%?\Z")


class _RefusedError(ValueError):
    pass


@dataclass(slots=True)
class Data:
    """The texts in a machine-readable file, as its reader sees them."""

    problems: list[Problem] = field(default_factory=list)
    """Errors that prevent reading, and parts that are more than data."""
    addresses: list[str] = field(default_factory=list)
    """Addresses of the site's own pages and files."""
    html: list[str] = field(default_factory=list)
    """Fragments of HTML that programs display."""


def read_json(text: str) -> Data:
    """Read a JSON text (RFC 8259): a file of the site, or a data block of a page."""
    data = Data(list(escaped(text)))
    try:
        pending = [msgspec.json.decode(text)]
    except (msgspec.MsgspecError, RecursionError) as error:
        data.problems.insert(0, Problem("invalid-data", f"the JSON cannot be read: {error}"))
        return data
    while pending:
        value = pending.pop()
        if isinstance(value, list):
            pending += value
        elif isinstance(value, dict):
            data.addresses += _texts(value, _ALLOWED["address_keys"])
            data.html += _texts(value, _ALLOWED["html_keys"])
            for key, inner in value.items():
                if key not in _ALLOWED["contributed_keys"]:
                    pending.append(inner)
    return data


def _texts(value: Mapping[str, Any], keys: Iterable[str]) -> list[str]:
    return [value[key] for key in keys if isinstance(value.get(key), str)]


def read_xml(content: bytes, namespaces: str = "feed_namespaces") -> Data:
    """Read a feed, a sitemap, an outline or a drawing.

    Document types are refused, because their entities can grow without end or read files.
    `namespaces` names a list of `rules.toml`; others are refused, because a browser that opens a
    feed runs XHTML in it.
    """
    data = Data()
    texts: list[str] = []
    is_html: list[bool] = []

    def start(name: str, attributes: dict[str, str]) -> None:
        namespace, _, local = name.rpartition(" ")
        if namespace and namespace not in _ALLOWED[namespaces]:
            _refuse(f"<{excerpt(local)}> belongs to {excerpt(namespace)}")
        if attributes.get("rel") not in _ALLOWED["contributed_relations"]:
            data.addresses += _texts(attributes, _ALLOWED["address_element_attributes"])
        is_html.append(attributes.get("type") == "html" or local in _ALLOWED["html_elements"])
        texts.clear()

    def end(name: str) -> None:
        if is_html.pop():
            data.html.append("".join(texts))
        elif name.rpartition(" ")[2] in _ALLOWED["address_elements"]:
            data.addresses.append("".join(texts))

    # Make an XML parser that refuses document types, instructions, and encodings but UTF-8.
    parser = expat.ParserCreate("UTF-8", " ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = lambda *_: _refuse("it declares a document type")
    parser.ProcessingInstructionHandler = lambda target, _: _refuse(
        f"it contains an instruction, <?{target}"
    )
    parser.XmlDeclHandler = _check_encoding
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = texts.append
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        data.problems.append(Problem("invalid-data", f"the XML cannot be read: {error}"))
    except _RefusedError as error:
        data.problems.append(Problem("invalid-data", f"the XML is more than data: {error}"))
    data.problems += referred(content.decode("utf-8", "replace"))
    return data


def _check_encoding(_version: str, encoding: str | None, _standalone: int) -> None:
    if (encoding or "utf-8").lower() != "utf-8":
        _refuse(f"it is declared as {excerpt(str(encoding))}, where the site is UTF-8")


def _refuse(reason: str) -> NoReturn:
    raise _RefusedError(reason)


def read_csv(text: str) -> Data:
    """Read a table and report cells that a spreadsheet would treat as formulas."""
    try:
        lines = text.removeprefix("\ufeff").splitlines(keepends=True)
        rows = list(csv.reader(lines, strict=True))
    except csv.Error as error:
        return Data([Problem("invalid-data", f"the CSV cannot be read: {error}")])
    data = Data()
    for number, row in enumerate(rows, 1):
        for cell in row:
            if cell[:1] in _FORMULA and not _NUMBER.match(cell):
                message = f"spreadsheets evaluate a cell of row {number}: {excerpt(cell)}"
                data.problems.append(Problem("invalid-data", message))
    return data
