"""No input makes import fail, hang, or write anything unexpected."""

import json
import os
import time
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.diagnostics.diagnostics import Report
from generator.installed import installed
from generator.load.context import read_context
from generator.read import document
from newsroom.importer import report_draft
from newsroom.importer.claims import IntakeError
from newsroom.importer.import_run import guarded, import_given, read_report
from newsroom.importer.inert import one_line
from newsroom.importer.receive import Input
from tests.corpus import SAMPLE
from tests.examples import tried

CONTEXT = read_context(SAMPLE, installed(), Report())
SLOW = settings(max_examples=tried(40), suppress_health_check=list(HealthCheck))
BREAKERS = [
    "\n",
    "\r",
    "\x85",
    "\u2028",
    "\u2029",
    "\x0b",
    "\x0c",
    "\0",
    '"',
    "'",
    ": ",
    " #",
    "---",
    "- ",
    "{",
    "]",
    "\u202e",
    "\t",
]


def said_in_one_line(error):
    assert "\n" not in str(error)


def draft_of(data, name="given"):
    return report_draft.as_markdown(read_report(Input(data, name), CONTEXT), CONTEXT)


@pytest.mark.parametrize(
    "data, output",
    [
        (b"", "input is empty"),  # empty
        (b" \n\t\n", "input is empty"),  # blank
        (os.urandom(50_000), "not a text"),  # binary
        (b"%PDF-1.7", "PDF"),  # pdf
        (b"\xef\xbb\xbf\r\n%PDF-1.7", "PDF"),  # pdf after a mark
        (b"From: <Saved by Blink>\r\nMIME-Version: 1.0", "save it as HTML"),  # mhtml
        (b"PK\x03\x04", "packed"),  # docx
        # scripts
        (b"<html><body><div id=root></div></body></html>", "from a browser"),
        # no page
        (b"<!doctype html><script>let a = '2020-01-01'</script>", "no text"),
        (b"<html>" + b"<a href=x>y</a>" * 300_000, "600,001 tags"),  # links
        (b"<rss></rss>", "digest inbox"),  # feed
    ],
)
def test_one_line(data, output):
    """Unreadable input is refused in one line that says why."""
    with pytest.raises(IntakeError, match=output) as caught:
        import_given(Input(data, "given"), CONTEXT)
    assert str(caught.value).startswith("given: ")
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    "page",
    [
        "<html/><body/><p>TEXT",  # closed
        '<!DOCTYPE html>\n<html lang="de" />\n<body>TEXT</body></html>',  # xhtml
        "<html>" + "<div>" * 100_000 + "TEXT",  # nested
        "<html><body><aside>TEXT</aside></body></html>",  # aside
        "<html><body><footer>TEXT</footer></body></html>",  # footer
    ],
)
def test_a_page_with_any_text_gives_a_draft(page):
    """Neither mistakes of its markup nor its elements hide the text of a page."""
    text = "CISA said on Monday that a course is held."
    draft = draft_of(page.replace("TEXT", text).encode(), "page.html")
    assert text in draft


@pytest.mark.slow
@pytest.mark.parametrize(
    "data",
    [
        b"1 January 2020 to " * 50_000,  # dates
        b"By " + b"Ab Cd, " * 100_000,  # names
        "“".encode() * 200_000,  # quotes
        b"x\n\n" * 200_000,  # lines
        # meta
        b"<html><head>" + b'<meta property="og:title" content="x">' * 50_000 + b"</head>text",
        # json ld
        b'<html><script type="application/ld+json">' + b"[" * 100_000 + b"</script><p>Text.",
        # attributes
        b"<html><p " + b" ".join(b"a%d=1" % n for n in range(100_000)) + b">text",
        b"<html><!--" + b"<!--" * 30_000,  # comments
    ],
)
def test_long_and_repetitive(data):
    """Long and repetitive input is read or refused in one line."""
    try:
        import_given(Input(data, "given"), CONTEXT)
    except IntakeError as error:
        said_in_one_line(error)


@SLOW
@given(st.text(max_size=400))
def test_any_text(text):
    try:
        draft_of(text.encode("utf-8", "replace"))
    except IntakeError as error:
        said_in_one_line(error)


@SLOW
@given(
    st.lists(
        st.sampled_from(
            [
                "<p>",
                "</p>",
                "<div class='date'>",
                "<time datetime='",
                "'>",
                "<h1>",
                "By Jane Example",
                "2021-10-27",
                "<script type='application/ld+json'>",
                '{"@type":"NewsArticle","headline":"',
                '"}',
                "</script>",
                "<meta name=author content=",
                "&#0;",
                "<![CDATA[",
                "-->",
                "<table>",
            ]
        ),
        max_size=40,
    )
)
def test_any_page(pieces):
    try:
        draft_of(("<html>" + "".join(pieces)).encode())
    except IntakeError as error:
        said_in_one_line(error)


@SLOW
@given(
    st.lists(st.one_of(st.sampled_from(BREAKERS), st.text(max_size=12)), max_size=14).map("".join),
    st.sampled_from(["title", "site", "author"]),
)
def test_comments_cannot_be_left(text, where):
    """No title can add a key to the draft."""
    values = {
        "title": "A title of some words",
        "site": "Example News",
        "author": "Jane Example",
        where: text,
    }
    data = json.dumps(
        {
            "@type": "NewsArticle",
            "headline": values["title"],
            "datePublished": "2021-10-27",
            "author": {"name": values["author"]},
            "publisher": {"name": values["site"]},
        }
    )
    page = f"<html><head><script type='application/ld+json'>{data.replace('</', '<.')}</script></head><body><p>CISA said on Monday that a course is held.</p></body></html>"
    try:
        whole = draft_of(page.encode("utf-8", "replace"))
    except IntakeError:
        return
    report = Report()
    parsed = document.parse(whole.encode(), "draft.md", CONTEXT.settings.limits, report)
    assert parsed is not None
    assert report.ok, [each.message for each in report]
    known = {
        "title",
        "date",
        "source",
        "authors",
        "agencies",
        "themes",
        "countries",
        "people",
        "events",
        "draft",
    }
    assert set(parsed.front_matter.entries) <= known
    assert parsed.front_matter.entries["draft"][1].value == "true"


@given(
    st.lists(st.one_of(st.sampled_from(BREAKERS), st.text(max_size=20)), max_size=20).map("".join)
)
def test_one_line_has_no_breaks(text):
    assert len(one_line(text, 80).splitlines()) <= 1
    assert len(one_line(text, 80)) <= 80


def test_guard():
    """Work that takes too long or dies becomes a one-line error; results are returned."""
    assert guarded(partial(sum, (1, 1))) == 2
    with pytest.raises(IntakeError, match="longer than 1 second"):
        guarded(partial(any, iter(int, 1)), seconds=1)
    assert guarded(partial(time.sleep, 1.2), seconds=1) is None
    with pytest.raises(IntakeError, match="without a result"):
        guarded(partial(os._exit, 9))
    with pytest.raises(IntakeError, match="too much memory"):
        guarded(partial(bytearray, 3 * 1024**3))
