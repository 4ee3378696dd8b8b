"""The workflows give a stranger's pull request nothing: zizmor looks further, this is what must not slip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from tests.corpus import PROJECT

WORKFLOWS = sorted((PROJECT / ".github/workflows").glob("*.yml"))
MAY_WRITE = {
    "publish.yml": {"attestations", "id-token", "pages"},
    "comment.yml": {"pull-requests"},
    "suggestion.yml": {"issues"},
}


def read(file) -> tuple[dict[str, Any], Any]:
    """A workflow and what it runs on: YAML 1.1 takes the key `on` for true."""
    workflow = yaml.safe_load(file.read_text(encoding="utf-8"))
    return workflow, workflow[True]


def steps(workflow) -> Iterator[dict[str, Any]]:
    for job in workflow["jobs"].values():
        yield from job["steps"]


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.name)
class TestWorkflow:
    def test_rights(self, file):
        """None by default; a job asks for what it needs, and few may write."""
        workflow, _ = read(file)
        assert workflow["permissions"] == {}
        asked = [right for job in workflow["jobs"].values() for right in job["permissions"].items()]
        assert {name for name, how in asked if how != "read"} <= MAY_WRITE.get(file.name, set())

    def test_pull_requests(self, file):
        """A stranger's files never meet rights that write."""
        _, events = read(file)
        assert "pull_request_target" not in events
        if "pull_request" in events:
            assert file.name not in MAY_WRITE

    def test_actions(self, file):
        """Actions are pinned by a full hash, with the release beside it, and leave no token behind."""
        workflow, _ = read(file)
        for step in steps(workflow):
            if "uses" in step:
                assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40}", step["uses"])
                assert re.search(re.escape(step["uses"]) + r" # v\d", file.read_text(encoding="utf-8"))
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] is False

    def test_commands(self, file):
        """Nothing of an event stands in a command, where a name could be one."""
        workflow, _ = read(file)
        assert not [step["run"] for step in steps(workflow) if "${{" in step.get("run", "")]

    def test_ends(self, file):
        """No job runs for ever."""
        workflow, _ = read(file)
        assert all(job["timeout-minutes"] <= 30 for job in workflow["jobs"].values())


def test_publishing():
    """From main only; what is deployed was audited and attested, by jobs that build nothing."""
    workflow, events = read(PROJECT / ".github/workflows/publish.yml")
    assert events == {"push": {"branches": ["main"]}}
    jobs = workflow["jobs"]
    runs = [step.get("run", "") for step in jobs["build"]["steps"]]
    checked, made, audited = (
        next(number for number, run in enumerate(runs) if command in run)
        for command in ("digest check", "make site", "digest audit site")
    )
    assert checked < made < audited
    assert set(jobs["build"]["permissions"].values()) == {"read"}
    assert jobs["deploy"]["needs"] == "attest"
    assert jobs["attest"]["needs"] == "build"
    for name in ("attest", "deploy"):
        assert not [step for step in jobs[name]["steps"] if "run" in step or "checkout" in step["uses"]]


def test_code_owners():
    """Everything has owners but content/, which editors may merge alone."""
    lines = (PROJECT / ".github/CODEOWNERS").read_text().splitlines()
    rules = [line.split() for line in lines if line and not line.startswith("#")]
    assert [rule[0] for rule in rules] == ["*", "/content/"]
    assert [len(rule) for rule in rules] == [2, 1]


@pytest.mark.parametrize(
    "lock", sorted((PROJECT / "requirements").glob("*.lock")), ids=lambda file: file.name
)
def test_locks(lock):
    """Every requirement is pinned with hashes, and no address tells where it was looked up."""
    text = lock.read_text(encoding="utf-8")
    assert "://" not in text
    pinned = re.findall(r"^[\w.\[\],-]+==\S+.*(?:\n    .*)+", text, re.MULTILINE)
    assert len(pinned) == len(re.findall(r"^\S", text, re.MULTILINE))
    assert all("--hash=sha256:" in one for one in pinned)
