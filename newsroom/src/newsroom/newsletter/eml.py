"""Write an edition as an e-mail file (RFC 5322) for a mailing service.

The headers let a mail program offer one-click unsubscription (RFC 2369, RFC 8058). The service
fills in the reader and signs the headers (DKIM), as RFC 8058, section 4, requires. The same content
always gives the same bytes.
"""

import datetime as dt
from email.charset import QP, Charset
from email.header import Header
from email.message import Message
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from email.utils import format_datetime, quote
from hashlib import sha256

from generator.extras.editions.weeks import week_name
from generator.model import address
from newsroom.newsletter.mail import Issue, as_html, as_text

_POLICY = compat32.clone(linesep="\r\n")


def message(issue: Issue) -> bytes:
    """Write the e-mail of an edition, dated noon UTC of its newest article.

    `To` is an empty group for the sender to fill. Headers are written one by one, because the
    standard library's policies fold a long address into encoded words and lose spaces when they
    fold text.
    """
    settings = issue.site.settings
    html = as_html(issue)
    text = as_text(issue)
    content = f"{issue.subject}\0{text}\0{html}"
    digest = sha256(content.encode()).hexdigest()[:16]
    sender = settings.contact or f"digest@{settings.authority}"
    newest = max(article.date for article in issue.articles)
    noon = dt.datetime.combine(newest, dt.time(12), tzinfo=dt.UTC)
    headers = {
        "From": f"{_phrase(settings.title)} <{sender}>",
        "To": "subscribers:;",
        "Subject": _encoded(issue.subject),
        "Date": format_datetime(noon),
        "Message-ID": f"<{week_name(issue.week).lower()}.{digest}@{settings.authority}>",
        "List-ID": f"<editions.{settings.authority}>",
        "List-Archive": f"<{issue.url(address.EDITIONS)}>",
        "List-Unsubscribe": f"<{issue.unsubscribe}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Content-Language": settings.language,
    }
    lines = [f"{header}: {value}\r\n" for header, value in headers.items()]
    body = MIMEMultipart("alternative", f"=_{digest}", [_part(text, "plain"), _part(html, "html")])
    return "".join(lines).encode("ascii") + body.as_bytes(policy=_POLICY)


def _part(text: str, subtype: str) -> Message:
    charset = Charset("utf-8")
    charset.body_encoding = QP
    part = MIMEText("", subtype, "us-ascii")
    del part["Content-Transfer-Encoding"]
    part.set_payload(text, charset)
    return part


def _phrase(name: str) -> str:
    """Write the display name of a mailbox (RFC 5322, section 3.2.5)."""
    if _is_plain(name):
        return f'"{quote(name)}"'
    return _encoded(name)


def _encoded(text: str) -> str:
    """Write the text of a header.

    Text that is not ASCII becomes encoded words on separate lines (RFC 2047).
    """
    if _is_plain(text):
        return text
    header = Header(text, "utf-8", maxlinelen=75)
    return header.encode(linesep="\r\n")


def _is_plain(text: str) -> bool:
    return text.isascii() and "=?" not in text
