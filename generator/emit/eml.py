"""A finished e-mail as a file (RFC 5322) that a sending service takes: both bodies, ready headers.

The headers let a mail program offer to unsubscribe with one click (RFC 2369,
RFC 8058); the service puts in the reader, and signs them (DKIM), as section 4 of
the latter asks. Same content, same bytes: nothing depends on when or where.
"""

from __future__ import annotations

import datetime as dt
import re
from base64 import b64encode
from collections.abc import Iterator
from email.charset import QP, Charset
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, quote
from hashlib import sha256

from generator.compose.mail import Issue, as_html, as_text
from generator.model import address
from generator.model.edition import week_name

_MAILBOX = re.compile(r"[A-Za-z0-9][A-Za-z0-9.+_-]*@(?:[A-Za-z0-9-]+\.)+[A-Za-z]{2,}\Z")
_POLICY = compat32.clone(linesep="\r\n")
_WORD = 45
"""Bytes in an encoded word: with base64 and its frame it has 72 characters, of the 75 allowed (RFC 2047)."""


def message(issue: Issue) -> bytes:
    """The e-mail of an edition, dated noon UTC of its newest article.

    `To` is an empty group, for whoever sends it to fill. The headers are written here, since the
    standard library folds a long address into encoded words and loses spaces where it folds a text.
    """
    settings = issue.site.settings
    html, text = as_html(issue), as_text(issue)
    digest = sha256(f"{issue.subject}\0{text}\0{html}".encode()).hexdigest()[:16]
    name = week_name(issue.week).lower()
    headers = {
        "From": f"{_phrase(settings.title)} <{_sender(settings.contact, settings.authority)}>",
        "To": "subscribers:;",
        "Subject": _encoded(issue.subject),
        "Date": format_datetime(_date(issue)),
        "Message-ID": f"<{name}.{digest}@{settings.authority}>",
        "List-ID": f"<editions.{settings.authority}>",
        "List-Archive": f"<{issue.url(address.editions())}>",
        "List-Unsubscribe": f"<{issue.unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Content-Language": settings.language,
    }
    head = "".join(f"{header}: {value}\r\n" for header, value in headers.items())
    parts = MIMEMultipart("alternative", f"=_{digest}", [_part(text, "plain"), _part(html, "html")])
    return head.encode("ascii") + parts.as_bytes(policy=_POLICY)


def _part(text: str, subtype: str) -> Message:
    charset = Charset("utf-8")
    charset.body_encoding = QP
    part = MIMEText("", subtype, "us-ascii")
    del part["Content-Transfer-Encoding"]
    part.set_payload(text, charset)
    return part


def _phrase(name: str) -> str:
    """The name of a mailbox (RFC 5322, section 3.2.5)."""
    return f'"{quote(name)}"' if _is_plain(name) else _encoded(name)


def _encoded(text: str) -> str:
    """A header's text; encoded words, one a line, where it is not ASCII (RFC 2047)."""
    if _is_plain(text):
        return text
    return "\r\n ".join(f"=?utf-8?b?{b64encode(piece).decode()}?=" for piece in _pieces(text))


def _is_plain(text: str) -> bool:
    return text.isascii() and "=?" not in text


def _pieces(text: str) -> Iterator[bytes]:
    """A text in pieces that fit an encoded word, no character cut in two."""
    piece = b""
    for char in text:
        data = char.encode()
        if len(piece) + len(data) > _WORD:
            yield piece
            piece = b""
        piece += data
    yield piece


def _sender(contact: str, authority: str) -> str:
    return contact if _MAILBOX.match(contact) else f"digest@{authority}"


def _date(issue: Issue) -> dt.datetime:
    newest = max(article.date for article in issue.articles)
    return dt.datetime.combine(newest, dt.time(12), tzinfo=dt.UTC)
