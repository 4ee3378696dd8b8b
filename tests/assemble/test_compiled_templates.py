"""Compiled templates beside the program are code: they are used only where nobody else can put them."""

import os
from concurrent.futures import ThreadPoolExecutor

import pytest
from jinja2 import DictLoader, Environment

from generator.assemble import compiled_templates
from generator.assemble.compiled_templates import compiled, is_trusted


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """The folder of compiled templates of an installation."""
    monkeypatch.setattr(compiled_templates, "FOLDER", tmp_path / "__pycache__/templates")
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    compiled("pages")
    return tmp_path / "__pycache__/templates"


def rendered(text="{{ 1 + 1 }}"):
    """Render a template in a new environment, as a new process would."""
    engine = Environment(loader=DictLoader({"a.html": text}), bytecode_cache=compiled("pages"))
    return engine.get_template("a.html").render()


def test_kept(folder, monkeypatch):
    """The second environment compiles nothing."""
    assert rendered() == "2"
    (kept,) = folder.iterdir()
    monkeypatch.setattr(Environment, "compile", None)
    assert rendered() == "2"
    assert kept.exists()


def test_others_read(folder):
    """Others may read what the user who installs compiles, and nobody else may write it."""
    rendered()
    (kept,) = folder.iterdir()
    assert kept.stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("mask", [0o000, 0o002, 0o007, 0o022, 0o077])
def test_umask(tmp_path, monkeypatch, mask):
    """Whatever others may do with new files of this user, templates are kept, and only this user writes them."""
    monkeypatch.setattr(compiled_templates, "FOLDER", tmp_path / "new/__pycache__/templates")
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    before = os.umask(mask)
    try:
        rendered()
    finally:
        os.umask(before)
    kept = [*(tmp_path / "new/__pycache__/templates").iterdir()]
    assert [file.stat().st_mode & 0o022 for file in (*kept, kept[0].parent)] == [0, 0]


def test_no_folder_is_made_where_python_keeps_no_modules(tmp_path, monkeypatch):
    monkeypatch.setattr(compiled_templates, "FOLDER", tmp_path / "new/__pycache__/templates")
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert rendered() == "2"
    assert [*tmp_path.iterdir()] == []


def test_changed(folder, monkeypatch):
    """A changed template, or another version of the program, is compiled again."""
    assert (rendered(), rendered("{{ 3 }}")) == ("2", "3")
    monkeypatch.setattr(compiled_templates, "program_fingerprint", lambda: b"another version")
    before = [file.read_bytes() for file in folder.iterdir()]
    assert rendered("{{ 3 }}") == "3"
    assert before != [file.read_bytes() for file in folder.iterdir()]


@pytest.mark.parametrize("mode", [0o777, 0o775, 0o757, 0o1777])
def test_folder_of_many(folder, mode):
    """A folder that other users may write to is neither read nor written."""
    rendered()
    (kept,) = folder.iterdir()
    kept.write_bytes(b"not what was compiled")
    folder.chmod(mode)
    assert rendered() == "2"
    assert kept.read_bytes() == b"not what was compiled"


def test_folder_of_another_user(folder, monkeypatch):
    """Nor is one of another user; one of root is."""
    own = os.geteuid()
    monkeypatch.setattr(os, "geteuid", lambda: own + 1)
    assert is_trusted(folder) == (own == 0)
    stats = folder.stat()
    monkeypatch.setattr(
        type(folder), "stat", lambda *_, **__: os.stat_result([*stats[:4], own + 2, *stats[5:]])
    )
    assert not is_trusted(folder)


def test_link(folder, tmp_path):
    (tmp_path / "link").symlink_to(folder)
    assert not is_trusted(tmp_path / "link")
    assert not is_trusted(tmp_path / "none")


@pytest.mark.parametrize("content", [b"", b"j2", b"x" * 4_000])
def test_damaged(folder, content):
    """A cut or foreign file is compiled again and replaced."""
    rendered()
    (kept,) = folder.iterdir()
    whole = kept.read_bytes()
    for damaged in (content, whole[: len(whole) // 2], whole[:-3]):
        kept.write_bytes(damaged)
        assert rendered() == "2"
        assert kept.read_bytes() == whole


def test_read_only(folder, monkeypatch):
    """An installation that cannot be written to compiles each time."""

    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("tempfile.NamedTemporaryFile", refuse)
    assert rendered() == "2"
    assert list(folder.iterdir()) == []


def test_at_once(folder):
    """Builds that compile the same template at the same time leave one whole file."""
    with ThreadPoolExecutor(8) as threads:
        assert set(threads.map(lambda _: rendered(), range(40))) == {"2"}
    assert len(list(folder.iterdir())) == 1
    assert rendered() == "2"
