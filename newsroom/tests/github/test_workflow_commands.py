"""The commands that workflows run exist in the core or in the newsroom."""

import re

import pytest

from generator.diagnostics.formats import FORMATS
from tests.command import command_of
from tests.corpus import PROJECT
from tests.github.test_workflows import load, steps

SCRIPTS = [
    pytest.param(command, id=f"{name}-{number}")
    for name in (
        ".github/workflows/pull-request.yml",
        ".github/workflows/suggestion.yml",
        ".github/workflows/inbox.yml",
        ".gitlab-ci.yml",
        ".gitlab/inbox.yml",
    )
    for number, command in enumerate(
        [step["run"] for step in steps(load(name)) if "run" in step]
        if "jobs" in load(name)
        else [
            line
            for job in load(name).values()
            if isinstance(job, dict)
            for line in job.get("script", ())
        ]
    )
]


@pytest.mark.parametrize("command", SCRIPTS)
def test_commands_exist(command):
    """Every command, option and target in a script exists."""
    targets = (PROJECT / "Makefile").read_text()
    for target in re.findall(r"make (\S+)", command):
        assert f"{target.replace('.venv', '$(VENV)')}:" in targets
    for name, rest in re.findall(r"(?:bin/digest|-m generator) (\S+)(.*)", command):
        options = {option for parameter in command_of(name).params for option in parameter.opts}
        assert set(re.findall(r"(?<= )--[a-z-]+", rest)) <= options
        if name == "check" and (form := re.search(r"--format (\w+)", rest)):
            assert form[1] in FORMATS
    for script in re.findall(r"\S+/scripts/\S+", command):
        assert (PROJECT / script).is_file()
