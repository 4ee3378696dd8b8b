"""Every case of `cases/` gets its verdict; accepted ones are built and pass the audit."""

import faulthandler
import json
import re
import signal
import sys
from zlib import crc32

import pytest

from tests.command import digest, succeed
from tests.hostile.cases import all_cases, minimal_site

CASES = all_cases()
_MOST_SECONDS = 120
"""Cases take less than a second; machines may be slow or busy."""


@pytest.fixture(autouse=True)
def _in_time():
    """End this process, with a traceback, if a case takes too long, even in a parser written in C."""
    faulthandler.register(signal.SIGALRM, file=sys.__stderr__, chain=True)
    signal.alarm(_MOST_SECONDS)
    yield
    signal.alarm(0)
    faulthandler.unregister(signal.SIGALRM)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_case(case, tmp_path):
    """`digest check` reports the problems in time and at the right place, and changes nothing."""
    config, before = _laid(case, tmp_path)
    checked = digest(config, "check", "--format", "json")
    problems = json.loads(checked.stdout or "[]")
    assert set(case.codes) <= {problem["code"] for problem in problems}, (problems, checked.stderr)
    known = [f"{problem['path']}:{problem['line']}:{problem['column']}:" for problem in problems]
    for place in case.places:
        assert any(one.startswith(f"{place}:") for one in known), (place, known)
    assert all(problem["help"] for problem in problems)
    assert everything(tmp_path) == before
    errors = [problem for problem in problems if problem["severity"] == "error"]
    assert bool(errors) == (case.verdict == "reject"), problems
    if case.verdict != "build":
        assert checked.exit_code == bool(errors), checked.stderr


def _size(case):
    """Quick where only the build can judge, and for an eighth of the others: what they share is one path."""
    is_quick = case.verdict == "build" or crc32(case.name.encode()) % 8 == 0
    return pytest.param(case, id=case.name, marks=[] if is_quick else [pytest.mark.slow])


@pytest.mark.parametrize("case", [_size(case) for case in CASES])
def test_published(case, tmp_path):
    """A build publishes accepted cases only, and they pass the audit.

    What a check leaves to the build (`build`) is refused there, or passes the audit. The preview of a refused case
    is refused, too, or passes the audit that ends each build.
    """
    config, before = _laid(case, tmp_path)
    built = digest(config, "build", "--site-dir", tmp_path / "site")
    assert everything(tmp_path) == before
    assert "Traceback" not in built.output
    assert (tmp_path / "site").exists() == (not built.exit_code), built.stderr
    if case.verdict != "build":
        assert built.exit_code == (case.verdict == "reject"), built.stderr
    if not built.exit_code:
        succeed(config, "audit", tmp_path / "site")
    if case.verdict == "reject":
        preview = digest(config, "build", "--preview", "--site-dir", tmp_path / "site")
        assert (tmp_path / "site").exists() == (not preview.exit_code)


def _laid(case, folder):
    """The settings of a site with the case, and what is around it."""
    config = minimal_site(folder / "digest")
    case.lay_over(config.parent)
    return config, everything(folder)


def everything(folder):
    """Every file around the site with its modification time, except output and caches, of hooks too."""
    names = {
        str(file.relative_to(folder)): (
            str(file.readlink()) if file.is_symlink() else file.lstat().st_mtime_ns
        )
        for file in folder.rglob("*")
        if file.is_symlink() or not (file.is_dir() or file.parent.name == "__pycache__")
    }
    kept = re.compile(r"(site|\.site-\w+|digest/\.cache|digest/\.git)(/|\Z)")
    return {name: state for name, state in names.items() if not kept.match(name)}


def test_enough_settings():
    """As many pull requests change settings, registries and mkdocs.yml as change articles, or nearly."""
    settings = [case for case in CASES if any(map(_is_of_settings, case.paths))]
    assert len(settings) >= 120


def _is_of_settings(path):
    return path == "mkdocs.yml" or (
        path.startswith("site_config/") and path.endswith((".yml", ".txt"))
    )


def test_names_and_reasons():
    assert len({case.name for case in CASES}) == len(CASES)
    assert all(case.because for case in CASES)
