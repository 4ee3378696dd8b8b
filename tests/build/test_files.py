"""Files are written whole, and only when they say something new."""

from __future__ import annotations

import os

import pytest

from generator.system.file_writing import create, write


def test_write(tmp_path):
    """A new file in a new folder, text as UTF-8, bytes as they are."""
    assert write(tmp_path / "a/b/text.html", "Dövlət")
    assert write(tmp_path / "bytes.bin", b"\xff\x00")
    assert (tmp_path / "a/b/text.html").read_bytes() == "Dövlət".encode()
    assert (tmp_path / "bytes.bin").read_bytes() == b"\xff\x00"


def test_unchanged(tmp_path):
    """A file that says so already is left alone, its time too, so that it need not be uploaded again."""
    file = tmp_path / "page.html"
    write(file, "same")
    os.utime(file, ns=(1, 1))
    assert not write(file, "same")
    assert file.stat().st_mtime_ns == 1
    assert write(file, "other")
    assert file.read_text(encoding="utf-8") == "other"


def test_failure_leaves_the_old_file(tmp_path, monkeypatch):
    """When a file cannot be put in place, readers still meet the old one, whole."""
    file = tmp_path / "page.html"
    write(file, "old")

    def refuse(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="No space"):
        write(file, "new")
    assert file.read_text(encoding="utf-8") == "old"


def test_folder_in_the_way(tmp_path):
    """A folder of the file's name is an error of the file system, never removed."""
    (tmp_path / "page.html").mkdir()
    with pytest.raises(IsADirectoryError):
        write(tmp_path / "page.html", "text")
    assert (tmp_path / "page.html").is_dir()


def test_create(tmp_path):
    """A new file in a new folder; an existing file, there or in the folder's place, is kept."""
    file = tmp_path / "a/b/text.html"
    create(str(file), b"new")
    assert file.read_bytes() == b"new"
    with pytest.raises(FileExistsError):
        create(str(file), b"other")
    with pytest.raises(NotADirectoryError):
        create(str(file / "below"), b"other")
    assert file.read_bytes() == b"new"
