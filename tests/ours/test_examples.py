"""The examples of README.md and CONTRIBUTING.md work with this repository's settings and registries.

Only these tests need them. They are skipped if another digest has taken their place.
"""

import datetime as dt
import json
import os
import re
import shutil
import sys
from pathlib import Path

import pytest

from generator.check.article_fields import Context, check_article
from generator.check.registry import read_taxonomies
from generator.check.site_settings import read_settings
from generator.data.editor_schemas import schemas
from generator.diagnostics.diagnostics import Report
from generator.installed import installed
from generator.model.settings import LIMITS
from generator.read.document import parse
from tests.command import digest, execute, git, succeed
from tests.corpus import PROJECT, write_engine, write_files
from tests.said import codes

pytestmark = pytest.mark.ours
README = (PROJECT / "README.md").read_text(encoding="utf-8")
TEXT = (PROJECT / "CONTRIBUTING.md").read_text(encoding="utf-8")


def context() -> Context:
    settings, _ = read_settings(PROJECT / "site_config", "site_config", installed(), Report())
    taxonomies = read_taxonomies(PROJECT / "site_config", "site_config", settings, Report())
    return Context(settings, taxonomies, dt.date(2026, 9, 14))


@pytest.fixture(scope="module", autouse=True)
def _needs_our_registries():
    agencies = context().taxonomies.get("agencies")
    if agencies is None or "us-nsa" not in agencies.terms:
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


def readme_example() -> str:
    """The article that README shows."""
    example = re.search(r"```markdown\n(   ---\n.*?)   ```", README, re.DOTALL)[1]
    return re.sub("^   ", "", example, flags=re.MULTILINE)


def assert_no_problems(root: Path) -> None:
    assert succeed(root, "check").output == "no problems found\n"


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
    text = readme_example().replace("date: 2026-09-13", "date: 2026-10-03")
    write_files(site, {"content/articles/2026/2026-10-03-another-name.md": text})
    assert_no_problems(site)


def test_readme_beside_our_articles(tmp_path):
    """README's example, word for word and under its own name, has no problems in our digest."""
    for name in ("content", "site_config"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    shutil.copy(PROJECT / "mkdocs.yml", tmp_path)
    (name,) = re.findall(r"`(2026-09-13-[a-z-]+\.md)`", README)
    file = tmp_path / "content" / "articles" / "2026" / name
    assert not file.exists()
    file.write_text(readme_example(), encoding="utf-8")
    assert_no_problems(tmp_path)


@pytest.mark.parametrize("paper", ["README.md", "CONTRIBUTING.md", "content/pages/contribute.md"])
def test_examples_are_not_in_the_digest(paper):
    """No article reports what an example reports: neither its report nor its agency on its day."""
    text = (PROJECT / paper).read_text(encoding="utf-8")
    (url,) = set(re.findall(r"^ +url: (\S+)", text, re.MULTILINE))
    (day,) = set(re.findall(r"^ *date: (\S+)\n *source:", text, re.MULTILINE))
    (agency,) = set(re.findall(r"^ *agencies: \[([\w-]+)\]", text, re.MULTILINE))
    for file in (PROJECT / "content" / "articles").rglob("*.md"):
        article = file.read_text(encoding="utf-8")
        assert url not in article, file.name
        assert not (f"\ndate: {day}\n" in article and agency in article), file.name


def test_readme_message(site):
    """The error message in README is what the check prints."""
    (shown,) = re.findall(r"```text\n(.*?)```", README, re.DOTALL)
    name, misspelt = re.match(r"\s*content/articles/(\S+):8:10: .*?'([\w-]+)'", shown).groups()
    text = readme_example().replace("[security-policy]", f"[{misspelt}]")
    write_files(site, {f"content/articles/{name}": text})
    result = digest(site, "check")
    assert result.stdout.startswith(re.sub("^   ", "", shown, flags=re.MULTILINE))


def test_contributing():
    """The example article of CONTRIBUTING passes the check."""
    example = re.search(r"```yaml\n   (---\n.*?)   ```", TEXT, re.DOTALL)[1].replace("\n   ", "\n")
    document = parse(
        example.encode(), "content/articles/2026/2026-09-13-centres.md", LIMITS, report := Report()
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


AT_A_TERMINAL = (
    ".venv/bin/digest new",  # it asks for each value
    "make serve",  # until Ctrl+C
)


@pytest.mark.slow
def test_first_article(tmp_path):
    """In a clone, the blocks of "For each article" do what CONTRIBUTING says, typed word for word in order."""
    chapter = TEXT[TEXT.index("### For each article") : TEXT.index("## An agency, person or")]
    blocks = re.findall(r"```sh\n(.*?)```", chapter, re.DOTALL)
    clone = _cloned(tmp_path)
    (clone / "report.html").write_text(REPORT, encoding="utf-8")
    (name,) = set(re.findall(r"content/articles/2026/[a-z0-9-]+\.md", "".join(blocks)))
    file = clone / name
    for block in blocks:
        (clone / "page.html").write_text(REPORT, encoding="utf-8")
        # A page that cannot be fetched is saved from the browser, as the text below the block says.
        typed = block.replace("--online --open", "--source page.html")
        for line in AT_A_TERMINAL:
            typed = re.sub(f"^{re.escape(line)}$", "", typed, flags=re.MULTILINE)
        done = execute("sh", "-ec", typed, cwd=clone, env=AUTHOR)
        assert done.returncode == 0, (typed, done.stdout, done.stderr)
        if " new --no-input" in block:
            text = file.read_text(encoding="utf-8")
            assert "\ndraft: true" in text
            text = re.sub("\ndraft: true.*", "", text).replace("title: ", "title:   ")
            text = re.sub("^TODO.*", "The ministry said so on Thursday.", text, flags=re.MULTILINE)
            file.write_text(text, encoding="utf-8")
        if " fmt" in block:
            assert f"formatted {name}\n--- a/{name}\n+++ b/{name}\n" in done.stdout
    assert name in git(clone, "log", "--oneline", "--name-only", "origin/my-article", "-1")
    succeed(clone, "build")
    assert (clone / "site" / "articles" / "2026" / "09" / file.stem[11:]).is_dir()


AUTHOR = {
    **os.environ,
    "GIT_AUTHOR_NAME": "A. Author",
    "GIT_AUTHOR_EMAIL": "author@example.org",
    "GIT_COMMITTER_NAME": "A. Author",
    "GIT_COMMITTER_EMAIL": "author@example.org",
}


def _cloned(folder: Path) -> Path:
    """A clone of a repository with our settings and articles, and with this program as its `.venv`."""
    origin, clone = folder / "origin", folder / "digest"
    for name in ("content", "site_config"):
        shutil.copytree(PROJECT / name, origin / name)
    shutil.copy(PROJECT / "mkdocs.yml", origin)
    shutil.copy(PROJECT / ".gitignore", origin)
    for command in (
        ["init", "--quiet", "--initial-branch=main"],
        ["add", "--all"],
        ["commit", "--quiet", "-m", "The digest as it is"],
        ["clone", "--quiet", ".", str(clone)],
    ):
        git(origin, *command)
    (clone / ".venv").symlink_to(sys.prefix)
    return clone
