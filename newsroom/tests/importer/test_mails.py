"""E-mails of nested parts, with the encoding they declare or another, and without any text."""

from email.encoders import encode_base64
from email.message import EmailMessage
from email.mime.application import MIMEApplication
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart

import pytest

from newsroom.importer.claims import IntakeError
from newsroom.importer.receive import Input, recognise

TEXTS = {
    "windows-1251": "Служба задержала агента, который передавал сведения за рубеж, сообщили в суде.",
    "iso-8859-1": "Die Behörde nahm einen Angestellten fest, der Briefe über die Grenze trug.",
}
PDF = MIMEApplication(b"%PDF-1.4", "pdf")


def part(text, encoding, declared, kind="plain"):
    """A part of a mail whose bytes are in one encoding, and which declares another."""
    made = MIMEBase("text", kind, charset=declared)
    made.set_payload(text.encode(encoding))
    encode_base64(made)
    return made


def nested(*parts, kinds=("mixed", "related", "alternative")):
    """Put parts in the innermost of several parts, of which the outermost has a PDF as well."""
    whole = MIMEMultipart(kinds[-1], _subparts=parts)
    for kind in kinds[-2::-1]:
        whole = MIMEMultipart(kind, _subparts=[whole])
    whole.attach(PDF)
    whole["Subject"] = "A näive Überschrift"
    whole["Date"] = "Tue, 05 Nov 2024 10:00:00 +0300"
    return whole


@pytest.mark.parametrize("encoding", TEXTS)
@pytest.mark.parametrize("declared", ["", "us-ascii", "utf-8", "iso-8859-1", "x-unknown"])
def test_wrongly_declared_parts(encoding, declared):
    """What the bytes are decides, wherever a declaration cannot be right."""
    text = TEXTS[encoding]
    parts = [part(text, encoding, declared or encoding, kind) for kind in ("plain", "html")]
    read, kind = recognise(Input(nested(*parts).as_bytes(), "a.eml"))
    assert kind == "text"
    assert read.split("\n\n") == [
        "Subject: A näive Überschrift",
        "Date: Tue, 05 Nov 2024 10:00:00 +0300",
        text,
    ]


def test_a_page_in_a_mail():
    page = f"<html><body><p>{TEXTS['windows-1251']}</p></body></html>"
    read = recognise(Input(nested(part(page, "windows-1251", "utf-8", "html")).as_bytes(), "a.eml"))
    assert read == (page, "page")


def test_a_forwarded_mail():
    """The longer text is the report; that of the mail around it says only where it is."""
    inner = EmailMessage()
    inner["Subject"] = "The report itself"
    inner.set_content(TEXTS["iso-8859-1"])
    mail = MIMEMultipart(_subparts=[part("See below.", "utf-8", "utf-8"), MIMEMessage(inner)])
    mail["Subject"] = "Fwd"
    read, _ = recognise(Input(mail.as_bytes(), "a.eml"))
    assert read.startswith("Subject: The report itself\n")
    assert TEXTS["iso-8859-1"] in read


@pytest.mark.parametrize("mail", [nested(), nested(part(" ", "utf-8", "utf-8"))])
def test_a_mail_without_text(mail):
    with pytest.raises(
        IntakeError, match=r"a\.eml: this e-mail has no text; save what is attached"
    ):
        recognise(Input(mail.as_bytes(), "a.eml"))
