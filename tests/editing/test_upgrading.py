"""`digest upgrade` takes a digest of 25 November 2026 to the present version."""

import re
import shutil

import pytest

from generator.check.site_settings import SCHEMA
from generator.editing.new_digest import install_commands
from generator.system.git import git
from tests.command import digest, files
from tests.corpus import PROJECT, write_engine
from tests.hostile.cases import minimal_site

NOVEMBER = PROJECT / "tests/sites/november"
WORKFLOW = """\
jobs:
  build:
    steps:
      - run: pip install -r requirements.txt
      - run: digest check --against source.txt
      - run: digest suggest report.txt --format json
      - run: digest build
"""


def commit(root):
    """Put everything into a new repository, so that git can undo an upgrade."""
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    author = ("-c", "user.name=Nobody", "-c", "user.email=nobody@example.org")
    git(root, *author, "commit", "--quiet", "--message", "All")


@pytest.fixture
def old(tmp_path):
    """A committed digest of 25 November."""
    root = tmp_path / "digest"
    shutil.copytree(NOVEMBER, root)
    commit(root)
    return root


@pytest.fixture
def small(tmp_path):
    """A small digest of today, not committed."""
    root = tmp_path / "digest"
    minimal_site(root)
    return root


def run(root, command, *options):
    return digest("-f", root / "mkdocs.yml", command, *options)


def test_from_november_to_today(old):
    """Its check fails before, and afterwards check, build and audit succeed without a warning."""
    before = run(old, "check")
    assert before.exit_code == 1
    assert "run `digest upgrade`" in before.stdout
    upgraded = run(old, "upgrade", "--yes")
    assert upgraded.exit_code == 0, upgraded.output
    assert run(old, "check").stdout == "no problems found\n"
    built = run(old, "build", "--audit")
    assert built.exit_code == 0, built.output
    assert (old / "site/index.html").is_file()
    assert run(old, "upgrade", "--yes").stdout == "this digest is up to date\n"


def test_what_check_names(old):
    """`check` has a warning at the line of each file that `upgrade` would change, and no other."""
    places = re.findall(r"^(\S+):(\d+):1: .*\[obsolete\]", run(old, "check").stdout, re.MULTILINE)
    changed = set(
        re.findall(r"^--- a/(\S+)", run(old, "upgrade", "--dry-run").stdout, re.MULTILINE)
    )
    assert {path for path, _ in places} == changed - {"site_config/site.yml"}
    lines = (old / "site_config/style.yml").read_text(encoding="utf-8").splitlines()
    assert "titles" in lines[int(dict(places)["site_config/style.yml"]) - 1]


def test_shown_and_asked(old):
    """Without --yes the changes are shown; on no terminal nothing is written."""
    before = files(old, but=".git")
    result = run(old, "upgrade")
    assert result.exit_code == 1
    assert "-  custom_dir: site_config/theme\n" in result.stdout
    assert "+schema: 1\n" in result.stdout
    assert "nothing was written" in result.stderr
    assert files(old, but=".git") == before


def test_own_files_are_kept(old):
    """Files that were changed, and comments, stay as they are."""
    own = old / "site_config/theme/main.html"
    own.write_text("{% extends 'base.html' %}\n", encoding="utf-8")
    commit(old)
    assert run(old, "upgrade", "--yes").exit_code == 0
    assert own.read_text(encoding="utf-8") == "{% extends 'base.html' %}\n"
    assert not (old / "site_config/theme/404.html").exists()
    settings = (old / "site_config/site.yml").read_text(encoding="utf-8")
    assert settings.startswith("# A whole site in a few lines; nothing in it is real.\nschema: 1\n")
    assert "name: CC BY 4.0" in settings


def test_uncommitted_changes(old):
    """A file that git could not restore is refused, and nothing is written."""
    (old / "mkdocs.yml").write_text((old / "mkdocs.yml").read_text() + "# mine\n")
    before = files(old, but=".git")
    result = run(old, "upgrade", "--yes")
    assert result.exit_code == 1
    assert "git could not restore mkdocs.yml" in result.stderr
    assert files(old, but=".git") == before


def test_future_schema(old):
    """A digest of a newer program is refused in one line."""
    settings = old / "site_config/site.yml"
    settings.write_text(f"schema: {SCHEMA + 1}\n" + settings.read_text())
    before = files(old, but=".git")
    result = run(old, "upgrade", "--yes")
    assert result.exit_code == 1
    message = f"site.yml has schema {SCHEMA + 1}, but this program reads schema {SCHEMA}"
    assert result.stderr == f"Error: {message}; install the newest version of the program\n"
    assert files(old, but=".git") == before


def test_workflows(small):
    """CI installs the program from where it is, never by its name, and uses commands of today."""
    workflow = small / ".github/workflows/digest.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_text(WORKFLOW)
    listed = "security-news-digest==0.1.0\nmkdocs==1.6.1\nmkdocs-redirects==1.2.2\n"
    (small / "requirements.txt").write_text(f"# Ours\n{listed}")
    commit(small)
    check = run(small, "check").stdout
    assert (
        "requirements.txt:1:1: CI would install 'security-news-digest' by its name alone" in check
    )
    commit_id = "0123456789abcdef0123456789abcdef01234567"
    source = f"git+https://git.example.net/a/b@{commit_id}"
    result = run(small, "upgrade", "--yes", "--from", source)
    assert result.exit_code == 0, result.output
    runs = re.findall("- run: (.*)", workflow.read_text())
    today = ["digest check", "digest suggest report.txt --json", "digest build --audit"]
    assert runs == [*install_commands(), *today]
    requirements = (small / "requirements.txt").read_text()
    assert "security-news-digest" not in re.sub("(?m)^#.*", "", requirements)
    assert requirements.count("\nmkdocs==") == 1
    assert requirements.endswith("\nmkdocs-redirects==1.2.2\n")
    assert (small / "program.txt").read_text().endswith(f"\nsecurity-news-digest @ {source}\n")
    assert "obsolete" not in run(small, "check").stdout


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("theme: {name: material, custom_dir: site_config/theme}\n", "theme: {name: material}\n"),
        (
            'theme:\n  name: material\n  custom_dir: "site_config/theme/" # ours\n',
            "theme:\n  name: material\n",
        ),
        (
            "extra_css:\n  - assets/digest.css\n  - assets/own.css\n",
            "extra_css:\n  - assets/own.css\n",
        ),
        ("theme:\n  name: material\n  custom_dir: site_config/theme-of-ours\n", None),
    ],
)
def test_engine_settings(small, before, after):
    """Only what names files of the former theme is deleted from mkdocs.yml."""
    config = write_engine(small) / "mkdocs.yml"
    rest = "site_name: X\nsite_url: !ENV [SITE_URL, https://example.org/]\nplugins: [digest]\n"
    config.write_text(before + rest)
    commit(small)
    assert run(small, "upgrade", "--yes").exit_code == 0
    assert config.read_text() == (after or before) + rest
