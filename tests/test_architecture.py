"""The papers name what is there: folders, commands, files."""

from __future__ import annotations

import re
import subprocess
from pathlib import PurePosixPath

import pytest

from tests.corpus import PROJECT

ARCHITECTURE = (PROJECT / "ARCHITECTURE.md").read_text(encoding="utf-8")
README = (PROJECT / "README.md").read_text(encoding="utf-8")
MADE = ("site/", ".venv/", ".cache/", ".site-previous/")


def _tree() -> set[PurePosixPath]:
    """Folders in the tree of ARCHITECTURE.md, by two spaces of indent a level."""
    drawn = re.search(r"## The tree\n+```text\n(.*?)```", ARCHITECTURE, re.DOTALL)
    assert drawn is not None
    found, above = set(), []
    for line in drawn[1].splitlines():
        name = line.split()[0]
        above[(len(line) - len(line.lstrip())) // 2 :] = [name.rstrip("/")]
        found.add(PurePosixPath(*above))
    return found


def _folders() -> set[PurePosixPath]:
    """Every folder that holds a tracked file, however deep."""
    try:
        listed = subprocess.run(["git", "ls-files"], cwd=PROJECT, capture_output=True, text=True, check=True)
    except (FileNotFoundError, subprocess.CalledProcessError):
        pytest.skip("this is no git checkout")
    return {folder for name in listed.stdout.splitlines() for folder in PurePosixPath(name).parents}


def test_tree_names_what_is_there():
    """Nothing in the tree is missing on the disk."""
    assert [str(folder) for folder in _tree() if not (PROJECT / folder).is_dir()] == []


def test_tree_names_every_folder():
    """The tree names each folder at the top and each of the generator's; folders with a dot are tools' own."""
    wanted = {
        folder
        for folder in _folders()
        if folder.name and not folder.parts[0].startswith(".") and "__pycache__" not in folder.parts
        if len(folder.parts) == 1 or folder.parts[0] == "generator"
    }
    assert sorted(map(str, wanted - _tree())) == []


def test_targets():
    """Every `make` command that the README names is a target, and help lists it."""
    makefile = (PROJECT / "Makefile").read_text(encoding="utf-8")
    named = set(re.findall(r"(?:^|`|https://… )make ([a-z]+)", README, re.MULTILINE))
    assert {"site", "test"} <= named
    targets = set(re.findall(r"^([a-z]+):.*## ", makefile, re.MULTILINE))
    assert named <= targets


@pytest.mark.parametrize("paper", ["README.md", "ARCHITECTURE.md"])
def test_paths(paper):
    """Every file and folder that a paper names is there."""
    text = (PROJECT / paper).read_text(encoding="utf-8")
    prose = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    roots = "content|generator|tests|site_config|requirements|docs|\\.github"
    linked = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", prose)
    marked = re.findall(rf"`((?:{roots})/[^\s`*]*|[A-Za-z]+\.(?:yml|toml|md|txt))`", prose)
    named = {name for name in (*linked, *marked) if not name.startswith(MADE)}
    assert named
    assert sorted(name for name in named if not (PROJECT / name).exists()) == []
