"""The examples of README.md and CONTRIBUTING.md work with this repository's settings and registries.

Only these tests need them. They are skipped if another digest has taken their place.
"""

import datetime as dt
import json
import re
import shlex
import shutil

import pytest

from generator.check.article_fields import Context, check_article
from generator.check.registry import read_taxonomies
from generator.check.site_settings import read_settings
from generator.data.editor_schemas import schemas
from generator.diagnostics.diagnostics import Report
from generator.model.settings import LIMITS
from generator.read.document import parse
from tests.command import digest
from tests.corpus import PROJECT, write_engine
from tests.said import codes
from tests.test_contributing import SHELL, TEXT

pytestmark = pytest.mark.ours
README = (PROJECT / "README.md").read_text(encoding="utf-8")


def context() -> Context:
    settings = read_settings(PROJECT / "site_config", "site_config", Report())
    taxonomies = read_taxonomies(PROJECT / "site_config", "site_config", settings, Report())
    return Context(settings, taxonomies, dt.date(2026, 1, 9))


@pytest.fixture(scope="module", autouse=True)
def _needs_our_registries():
    agencies = context().taxonomies.get("agencies")
    if agencies is None or "us-cisa" not in agencies.terms:
        pytest.skip("site_config/ is another digest's")


@pytest.fixture
def site(tmp_path):
    """The registries and settings of this repository, without articles."""
    root = write_engine(tmp_path / "digest")
    shutil.copytree(PROJECT / "site_config", root / "site_config", dirs_exist_ok=True)
    (root / "site_config" / "permalinks.txt").unlink()
    settings = root / "site_config" / "site.yml"
    text = settings.read_text(encoding="utf-8")
    settings.write_text(re.sub("^permalinks:.*", "", text, flags=re.MULTILINE), encoding="utf-8")
    (root / "content" / "articles").mkdir(parents=True)
    shutil.copytree(
        PROJECT / "tests" / "sites" / "sample" / "content" / "pages", root / "content" / "pages"
    )
    return root


@pytest.mark.parametrize(
    "paper", ["README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md"]
)
def test_paths(paper):
    """Every file below site_config/ that a page names exists."""
    text = (PROJECT / paper).read_text(encoding="utf-8")
    for name in re.findall(r"`(site_config/[\w./-]+)`", text):
        assert (PROJECT / name).exists(), name


def test_readme(site):
    """README's example, saved under another name and date, has no problems."""
    example = re.search(r"```markdown\n(   ---\n.*?)   ```", README, re.DOTALL)[1]
    text = re.sub("^   ", "", example, flags=re.MULTILINE).replace(
        "date: 2026-01-08", "date: 2026-02-03"
    )
    folder = site / "content" / "articles" / "2026"
    folder.mkdir()
    (folder / "2026-02-03-another-name.md").write_text(text, encoding="utf-8")
    result = digest("-f", site / "mkdocs.yml", "check")
    assert (result.exit_code, result.output) == (0, "no problems found\n")
    assert digest("-f", site / "mkdocs.yml", "fmt", "--check").exit_code == 0


def test_readme_beside_our_articles(tmp_path):
    """README's example, word for word and under its own name, has no problems in our digest."""
    for name in ("content", "site_config"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    shutil.copy(PROJECT / "mkdocs.yml", tmp_path)
    example = re.search(r"```markdown\n(   ---\n.*?)   ```", README, re.DOTALL)[1]
    (name,) = re.findall(r"`(2026-01-08-[a-z-]+\.md)`", README)
    file = tmp_path / "content" / "articles" / "2026" / name
    assert not file.exists()
    file.write_text(re.sub("^   ", "", example, flags=re.MULTILINE), encoding="utf-8")
    result = digest("-f", tmp_path / "mkdocs.yml", "check")
    assert (result.exit_code, result.output) == (0, "no problems found\n")


def test_readme_message(site):
    """The error message in README is what the check prints."""
    (shown,) = re.findall(r"```text\n(.*?)```", README, re.DOTALL)
    name, misspelt = re.match(r"\s*content/articles/(\S+):8:10: '([\w-]+)'", shown).groups()
    example = re.search(r"```markdown\n(   ---\n.*?)   ```", README, re.DOTALL)[1]
    text = re.sub("^   ", "", example, flags=re.MULTILINE).replace(
        "[security-policy]", f"[{misspelt}]"
    )
    file = site / "content" / "articles" / name
    file.parent.mkdir()
    file.write_text(text, encoding="utf-8")
    result = digest("-f", site / "mkdocs.yml", "check")
    assert result.stdout.startswith(re.sub("^   ", "", shown, flags=re.MULTILINE))


def test_contributing():
    """The example article of CONTRIBUTING passes the check."""
    example = re.search(r"```yaml\n   (---\n.*?)   ```", TEXT, re.DOTALL)[1].replace("\n   ", "\n")
    document = parse(
        example.encode(),
        "content/articles/2026/2026-01-08-directives.md",
        LIMITS,
        report := Report(),
    )
    assert check_article(document, context(), report)
    assert codes(report) == []


def test_editors_settings():
    """VS Code maps each registry to its schema in `site/`."""
    settings = json.loads((PROJECT / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    site = context().settings
    of_files = {
        f"site/{address}": f"site_config/{site.taxonomies[address.split('/')[-1].removesuffix('.json')].terms}"
        for address, _ in schemas(site, context().taxonomies)
        if address.startswith("schema/terms/")
    }
    assert settings["yaml.schemas"] == of_files
    modeline = re.search(r"# yaml-language-server: \$schema=(\S+)", TEXT)[1]
    assert modeline == next(schema["$id"] for _, schema in schemas(site, context().taxonomies))


REPORT = """<title>Office shows a tool</title><meta property="og:site_name" content="Example News">
<meta property="article:published_time" content="2024-05-02"><h1>Office shows a tool</h1>
<article><p>The invented office said on Thursday that it had shown a tool to nobody.</p></article>"""


@pytest.mark.slow
def test_first_article(site, monkeypatch):
    """The commands of CONTRIBUTING for a first article work: new, suggest, fmt, check, build."""
    root = site
    monkeypatch.chdir(root)
    (root / "report.html").write_text(REPORT, encoding="utf-8")
    typed = [
        shlex.split(command.removeprefix(".venv/bin/digest "))
        for command in SHELL
        if command.startswith(".venv/bin/digest ")
    ]
    file = root / next(command[1] for command in typed if command[0] == "suggest")
    imported = False
    for command in (command for command in typed if command != ["new"]):
        done = digest(*command)
        assert done.exit_code == 0, (command, done.output)
        if command[0] == "import":
            (draft,) = (root / "content" / "articles").rglob("*.md")
            draft.unlink()
            imported = True
        elif command[0] == "new":
            text = file.read_text(encoding="utf-8")
            assert "\ndraft: true" in text
            text = re.sub("\ndraft: true.*", "", text)
            text = re.sub("^TODO.*", "The ministry said so on Thursday.", text, flags=re.MULTILINE)
            file.write_text(text, encoding="utf-8")
    assert imported
    built = digest("build")
    assert built.exit_code == 0, built.output
    assert (root / "site" / "articles" / "2026" / "01" / file.stem[11:]).is_dir()
