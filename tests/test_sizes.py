"""Tests come in two sizes: `make test` leaves out those marked `slow`, `make test-all` adds them."""

import ast
import re

import pytest

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


def test_targets():
    """Together the two targets run everything, and `make test test-all` runs nothing twice."""
    recipes = dict(
        re.findall(r"^(test(?:-all|-newest)?): .*\n\t((?:.|\n\t)*)$", MAKEFILE, re.MULTILINE)
    )
    assert recipes == {
        "test": '$(PYTEST) -m "not slow" tests',
        "test-all": "$(PYTEST) newsroom/tests\n\t$(PYTEST) -m slow tests",
        "test-newest": "$(BIN)/python -m tests.newest",
    }
    assert re.search(
        r"^NEWEST := test-newest\n\ntest-all: test \$\(NEWEST\) ", MAKEFILE, re.MULTILINE
    )


@pytest.mark.parametrize("path", [".ci/run", ".github/workflows/ci.yml"])
def test_ci_runs_both(path):
    """One call of make runs both, so that the quick tests run once."""
    assert re.search(r"\bmake (test )?test-all\b", (PROJECT / path).read_text())


def test_documented():
    """README and CONTRIBUTING tell the two apart."""
    for name in ("README.md", "CONTRIBUTING.md"):
        text = (PROJECT / name).read_text()
        assert "`make test`" in text
        assert "`make test-all`" in text
