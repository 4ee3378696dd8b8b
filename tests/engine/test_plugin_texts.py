"""Readers of documentation see the same text with the digest as without it, whatever plugin wrote it."""

import re
from pathlib import Path

import pytest
import yaml

from tests.command import execute, git
from tests.corpus import PROJECT
from tests.hostile.cases import minimal_site

PROGRAMS = PROJECT / ".cache/plugins/bin"
CASES = yaml.safe_load(Path(__file__).with_name("plugins.yml").read_text())
PAGES = {
    "docs/index.md": "# Home\n\nWords.\n",
    "docs/guide/index.md": "# Guide\n\nWords.\n",
    "docs/guide/use.md": "# Use\n\nTangerines.\n\n| a | b |\n|--:|---|\n| 1 | 2 |\n\n!!! note\n    Take care.\n",
}
MENU, PAGE, CONTENTS = ".md-sidebar--primary", ".md-content", ".md-sidebar--secondary"


def write_site(root, name, case):
    """Write a site with a plugin, with the digest (mkdocs.yml) and without it (plain.yml), in a repository."""
    config = minimal_site(root)
    for path, text in {**PAGES, **case.get("files", {})}.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)
    settings = "site_name: Small\nsite_url: https://digest.example.org/\ntheme: {name: material, font: false}\n"
    settings += f"markdown_extensions: [admonition, tables]\n{case.get('settings', '')}"
    plugins = [{name: case.get("options", {})}]
    for file, listed in (
        (root / "plain.yml", plugins),
        (config, [*plugins, {"digest": {"path": "news"}}]),
    ):
        file.write_text(settings + yaml.safe_dump({"plugins": listed}))
    git(root, "init", "-q")
    git(root, "add", "-A")
    git(root, "commit", "-qm", "All", "--date", "2024-02-03")
    return config


def command(name, config, *arguments):
    """Run a command of the environment with the plugins."""
    assert (PROGRAMS / name).is_file(), "to install it: make .cache/plugins/plugins.stamp"
    values = {"PYTHONPATH": str(PROJECT), "DISABLE_MKDOCS_2_WARNING": "true"}
    values |= {"GIT_COMMITTER_DATE": "2024-02-03T12:00:00Z"}
    return execute(PROGRAMS / name, *arguments, cwd=config.parent, **values)


def visible(browser, file, part):
    """The lines of text that Chromium shows in a part of a page."""
    page = browser.new_page(viewport={"width": 1400, "height": 1000})
    page.goto(file.as_uri())
    lines = page.locator(part).inner_text().splitlines() if page.locator(part).count() else []
    page.close()
    return [line.strip() for line in lines if line.strip()]


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_same_text(name, browser, tmp_path):
    """Text and contents are the same; the menu has all of its entries in their order."""
    case = CASES[name]
    config = write_site(tmp_path / "digest", name, case)
    plain = tmp_path / "plain"
    for done in (
        command("mkdocs", config, "build", "-f", "plain.yml", "--site-dir", plain),
        command("digest", config, "build"),
    ):
        assert done.returncode == 0, done.stdout + done.stderr
    page = case.get("page", "guide/use/")
    where = page if page.endswith(".html") else f"{page}index.html"
    shown = {
        part: [visible(browser, folder / where, part) for folder in (plain, config.parent / "site")]
        for part in (MENU, PAGE, CONTENTS)
    }
    assert case["shows"] in "\n".join([*shown[PAGE][0], *shown[MENU][0]])
    assert shown[PAGE][1] == shown[PAGE][0]
    assert shown[CONTENTS][1] == shown[CONTENTS][0]
    entries = iter(shown[MENU][1])
    assert [entry for entry in shown[MENU][0] if entry not in entries] == []


def test_the_documentation_lists_what_is_tried():
    text = (PROJECT / "docs/reference/plugins.md").read_text()
    assert re.findall(r"^\| `([a-z-]+)`", text, re.MULTILINE) == list(CASES)
