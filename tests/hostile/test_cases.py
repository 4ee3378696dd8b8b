"""Every case of `cases/` gets its verdict; accepted ones are built and pass the audit."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.command import run
from tests.hostile.cases import all_cases, minimal_site

CASES = all_cases()


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case, tmp_path):
    """`digest check` reports the problems in time and at the right place; accepted cases can be published."""
    config = minimal_site(tmp_path / "digest")
    case.lay_over(config.parent)
    before = everything(tmp_path)
    checked = run("generator", "-f", config, "check", "--format", "json")
    assert "Traceback" not in checked.stderr
    problems = json.loads(checked.stdout or "[]")
    errors = [problem for problem in problems if problem["severity"] == "error"]
    assert set(case.codes) <= {problem["code"] for problem in problems}, (problems, checked.stderr)
    for place in case.places:
        known = [f"{problem['path']}:{problem['line']}:{problem['column']}" for problem in problems]
        assert any(f"{known_place}:".startswith(f"{place}:") for known_place in known), (place, known)
    assert all(problem["help"] for problem in problems)
    assert everything(tmp_path) == before
    built = run("generator", "-f", config, "build", "--site-dir", tmp_path / "site")
    assert "Traceback" not in built.stderr
    assert everything(tmp_path) == before
    if case.verdict == "reject":
        assert errors, problems
        assert checked.returncode == 1
        assert built.returncode == 1
        assert not (tmp_path / "site").exists()
        return
    assert case.verdict == "accept"
    assert errors == [], errors
    assert checked.returncode == 0
    assert built.returncode == 0, built.stderr
    audited = run("generator", "-f", config, "audit", tmp_path / "site")
    assert audited.returncode == 0, audited.stdout


@pytest.mark.parametrize(
    "case", [case for case in CASES if case.verdict == "reject"], ids=lambda case: case.name
)
def test_preview(case, tmp_path):
    """The preview of a refused pull request is refused, too, or passes the audit."""
    config = minimal_site(tmp_path / "digest")
    case.lay_over(config.parent)
    built = run("generator", "-f", config, "build", "--preview", "--site-dir", tmp_path / "site")
    assert "Traceback" not in built.stderr
    if built.returncode:
        assert not (tmp_path / "site").exists()
    else:
        audited = run("generator", "-f", config, "audit", tmp_path / "site")
        assert audited.returncode == 0, audited.stdout


def everything(folder):
    """Every file around the site with its modification time, except caches and output."""
    names = {
        str(file.relative_to(folder)): (
            str(file.readlink()) if file.is_symlink() else file.lstat().st_mtime_ns
        )
        for file in folder.rglob("*")
        if file.is_symlink() or not file.is_dir()
    }
    kept = re.compile(r"(site|\.site-\w+|digest/\.cache|digest/\.git)(/|\Z)")
    return {name: state for name, state in names.items() if not kept.match(name)} | {
        "/tmp": Path("/tmp/digest-forged").exists()
    }


def test_names_and_reasons():
    assert len({case.name for case in CASES}) == len(CASES)
    assert all(case.because for case in CASES)
