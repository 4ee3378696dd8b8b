"""Entries of the menu that lead nowhere are told by a check, with the page that was meant."""

import re

import pytest

from tests.command import digest
from tests.hostile.cases import minimal_site

MENUS = {
    "about.md": "write the address of the page: about/",
    "abuot/": "did you mean 'about/'?",
    "/abuot/": "did you mean 'about/'?",
    "theme/": "did you mean 'themes/'?",
    "guid/first.md": "did you mean 'guide/first.md'?",
    "guide/": "name a page of this folder: guide/first.md",
    "nowhere.md": "write the path of a page in docs/, or the address of one of the digest's",
    "about/": "",
    "/about/": "",
    "./": "",
    "themes/": "",
    "themes/index.md": "",
    "guide/first.md": "",
    "guide/first.md#part": "",
    "https://example.org/abuot/": "",
    "mailto:editors@example.org": "",
}


@pytest.fixture
def config(tmp_path):
    """A digest with a page of its own, and another of documentation."""
    config = minimal_site(tmp_path / "digest")
    page = config.parent / "docs/guide/first.md"
    page.parent.mkdir(parents=True)
    page.write_text("# First\n")
    about = config.parent / "content/pages/about.md"
    assert about.is_file()
    return config


def told(config, menu, plugins="[digest]"):
    """The help lines about the menu."""
    config.write_text(f"site_name: Small\ndocs_dir: docs\nplugins: {plugins}\nnav:\n{menu}")
    said = digest(config, "check").output
    return re.findall(
        r"^mkdocs\.yml:(\d+):\d+: .* \[broken-link\]\n +help: (.*)$", said, re.MULTILINE
    )


def test_each_entry(config):
    """Every entry that leads nowhere is told, at its line, and no other."""
    menu = "".join(f"  - {target}\n" for target in MENUS)
    found = {int(line) - 5: help_line for line, help_line in told(config, menu)}
    for number, help_line in enumerate(MENUS.values()):
        assert found.get(number, "").startswith(help_line), number
        assert bool(help_line) == (number in found), number


def test_entries_below_titles(config):
    menu = "  - Guide:\n    - First: guid/first.md\n    - About: /abuot/\n"
    assert [line for line, _ in told(config, menu)] == ["6", "7"]


def test_a_plugin_may_add_pages(config):
    assert told(config, "  - nowhere.md\n", "[digest, search]") != []
    assert told(config, "  - nowhere.md\n", "[digest, tags]") == []


@pytest.mark.parametrize(
    "name, told", [("artcle.html", True), ("article.html", False), ("part.html", False)]
)
def test_templates_that_nothing_reads(name, told, tmp_path):
    """The site's own page templates replace one of ours, or another includes them."""
    config = minimal_site(tmp_path / "digest")
    folder = config.parent / "site_config/theme/pages"
    folder.mkdir(parents=True)
    (folder / name).write_text("<p>One</p>")
    if name == "part.html":
        (folder / "entry.html").write_text('{% include "part.html" %}')
    assert ("nothing reads the file" in digest(config, "check").output) == told


def test_a_digest_below_a_path_without_documentation(tmp_path):
    """The help names the option, and no file that nothing would read."""
    config = minimal_site(tmp_path / "digest")
    config.write_text(
        "site_name: Small\nplugins: [{digest: {path: news}}]\ndocs_dir: site_config/public\n"
    )
    said = digest(config, "check").output
    assert "mkdocs.yml:2:27: error: the site has no front page" in said
    assert "help: delete the option `path: news`; or, for pages of documentation" in said
