"""Where a person wrote what is wrong in a built page."""

import pytest

from generator.audit.origins import Origins
from generator.diagnostics.diagnostics import Place
from generator.system.file_writing import write

PAGE, LIST = "guide/index.html", "themes/index.html"
HTML = '<p>One</p><p>See <a class="x" href="../gone/">One</a>, <a href="../gone/">Two</a></p>'


@pytest.fixture
def origins(tmp_path):
    write(tmp_path / "docs/guide.md", "# Guide\n\n[One](gone/) and\n[Two](gone/)\n")
    write(tmp_path / "mkdocs.yml", "site_name: x\ncopyright: <b onclick=x>Ours &amp; more</b>\n")
    write(tmp_path / "overrides/main.html", "<script>steal()</script>\n")
    owners = {PAGE: "docs/guide.md", LIST: "digest", "both.html": ""}
    return Origins(tmp_path, owners, "docs", ("mkdocs.yml", "overrides/main.html"))


def test_source(origins):
    """A file is made of one that a person wrote, or of none; only documentation is a document."""
    assert [origins.source(path) for path in (PAGE, LIST, "both.html", "unknown")] == [
        "docs/guide.md",
        "",
        "",
        "",
    ]
    assert origins.is_document(PAGE)
    assert not origins.is_document(LIST)
    assert not Origins(origins.root, {PAGE: "docs/guide.md"}).is_document(PAGE)
    assert not Origins(origins.root, {PAGE: "docs-of-others/x.md"}, "docs").is_document(PAGE)


def test_values_of_a_tag(origins):
    """The value of a tag is found without its way up; of a repeated one, the same repetition."""
    assert origins.place(PAGE, HTML, "<a", HTML.index("<a")) == Place("docs/guide.md", 3, 7)
    assert origins.place(PAGE, HTML, "<a", HTML.rindex("<a")) == Place("docs/guide.md", 4, 7)


@pytest.mark.parametrize(
    "near, html, place",
    [
        ("steal()", "<script>steal()</script>", Place("overrides/main.html", 1, 9)),
        ("<b", "<b onclick=x>", Place("mkdocs.yml", 2, 12)),
        ("Ours &amp;amp; more", "Ours &amp;amp; more", Place("mkdocs.yml", 2, 25)),
        ("<i", "<i id=x>", None),  # a value of one letter may be anywhere
        ("<i", "<i id='#nowhere'>", None),
        ("elsewhere", "elsewhere", None),
    ],
)
def test_common_files(origins, near, html, place):
    """What no page has is looked up in the settings and templates, which are part of each."""
    assert origins.place(PAGE, html, near, 0) == place
    assert origins.place(LIST, html, near, 0) == place


def test_only_documentation_has_lines(origins):
    """The text of a page of the digest is not looked up in documentation."""
    assert origins.place(LIST, HTML, "<a", HTML.index("<a")) is None


def test_links_to_parts_and_styles_have_lines(tmp_path):
    """What a page of the digest was made of has the part to which a link leads, and a style its address."""
    write(tmp_path / "content/pages/about.md", "# About\n\n[One](../guide/#instal)\n")
    write(tmp_path / "theme/own.css", "a {}\nb { src: url(//x) }\n")
    owners = {"about/index.html": "content/pages/about.md", "own.css": "theme/own.css"}
    origins = Origins(tmp_path, owners, "docs")
    place = Place("content/pages/about.md", 3, 16)
    assert origins.place("about/index.html", "<a href='#instal'>", "#instal", 0) == place
    assert origins.place("about/index.html", "[One]", "[One]", 0) is None
    assert origins.place("own.css", "b { src: url(//x) }", "//x", 0) == Place(
        "theme/own.css", 2, 14
    )


def test_missing_and_strange_files(tmp_path):
    """A file that is gone, and one that is no text, give no place and no traceback."""
    write(tmp_path / "docs/b.md", b"\xff\xfe here")
    origins = Origins(tmp_path, {"a.html": "docs/a.md", "b.html": "docs/b.md"}, "docs")
    assert origins.place("a.html", "here", "here", 0) is None
    assert origins.place("b.html", "here", "here", 0) == Place("docs/b.md", 1, 4)
