"""Edits: each file is replaced in one step, git is asked before, and it undoes a half-done edit."""

import itertools
import os
import random
from functools import partial

import pytest

from generator.diagnostics.failure import EditError
from generator.editing import file_changes
from generator.editing.file_changes import FileChange
from tests.command import files, git
from tests.editing.conftest import ARTICLE
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
def root(tmp_path):
    return put(tmp_path / "site", OLD)


@pytest.fixture
def repository(root):
    """The same site with all its files in git."""
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    return root


class TestApply:
    def test_whole(self, root):
        """Files are written, created and removed; nothing else is left behind."""
        (root / "content/a.md").chmod(0o640)
        file_changes.apply(root, CHANGES)
        assert files(root) == NEW
        assert (root / "content/a.md").stat().st_mode & 0o777 == 0o640

    def test_changed_meanwhile(self, root):
        """A file edited since it was read stops the whole change."""
        (root / "content/deep/b.md").write_bytes(b"edited")
        with pytest.raises(EditError, match=r"deep/b\.md: changed while the command ran"):
            file_changes.apply(root, CHANGES)
        assert files(root) == {**OLD, "content/deep/b.md": b"edited"}

    def test_files_elsewhere(self, root, tmp_path):
        """Files outside content and settings can be changed in the same edit."""
        put(tmp_path, {"x.md": b"x", "site/notes/y.md": b"y"})
        elsewhere = [
            FileChange(str(tmp_path / "x.md"), b"x", b"new x"),
            FileChange("notes/y.md", b"y", b"new y"),
        ]
        file_changes.apply(root, [*CHANGES, *elsewhere])
        assert (tmp_path / "x.md").read_bytes() == b"new x"
        assert files(root) == {**NEW, "notes/y.md": b"new y"}

    @pytest.mark.parametrize("linked", ["content", "content/deep", "content/deep/b.md"])
    def test_links(self, root, linked, tmp_path):
        """Nothing is written through a link."""
        (root / linked).rename(tmp_path / "elsewhere")
        (root / linked).symlink_to(tmp_path / "elsewhere")
        before = files(tmp_path)
        with pytest.raises(EditError, match="is reached through a link"):
            file_changes.apply(root, CHANGES)
        assert files(tmp_path) == before

    def test_part_is_a_link(self, root, tmp_path):
        """A link in place of a temporary file is replaced, not followed."""
        put(tmp_path, {"secret": b"secret"})
        (root / "content/.a.md.part").symlink_to(tmp_path / "secret")
        file_changes.apply(root, CHANGES)
        assert files(root) == NEW
        assert (tmp_path / "secret").read_bytes() == b"secret"

    def test_pipe(self, root):
        (root / "content/a.md").unlink()
        os.mkfifo(root / "content/a.md")
        with pytest.raises(EditError, match="not a regular file"):
            file_changes.apply(root, CHANGES)

    def test_failure_half_way(self, root, monkeypatch):
        """The message says how many files have changed, and how to undo that."""
        written = []

        def write(path, data):
            if written:
                raise OSError(28, "No space left on device")
            written.append(path)

        monkeypatch.setattr(file_changes, "write", write)
        with pytest.raises(EditError) as caught:
            file_changes.apply(root, CHANGES)
        assert str(caught.value) == (
            "content/made/c.md: No space left on device, after 1 of 4 files\n"
            "    help: `git status` lists the changed files, and `git restore .` undoes them"
        )


class TestUnsaved:
    def test_in_git(self, repository):
        """Staged and committed files can be restored, and new files need no restoring."""
        assert file_changes.unsaved(repository, CHANGES) == []
        git(repository, "commit", "-qm", "x")
        assert file_changes.unsaved(repository, CHANGES) == []

    def test_changed_since(self, repository):
        put(repository, {"content/a.md": b"mine", "content/other.md": b"not to be changed"})
        assert file_changes.unsaved(repository, CHANGES) == ["content/a.md"]

    def test_unknown_to_git(self, repository):
        """Git cannot restore an untracked file, even one that it ignores."""
        put(repository, {".gitignore": b"content/a.md\n"})
        git(repository, "rm", "--quiet", "--cached", "content/a.md", "content/deep/b.md")
        assert file_changes.unsaved(repository, CHANGES) == ["content/a.md", "content/deep/b.md"]

    def test_within_a_repository(self, tmp_path, root):
        """A site may be a folder of a repository."""
        git(tmp_path, "init", "--quiet")
        git(tmp_path, "add", "site/content/a.md")
        assert file_changes.unsaved(root, CHANGES[:2]) == ["site_config/gone.yml"]

    def test_no_repository(self, root, monkeypatch):
        assert file_changes.unsaved(root, CHANGES) is None
        monkeypatch.setenv("PATH", "")
        assert file_changes.unsaved(root, CHANGES) is None

    def test_only_new_files(self, root):
        assert file_changes.unsaved(root, CHANGES[2:3]) == []


