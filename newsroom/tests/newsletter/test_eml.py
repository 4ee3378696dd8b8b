"""E-mail files: the standard library reads back the same content."""

from email import message_from_bytes, policy
from email.header import decode_header, make_header
from email.utils import parseaddr, parsedate_to_datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from newsroom.newsletter.eml import message
from newsroom.newsletter.mail import as_html, as_text, issue
from tests.examples import tried
from tests.made import article, site, taxonomy

TEXTS = st.text(
    st.characters(exclude_categories=["C", "Z"]) | st.just(" "), min_size=1, max_size=150
)
TITLES = TEXTS.map(lambda text: " ".join(text.split())).filter(bool)
UNSUBSCRIBE = "https://lists.example.org/" + "u" * 200 + "/{token}"


def made(title="Made-up digest", headline="An invented report", **values):
    one = article("a", terms={"topics": "fire"}, title=headline)
    return issue(
        site([taxonomy("topics", "fire")], [one], title=title, **values), (2024, 18), UNSUBSCRIBE
    )


def read(issue_):
    return message_from_bytes(message(issue_), policy=policy.default)


def sender(issue_):
    """The name in From, decoded with the old policy: new ones add spaces between encoded words."""
    raw = message_from_bytes(message(issue_), policy=policy.compat32)["From"]
    return str(make_header(decode_header(parseaddr(raw)[0])))


def body(mail, kind):
    return mail.get_body((kind,)).get_content().replace("\r\n", "\n")


@pytest.mark.slow
@settings(max_examples=tried(50))
@given(TITLES.map(lambda text: text[:60].strip()).filter(bool), TITLES)
def test_round_trip(title, headline):
    """Subject, sender and both bodies survive in every language, without defects."""
    issue = made(title, headline)
    mail = read(issue)
    assert mail["Subject"] == issue.subject
    assert sender(issue) == title
    assert mail["List-Unsubscribe"] == f"<{UNSUBSCRIBE}>"
    assert body(mail, "plain") == as_text(issue)
    assert body(mail, "html") == as_html(issue)
    assert not mail.defects
    assert not [defect for part in mail.walk() for defect in part.defects]


@settings(max_examples=tried(30))
@given(TITLES, TITLES)
def test_lines(title, headline):
    """Lines are ASCII with CRLF, at most 998 characters (RFC 5322), encoded words at most 75 (RFC 2047)."""
    data = message(made(title[:60].strip() or "x", headline))
    assert data.isascii()
    assert b"\n" not in data.replace(b"\r\n", b"")
    lines = data.split(b"\r\n")
    assert max(map(len, lines)) <= 998
    assert all(
        len(word) <= 75 for line in lines for word in line.split() if word.startswith(b"=?utf-8?")
    )


def test_headers():
    """Headers follow RFC 2369, RFC 2919 and RFC 8058; the plain text comes first (RFC 2046)."""
    mail = read(made(contact="editors@digest.example.org"))
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert mail["List-ID"] == "<editions.digest.example.org>"
    assert parseaddr(mail["From"])[1] == "editors@digest.example.org"
    assert parsedate_to_datetime(mail["Date"]).isoformat() == "2024-05-02T12:00:00+00:00"
    assert mail.get_content_type() == "multipart/alternative"
    assert [part.get_content_type() for part in mail.iter_parts()] == ["text/plain", "text/html"]
    assert b"List-Unsubscribe: <" + UNSUBSCRIBE.encode() + b">\r\n" in message(made())


def test_sender_without_contact():
    assert parseaddr(read(made(contact=""))["From"])[1] == "digest@digest.example.org"


def test_deterministic():
    """The same content gives the same bytes; other content gets another Message-ID."""
    assert message(made()) == message(made())
    assert (
        read(made())["Message-ID"] != read(made(headline="Another invented report"))["Message-ID"]
    )
