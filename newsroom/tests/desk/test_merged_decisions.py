"""Two editors decide on two branches of a real repository, and git joins their lines itself."""

import datetime as dt

import pytest

from generator.diagnostics.diagnostics import Report
from newsroom.desk.inbox_decisions import FILE, Decision, add_decisions, read_decisions
from tests.command import git
from tests.corpus import PROJECT

ATTRIBUTES = {
    "ours": PROJECT / ".gitattributes",
    "new-digest": PROJECT / "generator" / "starter" / "gitattributes",
}


def decision(name, by):
    """A decision on an invented story."""
    return Decision(dt.date(2026, 3, 9), name, "taken", f"Story {name}", (f"title:{name}",), by)


@pytest.fixture(params=ATTRIBUTES.values(), ids=ATTRIBUTES.keys())
def root(tmp_path, request):
    """A repository with the attributes of a digest."""
    git(tmp_path, "init", "-q", "-b", "main")
    (tmp_path / ".gitattributes").write_bytes(request.param.read_bytes())
    (tmp_path / "site_config").mkdir()
    return tmp_path


def save(root, names, by):
    """Decide on candidates one after another, and commit each decision."""
    for name in names:
        add_decisions(root, [decision(name, by)])
        git(root, "add", "-A")
        git(root, "commit", "-qm", name)


@pytest.mark.parametrize("common", [[], ["a0"], ["a0", "a1"]])
def test_no_conflict(root, common):
    """Whatever both add, and whether or not the file existed before, every decision is kept."""
    git(root, "add", "-A")
    git(root, "commit", "-qm", "begin")
    save(root, common, "Ann")
    git(root, "switch", "-qc", "other")
    save(root, ["b1", "b2", "same"], "Ben")
    git(root, "switch", "-q", "main")
    save(root, ["c1", "same", "c2", "c3"], "Cem")
    git(root, "merge", "-q", "--no-edit", "other")
    report = Report()
    decisions = read_decisions(root, report)
    assert not len(report), list(report)
    found = {(one.candidate, one.by) for one in decisions}
    assert found == {
        *((name, "Ann") for name in common),
        *((name, "Ben") for name in ("b1", "b2", "same")),
        *((name, "Cem") for name in ("c1", "same", "c2", "c3")),
    }
    # The next editor goes on from the merged file.
    save(root, ["d1"], "Ann")
    assert len(read_decisions(root, report)) == len(decisions) + 1
    assert (root / FILE).read_bytes().endswith(b"\n")
