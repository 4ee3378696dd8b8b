"""A checkout works at any path, and after it was moved, renamed or copied.

No package index is needed. New environments see the packages of the running one, so pip finds all of them
installed, except the digest itself.
"""

import os
import shutil
import sys

import pytest

from tests.command import installed_packages, printed
from tests.corpus import PROJECT

pytestmark = [pytest.mark.ours, pytest.mark.slow]

PARTS = (
    "Makefile",
    "pyproject.toml",
    "README.md",
    "LICENSE",
    "mkdocs.yml",
    "generator",
    "requirements",
    "content",
    "site_config",
)
PYTHON = """\
#!/bin/sh
"{python}" "$@" || exit
[ "$2" != venv ] || cp "{packages}" "$3"/lib/python*/site-packages/
"""
MADE_AGAIN = "This folder was moved, renamed or copied, so .venv in it is made again"


@pytest.fixture
def python(tmp_path):
    """A Python that makes environments in which the running one's packages are installed."""
    packages = tmp_path / "packages.pth"
    packages.write_text(installed_packages(tmp_path / "packages"))
    program = tmp_path / "python"
    program.write_text(PYTHON.format(python=sys.executable, packages=packages))
    program.chmod(0o755)
    return program


def run(folder, *command):
    """Run a command in a folder; return its output."""
    environment = {
        name: value for name, value in os.environ.items() if not name.startswith(("MAKE", "PYTHON"))
    }
    return printed(*command, cwd=folder, env=environment, PIP_NO_INDEX="1")


def test_moved(python, tmp_path):
    """`make site` and `digest` work at paths with spaces and any letters, before and after a move."""
    folder = tmp_path / "Xəbərlər, d'été"
    folder.mkdir()
    for name in PARTS:
        source = PROJECT / name
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(source, folder / name, ignore=ignored) if source.is_dir() else shutil.copy(
            source, folder
        )
    assert MADE_AGAIN not in run(folder, "make", "site", f"PYTHON={python}")
    assert run(folder, ".venv/bin/digest", "check").endswith("no problems found\n")

    moved = folder.rename(tmp_path / "Nachrichten über Sicherheit")
    said = run(moved, "make", "site", f"PYTHON={python}")
    assert said.startswith(MADE_AGAIN)
    assert said.endswith("and passed the audit. To preview it: make serve\n")
    assert run(moved, ".venv/bin/digest", "check").endswith("no problems found\n")
    where = run(
        tmp_path, moved / ".venv/bin/python", "-c", "import generator; print(generator.__file__)"
    )
    assert where.startswith(str(moved))
    assert (
        "venv"
        not in run(moved, "make", "--dry-run", "site", f"PYTHON={python}").partition(
            ".venv/bin/digest"
        )[0]
    )

    copy = shutil.copytree(moved, tmp_path / "copy", symlinks=True)
    assert MADE_AGAIN in run(copy, "make", "--dry-run", "site", f"PYTHON={python}")
