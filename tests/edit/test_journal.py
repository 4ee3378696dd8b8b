"""All or nothing: a process killed at any system call, and whoever comes next."""

from __future__ import annotations

import itertools
import os
import sys

import pytest

from generator.edit import journal
from generator.edit.error import EditError
from generator.edit.journal import FOLDER, Change
from tests.command import files

OLD = {"a.md": b"old a", "deep/b.md": b"old b", "gone.md": b"old gone"}
NEW = {"a.md": b"new a", "deep/b.md": "new b: Дөв".encode(), "made/c.md": b"new c"}
CHANGES = [
    Change("a.md", b"old a", NEW["a.md"]),
    Change("gone.md", b"old gone", None),
    Change("made/c.md", None, NEW["made/c.md"]),
    Change("deep/b.md", b"old b", NEW["deep/b.md"]),
]


@pytest.fixture
def root(tmp_path):
    for path, data in OLD.items():
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_bytes(data)
    return tmp_path


def killed_at(step, action):
    """Run an action in a process that dies at its n-th touch of the file system; True if it did."""
    pid = os.fork()
    if pid == 0:
        count = itertools.count()

        def watch(event, _):
            if event.partition(".")[0] in ("open", "os", "shutil") and next(count) == step:
                os._exit(9)

        sys.addaudithook(watch)
        try:
            action()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 9


class TestApply:
    def test_whole(self, root):
        """Files are written, made and removed, and nothing else is left."""
        (root / "a.md").chmod(0o640)
        journal.apply(root, CHANGES)
        assert files(root) == NEW
        assert (root / "a.md").stat().st_mode & 0o777 == 0o640

    def test_changed_meanwhile(self, root):
        """A file that someone has edited since it was read stops the whole change."""
        (root / "deep/b.md").write_bytes(b"edited")
        with pytest.raises(EditError, match=r"deep/b\.md: was changed meanwhile"):
            journal.apply(root, CHANGES)
        assert files(root) == {**OLD, "deep/b.md": b"edited"}

    def test_one_at_a_time(self, root):
        """While one command changes files, another one is told so."""
        with journal._locked(root), pytest.raises(EditError, match="another digest command"):
            journal.apply(root, CHANGES)
        assert files(root) == OLD


class TestKilled:
    def test_anywhere(self, root, tmp_path_factory):
        """Whatever it is killed at, the next command finds everything old or makes everything new."""
        seen = []
        for step in itertools.count():
            copy = tmp_path_factory.mktemp("killed") / "site"
            _copy(root, copy)
            died = killed_at(step, lambda copy=copy: journal.apply(copy, CHANGES))
            journal.recover(copy)
            assert files(copy) in (OLD, NEW), step
            assert not (copy / FOLDER).exists()
            seen.append(files(copy) == NEW)
            if not died:
                break
        assert len(seen) > 20
        assert seen == sorted(seen), "once decided, it stays so"
        assert {True, False} == set(seen)

    def test_recovery_too(self, root, tmp_path_factory):
        """Nor does it matter where the recovery is killed, as often as it is."""
        journal._decide(root, CHANGES)
        for step in itertools.count():
            copy = tmp_path_factory.mktemp("again") / "site"
            _copy(root, copy)
            died = killed_at(step, lambda copy=copy: journal.recover(copy))
            killed_at(step // 2, lambda copy=copy: journal.recover(copy))
            journal.recover(copy)
            assert files(copy) == NEW, step
            if not died:
                break


class TestRecover:
    def test_nothing(self, root):
        assert journal.recover(root) == 0

    def test_edited_since(self, root):
        """An edit made after the kill is not overwritten; the command says what to do."""
        journal._decide(root, CHANGES)
        (root / "a.md").write_bytes(b"mine")
        with pytest.raises(EditError, match=r"a\.md: was edited while a change of 4 files was unfinished"):
            journal.recover(root)
        assert (root / "a.md").read_bytes() == b"mine"
        assert (root / "gone.md").exists()

    def test_unreadable(self, root):
        (root / FOLDER).mkdir()
        (root / FOLDER / "journal.json").write_text("{")
        with pytest.raises(EditError, match="cannot be read"):
            journal.recover(root)


def _copy(source, target):
    for path, data in files(source).items():
        (target / path).parent.mkdir(parents=True, exist_ok=True)
        (target / path).write_bytes(data)
