"""Only regular files are opened, even through paths with links."""

import os
import socket
from pathlib import Path

import pytest

from generator.diagnostics.diagnostics import Report
from generator.read.file_names import is_plain
from generator.read.regular import read_below, read_regular, walk
from tests.said import codes


def _link(file):
    file.symlink_to("/etc/hostname")


def _socket(file):
    here = Path.cwd()
    os.chdir(file.parent)  # the length of a socket's path is limited
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind(file.name)
    finally:
        os.chdir(here)


@pytest.mark.parametrize(
    "make, code",
    [
        (_link, "symlink"),
        (lambda file: file.symlink_to("/dev/zero"), "symlink"),
        (lambda file: file.symlink_to("nothing"), "symlink"),
        (os.mkfifo, "not-a-file"),
        (_socket, "not-a-file"),
        (lambda file: file.mkdir(), "not-a-file"),
        (lambda file: os.truncate(os.open(file, os.O_WRONLY | os.O_CREAT), 1 << 40), "too-large"),
        (lambda file: None, "unreadable"),
    ],
)
def test_not_a_file(tmp_path, report, make, code):
    """Anything but a regular file is one problem at its path, without waiting."""
    make(tmp_path / "a")
    assert read_regular(tmp_path / "a", "x/a", 10, report) is None
    assert [str(problem.place) for problem in report] == ["x/a:1:1"]
    assert codes(report) == [code]


def test_a_file(tmp_path, report):
    (tmp_path / "a").write_bytes(b"0123456789")
    assert read_regular(tmp_path / "a", "a", 10, report) == b"0123456789"
    assert read_regular(tmp_path / "a", "a", 9, report) is None
    assert codes(report) == ["too-large"]


@pytest.mark.parametrize(
    "name", ["../b", "/etc/passwd", "a/../../b", "a//b", "./a", "", "a\\..\\b", "a\0b"]
)
def test_path_outside_the_root(tmp_path, report, name):
    """A path outside the root is refused before any file is opened."""
    assert not is_plain(name)
    assert read_below(tmp_path, name, f"x/{name}", 10, report, "") is None
    assert codes(report) == ["outside-site"]


def test_a_folder_that_is_a_link(tmp_path, report):
    """The problem is reported at the first link in the path."""
    (tmp_path / "a").symlink_to("/")
    assert read_below(tmp_path, "a/etc/hostname", "x/a/etc/hostname", 100, report, "") is None
    assert [(str(problem.place), problem.code) for problem in report] == [("x/a:1:1", "symlink")]
    other = Report()
    assert read_below(tmp_path / "a", "etc/hostname", "x/etc/hostname", 100, other, "") is None
    assert [(str(problem.place), problem.code) for problem in other] == [("x:1:1", "symlink")]


def test_path_from_settings(tmp_path, report):
    (tmp_path / "a").mkdir()
    (tmp_path / "a/b").write_bytes(b"text")
    assert read_below(tmp_path, "a/b", "x/a/b", 10, report, "") == b"text"
    assert read_below(tmp_path, "a/c", "x/a/c", 10, report, "make it") is None
    assert [(problem.code, problem.help) for problem in report] == [("missing-file", "make it")]


def test_walk(tmp_path, report):
    """Files and folders are listed in a fixed order, and links are not followed."""
    for name in ("b/2", "b/1", "a/x/y"):
        (tmp_path / name).mkdir(parents=True)
    (tmp_path / "b/1/file").touch()
    (tmp_path / "c").symlink_to(tmp_path / "a")
    paths = [entry.path for entry in walk(tmp_path, "shown", report)]
    assert sorted(paths) == ["a", "a/x", "a/x/y", "b", "b/1", "b/1/file", "b/2", "c"]
    assert paths == [entry.path for entry in walk(tmp_path, "shown", report)]
    assert list(walk(tmp_path / "missing", "shown", report)) == []
    assert codes(report) == []
