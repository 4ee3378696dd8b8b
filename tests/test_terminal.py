"""Commands escape terminal sequences in titles, names, file names and servers' answers."""

import re
import shutil

import pytest

from generator.cli.main import commands
from tests.command import digest, refused
from tests.corpus import write_engine

MINIMAL = "tests/sites/minimal"
ESCAPE = "\x1b]52;c;ZXZpbA==\x07\x9b2J\u202e"
IN_YAML = "\\e]52;c;ZXZpbA==\\a\\x9b2J\\u202e"
ACTS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")

COMMANDS = {
    "audit": ["SITE"],
    "build": ["--site-dir", "SITE"],
    "check": [],
    "init": ["SITE", "--title", ESCAPE, "--language", ESCAPE],
    "new": ["--no-input", "--title", ESCAPE, f"--{ESCAPE}", "x"],
    "permalinks": [],
    "serve": [f"--{ESCAPE}"],
}


@pytest.fixture
def site(tmp_path):
    """A site whose names all contain terminal sequences."""
    root = shutil.copytree(MINIMAL, tmp_path / f"digest{ESCAPE}")
    write_engine(root)
    (root / "mkdocs.yml").write_text((root / "mkdocs.yml").read_text() + f'"{IN_YAML}": 1\n')
    articles = root / "content/articles"
    (articles / f"{ESCAPE}.md").write_text("x")
    text = next(articles.rglob("2024*.md")).read_text()
    hostile = text.replace("Ministry of Examples invents", f"Ministry {ESCAPE}").replace(
        "news.example.org/1", "news.example.org/2"
    )
    (articles / "2024-05-01-raw.md").write_text(hostile)
    hostile = text.replace(
        "title: Ministry of Examples invents a report",
        f'"{IN_YAML}": x\ntitle: "Ministry {IN_YAML}"',
    )
    hostile = hostile.replace("[aq-moe]", f'["{IN_YAML}"]').replace(
        "news.example.org/1", f"news.example.org/{ESCAPE}"
    )
    (articles / "2024-05-01-escaped.md").write_text(hostile)
    terms = root / "site_config/taxonomies/agencies.yml"
    terms.write_text(terms.read_text() + f'"{IN_YAML}": {{name: "{IN_YAML}"}}\n')
    (root / f"{ESCAPE}.html").write_text(
        f"<title>Report {ESCAPE}</title><p>The ministry {ESCAPE} said so.</p>"
    )
    return root


def assert_inert(result):
    characters = ACTS.findall(result.stdout + result.stderr)
    assert not characters, (characters, result.stdout, result.stderr)


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command(name, site):
    """Output about a hostile site and hostile arguments has no control characters."""
    assert_command_is_inert(name, COMMANDS[name], site)


def assert_command_is_inert(name, written, site):
    """Run a command on the hostile site."""
    built = site / f"site{ESCAPE}"
    built.mkdir()
    (built / f"{ESCAPE}.html").write_text(f"<title>{ESCAPE}</title>")
    arguments = [
        argument.replace("SITE", str(built)).replace("FILE", str(site / f"{ESCAPE}.html"))
        for argument in written
    ]
    result = digest(site, name, *arguments)
    assert result.stdout + result.stderr
    assert_inert(result)


def test_no_command_is_left_out():
    """The newsroom tests its own."""
    own = {name for name, (_, module) in commands().items() if module.startswith("generator.")}
    assert own == set(COMMANDS)


@pytest.mark.parametrize(
    "arguments",
    [[ESCAPE], ["-f", ESCAPE, "check"], ["check", ESCAPE]],
    ids=["command", "config", "path"],
)
def test_arguments(arguments, tmp_path):
    """Click's own errors are escaped, too."""
    result = refused(*arguments, code=2)
    assert_inert(result)


@pytest.mark.parametrize("form", ["text", "json", "github", "gitlab"])
def test_every_format(form, site):
    result = refused(site, "check", "--format", form)
    assert_inert(result)
