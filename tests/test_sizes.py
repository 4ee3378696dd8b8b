"""Tests come in two sizes: `make test` leaves out those marked `slow`, `make test-all` adds them."""

import ast
import re
import sys

import pytest
import yaml

from tests.command import printed
from tests.corpus import PROJECT

MAKEFILE = (PROJECT / "Makefile").read_text()
TESTS = PROJECT / "tests"
FOLDERS = sorted({file.relative_to(TESTS).parts[0] for file in TESTS.glob("*/**/test_*.py")})
ADDED_BY_TEST_ALL = ("browser", "publish", "cli", "editing", "engine", "faults", "fuzz", "hostile")
"""Folders of kills, histories, faults, fuzzing, hostile pages in Chromium, engines and wheels."""


def _tests(folder):
    """The names of a folder's tests and test classes, each with whether it is marked slow."""
    for file in sorted((TESTS / folder).rglob("test_*.py")):
        tree = ast.parse(file.read_text())
        module_is_slow = any(isinstance(node, ast.Assign) and _is_slow(node) for node in tree.body)
        for node in tree.body:
            if isinstance(node, ast.FunctionDef | ast.ClassDef) and node.name.lower().startswith(
                "test"
            ):
                yield node.name, module_is_slow or any(map(_is_slow, node.decorator_list))


def _is_slow(node):
    """Whether code is the mark; marks on single parameters of a test do not count."""
    return re.search(r"(?<!marks=)pytest\.mark\.slow\b", ast.unparse(node)) is not None


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_folder_has_quick_tests(folder):
    assert not all(is_slow for _, is_slow in _tests(folder))


@pytest.mark.parametrize("folder", ADDED_BY_TEST_ALL)
def test_slow_tests_are_left_out(folder):
    assert any(is_slow for _, is_slow in _tests(folder))


RECIPES = re.findall(r"^(test[a-z-]*): .*\n\t(.*pytest.*|.*PYTEST.*)$", MAKEFILE, re.MULTILINE)


def test_targets():
    """Together the targets run every test, at night properties with all examples; `make test-all` is all targets."""
    assert RECIPES == [
        ("test", '$(PYTEST) -m "not slow and not browser" --ignore=tests/browser tests'),
        ("test-browser", '$(PYTEST) -m "browser and not slow" tests'),
        ("test-newsroom", '$(PYTEST) -m "not slow" newsroom/tests'),
        (
            "test-slow",
            '$(PYTEST) -m "slow or hypothesis" --hypothesis-profile=full tests newsroom/tests',
        ),
    ]
    assert re.search(
        r"^test-all: test test-browser test-newsroom test-slow \$\(NEWEST\) ",
        MAKEFILE,
        re.MULTILINE,
    )


def test_ci():
    """The first target is `make test`, with only what it installs; pushes leave out what runs nightly."""
    every_push, nightly = (PROJECT / ".ci/run").read_text().split("= nightly")
    assert re.findall(r"^ *make (.*)$", every_push, re.MULTILINE) == [
        "test",
        "check",
        "site",
        "docs",
        "test-browser",
        "test-newsroom",
    ]
    assert re.findall(r"^ *make (.*)$", nightly, re.MULTILINE) == ["test-slow test-newest"]


def commands(job):
    """The targets that a job of a workflow makes, in order."""
    runs = [step.get("run", "") for step in job["steps"]]
    return re.findall(r"^make (.*)$", "\n".join(runs), re.MULTILINE)


def test_workflows():
    """A pull request has what each push needs; the rest is nightly, on GitHub and on GitLab."""
    jobs = yaml.safe_load((PROJECT / ".github/workflows/ci.yml").read_text())["jobs"]
    assert commands(jobs["tests"]) == ["test", "check", "docs", "test-browser"]
    assert commands(jobs["newsroom"]) == ["test-newsroom"]
    nightly = yaml.safe_load((PROJECT / ".github/workflows/nightly.yml").read_text())
    assert nightly[True].keys() == {"schedule", "workflow_dispatch"}
    assert commands(nightly["jobs"]["slow"]) == ["test-slow"]
    newest = yaml.safe_load((PROJECT / ".github/workflows/newest.yml").read_text())
    for workflow in (nightly, newest):
        assert re.fullmatch(r"\d+ \d+ \* \* \*", workflow[True]["schedule"][0]["cron"])
    gitlab = yaml.safe_load((PROJECT / ".gitlab-ci.yml").read_text())
    assert gitlab["tests"]["script"] == [".ci/run"]
    assert gitlab["nightly"]["script"] == [".ci/run nightly"]
    assert gitlab["nightly"]["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "schedule" && $NIGHTLY'}]


def test_properties_at_night():
    """The profile of `make test-slow` tries all examples of a property; quick tests try fewer."""
    code = (
        "import conftest\n"
        "from hypothesis import settings\n"
        "from tests.examples import FULL, tried\n"
        "print(settings().max_examples, tried(300))\n"
        "settings.load_profile(FULL)\n"
        "print(settings().max_examples, tried(300))\n"
    )
    assert printed(sys.executable, "-c", code) == "20 60\n100 300\n"


def test_documented():
    """README and CONTRIBUTING tell the two apart."""
    for name in ("README.md", "CONTRIBUTING.md"):
        text = (PROJECT / name).read_text()
        assert "`make test`" in text
        assert "`make test-all`" in text
