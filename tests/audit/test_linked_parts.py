"""Links to a part of a page that is not there."""

import pytest

from generator.audit.linked_parts import LinkedParts
from generator.audit.site_addresses import Addresses
from tests.audit.conftest import ARTICLE, FILES, URL, page

OTHERS = {
    "about/index.html": page(
        '<h2 id="terms">Terms</h2><h2 id="über uns">Us</h2><a name="old"></a>'
    ),
    "guide/index.html": page("<h2 id='install'>Install</h2>"),
}
ADDRESSES = Addresses({*FILES, *OTHERS}, URL)


def found(body, path=ARTICLE, documents=()):
    parts = LinkedParts(ADDRESSES, documents, OTHERS.__getitem__)
    html = page(body, path=path)
    problems = list(parts.problems(path, html))
    assert problems == list(parts.problems(path, html))  # also with what it remembers
    return [(problem.message, problem.help) for problem in problems]


def link(href):
    return f'<a href="{href}">x</a>'


UP = "../../../../"
RIGHT = [
    *(
        "#",
        "#top",
        "#TOP",
        "#content",
        "#__nav",
        "#:~:text=words",
        UP,
        f"{UP}about/#",
        f"{UP}about/#Top",
    ),
    *(
        f"{UP}about/#terms",
        f"{UP}about/?a#terms",
        f"{UP}about/index.html#terms",
        f"{UP}about/#old",
        "/about/#terms",
    ),
    *(
        f"{UP}about/#über uns",
        f"{UP}about/#%C3%BCber%20uns",
        f"{URL}about/#terms",
        f"{UP}about#terms",
    ),
    *(
        f"{UP}about/#terms:~:text=a",
        f"{UP}feed.xml#anything",
        "https://example.org/#anything",
        "mailto:a@example.org#b",
    ),
]


@pytest.mark.parametrize("href", RIGHT)
@pytest.mark.parametrize("documents", [(), (ARTICLE,)])
def test_parts_that_are_there(href, documents):
    assert found(link(href), documents=documents) == []


WRONG = [
    ("#contnet", "the page has no part called 'contnet'", "did you mean '#content'?"),
    (f"{UP}about/#temrs", f"'{UP}about/' has no part called 'temrs'", "did you mean '#terms'?"),
    (f"{UP}about/#Terms", f"'{UP}about/' has no part called 'Terms'", "did you mean '#terms'?"),
    ("/about/?a#nothing", "'/about/?a' has no part called 'nothing'", "link to the whole page"),
    (f"{URL}guide#instal", f"'{URL}guide' has no part called 'instal'", "did you mean '#install'?"),
]


@pytest.mark.parametrize("href, message, help_line", WRONG)
@pytest.mark.parametrize("documents", [(), (ARTICLE,)])
def test_parts_that_are_not_there(href, message, help_line, documents):
    assert found(link(href), documents=documents) == [
        (f"{message}, to which a link leads", help_line)
    ]


def test_an_own_part_that_passed_on_another_page():
    parts = LinkedParts(ADDRESSES, (), OTHERS.__getitem__)
    assert not list(parts.problems(ARTICLE, page('<p id="x"></p><a href="#x">x</a>')))
    assert list(parts.problems(ARTICLE, page('<a href="#x">x</a>')))


@pytest.mark.parametrize(
    "text", ['<!-- <a href="#x"> -->', '<p title="<a href=&quot;#x&quot;>">', '&lt;a href="#x">']
)
def test_what_only_looks_like_a_link(text):
    assert found(text) == []
    assert found(text, documents=(ARTICLE,)) == []


@pytest.mark.parametrize(
    "html", ["<a href='#x'>", "<a href=#x>", '<area href="#x">', '<A HREF="&#35;x">']
)
def test_links_of_documentation(html):
    assert len(found(html, documents=(ARTICLE,))) == 1
