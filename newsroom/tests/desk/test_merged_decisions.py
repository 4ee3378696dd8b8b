"""Two editors decide on two branches of a real repository, and git joins their lines itself."""

import datetime as dt
import subprocess

import pytest

from generator.diagnostics.diagnostics import Report
from newsroom.desk.inbox_decisions import FILE, Decision, add_decisions, read_decisions
from tests.corpus import PROJECT

ATTRIBUTES = {
    "ours": PROJECT / ".gitattributes",
    "new-digest": PROJECT / "generator" / "starter" / "gitattributes",
}


def decision(name, by):
    """A decision on an invented story."""
    return Decision(dt.date(2026, 3, 9), name, "taken", f"Story {name}", (f"title:{name}",), by)


@pytest.fixture(params=ATTRIBUTES.values(), ids=ATTRIBUTES.keys())
def git(tmp_path, request):
    """A function that runs git in a repository with the attributes of a digest."""

    def run(*arguments):
        done = subprocess.run(
            ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments],
            cwd=tmp_path,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr

    run("init", "-q", "-b", "main")
    (tmp_path / ".gitattributes").write_bytes(request.param.read_bytes())
    (tmp_path / "site_config").mkdir()
    return run


def save(git, root, names, by):
    """Decide on candidates one after another, and commit each decision."""
    for name in names:
        add_decisions(root, [decision(name, by)])
        git("add", "-A")
        git("commit", "-qm", name)


@pytest.mark.parametrize("common", [[], ["a0"], ["a0", "a1"]])
def test_no_conflict(git, tmp_path, common):
    """Whatever both add, and whether or not the file existed before, every decision is kept."""
    git("add", "-A")
    git("commit", "-qm", "begin")
    save(git, tmp_path, common, "Ann")
    git("switch", "-qc", "other")
    save(git, tmp_path, ["b1", "b2", "same"], "Ben")
    git("switch", "-q", "main")
    save(git, tmp_path, ["c1", "same", "c2", "c3"], "Cem")
    git("merge", "-q", "--no-edit", "other")
    report = Report()
    decisions = read_decisions(tmp_path, report)
    assert not len(report), list(report)
    found = {(one.candidate, one.by) for one in decisions}
    assert found == {
        *((name, "Ann") for name in common),
        *((name, "Ben") for name in ("b1", "b2", "same")),
        *((name, "Cem") for name in ("c1", "same", "c2", "c3")),
    }
    # The next editor goes on from the merged file.
    save(git, tmp_path, ["d1"], "Ann")
    assert len(read_decisions(tmp_path, report)) == len(decisions) + 1
    assert (tmp_path / FILE).read_bytes().endswith(b"\n")
