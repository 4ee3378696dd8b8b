"""README and ARCHITECTURE name existing folders, commands and files."""

import re
import subprocess
from fnmatch import fnmatch
from pathlib import PurePosixPath

import pytest

from tests.corpus import PROJECT

ARCHITECTURE = (PROJECT / "ARCHITECTURE.md").read_text()
README = (PROJECT / "README.md").read_text()
OWN = ("site/", "docs/site/", ".venv/", ".cache/", "content/", "site_config/")
"""What a build makes, and what editors may replace; tests/ours looks for the files of site_config/."""


def _tree():
    """Folders in the tree of ARCHITECTURE.md, parsed from its indentation."""
    drawn = re.search(r"## The tree\n+```text\n(.*?)```", ARCHITECTURE, re.DOTALL)
    assert drawn is not None
    folders, above = set(), []
    for line in drawn[1].splitlines():
        name = line.split()[0]
        above[(len(line) - len(line.lstrip())) // 2 :] = [name.rstrip("/")]
        folders.add(PurePosixPath(*above))
    return folders


def _folders():
    """Every folder with a tracked file, at any depth."""
    try:
        listed = subprocess.run(
            ["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=True
        )
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("this is no git checkout")
    return {folder for name in listed.stdout.splitlines() for folder in PurePosixPath(name).parents}


def test_tree_names_existing_folders():
    assert [str(folder) for folder in _tree() if not (PROJECT / folder).is_dir()] == []


def test_tree_names_every_folder():
    """The tree lists all top-level folders and all below generator/, except hidden ones."""
    tracked = {
        folder
        for folder in _folders()
        if folder.name and not folder.parts[0].startswith(".") and "__pycache__" not in folder.parts
        if len(folder.parts) == 1 or folder.parts[0] == "generator"
    }
    assert sorted(map(str, tracked - _tree())) == []


def test_targets():
    """Every `make` command in README is a target with a help line."""
    makefile = (PROJECT / "Makefile").read_text()
    named = set(re.findall(r"(?:^|`|https://… )make ([a-z]+)", README, re.MULTILINE))
    assert {"site", "test"} <= named
    targets = set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))
    assert named <= targets


@pytest.mark.parametrize("paper", ["README.md", "ARCHITECTURE.md", "SECURITY.md"])
def test_paths(paper):
    """Every file and folder that a page names exists, apart from the site's own."""
    text = (PROJECT / paper).read_text()
    prose = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    roots = "content|generator|newsroom|tests|site_config|requirements|docs|\\.github"
    linked = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", prose)
    marked = re.findall(rf"`((?:{roots})/[^\s`*]*|[A-Za-z]+\.(?:yml|toml|md|txt))`", prose)
    named = {name for name in (*linked, *marked) if not name.startswith(OWN)}
    assert named
    assert sorted(name for name in named if not (PROJECT / name).exists()) == []


def test_every_threat_has_a_test():
    """Each row of SECURITY.md names its tests, by paths that exist, and nothing else."""
    text = (PROJECT / "SECURITY.md").read_text()
    rows = re.findall(r"^\| (?!threat \|)([^|]+) \| [^|]+ \| ([^|]+) \|$", text, re.MULTILINE)
    assert len(rows) > 25
    for threat, tests in rows:
        for name in tests.split(", "):
            path = name.strip("`")
            assert re.fullmatch(r"(?:newsroom/)?tests/\S+", path), threat
            assert (PROJECT / path).exists(), (threat, path)


def test_every_folder_of_tests_is_collected(pytestconfig):
    """pytest collects every folder: by default it skips folders called `build` or `dist`."""
    patterns = pytestconfig.getini("norecursedirs")
    folders = {
        part
        for file in (PROJECT / "tests").rglob("test_*.py")
        for part in file.relative_to(PROJECT).parent.parts
    }
    assert "publish" in folders
    assert [
        name for name in sorted(folders) for pattern in patterns if fnmatch(name, pattern)
    ] == []
