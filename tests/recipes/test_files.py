"""Files are written atomically, and only if their content changes."""

import os

import pytest

from generator.system.file_writing import create, write


def test_unchanged(tmp_path):
    """An unchanged file keeps its time stamp, so it need not be uploaded again."""
    file = tmp_path / "page.html"
    write(file, "same")
    os.utime(file, ns=(1, 1))
    assert not write(file, "same")
    assert file.stat().st_mtime_ns == 1
    assert write(file, "other")
    assert file.read_text() == "other"


def test_failure_leaves_the_old_file(tmp_path, monkeypatch):
    """If a write fails, the old file stays complete."""
    file = tmp_path / "page.html"
    write(file, "old")

    def refuse(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "replace", refuse)
    with pytest.raises(OSError, match="No space"):
        write(file, "new")
    assert file.read_text() == "old"


def test_folder_in_the_way(tmp_path):
    """A folder of the file's name raises an error and is not removed."""
    (tmp_path / "page.html").mkdir()
    with pytest.raises(IsADirectoryError):
        write(tmp_path / "page.html", "text")
    assert (tmp_path / "page.html").is_dir()


def test_create(tmp_path):
    """A new file is created with its folder; an existing file is never overwritten."""
    file = tmp_path / "a/b/text.html"
    create(str(file), b"new")
    assert file.read_bytes() == b"new"
    with pytest.raises(FileExistsError):
        create(str(file), b"other")
    with pytest.raises(NotADirectoryError):
        create(str(file / "below"), b"other")
    assert file.read_bytes() == b"new"
