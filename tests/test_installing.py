"""`make` installs with uv where it is installed and with pip where it is not: the same locks, all of whose hashes count."""

import re

import pytest

from tests.command import printed
from tests.corpus import PROJECT

MAKEFILE = (PROJECT / "Makefile").read_text()
FOLDERS = dict(re.findall(r"^([A-Z]+) := (\S+)$", MAKEFILE, re.MULTILINE))
STAMPS = re.findall(r"^\$\((\w+)\)(/\w+\.stamp):", MAKEFILE, re.MULTILINE)


def installs(stamp, uv):
    """The locks and folders that each command installs, and how strictly; the others are the program's own options."""
    said = printed("make", "--dry-run", "--always-make", f"UV={uv}", stamp, cwd=PROJECT)
    program = f"{uv} pip install " if uv else "-m pip install "
    lines = [line for line in said.splitlines() if program in line]
    return [re.findall(r"(?:-r|-e) \S+|--require-hashes|--no-deps", line) for line in lines]


@pytest.mark.parametrize(("folder", "name"), STAMPS)
def test_uv_and_pip_install_the_same(folder, name):
    with_uv, with_pip = (installs(FOLDERS[folder] + name, uv) for uv in ("/opt/bin/uv", ""))
    assert with_uv == with_pip != []
    assert all("--require-hashes" in one or one[-1].startswith("-e ") for one in with_pip)
