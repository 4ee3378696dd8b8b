"""`digest recover`, and how other commands behave after an interrupted edit."""

import pytest

from generator.editing import journal
from tests.command import command_of, digest
from tests.editing.conftest import ARTICLE
from tests.faults.edits import killed_at, written

NOTE = "note: an edit of this site was interrupted; finish it with: digest recover\n"
RENAME = ("rename", "agency", "aq-moe", "aq-min", "--yes")


@pytest.fixture
def interrupted(site):
    """A site in which a rename was killed right after its journal was complete."""
    site.article("two", agencies="[aq-moe]")
    for step in range(60):
        killed_at(step, lambda: site.run(*RENAME))
        if journal.is_interrupted(site.root):
            return site
    raise AssertionError("it was never decided")


def test_recover(interrupted):
    """The interrupted edit is completed; a second run finds nothing to do."""
    result = interrupted.run("recover")
    assert result.output == "finished an interrupted edit of 4 files\n"
    assert "agencies: [aq-min]" in interrupted.read(ARTICLE)
    assert interrupted.problems() == "no problems found"
    assert interrupted.run("recover").output == "no edit was interrupted\n"


def test_forget(interrupted):
    before = written(interrupted.root)
    assert "dropped" in interrupted.run("recover", "--forget").stdout
    assert written(interrupted.root) == before
    assert interrupted.run("check").stderr == ""
    assert interrupted.run("recover", "--forget").output == "no edit was interrupted\n"


def test_edited_since(interrupted):
    """Later edits are kept, and the message explains the options."""
    path = ARTICLE
    interrupted.write(path, interrupted.read(path) + "\nMore.\n")
    result = interrupted.run("recover")
    assert result.exit_code == 1
    assert f"{path}: was edited during an interrupted change of 4 files" in result.stderr
    assert "digest recover --forget" in result.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ["check"],
        ["check", ARTICLE],
        ["fmt", "--check"],
        ["fmt", "--diff"],
        ["rename", "theme", "phishing", "angling", "--dry-run"],
        ["merge", "theme", "phishing", "ransomware", "--dry-run"],
        ["permalinks"],
        ["redirects"],
        ["report"],
        ["suggest", ARTICLE],
        ["import", ARTICLE],
        ["build"],
        ["export", "out"],
    ],
    ids=" ".join,
)
def test_read_only_commands(interrupted, command, monkeypatch):
    """A command that does not edit leaves the files unchanged and prints one note."""
    monkeypatch.chdir(interrupted.root)
    before = written(interrupted.root)
    result = interrupted.run(*command)
    assert result.stderr.count(NOTE) == 1
    assert written(interrupted.root) == before
    assert journal.is_interrupted(interrupted.root)


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ["new", "--no-input", "--title", "A title", "--date", "2024-05-02", "--source", "Example News",
         "--agency", "aq-ioi", "--theme", "phishing"],
        ["edition", "2024-W18"],
        ["permalinks", "--write"],
    ],
    ids=lambda command: command[0],
)  # fmt: skip
def test_writing_commands(interrupted, command):
    """A command that would write files from a half-changed site refuses to run."""
    before = written(interrupted.root)
    result = interrupted.run(*command)
    assert result.exit_code == 1
    assert "nothing was written: an earlier edit was interrupted" in result.stderr
    assert written(interrupted.root) == before


@pytest.mark.slow
@pytest.mark.parametrize(
    "command",
    [
        ["fmt"],
        ["check", "--fix"],
        ["rename", "theme", "phishing", "angling", "--yes"],
        ["merge", "theme", "phishing", "ransomware", "--yes"],
    ],
    ids=" ".join,
)
def test_editing_commands_finish_the_edit(interrupted, command):
    result = interrupted.run(*command)
    assert result.exit_code == 0, result.output
    assert "finished an interrupted edit of 4 files\n" in result.stderr
    assert "note:" not in result.stderr
    assert "aq-min" in interrupted.read(ARTICLE)
    assert not journal.is_interrupted(interrupted.root)


def test_documented():
    """The help lists the commands that recover automatically."""
    text = command_of("recover").help
    assert all(command_of(name) and name in text for name in ("rename", "merge", "fmt", "check"))


def test_no_site(tmp_path):
    assert digest("-f", tmp_path / "mkdocs.yml", "recover").exit_code == 2
