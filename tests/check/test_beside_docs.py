"""Mistakes in the settings of a frame, and pages of documentation that do not fit beside the digest."""

import re
from pathlib import Path

import pytest
import yaml

from generator.read.engine_config import FRAMES, MATERIAL
from tests.command import digest, refused, succeed
from tests.corpus import change
from tests.docs_site import write_docs_case

CASES = yaml.safe_load(Path(__file__).with_name("beside_docs.yml").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_one_line(case, tmp_path):
    """`digest check` reports each mistake once, at its place, with what to type; a build says the same."""
    config = write_docs_case(tmp_path / "site", case, "digest", "")
    assert_one_line(config, case)
    if not case.get("warning") and case in CASES[::6]:
        assert case["says"] in digest(config, "build").output.replace(": error: ", ": ")
        assert not (tmp_path / "site/site").exists()


def assert_one_line(config, case):
    """The only problem that a check finds is that of the case, with a help line and without a traceback."""
    result = digest(config, "check")
    reported = [line for line in result.output.splitlines() if re.match(r"\S+:\d+:\d+: ", line)]
    assert len(reported) == 1, result.output
    severity = "warning" if case.get("warning") else "error"
    assert reported[0].replace(f": {severity}: ", ": ", 1).startswith(case["says"]), result.output
    assert result.output.count("    help: ") == 1
    assert case.get("help", "") in result.output
    assert result.exit_code == (0 if case.get("warning") else 1)


READERS = [
    "codeinclude",
    "gen-files",
    "include-markdown",
    "macros",
    "markdown-exec",
    "mkdocs-jupyter",
    "table-reader",
]


@pytest.mark.parametrize("name", READERS)
def test_plugins_that_read_files(name, tmp_path):
    """A check warns of a plugin by which a page reads files or runs code, unless the site accepts it.

    None of them is installed here, which is an error of its own.
    """
    config = write_docs_case(tmp_path / "site", {}, "digest", "news")
    change(config, "plugins: [", f"plugins: [{name}, ")
    assert (
        f"mkdocs.yml:5:11: warning: with '{name}', a page can publish any file"
        in refused(config, "check").output
    )
    change(config, "path: news", f"path: news, accept: [{name}]")
    assert "page-reads-files" not in refused(config, "check").output


def test_an_extension_that_reads_files(tmp_path):
    """An extension of Markdown that puts files of the machine into pages is a warning, too."""
    case = {"extensions": "[markdown_include.include]"}
    config = write_docs_case(tmp_path / "site", case, "digest", "news")
    says = "mkdocs.yml:6:23: warning: with 'markdown_include.include', a page can publish any file"
    output = refused(config, "check").output
    assert says in output
    assert "help: if you trust all who write pages: digest: {accept: [markdown_include" in output


def test_a_front_page_is_missing(tmp_path):
    """The digest below a path leaves the front page of the site to documentation."""
    config = write_docs_case(tmp_path / "site", {}, "digest", "news")
    change(config, "docs_dir: docs", "docs_dir: none")
    (config.parent / "none").mkdir()
    assert (
        "help: write none/index.md, or delete the option `path`" in digest(config, "check").output
    )


def test_content_is_no_documentation(tmp_path):
    config = write_docs_case(tmp_path / "site", {}, "digest", "news")
    change(config, "docs_dir: docs", "docs_dir: content")
    assert (
        "mkdocs.yml:4:11: error: 'content' holds what editors write"
        in digest(config, "check").output
    )


def test_a_picture_that_is_not_published(tmp_path):
    """`share_image` names a file of the finished site, wherever it comes from."""
    pages = {"card.png": "x", "news/card.png": "x", ".hidden/card.png": "x"}
    config = write_docs_case(tmp_path / "site", {"pages": pages}, "digest", "news")
    settings = config.parent / "site_config/site.yml"
    text = settings.read_text()
    for picture, is_there in (("card.png", True), (".hidden/card.png", False), ("x.png", False)):
        settings.write_text(f"{text}share_image: {picture}\n")
        assert ("[missing-file]" in digest(config, "check").output) != is_there


def test_what_is_not_checked(tmp_path):
    """The last line for people says it; there is no problem to count, and nothing for other programs."""
    config = write_docs_case(tmp_path / "site", {}, "digest", "")
    said = succeed(config, "check").output
    assert said == "no problems found; 4 documentation pages are checked by `digest build`\n"
    assert succeed(config, "check", "--format", "json").output == "[]\n"


def test_right_settings(tmp_path):
    """Icons, colours, links and sections that exist are no mistake; a style of the site adds a colour."""
    theme = (
        "{name: material, language: de, font: false, icon: {repo: fontawesome/brands/git-alt}, "
        "palette: [{scheme: brand, primary: custom, accent: teal, toggle: {icon: material/weather-sunny, name: x}}], "
        "features: [navigation.tabs, content.code.copy]}"
    )
    nav = "nav: [index.md, guide/install.md, {Bodies: news/agencies/}, {Away: 'https://example.org/'}, news/names/]"
    pages = {
        "guide/a.md": "---\nicon: material/home\n---\n\n`<script>` in code\n\n```html\n<script>\n```\n",
        "brand.css": '[data-md-color-scheme="brand"] {--md-primary-fg-color: #000}\n',
    }
    case = {
        "theme": theme,
        "path": "news",
        "pages": pages,
        "settings": f"{nav}\nextra_css: [brand.css]",
    }
    result = succeed("-f", write_docs_case(tmp_path / "site", case), "check")
    assert "no problems found" in result.output


@pytest.mark.parametrize("key", ["extra_css", "extra_javascript"])
def test_listed_files_that_nothing_writes(key, tmp_path):
    """MkDocs' own search writes no listed file: it is always off. A hook may write one."""
    config = write_docs_case(tmp_path / "site", {"settings": f"{key}: [none.file]"})
    change(config, "plugins: [", "plugins: [search, ")
    said = refused(config, "check").output
    assert "there is no file docs/none.file, so pages ask for it in vain [missing-file]" in said
    config.write_text(f"{config.read_text()}\nhooks: [hook.py]\n")
    assert "missing-file" not in digest(config, "check").output


@pytest.mark.parametrize("key", ["logo", "favicon"])
@pytest.mark.parametrize("frame", FRAMES)
def test_a_picture_of_the_frame_that_nothing_writes(frame, key, tmp_path):
    """Pages ask for it; one of the theme, of docs/ or of another host is no problem."""
    config = write_docs_case(tmp_path / "site", {"theme": f"{{name: {frame}, {key}: own.png}}"})
    said = refused(config, "check").output
    assert "there is no file docs/own.png, so pages ask for it in vain [missing-file]" in said
    text = config.read_text()
    of_theme = "assets/images/favicon.png" if frame == MATERIAL else "assets/frame.css"
    for path in ("guide/none.png", of_theme, "https://example.org/own.png"):
        config.write_text(text.replace("own.png", path))
        assert ("in vain" in digest(config, "check").output) is path.startswith("guide")
    (config.parent / "docs/own.png").write_bytes(b"")
    config.write_text(text)
    assert "in vain" not in digest(config, "check").output
