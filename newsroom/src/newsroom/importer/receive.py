"""Receive the input of an import (a file, standard input, an address) as text, with its kind.

The encoding is that of a byte order mark, or else UTF-8 if the bytes are valid, which other
encodings practically never are. The declared encoding comes next (WHATWG Encoding Standard, section
6, which reads a declared Latin-1 as windows-1252). The last resort is a guess by the frequency of
letters.
"""

import codecs
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path
from typing import Literal

from newsroom.importer.claims import IntakeError
from newsroom.importer.languages import detect
from newsroom.importer.words import table
from newsroom.online.fetch import MOST_BYTES, fetch

Kind = Literal["text", "page", "feed"]
_MAIL = re.compile(rb"\A(?:[A-Za-z-]{2,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}\r?\n")
"""The headers of a mail, one of them in `_HEADERS`: people, too, write `From:` above a text."""
_HEADERS = ("Received", "MIME-Version", "Message-ID")
_TABLE = table()["input"]
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF|(?:\w+:)?feed)[\s/>]", re.IGNORECASE)
_PAGE = re.compile(rf"<!doctype\s+html|<(?:{_TABLE['page_tags']})[\s>/]", re.IGNORECASE)
_WEB = re.compile(r"https?://", re.IGNORECASE)
_SCHEME = re.compile(r"[a-z][a-z0-9+.-]*://", re.IGNORECASE)
_ODD = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x9f\ufffd]")
_ACCENTED = re.compile("[À-ÿ]")
"""Most letters of a Cyrillic, Greek or Hebrew text that is read as Latin-1; few of a real one."""
_HEAD = 4_096
_DECLARED = re.compile(
    rb"<meta[^>]{0,200}?charset\s{0,5}=\s{0,5}[\"']?\s{0,5}([\w.:-]{1,40})|"
    rb"<\?xml[^>]{0,100}?encoding\s{0,5}=\s{0,5}[\"']([\w.:-]{1,40})",
    re.IGNORECASE,
)
_CENTRAL = ("cs", "hr", "hu", "pl", "ro")
"""Languages written in cp1250, which charset-normalizer also calls short French or German texts."""
_SAMPLE = 16_000
"""Bytes given to charset-normalizer, which took 0.9 seconds for 60,000 bytes of a page."""
_MOST_ODD, _MOST_BROKEN = 0.05, 0.01
"""Most control characters, and characters that an encoding cannot decode, as shares.

A page that is cut within a character, or has a few bytes of another encoding, is still a text.
"""


@dataclass(frozen=True, slots=True)
class Input:
    """The bytes of an input, its name in messages, and what its transport said about it."""

    data: bytes
    name: str
    media_type: str = ""
    charset: str = ""
    address: str = ""
    outlet: str = ""
    """Its outlet, if somebody knows it."""


def receive(argument: str) -> Input:
    """Read the bytes of an input: `-`, an http(s) address, or a path.

    Raises:
        IntakeError: there are too many bytes, or the address cannot be fetched.
        OSError: the file cannot be read.
    """
    if argument == "-":
        return Input(_limited(sys.stdin.buffer.read(MOST_BYTES + 1), "the input"), "the input")
    if _WEB.match(argument):
        return fetched(argument)
    if _SCHEME.match(argument):
        raise IntakeError(f"{argument[:200]}: import fetches only http and https addresses")
    path = Path(argument)
    if path.exists() and not path.is_file():  # a pipe would block
        raise IntakeError(f"{argument}: this is not a file")
    with path.open("rb") as stream:
        return Input(_limited(stream.read(MOST_BYTES + 1), str(path)), argument)


def fetched(address: str) -> Input:
    """Fetch the bytes at an http(s) address; a path of a file is refused.

    Raises:
        FetchError: for every failure.
    """
    answer = fetch(address)
    return Input(answer.data, address[:200], answer.kind, answer.charset, answer.address)


def _limited(data: bytes, name: str) -> bytes:
    if len(data) > MOST_BYTES:
        size = f"larger than {MOST_BYTES // 1024**2} MB"
        raise IntakeError(f"{name}: {size}; save the article on its own")
    return data


