"""Links to the site's own pages."""

from generator.check.internal_links import Linking, Links
from generator.diagnostics.diagnostics import Place
from generator.model.article import Body, InternalLink

PAGES = {"": {"follow"}, "about/": {"checks", "c-fn-1"}, "agencies/aq-moe/": set()}
URL = "https://digest.example.org/"


def body(*targets: str, html: str = "") -> Body:
    """A body with the given links, each on a line of its own."""
    links = [InternalLink(target, Place("a.md", line)) for line, target in enumerate(targets, 1)]
    return Body(html, tuple(links))


def said(report, *linking: Linking, pages=PAGES, url=URL):
    ids, locate = lambda page: pages.get(page, ()), lambda path, text: Place(path, 7, len(text))
    Links(pages, {"feed.xml"}.__contains__, ids, {url} - {""}, locate).check(linking, report)
    return [(problem.place.line, problem.message, problem.help) for problem in report]


def test_valid_links(report):
    """Links to pages and files, with query or fragment, as folder or file, are valid."""
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


def test_dead_links(report):
    wrong = ("/about", "/agencies/aq-moo/", "/\\x/", "/about/#chekcs", "/#x", "/feed.xlm")
    assert said(report, Linking("a.md", body(*wrong)), url="") == [
        (1, "no page at '/about'", "did you mean '/about/'?"),
        (2, "no page at '/agencies/aq-moo/'", "did you mean '/agencies/aq-moe/'?"),
        (3, "no page at '/\\x/'", "copy the address from the page itself"),
        (4, "no '#chekcs' on the page at '/about/'", "did you mean '#checks'?"),
        (5, "no '#x' on the page at '/'", "link to the page itself: /"),
        (6, "no page at '/feed.xlm'", "copy the address from the page itself"),
    ]


def test_absolute_links(report):
    """Absolute addresses of the site are checked in links and as a source, but not in plain text."""
    html = f'<p>href="{URL}said/" <a href="{URL}about/">a</a> <a title="b" href="{URL}abuot/?a&amp;b">b</a></p>'
    urls = (f"{URL}nope", f"{URL}", "https://example.org/nope", "")
    assert said(report, Linking("a.md", body(html=html), urls)) == [
        (7, f"no page at '{URL}nope'", "copy the address from the page itself"),
        (7, f"no page at '{URL}abuot/?a&b'", f"did you mean '{URL}about/'?"),
    ]


def test_absolute_link_with_given_place(report):
    """A problem is reported at the place that was given with the link."""
    linking = Linking("a.yml", body(), (f"{URL}nope",), Place("a.yml", 30))
    Links(PAGES, {}.__contains__, PAGES.get, [URL], lambda path, text: Place(path)).check(
        [linking], report
    )
    assert [problem.place for problem in report] == [Place("a.yml", 30)]


def test_many_dead_links(report):
    """Only the first dead links get a suggestion, because each compares all addresses."""
    pages = {f"articles/2024/05/ministry-reports-an-attack-{n}/": set() for n in range(100)}
    many = body(*(f"/articles/2024/05/ministry-reports-attack-x{n}/" for n in range(600)))
    problems = said(report, Linking("a.md", many), pages=pages)
    assert len(problems) == 600
    assert (
        0
        < len([help_line for _, _, help_line in problems if help_line.startswith("did you mean")])
        < 10
    )
