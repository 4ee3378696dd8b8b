from generator.check.page_fields import check_page
from generator.model.settings import LIMITS
from generator.read.document import parse
from tests.said import codes, placed


def checked(context, report, front_matter, body="Text."):
    text = f"---\n{front_matter}---\n\n{body}\n"
    return check_page(
        parse(text.encode(), "content/pages/about-us.md", LIMITS, report), context, report
    )


def test_a_page(context, report):
    page = checked(context, report, "title: About us\nsummary: Who we are.\nappend: checks\n")
    assert (page.address, page.title, page.summary, page.append) == (
        "about-us/",
        "About us",
        "Who we are.",
        "checks",
    )
    assert page.body.html == "<p>Text.</p>"
    assert codes(report) == []


def test_a_page_at_another_address(context, report):
    assert checked(context, report, "title: About us\nslug: about\n").address == "about/"


def test_all_problems_are_reported_together(context, report):
    page = checked(
        context,
        report,
        "titel: About us\nappend: check\ndate: 2024-05-02\n",
        "# About\n\n[a](javascript:b)",
    )
    assert page is None
    assert placed(report) == [
        "2:1 unknown-key",
        "3:9 bad-choice",
        "4:1 unknown-key",
        "7:3 heading-level",
        "9:5 unsafe-link",
    ]


def test_page_with_errors_is_not_published(context, report):
    assert checked(context, report, "title: About us\ntitle: About them\n") is None
    assert codes(report) == ["repeated-key"]
