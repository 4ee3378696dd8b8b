"""Links to the site's own pages."""

import pytest

from generator.check.internal_links import Linking, Links
from generator.diagnostics.diagnostics import Place
from generator.model.article import Body, InternalLink

PAGES = ("", "about/", "agencies/aq-moe/")
URL = "https://digest.example.org/"


def body(*targets, html=""):
    """A body with the given links, each on a line of its own."""
    links = [InternalLink(target, Place("a.md", line)) for line, target in enumerate(targets, 1)]
    return Body(html, tuple(links))


def said(report, *linking, pages=PAGES, url=URL):
    locate = lambda path, text: Place(path, 7, len(text))  # noqa: E731
    Links(pages, {"feed.xml"}.__contains__, {url} - {""}, locate).check(linking, report)
    return [(problem.place.line, problem.message, problem.help) for problem in report]


def test_valid_links(report):
    """Links to pages and files, with query or any fragment, as folder or file, are valid."""
    right = (
        "/",
        "/#top",
        "/about/",
        "/about/#",
        "/about/#checks",
        "/about/?x=y#c-fn-1",
        "/about/index.html",
    )
    assert (
        said(report, Linking("a.md", body(*right, "/agencies/aq-moe/", "/%61bout/", "/feed.xml?a")))
        == []
    )


def test_absolute_links(report):
    """Absolute addresses of the site are checked in links and as a source, but not in plain text."""
    html = f'<p>href="{URL}said/" <a href="{URL}about/">a</a> <a title="b" href="{URL}abuot/?a&amp;b">b</a></p>'
    urls = (f"{URL}nope", f"{URL}", "https://example.org/nope", "")
    assert said(report, Linking("a.md", body(html=html), urls)) == [
        (7, f"no page at '{URL}nope'", "copy the address from the page itself"),
        (7, f"no page at '{URL}abuot/?a&b'", f"did you mean '{URL}about/'?"),
    ]


def test_many_dead_links(report):
    """Only the first dead links get a suggestion, because each compares all addresses."""
    pages = [f"articles/2024/05/ministry-reports-an-attack-{n}/" for n in range(100)]
    many = body(*(f"/articles/2024/05/ministry-reports-an-attakc-{n % 100}/" for n in range(600)))
    problems = said(report, Linking("a.md", many), pages=pages)
    assert len(problems) == 600
    assert (
        0
        < len([help_line for _, _, help_line in problems if help_line.startswith("did you mean")])
        < 10
    )


NAMES = {
    "": (),
    "about/": ("c-fn-1", "c-fnref-1", "checks", "über-uns", "y2025"),
    "agencies/aq-moe/": None,
}


def said_of_parts(report, *targets):
    """The help for each link to a part that is not there."""
    locate = lambda path, text: Place(path, 7, len(text))  # noqa: E731
    links = Links(PAGES, {"feed.xml"}.__contains__, {URL}, locate, parts=NAMES.__getitem__)
    links.check([Linking("a.md", body(*targets), (f"{URL}about/#chekcs",))], report)
    return [(problem.message, problem.help) for problem in report]


@pytest.mark.parametrize(
    "target",
    [
        *(
            "/about/#",
            "/about/#top",
            "/#TOP",
            "/about/#:~:text=words",
            "/about/#checks:~:text=words",
        ),
        *(
            "/about/#c-fn-1",
            "/about/index.html#checks",
            "/about/?q=1#y2025",
            "/about/#content",
            "/about/#%63ontent",
            "/about/#__nav",
        ),
        *("/about/#über-uns", "/about/#%C3%BCber-uns", "/about/#%63hecks"),
        *("/agencies/aq-moe/#anything", "/feed.xml#anything"),
    ],
)
def test_parts_that_are_there_or_unknown(target, report):
    assert len(said_of_parts(report, target)) == 1  # only the one beside them


@pytest.mark.parametrize(
    "target, part, help_line",
    [
        ("/about/#chekcs", "chekcs", "did you mean '/about/#checks'?"),
        ("/about/#c-fn-2", "fn-2", "link to '/about/'"),
        ("/about/#Checks", "Checks", "did you mean '/about/#checks'?"),
        ("/about/#%C3%BCber-unss", "über-unss", "did you mean '/about/#über-uns'?"),
        ("/about/index.html?a#no-such-heading", "no-such-heading", "link to '/about/'"),
        ("/#nothing", "nothing", "link to '/'"),
        *(
            (f"/#{part}", part, "link to '/'")
            for part in ("contents", "content-x", "contentx", "content/")
        ),
    ],
)
def test_parts_that_are_not_there(target, part, help_line, report):
    page = "/" if target.startswith("/#") else "/about/"
    assert said_of_parts(report, target) == [
        (f"the page '{page}' has no part called '{part}'", help_line),
        (
            f"the page '{URL}about/' has no part called 'chekcs'",
            f"did you mean '{URL}about/#checks'?",
        ),
    ]
