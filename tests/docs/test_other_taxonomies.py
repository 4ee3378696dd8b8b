"""A digest with other taxonomies, the German example, never meets the names of ours."""

import re
import shutil

import pytest

from generator.cli.main import COMMANDS
from generator.read.tables import table
from tests.command import digest, files, succeed
from tests.corpus import PROJECT

HEALTH = PROJECT / "docs/health"
OURS = re.compile(
    r"vigil\b|\bagenc(?:y|ies)\b|\bthemes\b"
    r"|(?<!the )(?<!site's )(?<!site_config/)(?<!`)(?<!\w-)\btheme\b(?!-)",
    re.IGNORECASE,
)
"""Our title and taxonomies. `the theme` and `site_config/theme` are those of MkDocs."""
PROGRAMS = (".png", ".ico", ".gz", ".wasm", ".css", ".js", ".sqlite", ".svg")
ARTICLE = "content/articles/2023/2023-09-11-klinikum-ohne-rechner.md"


@pytest.fixture
def health(tmp_path):
    """A copy of the example that a test may break."""
    return shutil.copytree(HEALTH, tmp_path / "health", ignore=shutil.ignore_patterns("site"))


def leaks(text):
    """The places of a text that name taxonomies which only our digest has."""
    return [text[max(found.start() - 40, 0) : found.end() + 40] for found in OURS.finditer(text)]


def run(root, *arguments):
    return digest(root, *arguments)


def test_leaks():
    """The search for leaks finds each of them, and not the theme of MkDocs."""
    found = ["Vigil's", "an agency", "Agencies", "agencies.yml", "by theme", "themes: []"]
    assert all(leaks(text) for text in found)
    assert leaks("the theme in site_config/theme/ and `theme.features`, data-theme") == []


def test_pages(health):
    """No page, feed or data file of the built site names our title or taxonomies."""
    built = run(health, "build", "--audit")
    assert built.exit_code == 0, built.output
    texts = {
        path: content.decode("utf-8", "ignore")
        for path, content in files(health / "site").items()
        if not path.endswith(PROGRAMS) and not path.startswith("pagefind/")
    }
    assert len(texts) > 100
    assert {path: leaks(text) for path, text in texts.items() if leaks(text)} == {}


@pytest.mark.parametrize("command", ["", *sorted(COMMANDS)])
def test_help(command):
    """The help of every command is about any digest."""
    shown = succeed(*command.split(), "--help")
    assert leaks(shown.output) == []


def test_messages_about_articles(health):
    """Messages about missing or wrong front matter name the digest's own keys."""
    article = health / ARTICLE
    text = article.read_text()
    head = text.split("---\n")[1]
    wrong = [
        text.replace(line, instead, 1)
        for line in head.splitlines(keepends=True)
        for key in [line.partition(":")[0]]
        for instead in ("", f"{key}: [nonsens]\n", f"{key}: nonsens\n", f"{key}s: x\n")
    ]
    for number, written in enumerate(wrong):
        article.with_stem(f"{article.stem}-{number}").write_text(written)
    said = run(health, "check").output
    assert said.count("help:") > 20
    assert leaks(said) == []


@pytest.mark.parametrize("name", ["site.yml", "sources.yml", "taxonomies/bodies.yml"])
def test_messages_about_settings(health, name):
    """Messages about a file of settings without one half of its lines do not use our names."""
    file = health / "site_config" / name
    lines = file.read_text().splitlines(keepends=True)
    said = ""
    for kept in (lines[len(lines) // 2 :], lines[: len(lines) // 2], [], ["x: 1\n"]):
        file.write_text("".join(kept))
        said += run(health, "check").output
    assert "help:" in said
    assert leaks(said) == []


def test_messages_about_each_setting(health):
    """Messages about a setting that is missing or nonsense do not use our names."""
    file = health / "site_config/site.yml"
    text = file.read_text()
    said = ""
    for key in sorted(set(re.findall(r"^ *(\w+):", text, re.MULTILINE))):
        line = re.compile(rf"^( *){key}:.*\n", re.MULTILINE)
        for instead in ("", rf"\g<1>{key}: [nonsens]\n"):
            file.write_text(line.sub(instead, text))
            said += run(health, "check").output
    assert said.count("help:") > 40
    assert leaks(said) == []


def test_words_of_readers():
    """The words by which readers ask for a page that every digest has do not use our names."""
    pages = table("generator.search", "reader_words")["pages"]
    every = [words for page, words in pages.items() if not leaks(page)]
    assert len(every) > 10
    assert leaks("\n".join(every)) == []


@pytest.mark.parametrize(
    "arguments",
    [
        ("rename", "nonsens", "a", "b"),
        ("rename", "stelle", "nonsens", "b"),
        ("merge", "nonsens", "a", "b"),
        ("new", "--no-input"),
        ("new", "--no-input", "--title", "Ein Titel", "--nonsens", "x"),
        ("report",),
        ("edition", "2023-W37"),
    ],
)
def test_messages_of_commands(health, arguments):
    """Other commands name the taxonomies that the digest has."""
    result = run(health, *arguments)
    assert result.output
    assert leaks(result.output) == []
