"""What someone gave to import (a file, standard input, an address) as bytes, and what kind it is."""

from __future__ import annotations

import os
import re
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from generator.importer.decode import decode
from generator.importer.raw import IntakeError
from generator.online.fetch import MOST_BYTES, fetch

Kind = Literal["text", "page", "feed", "json feed"]
_BINARY = (
    (b"%PDF-", "a PDF: copy its text into a .txt file"),
    (b"PK\x03\x04", "a packed file, perhaps a Word document: save its text as .txt or .html"),
    (b"\xd0\xcf\x11\xe0", "an old Word document: save its text as .txt or .html"),
    (b"{\\rtf", "a rich text file: save it as plain text"),
    (b"\x1f\x8b", "a packed file: unpack it first"),
    (b"\x89PNG", "a picture: type its text into a .txt file"),
    (b"\xff\xd8\xff", "a picture: type its text into a .txt file"),
    (b"GIF8", "a picture: type its text into a .txt file"),
    (b"From: <Saved by", "a page saved as one file: save it as HTML"),
    (b"MIME-Version:", "a page or a mail saved as one file: save it as HTML or its text as .txt"),
)
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF|(?:\w+:)?feed)[\s/>]", re.IGNORECASE)
_PAGE = re.compile(
    r"<!doctype\s+html|<(?:html|head|body|meta|title|article|section|main|div|p|h1|span|table|a\s|br|"
    r"script|ul|font)[\s>/]",
    re.IGNORECASE,
)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_HEAD = 4_096


@dataclass(frozen=True, slots=True)
class Given:
    """Bytes that someone gave: what to call them, and what their transport says of them."""

    data: bytes
    name: str
    kind: str = ""
    """The media type."""
    charset: str = ""
    address: str = ""
    """Where they were fetched from."""


@dataclass(frozen=True, slots=True)
class Received:
    """A text with its kind, and the address it came from where that is known."""

    text: str
    kind: Kind
    address: str = ""


def receive(argument: str) -> Given:
    """The bytes that an argument names: `-`, an http(s) address, or a path.

    Raises:
        IntakeError: when they are too many or cannot be fetched.
        OSError: when a file cannot be read.
    """
    if argument == "-":
        return Given(_limited(sys.stdin.buffer.read(MOST_BYTES + 1), "the input"), "the input")
    if _WEB.match(argument):
        answer = fetch(argument)
        return Given(answer.data, argument[:200], answer.kind, answer.charset, answer.address)
    if _SCHEME.match(argument):
        raise IntakeError(f"{argument[:200]}: only http and https addresses are fetched")
    return Given(_file(Path(argument)), argument)


def _file(path: Path) -> bytes:
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise IntakeError(f"{path}: this is not a file")
    with os.fdopen(handle, "rb") as stream:
        return _limited(stream.read(MOST_BYTES + 1), str(path))


def _limited(data: bytes, name: str) -> bytes:
    if len(data) > MOST_BYTES:
        most = MOST_BYTES // 1024 // 1024
        raise IntakeError(
            f"{name}: more than {most} MB, which is more than import reads: save the article alone"
        )
    return data


def recognise(given: Given) -> Received:
    """Decode bytes and say what they are, by their content before their name and type.

    Raises:
        IntakeError: when they are empty or no text.
    """
    data, name = given.data, given.name
    for magic, what in _BINARY:
        if data.startswith(magic):
            raise IntakeError(f"{name}: this is {what}")
    text = decode(data, given.charset)
    if not text.strip():
        raise IntakeError(f"{name}: there is nothing in it")
    if _is_binary(text):
        raise IntakeError(f"{name}: this is no text, page or feed")
    return Received(text, _kind(text, name, given.kind), given.address)


def _is_binary(text: str) -> bool:
    sample = text[:20_000]
    odd = sum(
        (char < " " and char not in "\t\n\x0c") or char == "\ufffd" or "\x7f" <= char <= "\x9f"
        for char in sample
    )
    return odd > len(sample) * 0.05


def _kind(text: str, name: str, said: str) -> Kind:
    head = text[:_HEAD].lstrip()
    if head.startswith("{") and '"items"' in text and "jsonfeed.org" in head + text[-_HEAD:]:
        return "json feed"
    first = re.sub(
        r"\A(?:<\?[^>]{0,2000}\?>|<!--.{0,3000}?-->|<!DOCTYPE[^>\[]{0,500}(?:\[.{0,3000}?\])?\s*>|"
        r"\s+){0,20}",
        "",
        text[: _HEAD * 2],
        flags=re.DOTALL | re.IGNORECASE,
    )
    if _FEED.match(first):
        return "feed"
    marked = head.startswith("<") and _PAGE.search(head) is not None
    named = name.lower().endswith((".html", ".htm", ".xhtml")) or said in (
        "text/html",
        "application/xhtml+xml",
    )
    return "page" if marked or (named and "<" in text) else "text"
