"""Fixtures shared by several folders."""

import datetime as dt
import os
import sys
import traceback
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

import pytest
import yaml
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from generator.assemble import interface
from generator.check.article_fields import Context
from generator.diagnostics.diagnostics import Report
from generator.installed import installed
from generator.load.context import read_context
from tests.chromium import ARGUMENTS, CHROMIUM
from tests.command import load_builder
from tests.corpus import MINIMAL, PROJECT
from tests.examples import QUICK
from tests.full_sites import hostile, plain  # noqa: F401 (fixtures of several folders)
from tests.hostile.cases import minimal_site

# libyaml reads the tables of tests, a megabyte of them, in a tenth of the time. The program calls `yaml.load` with its own.
yaml.safe_load = partial(yaml.load, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
installed()  # as every command does first: codes and catalogues of packages take part
settings.load_profile(QUICK)


_FORKS: list[str] = []
"""Where this process forked while it had threads, since the last test."""


def _note_fork() -> None:
    if sys.platform == "linux" and len([*Path("/proc/self/task").iterdir()]) > 1:
        _FORKS.append("".join(traceback.format_stack(limit=8)))


os.register_at_fork(before=_note_fork)


@pytest.fixture(autouse=True)
def _no_fork_beside_threads():
    """Fail a test that forks beside a thread: the child may wait for ever for a lock of that thread.

    Python only warns of this, and discards the error that a filter makes of its warning.
    """
    yield
    if _FORKS:
        fork = _FORKS[0]
        _FORKS.clear()
        pytest.fail(f"a process with threads forked:\n{fork}", pytrace=False)


def pytest_addoption(parser):
    """Let random tests be tried for longer, as in `pytest tests/faults --turns 20`."""
    parser.addoption("--turns", type=int, default=1, help="how often tests of random sites are run")


def pytest_generate_tests(metafunc):
    """Run a test that takes a `turn` as often as was asked for."""
    if "turn" in metafunc.fixturenames:
        metafunc.parametrize("turn", range(metafunc.config.getoption("turns")))


_BROWSER = PROJECT / "tests/browser"


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what opens Chromium, before `-m "not browser"` leaves it out.

    The other tests of that folder read the sites that Chromium opens, so they run beside it.
    """
    for item in items:
        if "browser" in item.fixturenames or item.path.is_relative_to(_BROWSER):
            item.add_marker("browser")


@pytest.fixture(scope="session", autouse=True)
def _state(tmp_path_factory):
    """Give commands a cache of the tests."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        monkeypatch.setenv("DIGEST_CACHE_DIR", str(tmp_path_factory.mktemp("caches")))
        yield


_FEW = 20
"""Tests that are over before `load_builder` has paid for itself."""


@pytest.fixture(scope="session", autouse=True)
def _loaded(_state, request, tmp_path_factory):
    """Make later builds and checks cheaper."""
    if len(request.session.items) > _FEW:
        load_builder(tmp_path_factory.mktemp("loaded"))
        _read_packages_once()


def _read_packages_once() -> None:
    """Keep what installed packages declare, for each list of folders that they may be in.

    A check of a new site reads it twice, from a file of every package: a quarter of its time.
    """
    from mkdocs import utils  # takes half a second, which a few tests need not wait for

    themes = cache(lambda _, find=utils.get_themes.__wrapped__: find())
    utils.get_themes = lambda: themes(tuple(sys.path))
    utils.get_themes.cache_clear = lambda: None  # MkDocs does so before each look


@pytest.fixture(autouse=True)
def english_interface():
    """Reset the interface to English before each test."""
    interface.use("en")


@pytest.fixture(autouse=True)
def _one_process(request, monkeypatch):
    """Let quick tests build without workers, which take longer to start than a small site takes.

    Sites that fixtures of a module or of all tests share, slow tests and other programs have workers.
    """
    if not request.node.get_closest_marker("slow"):
        monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0}, raising=False)


@pytest.fixture
def report() -> Report:
    """An empty report."""
    return Report()


@pytest.fixture
def config(tmp_path) -> Path:
    """The path of mkdocs.yml in a small site."""
    return minimal_site(tmp_path / "digest")


@pytest.fixture(scope="session")
def context() -> Context:
    """Settings and registries of the minimal site, on 3 May 2024."""
    context_report = Report()
    read = read_context(MINIMAL, installed(), context_report)
    assert read is not None, list(context_report)
    return replace(read, today=dt.date(2024, 5, 3))


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium; without it, these tests are skipped, except in CI."""
    if not CHROMIUM and not os.environ.get("CI"):
        pytest.skip("there is no Chromium: apt-get install chromium-headless-shell")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield browser
        browser.close()
