"""Pages of documentation beside the digest: what fails is named in one line."""

import pytest

from tests.command import digest, refused, succeed
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


@pytest.mark.slow
def test_too_much_time(tmp_path):
    """A page that takes Python-Markdown minutes ends the build, and is named."""
    config = write(tmp_path / "site", {"text": "[" * 20_000})
    assert "docs/guide/page.md: it takes too much time or memory" in refused(config, "build").output
