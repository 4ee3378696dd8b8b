"""What must hold for every workflow, since pull requests come from strangers."""

from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from generator.diagnostics.formats import FORMATS
from tests.command import command_of
from tests.corpus import PROJECT

WORKFLOWS = sorted((PROJECT / ".github" / "workflows").glob("*.yml"))
EXPRESSION = re.compile(r"\$\{\{.*?\}\}")


def load(name: str) -> dict[Any, Any]:
    return yaml.safe_load((PROJECT / name).read_text(encoding="utf-8"))


def steps(workflow: dict[Any, Any]) -> list[dict[str, Any]]:
    return [step for job in workflow["jobs"].values() for step in job.get("steps", ())]


@pytest.fixture(params=WORKFLOWS, ids=lambda file: file.stem)
def workflow(request) -> dict[Any, Any]:
    return load(str(request.param.relative_to(PROJECT)))


def triggers(workflow: dict[Any, Any]) -> set[str]:
    """`on`, which YAML 1.1 reads as true."""
    found = workflow[True]
    return {found} if isinstance(found, str) else set(found)


def test_permissions(workflow):
    """None at the top; each job names what it needs, and has an end."""
    assert workflow["permissions"] == {}
    for job in workflow["jobs"].values():
        assert isinstance(job["permissions"], dict)
        assert job["timeout-minutes"] <= 30


def test_strangers_get_nothing(workflow):
    """What runs for a pull request may read; what may write runs none of its files."""
    assert "pull_request_target" not in triggers(workflow)
    assert "issue_comment" not in triggers(workflow)
    if "pull_request" in triggers(workflow):
        granted = {
            key: level for job in workflow["jobs"].values() for key, level in job["permissions"].items()
        }
        assert granted == {"contents": "read"}
        assert "secrets." not in str(workflow)
    if "workflow_run" in triggers(workflow):
        checkouts = [step for step in steps(workflow) if step.get("uses", "").startswith("actions/checkout@")]
        assert all("ref" not in step["with"] and "repository" not in step["with"] for step in checkouts)


def test_nothing_of_the_event_is_run(workflow):
    """No expression stands in a script: a title or the name of a branch could be a command."""
    for step in steps(workflow):
        assert not EXPRESSION.search(step.get("run", "")), step


@pytest.mark.parametrize("file", WORKFLOWS, ids=lambda file: file.stem)
def test_actions_are_pinned(file):
    """By the whole hash of a commit, with the version that it is beside it."""
    used = re.findall(r"uses: (.*)", file.read_text(encoding="utf-8"))
    for action in used:
        assert re.fullmatch(r"[\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", action), action


def test_no_credentials_are_left(workflow):
    for step in steps(workflow):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


def test_the_comment_waits_for_the_check():
    """The workflow that comments names the one that checks, and reads the artifacts that it leaves."""
    checking, commenting = load(".github/workflows/pull-request.yml"), load(".github/workflows/comment.yml")
    assert commenting[True]["workflow_run"]["workflows"] == [checking["name"]]
    uploaded = {step["with"]["name"] for step in steps(checking) if "upload-artifact" in step.get("uses", "")}
    script = (PROJECT / ".github" / "scripts" / "pull_request.py").read_text(encoding="utf-8")
    assert uploaded == {"report", "preview"}
    assert all(f'"{name}" in artifacts' in script for name in uploaded)


SCRIPTS = [
    pytest.param(command, id=f"{name}-{number}")
    for name in (".github/workflows/pull-request.yml", ".github/workflows/suggestion.yml", ".gitlab-ci.yml")
    for number, command in enumerate(
        [step["run"] for step in steps(load(name)) if "run" in step]
        if "jobs" in load(name)
        else [line for job in load(name).values() if isinstance(job, dict) for line in job.get("script", ())]
    )
]


@pytest.mark.parametrize("command", SCRIPTS)
def test_commands_are_there(command):
    """Every command, option and target that a script names."""
    targets = (PROJECT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"make (\S+)", command):
        assert f"{target.replace('.venv', '$(VENV)')}:" in targets
    for name, rest in re.findall(r"(?:bin/digest|-m generator) (\S+)(.*)", command):
        options = {option for one in command_of(name).params for option in one.opts}
        assert set(re.findall(r"(?<= )--[a-z-]+", rest)) <= options
        if name == "check" and (form := re.search(r"--format (\w+)", rest)):
            assert form[1] in FORMATS
    for script in re.findall(r"\S+/scripts/\S+", command):
        assert (PROJECT / script).is_file()


def test_gitlab():
    """The report is found where GitLab is told to look, and only its own variables stand in scripts."""
    jobs = load(".gitlab-ci.yml")
    report = jobs["check"]["artifacts"]["reports"]["codequality"]
    assert f"--format gitlab > {report}" in jobs["check"]["script"][0]
    used = set(re.findall(r"\$(\w+)", str([jobs[name]["script"] for name in ("check", "preview")])))
    assert used == {"CI_PROJECT_DIR", "CI_BUILDS_DIR", "CI_MERGE_REQUEST_DIFF_BASE_SHA"}


def test_hooks():
    """What .pre-commit-hooks.yaml runs are commands of ours."""
    for hook in load(".pre-commit-hooks.yaml"):
        program, command = hook["entry"].split()
        assert (program, hook["language"]) == ("digest", "python")
        assert command_of(command)
        assert hook["id"] == f"digest-{command}"
        assert re.search(hook["files"], "content/articles/2024/2024-05-02-a-report.md")
        assert not re.search(hook["files"], "README.md")
        for state in ("site/index.html", ".site-new/x", ".cache/x", ".Cache", ".digest-edit/journal.json"):
            assert bool(re.search(hook["files"], state)) == (command == "check")


@pytest.mark.parametrize(
    "script",
    [
        pytest.param([step.get("run", "") for step in steps(load(f".github/workflows/{name}.yml"))], id=name)
        for name in ("ci", "publish", "pull-request")
    ]
    + [pytest.param(load(".gitlab-ci.yml")["preview"]["script"], id="gitlab")]
    + [pytest.param((PROJECT / ".ci" / "run").read_text(encoding="utf-8").splitlines(), id="ci-run")],
)
def test_check_comes_first(script):
    """A tree with state in git, or with any other error, is refused before anything is built of it."""
    lines = [line for part in script for line in part.splitlines()]
    checked = next(
        number for number, line in enumerate(lines) if "digest check" in line or line == "make check"
    )
    built = next(number for number, line in enumerate(lines) if "digest build" in line or line == "make site")
    assert checked < built


def test_issue_form():
    """The parts that GitHub asks of a form."""
    form = load(".github/ISSUE_TEMPLATE/suggest-article.yml")
    assert {"name", "description", "body"} <= set(form)
    labels = [part["attributes"]["label"] for part in form["body"] if part["type"] != "markdown"]
    assert len(labels) == len(set(labels))
    assert {part["type"] for part in form["body"]} <= {
        "markdown",
        "input",
        "textarea",
        "checkboxes",
        "dropdown",
    }
