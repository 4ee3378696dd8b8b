"""The documents name existing commands of both packages; CONTRIBUTING.md names existing targets, files and sections."""

import re
import shlex

import pytest

from generator.cli.main import main
from tests.command import command_of
from tests.corpus import PROJECT

TEXT = (PROJECT / "CONTRIBUTING.md").read_text()
SHELL = [
    line.strip()
    for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
    for line in block.splitlines()
    if line.strip()
]
INLINE = re.findall(r"`((?:make|\.venv/bin/digest|digest) [^`]+)`", TEXT)
HOW_TOS = ("another-language", "beside-documentation", "publish", "releasing", "start-a-digest")
"""Pages of docs/ with commands to type."""
COMMANDS = sorted({command.removeprefix(".venv/bin/") for command in (*SHELL, *INLINE)} - {""})


@pytest.mark.parametrize(
    "command", [command for command in COMMANDS if command.startswith("digest ")]
)
def test_commands_of_the_guide(command):
    """Each command exists and has the options shown."""
    _, name, *rest = shlex.split(command)
    if command_of(name).context_settings.get("ignore_unknown_options"):
        return  # its flags depend on the site; tests/ours runs it
    options = {
        option
        for parameter in command_of(name).params
        for option in (*parameter.opts, *parameter.secondary_opts)
    }
    assert {word for word in rest if word.startswith("--")} <= options


def test_targets():
    makefile = (PROJECT / "Makefile").read_text()
    named = {command.split()[1] for command in COMMANDS if command.startswith("make ")}
    assert {"site", "serve", "check", "test"} <= named
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in named)


def _exists(path):
    """Whether a path exists; editors may change anything below `content/` and `site_config/`."""
    return path.startswith(("content/", "site_config/")) or (PROJECT / path).exists()


def test_links():
    """Linked files and sections exist, and README links to CONTRIBUTING.md."""
    headings = {
        re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
    }
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", TEXT):
        assert target[1:] in headings if target.startswith("#") else _exists(target), target
    for named in re.findall(r"`((?:content|site_config|\.github|\.vscode)/[\w./-]+)`", TEXT):
        assert _exists(named), named
    assert "(CONTRIBUTING.md)" in (PROJECT / "README.md").read_text()


@pytest.mark.parametrize(
    "page", ["README.md", "CHANGELOG.md", *(f"docs/pages/{name}.md" for name in HOW_TOS)]
)
def test_commands(page):
    """Every `digest` command on a page exists and has the options shown."""
    text = re.sub(r"`[^`]+`(?= has gone)", "", (PROJECT / page).read_text())
    code = re.findall(r"^ *```[^\n`]*\n(.*?)^ *```|`([^`]+)`", text, re.MULTILINE | re.DOTALL)
    named = re.findall(
        r"^ *(?:\.venv/bin/)?digest ([a-z][a-z-]*)([^\n#]*)",
        "\n".join(block or span for block, span in code),
        re.MULTILINE,
    )
    assert named
    for name, rest in named:
        options = {option for parameter in command_of(name).params for option in parameter.opts}
        assert set(re.findall(r"(?<= )--[a-z-]+", rest)) <= options, name


def test_what_has_gone():
    """What the changelog says has gone is no command or option any more."""
    gone = re.findall(
        r"`digest (\S+)(?: (--\S+))?` has gone", (PROJECT / "CHANGELOG.md").read_text()
    )
    assert gone
    for name, option in gone:
        if option:
            assert option not in {one for part in command_of(name).params for one in part.opts}
        else:
            assert name not in main.list_commands(None)
