"""`digest init --with inbox`: the pipelines of a new digest, and the places that they install from."""

import ast
import hashlib

import pytest
import yaml

from newsroom.editing.inbox_starter import WHEEL
from tests.command import digest

CORE = WHEEL.replace("digest_newsroom", "security_news_digest")


def init(folder, *options):
    return digest("init", folder, "--title", "Harbours", "--with", "inbox", *options)


@pytest.mark.parametrize(
    "repository, pipeline",
    [
        ("https://github.com/a/b", ".github/workflows/inbox.yml"),
        ("https://gitlab.com/a/b", ".gitlab/inbox.yml"),
    ],
)
def test_pipeline(tmp_path, repository, pipeline):
    """The host gets its pipeline and every script that the pipeline runs, and nothing needs a Makefile."""
    root = tmp_path / "new"
    done = init(root, "--repository", repository)
    assert done.exit_code == 0, done.stderr
    text = (root / pipeline).read_text()
    assert yaml.safe_load(text)
    assert "make newsroom" not in text
    assert ".venv" not in text
    assert text.index("-r newsroom.txt") < text.index("digest inbox >")
    scripts = {file.stem: file for file in (root / ".github/scripts").iterdir()}
    assert {name for name in ("gitlab_inbox", "inbox_answers") if f"{name}.py" in text} <= set(
        scripts
    )
    for file in scripts.values():
        imported = {
            node.module
            for node in ast.walk(ast.parse(file.read_text()))
            if isinstance(node, ast.ImportFrom)
        }
        assert {name for name in imported if name in ("gh", "inbox_issue")} <= set(scripts)
    assert (root / "site_config/feeds.yml").is_file()
    assert digest(root, "check").stdout == "no problems found\n"
    if "gitlab" in repository:
        ci = yaml.safe_load((root / ".gitlab-ci.yml").read_text())
        assert ci["include"] == [{"local": pipeline}]


def test_where_ci_gets_the_newsroom(tmp_path):
    """A wheel, or a commit of both packages; otherwise CI stops, and its file says what to fill in."""
    (tmp_path / CORE).write_bytes(b"core")
    missing = init(tmp_path / "first", "--from", tmp_path / CORE)
    assert missing.exit_code == 1
    assert f"{WHEEL} is missing" in missing.stderr
    assert not (tmp_path / "first").exists()
    (tmp_path / WHEEL).write_bytes(b"newsroom")
    assert init(tmp_path / "second", "--from", tmp_path / CORE).exit_code == 0
    digest_of = hashlib.sha256(b"newsroom").hexdigest()
    line = f"./wheels/{WHEEL} --hash=sha256:{digest_of}\n"
    assert (tmp_path / "second/newsroom.txt").read_text().endswith(line)
    assert (tmp_path / "second/wheels" / WHEEL).read_bytes() == b"newsroom"
    source = f"git+https://git.example.net/a/b@{'0' * 40}"
    assert init(tmp_path / "third", "--from", source).exit_code == 0
    pin = (tmp_path / "third/newsroom.txt").read_text()
    assert pin.endswith(f"digest-newsroom @ {source}#subdirectory=newsroom\n")
    assert init(tmp_path / "fourth").exit_code == 0
    lines = (tmp_path / "fourth/newsroom.txt").read_text().splitlines()
    assert all(line.startswith("#") for line in lines)


def test_without_the_newsroom(tmp_path, monkeypatch):
    monkeypatch.setattr("generator.cli.starting.installed", tuple)
    done = init(tmp_path / "new")
    assert done.exit_code == 1
    assert "no package that is installed adds 'inbox'" in done.stderr
    assert not (tmp_path / "new").exists()
