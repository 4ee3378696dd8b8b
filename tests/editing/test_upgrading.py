"""`digest upgrade` takes a digest of 25 November 2026 to the present version."""

import re
import shutil

import pytest
from generator.editing.upgrading import first_schema, upgrades

from generator import __version__
from generator.check.site_settings import SCHEMA
from generator.editing.file_changes import apply
from generator.editing.new_digest import install_commands
from generator.editing.program_pin import program_pin
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


@pytest.mark.parametrize("version", ["0", "-1", "1.0", "'1'", "true", "~", "", "[1]"])
def test_no_version(small, version):
    """A schema that is no number is refused with what to type."""
    settings = small / "site_config/site.yml"
    settings.write_text(f"schema: {version}\n" + settings.read_text().replace("schema: 1\n", ""))
    commit(small)
    result = run(small, "upgrade", "--yes")
    assert result.exit_code == 1
    message = "site_config/site.yml: 'schema' is not the number of a version"
    assert result.stderr == f"Error: {message}\n    help: write schema: {SCHEMA}\n"


@pytest.mark.parametrize(
    "path", ["site_config/site.yml", "mkdocs.yml", "requirements.txt", "site_config/theme"]
)
def test_links(old, tmp_path, path):
    """A link is never skipped in silence: its target would stay as it is."""
    (old / "requirements.txt").write_text("security-news-digest==0.1.0\n")
    (old / path).rename(tmp_path / "elsewhere")
    (old / path).symlink_to(tmp_path / "elsewhere")
    commit(old)
    before = files(old, but=".git")
    result = run(old, "upgrade", "--yes")
    assert result.exit_code == 1
    assert f"{path}: this is a symbolic link\n    help: put the " in result.stderr
    assert files(old, but=".git") == before


def test_line_ends(old):
    """Files keep the line ends of Windows and the mark at their beginning."""
    for name in ("mkdocs.yml", "site_config/site.yml", "site_config/style.yml"):
        file = old / name
        file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    (old / "requirements.txt").write_bytes(b"\xef\xbb\xbfsecurity-news-digest==0.1.0\r\n")
    workflow = old / ".github/workflows/digest.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_bytes(WORKFLOW.replace("\n", "\r\n").encode())
    commit(old)
    result = run(old, "upgrade", "--yes")
    assert result.exit_code == 0, result.output
    for name in ("mkdocs.yml", "site_config/site.yml", "site_config/style.yml"):
        data = (old / name).read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert data.count(b"\n") == data.count(b"\r\n")
    assert b"- run: digest build --audit\r\n" in workflow.read_bytes()
    assert install_commands()[0] in workflow.read_text()
    assert run(old, "check").stdout == "no problems found\n"


def test_broken_yaml(old):
    """The message names the file and the command that says where."""
    (old / "site_config/style.yml").write_text("titles: [\n")
    commit(old)
    result = run(old, "upgrade", "--yes")
    message = "site_config/style.yml: the YAML cannot be read"
    help_line = "run `digest check`, and fix what it reports"
    assert result.stderr == f"Error: {message}\n    help: {help_line}\n"


def test_killed_after_each_file(small):
    """An upgrade that was killed between two files finishes when it is run again."""
    (small / "requirements.txt").write_text("security-news-digest==0.1.0\n")
    workflow = small / ".github/workflows/digest.yml"
    workflow.parent.mkdir(parents=True)
    workflow.write_text(WORKFLOW)
    commit(small)
    source = f"git+https://git.example.net/a/b@{'0' * 40}"
    while True:
        pin = program_pin(source)
        planned = [*first_schema(small), *upgrades(small, "mkdocs.yml", pin)]
        apply(small, [planned[0].change])
        if len(planned) == 1:
            break
    assert run(small, "upgrade", "--yes").stdout == "this digest is up to date\n"
    assert (small / "program.txt").read_text().endswith(f"\nsecurity-news-digest @ {source}\n")
    assert "security-news-digest==" not in (small / "requirements.txt").read_text()
    assert install_commands()[-1] in workflow.read_text()


def test_the_pin_is_kept(small):
    """Half of an upgrade with --from is finished without it, and the program's place is not lost."""
    pin = f"security-news-digest @ git+https://git.example.net/a/b@{'0' * 40}\n"
    (small / "program.txt").write_text(pin)
    (small / "requirements.txt").write_text("security-news-digest==0.1.0\n")
    commit(small)
    assert run(small, "upgrade", "--yes").exit_code == 0
    assert (small / "program.txt").read_text().endswith(f"\n{pin}")


def test_names_of_requirements(small):
    """Names are compared as pip does; capitals and dots neither hide nor repeat a requirement."""
    listed = "  Security_News.Digest==0.1.0\nPyYAML==6.0\nZope.Interface==7.0\n"
    (small / "requirements.txt").write_text(listed)
    commit(small)
    assert "requirements.txt:1:1: CI would install" in run(small, "check").stdout
    assert run(small, "upgrade", "--yes").exit_code == 0
    text = (small / "requirements.txt").read_text()
    assert "News.Digest" not in text
    assert "PyYAML" not in text
    assert text.endswith("\nZope.Interface==7.0\n")


def test_a_wheel_is_not_shown(small):
    """Of a binary file only the name is shown."""
    wheel = small / f"security_news_digest-{__version__}-py3-none-any.whl"
    wheel.write_bytes(b"PK\0\x1b[31m")
    (small / "requirements.txt").write_text("security-news-digest==0.1.0\n")
    commit(small)
    shown = run(small, "upgrade", "--dry-run", "--from", wheel).stdout
    assert f"Binary files /dev/null and b/wheels/{wheel.name} differ\n" in shown
    assert "PK" not in shown


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
