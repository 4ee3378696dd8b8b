"""Pages of documentation beside the digest: what fails is named in one line."""

import pytest

from tests.command import digest, succeed
from tests.docs_site import write_docs_case as write


@pytest.mark.parametrize("frame", ["material", "digest"])
def test_ways_to_name_a_listed_file(frame, tmp_path):
    """MkDocs takes any address for a script or a style sheet, and so do check and audit."""
    ways = ["{}", "./{}", "{}?v=2", "./{}#x"]
    pages, scripts, styles = {}, [], []
    for at, way in enumerate(ways):
        pages |= {f"js/a{at}.js": "1\n", f"css/a{at}.css": "p {}\n", f"js/b{at}.mjs": "2\n"}
        scripts.append(f'"{way.format(f"js/a{at}.js")}"')
        scripts.append(f'{{path: "{way.format(f"js/b{at}.mjs")}", type: module}}')
        styles.append(f'"{way.format(f"css/a{at}.css")}"')
    settings = f"extra_javascript: [{', '.join(scripts)}]\nextra_css: [{', '.join(styles)}]"
    config = write(tmp_path / "site", {"pages": pages, "settings": settings}, frame)
    succeed(config, "check")
    succeed(config, "build")


ENDS = {
    "address": "[x](http://[::1)",
    "nested": "* " * 2_500,
    "date": "---\ndate: 2026-13-45\n---\nx",
    "loop": "---\na: &a [*a]\n---\nx",
    "tags": "---\ntags: 7\n---\nx",
    "template": "---\ntemplate: ../../secret.html\n---\nx",
}


@pytest.mark.parametrize("name", ENDS)
def test_one_page_ends_in_one_line(name, tmp_path):
    """What MkDocs or the theme cannot read ends the build in one line that names the page; no traceback."""
    config = write(tmp_path / "site", {"text": ENDS[name]})
    result = digest(config, "build")
    assert "Traceback" not in result.output
    said = [line for line in result.output.splitlines() if line.startswith("Error: ")]
    assert len(said) == result.exit_code
    assert all("guide/page.md" in line for line in said), said


ANY_FILES = {
    "_headers": "/*\n  X-Own: 1\n",
    "favicon.ico": "icon",
    "robots.txt": "User-agent: *\n",
    "sitemap.xml": "<urlset/>\n",
    "404.md": "# Gone\n",
    "assets/digest.css": "p {}\n",
    "news/agencies/more.md": "# More\n",
}


@pytest.mark.parametrize("frame", ["material", "digest"])
def test_files_of_any_name(frame, tmp_path):
    """At the root of the site a file of documentation takes precedence; beside a page of the digest it is welcome."""
    config = write(tmp_path / "site", {"pages": ANY_FILES}, frame)
    succeed(config, "check")
    succeed(config, "build", "--audit")
    site = config.parent / "site"
    for name, text in ANY_FILES.items():
        if not name.endswith(".md"):
            assert (site / name).read_text() == text
    assert (site / "404/index.html").is_file()
    assert (site / "news/agencies/more/index.html").is_file()
    assert len([*(site / "news/assets").glob("digest.*.css")]) == 1
