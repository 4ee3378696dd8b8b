"""CONTRIBUTING.md: what it tells a newcomer to type is there, and its example is a right article."""

from __future__ import annotations

import datetime as dt
import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from generator.check.article_fields import Context, check_article
from generator.check.registry import read_taxonomies
from generator.check.site_settings import read_settings
from generator.data.editor_schemas import schemas
from generator.diagnostics.diagnostics import Report
from generator.model.limits import LIMITS
from generator.read.document import parse
from tests.command import command_of, run
from tests.corpus import PROJECT, write_engine
from tests.said import codes

TEXT = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")
SHELL = [
    line.strip()
    for block in re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
    for line in block.splitlines()
    if line.strip()
]
INLINE = re.findall(r"`((?:make|\.venv/bin/digest|digest) [^`]+)`", TEXT)
COMMANDS = sorted({command.removeprefix(".venv/bin/") for command in (*SHELL, *INLINE)} - {""})


def context() -> Context:
    settings = read_settings(PROJECT / "site_config", "site_config", Report())
    taxonomies = read_taxonomies(PROJECT / "site_config", "site_config", settings, Report())
    return Context(settings, taxonomies, dt.date(2026, 1, 9))


@pytest.mark.parametrize("command", [command for command in COMMANDS if command.startswith("digest ")])
def test_commands(command):
    """Each is a command of ours, with options that it has."""
    _, name, *rest = shlex.split(command)
    if command_of(name).context_settings.get("ignore_unknown_options"):
        return  # its flags depend on the site; the newcomer's path tries them
    options = {option for one in command_of(name).params for option in (*one.opts, *one.secondary_opts)}
    assert {word for word in rest if word.startswith("--")} <= options


def test_targets():
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    named = {command.split()[1] for command in COMMANDS if command.startswith("make ")}
    assert {"site", "serve", "check", "test"} <= named
    assert all(re.search(rf"^{target}:", makefile, re.MULTILINE) for target in named)


def test_links():
    """Files and sections that it points to are there, and others point to it."""
    headings = {
        re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-")
        for heading in re.findall(r"^#+ (.+)$", TEXT, re.MULTILINE)
    }
    for target in re.findall(r"\]\((?!https?:)([^)\s]+)\)", TEXT):
        assert target[1:] in headings if target.startswith("#") else (PROJECT / target).exists(), target
    for named in re.findall(r"`((?:content|site_config|\.github|\.vscode)/[\w./-]+)`", TEXT):
        assert (PROJECT / named).exists(), named
    assert "(CONTRIBUTING.md)" in (PROJECT / "README.md").read_text(encoding="utf-8")
    page = (PROJECT / "content" / "pages" / "contribute.md").read_text(encoding="utf-8")
    assert f"({context().settings.repository}/blob/main/CONTRIBUTING.md)" in page


def test_example():
    """The article to copy passes the check as it stands."""
    example = re.search(r"```yaml\n   (---\n.*?)   ```", TEXT, re.DOTALL)[1].replace("\n   ", "\n")
    document = parse(
        example.encode(), "content/articles/2026/2026-01-08-directives.md", LIMITS, report := Report()
    )
    assert check_article(document, context(), report)
    assert codes(report) == []


def test_editors_settings():
    """Each registry has its schema, where `make site` puts it."""
    settings = json.loads((PROJECT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    site = context().settings
    of_files = {
        f"site/{address}": f"site_config/{site.taxonomies[address.split('/')[-1].removesuffix('.json')].terms}"
        for address, _ in schemas(site, context().taxonomies)
        if address.startswith("schema/terms/")
    }
    assert settings["yaml.schemas"] == of_files
    modeline = re.search(r"# yaml-language-server: \$schema=(\S+)", TEXT)[1]
    assert modeline == next(one["$id"] for _, one in schemas(site, context().taxonomies))


REPORT = """<title>Office shows a tool</title><meta property="og:site_name" content="Example News">
<meta property="article:published_time" content="2024-05-02"><h1>Office shows a tool</h1>
<article><p>The invented office said on Thursday that it had shown a tool to nobody.</p></article>"""


def test_a_newcomers_path(tmp_path):
    """The commands of a first article, as they stand there: begun, suggested for, formatted, checked, built."""
    root = write_engine(tmp_path / "digest")
    shutil.copytree(PROJECT / "site_config", root / "site_config", dirs_exist_ok=True)
    shutil.copytree(PROJECT / "content", root / "content")
    (root / "report.html").write_text(REPORT, encoding="utf-8")
    typed = [
        shlex.split(command.removeprefix(".venv/bin/digest "))
        for command in SHELL
        if command.startswith(".venv/bin/digest ")
    ]
    file = root / next(command[1] for command in typed if command[0] == "suggest")
    imported = False
    for command in (one for one in typed if one != ["new"]):
        done = run("generator", *command, cwd=root)
        assert done.returncode == 0, (command, done.stdout, done.stderr)
        if command[0] == "import":
            (draft,) = set((root / "content").rglob("*.md")) - _files_of_the_digest(root)
            draft.unlink()
            imported = True
        elif command[0] == "new":
            text = file.read_text(encoding="utf-8")
            assert "\ndraft: true" in text
            text = re.sub("\ndraft: true.*", "", text)
            text = re.sub("^TODO.*", "The ministry said so on Thursday.", text, flags=re.MULTILINE)
            file.write_text(text, encoding="utf-8")
    assert imported
    built = run("generator", "build", cwd=root)
    assert built.returncode == 0, built.stderr
    assert (root / "site" / "articles" / "2026" / "01" / file.stem[11:]).is_dir()


def _files_of_the_digest(root: Path) -> set[Path]:
    return {root / file.relative_to(PROJECT) for file in (PROJECT / "content").rglob("*.md")}