def recognise(source: Input) -> tuple[str, Kind]:
    """Decode an input, and determine its kind from its content, its name and its media type.

    Raises:
        IntakeError: the input is empty or not text.
    """
    source = _unpacked(source)
    start = source.data[:_HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    for magic, description in _TABLE["binary"].items():
        if start.startswith(magic.encode("latin-1")):
            raise IntakeError(f"{source.name}: this is {description}")
    text = decode(source.data, source.charset)
    if not text.strip():
        raise IntakeError(f"{source.name}: the input is empty")
    sample = text[:20_000]
    if len(_ODD.findall(sample)) > len(sample) * _MOST_ODD:
        raise IntakeError(f"{source.name}: this is not a text, page or feed")
    return text, _kind(text, source)


def _unpacked(source: Input) -> Input:
    """Read a mail, or the longer one that it forwards: its text below its subject and day, or page.

    Raises:
        IntakeError: there is no text in it.
    """
    if not _MAIL.match(source.data[: _HEAD * 8].replace(b"\r\n", b"\n")):
        return source
    mail = message_from_bytes(source.data, policy=default)
    if not any(name in mail for name in _HEADERS):
        return source
    found: list[tuple[str, EmailMessage, EmailMessage]] = []
    for message in _messages(mail):
        body = message.get_body(("plain", "html"))
        if isinstance(body, EmailMessage):
            found.append((_text_of(body), message, body))
    text, message, body = max(found, key=lambda each: len(each[0]), default=("", mail, mail))
    if not text.strip():
        how = "save what is attached to it, and import that"
        raise IntakeError(f"{source.name}: this e-mail has no text; {how}")
    if body.get_content_subtype() == "plain":
        text = f"Subject: {message['Subject'] or ''}\n\nDate: {message['Date'] or ''}\n\n{text}"
    return replace(source, data=text.encode("utf-8", "replace"), charset="utf-8")


def _messages(mail: EmailMessage) -> Iterator[EmailMessage]:
    """Yield a mail, and the mails that are attached to it."""
    yield mail
    for part in mail.walk():
        inner = part.get_payload()
        if part.get_content_type() == "message/rfc822" and isinstance(inner, list):
            yield from (each for each in inner if isinstance(each, EmailMessage))


def _text_of(body: EmailMessage) -> str:
    """The text of a part in the encoding that it declares, unless its letters show another."""
    data = body.get_payload(decode=True)
    if not isinstance(data, bytes):
        return ""
    text = decode(data, body.get_content_charset() or "")
    accented, letters = len(_ACCENTED.findall(text)), sum(map(str.isalpha, text))
    return decode(data) if accented * 2 > letters else text


def _kind(text: str, source: Input) -> Kind:
    head = text[:_HEAD].lstrip()
    page, feed = _PAGE.search(head), _FEED.search(head)
    if head.startswith("<") and feed and not (page and page.start() < feed.start()):
        return "feed"
    if head.startswith("<") and page:
        return "page"
    named = source.name.lower().endswith((".html", ".htm", ".xhtml"))
    typed = source.media_type in ("text/html", "application/xhtml+xml")
    return "page" if (named or typed) and "<" in text else "text"


def decode(data: bytes, charset: str = "") -> str:
    """Decode bytes to text with LF line ends; any bytes are valid in some encoding.

    `charset` is the encoding declared by the transport, for instance in a `Content-Type` header.
    """
    text = _decode(data, charset).removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return text.replace("\x00", "")


def _decode(data: bytes, charset: str) -> str:
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data.decode("utf-16", "replace")
    declared = _DECLARED.search(data[: _HEAD * 2])
    names = [charset]
    if declared:
        names.append((declared[1] or declared[2]).decode("ascii", "replace"))
    for name in ("utf-8", *names):
        text = _decode_as(data, name.strip().lower())
        if text is not None:
            return text
    from charset_normalizer import from_bytes

    best = from_bytes(data[:_SAMPLE], cp_isolation=_TABLE["likely_encodings"].split()).best()
    encoding = best.encoding if best else "cp1252"
    text = data.decode(encoding, "replace")
    if encoding == "cp1250" and detect(text)[0] not in _CENTRAL:
        return data.decode("cp1252", "replace")
    return text


def _decode_as(data: bytes, name: str) -> str | None:
    """Decode a text by the name of an encoding for browsers; None if it is not in that encoding."""
    name = _TABLE["as_browsers_do"].get(name, name)
    if name.startswith(("utf-16", "utf16", "utf-32")):
        return None
    try:
        text = data.decode(name, "strict" if name == "utf-8" else "replace")
    except (LookupError, ValueError, TypeError, AssertionError):  # also of no encoding of text
        return None
    is_whole = name == "utf-8" or text.count("\ufffd") <= len(data) * _MOST_BROKEN
    return text if is_whole else None
