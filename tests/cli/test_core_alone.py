"""The core without the newsroom: what it loads, and that the site is the same, file for file."""

import shutil
import sys

import pytest

from tests.command import files, printed, run
from tests.corpus import MINIMAL, PROJECT, write_engine

OF_EDITORS = ("courlan", "dateparser", "feedparser", "htmldate", "lxml", "trafilatura")
WHEELS = PROJECT / ".cache" / "wheels"


@pytest.mark.parametrize(
    "command",
    [("generator", "--help"), ("generator", "check"), ("generator", "build"), ("mkdocs", "build")],
    ids=" ".join,
)
def test_what_is_loaded(command, tmp_path):
    """No command of the core loads the importer, or a library that only editors need."""
    shutil.copytree(MINIMAL, tmp_path / "site")
    root = write_engine(tmp_path / "site")
    done = run(*command, cwd=root, PYTHONPROFILEIMPORTTIME="1")
    assert done.returncode == 0, done.stderr
    loaded = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines()}
    assert "click" in loaded
    assert not [name for name in loaded if name.partition(".")[0] in OF_EDITORS]
    assert not [name for name in loaded if name.startswith("newsroom.importer")]


def _clone(folder):
    printed("git", "clone", "-q", PROJECT, folder)
    return folder


def _built(clone, python):
    """Check and build a clone with its own program; return its files, without the search index."""
    for command in (["check"], ["build", "--site-dir", "site"]):
        printed(python, "-m", "generator", *command, cwd=clone)
    return files(clone / "site", but="pagefind")


@pytest.mark.slow
@pytest.mark.ours
def test_same_site_without_the_newsroom(tmp_path):
    """Without the newsroom's folder and package, a clean clone checks and builds the same site."""
    alone = _clone(tmp_path / "alone")
    shutil.rmtree(alone / "newsroom")
    printed(sys.executable, "-m", "venv", tmp_path / "environment")
    python = tmp_path / "environment/bin/python"
    pip = [python, "-m", "pip", "install", "--quiet", "--no-index", "--find-links", WHEELS]
    locks = ["-r", "generator/starter/site.lock", "-r", "generator/starter/build.lock"]
    printed(*pip, "--require-hashes", *locks, cwd=alone)
    printed(*pip, "--no-deps", "--no-build-isolation", "-e", ".", cwd=alone)
    assert _built(alone, python) == _built(_clone(tmp_path / "together"), sys.executable)
