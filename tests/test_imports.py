"""`make test` is the first command of a stranger: it installs everything that the tests import."""

import pytest

from tests.corpus import PROJECT
from tests.imported import installed_by, missing

FUZZING = PROJECT / "tests/fuzz/__main__.py"
"""What `make fuzz` starts, with a lock of its own."""
TESTS = sorted({PROJECT / "conftest.py", *(PROJECT / "tests").rglob("*.py")} - {FUZZING})


CATALOGUES = PROJECT / "tests/catalogue.py"
"""What `make catalogues` starts; tests import it, but not the part that needs the newsroom."""


def test_what_tests_import_is_installed():
    assert missing("test", TESTS) == ["tests/catalogue.py imports newsroom"]
    assert missing("catalogues", [CATALOGUES]) == []


def test_what_fuzzing_imports_is_installed():
    """Its library is a wheel for Linux, so it need not be installed here."""
    assert {"atheris", "hypothesis", "digest-newsroom"} <= installed_by("fuzz")
    assert "atheris" not in installed_by("test")


@pytest.mark.parametrize(
    "text, package",
    [
        ("import none_of_this_name", "none_of_this_name"),
        ("def test():\n    from none_of_this_name.a import b", "none_of_this_name"),
        ("pytest.importorskip('none_of_this_name')", "none_of_this_name"),
        ("import_module('none_of_this_name.a')", "none_of_this_name"),
        ("from newsroom.online import fetch", "newsroom"),
        ("import pip", "pip"),
    ],
)
def test_what_is_missing_is_found(text, package, tmp_path, monkeypatch):
    """An import is missing although it is installed here, if no lock of the target has it."""
    monkeypatch.setattr("tests.imported.PROJECT", tmp_path)
    file = tmp_path / "test_a.py"
    file.write_text(text)
    monkeypatch.setattr("tests.imported.installed_by", lambda _: installed_by_test)
    installed_by_test = {"security-news-digest", "pytest"}
    assert missing("test", [file]) == [f"test_a.py imports {package}"]


def test_imports_are_followed(tmp_path, monkeypatch):
    """A test of the core may not import a helper or a benchmark that needs the newsroom."""
    file = PROJECT / "tests/test_a.py"
    monkeypatch.setattr(
        "tests.imported._imports",
        {
            file: ["benchmarks.intake_pages"],
            PROJECT / "benchmarks/intake_pages.py": ["newsroom.importer"],
        }.get,
    )
    assert missing("test", [file]) == ["benchmarks/intake_pages.py imports newsroom"]
