"""Atomic edits: kills at any write, concurrent commands, and forged journals."""

import itertools
import os
import random
import shutil
import sys
import time

import msgspec
import pytest

from generator.diagnostics.failure import EditError
from generator.editing import journal
from generator.editing.journal import FileChange
from generator.system.private_folder import private_folder
from tests.command import files
from tests.faults.edits import EditTally, history, kill_edits, killed_at

OLD = {"content/a.md": b"old a", "content/deep/b.md": b"old b", "site_config/gone.yml": b"old gone"}
NEW = {
    "content/a.md": b"new a",
    "content/deep/b.md": "new b: Дөв".encode(),
    "content/made/c.md": b"new \xff",
}
CHANGES = [
    FileChange("content/a.md", b"old a", NEW["content/a.md"]),
    FileChange("site_config/gone.yml", b"old gone", None),
    FileChange("content/made/c.md", None, NEW["content/made/c.md"]),
    FileChange("content/deep/b.md", b"old b", NEW["content/deep/b.md"]),
]


def put(root, contents):
    for path, data in contents.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(data)
    return root


@pytest.fixture
def root(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    return put(tmp_path / "site", OLD)


def interrupt(root, changes=CHANGES):
    """Kill an edit right after its journal is complete."""
    for step in range(60):
        killed_at(step, lambda: journal.apply(root, changes))
        if journal.is_interrupted(root):
            return journal_of(root)
    raise AssertionError("it was never decided")


def journal_of(root):
    (file,) = (
        file
        for file in private_folder("XDG_STATE_HOME", ".local/state", root).iterdir()
        if file.is_file()
    )
    return file


class TestApply:
    def test_whole(self, root):
        """Files are written, created and removed; nothing else is left behind."""
        (root / "content/a.md").chmod(0o640)
        journal.apply(root, CHANGES)
        assert files(root) == NEW
        assert (root / "content/a.md").stat().st_mode & 0o777 == 0o640
        assert not journal.is_interrupted(root)

    def test_journal_is_outside_the_checkout(self, root):
        interrupt(root)
        assert files(root) == OLD

    def test_changed_meanwhile(self, root):
        """A file edited since it was read stops the whole change."""
        (root / "content/deep/b.md").write_bytes(b"edited")
        with pytest.raises(EditError, match=r"deep/b\.md: changed while the command ran"):
            journal.apply(root, CHANGES)
        assert files(root) == {**OLD, "content/deep/b.md": b"edited"}

    def test_one_at_a_time(self, root):
        """While one command changes files, another one is refused."""
        read, write = os.pipe()

        def wait():
            os.write(write, b"x")
            time.sleep(60)

        pid = os.fork()
        if pid == 0:  # pauses in the middle of its edit until it is killed
            sys.addaudithook(lambda event, _: event == "os.rename" and wait())
            journal.apply(root, CHANGES)
            os._exit(0)
        os.read(read, 1)
        with pytest.raises(EditError, match="another digest command"):
            journal.apply(root, CHANGES)
        os.kill(pid, 9)
        os.waitpid(pid, 0)

    def test_interrupted_before(self, root):
        """A new edit is refused until an interrupted one is recovered."""
        interrupt(root)
        with pytest.raises(
            EditError, match=r"earlier edit was interrupted\n    help: .*digest recover"
        ):
            journal.apply(root, CHANGES)

    def test_no_folder_for_the_journal(self, root, monkeypatch):
        """Without a folder for the journal nothing is changed, not even a single file."""
        monkeypatch.setenv("XDG_STATE_HOME", "/dev/null/none")
        with pytest.raises(EditError, match=r"Not a directory\n    help: .* XDG_STATE_HOME"):
            journal.apply(root, CHANGES[:1])
        assert files(root) == OLD

    def test_files_elsewhere(self, root, tmp_path):
        """Files outside content and settings can be changed in the same edit."""
        put(tmp_path, {"x.md": b"x", "site/notes/y.md": b"y"})
        elsewhere = [
            FileChange(str(tmp_path / "x.md"), b"x", b"new x"),
            FileChange("notes/y.md", b"y", b"new y"),
        ]
        journal.apply(root, [*CHANGES, *elsewhere])
        assert (tmp_path / "x.md").read_bytes() == b"new x"
        assert files(root) == {**NEW, "notes/y.md": b"new y"}

    @pytest.mark.parametrize("linked", ["content", "content/deep", "content/deep/b.md"])
    def test_links(self, root, linked, tmp_path):
        """Nothing is written through a link."""
        (root / linked).rename(tmp_path / "elsewhere")
        (root / linked).symlink_to(tmp_path / "elsewhere")
        before = files(tmp_path)
        with pytest.raises(EditError, match="is reached through a link"):
            journal.apply(root, CHANGES)
        assert files(tmp_path) == before

    def test_part_is_a_link(self, root, tmp_path):
        """A link in place of a temporary file is replaced, not followed."""
        put(tmp_path, {"secret": b"secret"})
        (root / "content/.a.md.part").symlink_to(tmp_path / "secret")
        journal.apply(root, CHANGES)
        assert files(root) == NEW
        assert (tmp_path / "secret").read_bytes() == b"secret"

    def test_pipe(self, root):
        (root / "content/a.md").unlink()
        os.mkfifo(root / "content/a.md")
        with pytest.raises(EditError, match="not a regular file"):
            journal.apply(root, CHANGES)


@pytest.mark.slow
class TestKilled:
    def test_anywhere(self, root, tmp_path):
        """Killed at any write, an edit leaves all files old, or all new after recovery."""
        seen = []
        for step in itertools.count():
            copy = put(tmp_path / f"copy{step}", OLD)
            died = killed_at(step, lambda copy=copy: journal.apply(copy, CHANGES))
            journal.recover(copy)
            assert files(copy) in (OLD, NEW), step
            seen.append(files(copy) == NEW)
            if not died:
                break
        assert len(seen) > 10
        assert seen == sorted(seen), "once decided, it stays so"
        assert {True, False} == set(seen)

    def test_recovery_too(self, root, tmp_path):
        """Recovery can be killed at any write, repeatedly, and still completes the edit."""
        for step in itertools.count():
            copy = put(tmp_path / f"again{step}", OLD)
            interrupt(copy)
            died = killed_at(step, lambda copy=copy: journal.recover(copy))
            killed_at(step // 2, lambda copy=copy: journal.recover(copy))
            journal.recover(copy)
            assert files(copy) == NEW, step
            if not died:
                break

    def test_histories(self, tmp_path, monkeypatch):
        """Edits killed at random writes, then finished, dropped or undone, leave no file torn."""
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
        tally = EditTally()
        for seed in range(3):
            history(tmp_path / str(seed), random.Random(seed), 10, tally)
        assert tally.torn == []
        assert tally.killed > 5
        assert tally.interrupted > 2

    def test_signals(self, tmp_path, monkeypatch):
        """Edits killed by signals leave no file torn; `python -m tests.faults` tries many more."""
        monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
        tally = kill_edits(tmp_path, 4, random.Random(1))
        assert tally.torn == []
        assert tally.killed == 4


class TestRecover:
    def test_nothing(self, root):
        assert journal.recover(root) == 0
        assert not journal.forget(root)

    def test_edited_since(self, root):
        """An edit made after the kill is not overwritten, and the message explains the options."""
        interrupt(root)
        (root / "content/a.md").write_bytes(b"mine")
        with pytest.raises(
            EditError, match=r"a\.md: was edited during an interrupted change of 4 files"
        ):
            journal.recover(root)
        assert files(root) == {**OLD, "content/a.md": b"mine"}
        assert journal.forget(root)
        assert journal.recover(root) == 0

    def test_forget(self, root):
        """Existing files stay; partly written ones are removed."""
        interrupt(root)
        put(root, {"content/.a.md.part": b"new", "content/a.md": b"new a"})
        assert journal.forget(root)
        assert files(root) == {**OLD, "content/a.md": b"new a"}

    def test_link_made_since(self, root, tmp_path):
        """A link created after the kill cannot redirect the edit."""
        interrupt(root)
        (root / "content").rename(tmp_path / "elsewhere")
        (root / "content").symlink_to(tmp_path / "elsewhere")
        with pytest.raises(EditError, match="is reached through a link"):
            journal.recover(root)
        assert (tmp_path / "elsewhere/a.md").read_bytes() == b"old a"

    def test_another_site(self, root, tmp_path):
        """A journal belongs to one folder."""
        interrupt(root)
        other = put(tmp_path / "other", OLD)
        assert not journal.is_interrupted(other)
        assert journal.recover(other) == 0


FORGED = {
    "absolute": "/tmp/forged",
    "above": "content/../../forged",
    "beside": "content/../mkdocs.yml",
    "engine": "mkdocs.yml",
    "hooks": ".git/hooks/post-checkout",
    "generator": "generator/cli/main.py",
    "folder": "content",
    "dot": "content/./a.md",
    "double": "content//a.md",
    "nul": "content/a\0.md",
    "empty": "",
}


class TestForged:
    @pytest.mark.parametrize("path", FORGED.values(), ids=FORGED)
    def test_path(self, root, path, tmp_path):
        """A forged journal can reach only content and registries."""
        file = interrupt(root)
        before = files(tmp_path)
        file.write_bytes(msgspec.msgpack.encode([FileChange(path, None, b"forged"), CHANGES[0]]))
        with pytest.raises(EditError, match="cannot reach this path"):
            journal.recover(root)
        assert journal.forget(root)
        assert {path: data for path, data in files(tmp_path).items() if "state/" not in path} == {
            path: data for path, data in before.items() if "state/" not in path
        }

    @pytest.mark.parametrize(
        "data",
        [b"", b"{", b"\xff" * 9, b"\x91\x93\xa1\xff\xc0\xc0", b"\xdc\xff\xff", b"\x91" * 9000],
    )
    def test_unreadable(self, root, data):
        interrupt(root).write_bytes(data)
        with pytest.raises(EditError, match=r"cannot be read\n    help: .*--forget"):
            journal.recover(root)
        assert files(root) == OLD
        assert journal.forget(root)

    def test_link(self, root, tmp_path):
        """A journal or journal folder that is a link is refused."""
        file = interrupt(root)
        file.rename(tmp_path / "moved")
        file.symlink_to(tmp_path / "moved")
        with pytest.raises(EditError, match="is a symbolic link"):
            journal.recover(root)
        file.unlink()
        folder = file.parent
        shutil.move(tmp_path / "moved", file)
        folder.rename(tmp_path / "folder")
        folder.symlink_to(tmp_path / "folder")
        assert not journal.is_interrupted(root)
        with pytest.raises(EditError, match="is not a folder"):
            journal.apply(root, CHANGES)

    @pytest.mark.parametrize(
        "spoil", [lambda folder: folder.chmod(0o777), lambda folder: os.chown(folder, 65534, -1)]
    )
    def test_somebody_else(self, root, spoil):
        """A journal folder that others can write to is not trusted."""
        folder = interrupt(root).parent
        try:
            spoil(folder)
        except PermissionError:
            pytest.skip("only root can give a folder away")
        assert not journal.is_interrupted(root)
        with pytest.raises(EditError, match=r"another user|other users"):
            journal.apply(root, CHANGES)
        assert files(root) == OLD

    def test_within_the_site(self, root, monkeypatch):
        """A state folder within the site is not trusted."""
        monkeypatch.setenv("XDG_STATE_HOME", str(root / "home"))
        with pytest.raises(EditError, match="lies within the site"):
            journal.apply(root, CHANGES)
        assert {path: data for path, data in files(root).items() if path in OLD} == OLD
