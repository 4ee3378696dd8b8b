"""Deleting the folder of a room leaves a core that builds our site, and whose other tests pass."""

import os
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from generator.installed import extras
from tests.command import installed_packages
from tests.corpus import PROJECT

COPIED = ("generator", "tests", "site_config", "content", "docs")
TESTS = ("assemble", "check", "data", "diagnostics", "extras", "load", "pages", "recipes")


@pytest.fixture(scope="module")
def python(tmp_path_factory):
    """A Python with the libraries, and of the project only the record of its installation."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    (packages,) = folder.glob("lib/python*/site-packages")
    (packages / "packages.pth").write_text(installed_packages(folder / "packages"))
    # MkDocs finds its plugins by what the installation of a package records. It stands outside the
    # site, whose own folder is no place for packages while its settings are checked.
    (recorded,) = Path(sysconfig.get_path("purelib")).glob("security_news_digest-*.dist-info")
    shutil.copytree(recorded, packages / recorded.name)
    return folder / "bin/python"


@pytest.mark.slow
@pytest.mark.parametrize("name", [extra.name for extra in extras()])
def test_deleted(name, python, tmp_path):
    for folder in COPIED:
        left_out = shutil.ignore_patterns("__pycache__", "*.pyc")
        shutil.copytree(PROJECT / folder, tmp_path / folder, ignore=left_out)
    for file in ("mkdocs.yml", "pyproject.toml", "conftest.py", "README.md", "Makefile"):
        shutil.copy(PROJECT / file, tmp_path)
    shutil.rmtree(tmp_path / "generator/extras" / name)
    shutil.rmtree(tmp_path / "tests/extras" / name)
    policy = tmp_path / "content/pages/editorial-policy.md"
    if name == "editions":  # `digest check` names the link to them
        policy.write_text(policy.read_text().replace("(/editions/)", "(/archive/)"))

    def run(*command: str, path: str = str(tmp_path)) -> subprocess.CompletedProcess[str]:
        environment = {**os.environ, "PYTHONPATH": path}
        arguments = [python, "-m", *command]
        return subprocess.run(
            arguments, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
        )

    # The core's catalogues have the room's messages, which `make catalogues` removes. It makes
    # headers with the newsroom, which this path lends without its being an extension.
    newsroom = PROJECT / "newsroom/src"
    collected = run("tests.catalogue", path=f"{tmp_path}{os.pathsep}{newsroom}")
    assert collected.returncode == 0, collected.stderr
    built = run("generator", "build")
    assert built.returncode == 0, built.stderr
    quick = ("-q", "-n", "2", "-m", "not slow and not browser", "-p", "no:cacheprovider")
    tested = run("pytest", *quick, *[f"tests/{folder}" for folder in TESTS])
    assert tested.returncode == 0, tested.stdout[-3000:]
