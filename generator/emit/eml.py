"""A finished e-mail as a file (RFC 5322) that a sending service takes: both bodies, ready headers.

The headers let a mail program offer to unsubscribe with one click (RFC 2369,
RFC 8058); the service puts in the reader, and signs them (DKIM), as section 4 of
the latter asks. Same content, same bytes: nothing depends on when or where.
"""

from __future__ import annotations

import datetime as dt
import re
from email.charset import QP, Charset
from email.header import Header
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
# The newer policies fold a long address into encoded words, and lose spaces where they fold a subject.
_POLICY = compat32.clone(linesep="\r\n")


def message(issue: Issue) -> bytes:
    """The e-mail of an edition, dated noon UTC of its newest article; `To` is an empty group, for the sender."""
    settings = issue.site.settings
    html, text = as_html(issue), as_text(issue)
    digest = sha256(f"{issue.subject}\0{text}\0{html}".encode()).hexdigest()[:16]
    name = week_name(issue.week).lower()
    mail = MIMEMultipart("alternative", f"=_{digest}", [_part(text, "plain"), _part(html, "html")])
    headers = {
        "From": _from(settings.title, _sender(settings.contact, settings.authority)),
        "To": "subscribers:;",
        "Subject": _encoded(issue.subject, "Subject"),
        "Date": format_datetime(_date(issue)),
        "Message-ID": f"<{name}.{digest}@{settings.authority}>",
        "List-ID": f"<editions.{settings.authority}>",
        "List-Archive": f"<{issue.url(address.editions())}>",
        "List-Unsubscribe": f"<{issue.unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Content-Language": settings.language,
    }
    for header, value in headers.items():
        mail[header] = value
    return mail.as_bytes(policy=_POLICY)


def _part(text: str, subtype: str) -> Message:
    charset = Charset("utf-8")
    charset.body_encoding = QP
    part = MIMEText("", subtype, "us-ascii")
    del part["Content-Transfer-Encoding"]
    part.set_payload(text, charset)
    return part


def _encoded(text: str, header: str) -> Header | str:
    """A header's text, in encoded words of at most 75 characters where it is not ASCII (RFC 2047)."""
    return text if text.isascii() else Header(text, "utf-8", header_name=header)


def _from(name: str, mailbox: str) -> Header | str:
    if name.isascii():
        return f'"{quote(name)}" <{mailbox}>'
    header = Header(name, "utf-8", header_name="From")
    header.append(f"<{mailbox}>", "us-ascii")
    return header


def _sender(contact: str, authority: str) -> str:
    return contact if _MAILBOX.match(contact) else f"digest@{authority}"


def _date(issue: Issue) -> dt.datetime:
    newest = max(article.date for article in issue.articles)
    return dt.datetime.combine(newest, dt.time(12), tzinfo=dt.UTC)
