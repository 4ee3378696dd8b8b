"""A plain `pip install` of both wheels, also with the pip of Python 3.11.5 to 3.12.1."""

import re
import shutil
import sys
import tomllib

import pytest

from generator import __version__
from newsroom.extension import newsroom
from tests.command import printed
from tests.corpus import MINIMAL, PROJECT, write_engine

WHEELS = PROJECT / ".cache" / "wheels"
OWN = tomllib.loads((PROJECT / "newsroom" / "pyproject.toml").read_text())["project"]
REPORT = """\
Example Ministry reports an outage
3 May 2024

The Ministry of Examples said on Friday that personal data had not been affected by an outage of its servers.
A spokesman said that the ministry would publish a report on data protection.
"""


def test_one_version():
    """The newsroom has the version of the core, and asks for exactly that."""
    assert OWN["version"] == __version__
    assert f"security-news-digest=={__version__}" in OWN["dependencies"]
    assert f"{__version__}.".startswith(f"{newsroom.core}.")


@pytest.mark.slow
def test_plain_installation(tmp_path):
    """Every library that a command loads is declared, in a spelling that old versions of pip read."""
    old_pip = next(WHEELS.glob("pip-23.2.1-*.whl"), None)
    assert old_pip is not None, "no packages to install; run: make .cache/wheels/wheels.stamp"
    wheels = tmp_path / "wheels"
    for name in ("generator", "newsroom"):
        source = PROJECT if name == "generator" else PROJECT / "newsroom"
        copy = tmp_path / name
        ignored = shutil.ignore_patterns(
            ".*", "__pycache__", "*.egg-info", "tests", "site", "build", "content"
        )
        shutil.copytree(source, copy, ignore=ignored)
        code = f"from setuptools import build_meta; build_meta.build_wheel({str(wheels)!r})"
        wheels.mkdir(exist_ok=True)
        printed(sys.executable, "-c", code, cwd=copy)
    printed(sys.executable, "-m", "venv", "--without-pip", tmp_path / "environment")
    python = tmp_path / "environment/bin/python"
    found = ["--no-index", "--find-links", WHEELS, "--find-links", wheels]
    printed(python, old_pip / "pip", "install", "--quiet", *found, "digest-newsroom", cwd=tmp_path)
    root = write_engine(shutil.copytree(MINIMAL, tmp_path / "site"))
    (root / "page.html").write_text(
        "<title>A report of an office</title><p>The office said so.</p>"
    )
    digest = tmp_path / "environment/bin/digest"
    assert "import" in re.findall(r"^  (\S+)", printed(digest, "--help", cwd=root), re.MULTILINE)
    assert "title:" in printed(digest, "import", "page.html", cwd=root)
    printed(digest, "build", cwd=root)

    made = tmp_path / "hospitals"
    printed(digest, "init", made, "--title", "Hospitals & health", cwd=tmp_path)
    (made / "report.txt").write_text(REPORT)
    said = printed(digest, "import", "report.txt", cwd=made)
    assert "organisations: [example-ministry]" in said
