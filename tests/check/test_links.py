"""Links to the site's own pages."""

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