NOTE = "note: the site is not in a git repository, so there is no undo\n"


class TestCommands:
    """The newsroom runs them with its own commands, too."""

    @pytest.fixture(params=[["check", "--fix"]], ids=" ".join)
    def command(self, request):
        return request.param

    @pytest.fixture
    def tidy(self, site, command):
        """A site in git in which the command has something to do."""
        if command[0] == "check":
            site.write(ARTICLE, site.read(ARTICLE).replace("title: ", "title_: ", 1))
        git(site.root, "init", "--quiet")
        git(site.root, "add", "--all")
        return site

    def test_refused(self, tidy, command):
        """A changed file stops the edit, and the message says what to do; --force edits."""
        tidy.write(ARTICLE, f"{tidy.read(ARTICLE)}Mine.\n")
        before = files(tidy.root, but=".git")
        result = tidy.run(*command)
        assert result.exit_code == 1
        assert result.stderr.splitlines()[-2:] == [
            f"Error: nothing was written: git could not restore {ARTICLE} as it is now",
            "    help: commit first (or only `git add`), or use --force",
        ]
        assert files(tidy.root, but=".git") == before
        assert tidy.run(*command, "--force").exit_code == 0
        assert files(tidy.root, but=".git") != before

    def test_undo(self, tidy, command):
        """Staged files are edited, and git brings them back."""
        before = files(tidy.root, but=".git")
        result = tidy.run(*command)
        assert result.exit_code == 0, result.output
        assert NOTE not in result.stderr
        assert files(tidy.root, but=".git") != before
        git(tidy.root, "restore", ".")
        left = files(tidy.root, but=".git")
        assert {path: left[path] for path in before} == before

    def test_new_article(self, tidy, command):
        """`check --fix` edits an article that git does not know, and shows the change; others refuse."""
        git(tidy.root, "rm", "--quiet", "--cached", ARTICLE)
        before = tidy.read(ARTICLE)
        result = tidy.run(*command)
        if command[0] != "check":
            assert result.exit_code == 1
            assert tidy.read(ARTICLE) == before
            return
        assert result.exit_code == 0, result.output
        assert f"--- a/{ARTICLE}\n+++ b/{ARTICLE}\n" in result.stdout
        for line in set(before.splitlines()) ^ set(tidy.read(ARTICLE).splitlines()):
            assert f"\n+{line}\n" in result.stdout or f"\n-{line}\n" in result.stdout

    def test_new_page(self, tidy, command):
        """A new file that is no article stops the edit, even beside a new article."""
        if command[0] in ("rename", "merge"):
            git(tidy.root, "rm", "--quiet", "--cached", "-r", "site_config")
        wrong = "titel: About\n" if command[0] == "check" else "title:   About\n"
        tidy.write("content/pages/about.md", f"---\n{wrong}---\n\nText.\n")
        git(tidy.root, "rm", "--quiet", "--cached", ARTICLE)
        before = files(tidy.root, but=".git")
        result = tidy.run(*command)
        assert result.exit_code == 1, result.output
        assert "git could not restore" in result.stderr
        assert files(tidy.root, but=".git") == before

    def test_no_repository(self, tidy, command):
        """Outside a repository a line says that there is no undo."""
        (tidy.root / ".git").rename(tidy.root.parent / "git")
        result = tidy.run(*command)
        assert result.exit_code == 0, result.output
        assert result.stderr.startswith(NOTE)


@pytest.mark.slow
class TestKilled:
    def test_anywhere(self, tmp_path):
        """Killed at any write, an edit leaves every file old or new, and git restores the old ones."""
        seen = []
        for step in itertools.count():
            copy = put(tmp_path / f"copy{step}", OLD)
            git(copy, "init", "--quiet")
            git(copy, "add", "--all")
            died = killed_at(step, partial(file_changes.apply, copy, CHANGES))
            left = files(copy, but=".git")
            whole = {path: data for path, data in left.items() if not path.endswith(".part")}
            for path in OLD | NEW | whole:
                assert whole.get(path) in (OLD.get(path), NEW.get(path)), (step, path)
            seen.append(whole)
            git(copy, "restore", ".")
            left = files(copy, but=".git")
            assert {path: left[path] for path in OLD} == OLD
            if not died:
                break
        assert len(seen) > 5
        assert seen[0] == OLD
        assert seen[-1] == NEW

    def test_histories(self, turn, tmp_path):
        """Edits killed at random writes leave no file torn and are undone by git."""
        tally = EditTally()
        for seed in range(3 * turn, 3 * turn + 3):
            history(tmp_path / str(seed), random.Random(seed), 10, tally)
        assert tally.torn == []
        assert tally.killed > 5
        assert tally.half_done > 2

    def test_signals(self, turn, tmp_path):
        """Edits killed by signals, too; `--turns 20` tries many more."""
        tally = kill_edits(tmp_path, 4, random.Random(1 + turn))
        assert tally.torn == []
        assert tally.killed == 4
