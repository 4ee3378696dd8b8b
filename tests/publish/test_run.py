"""The result of the last run is reused only while all its inputs are unchanged."""

import os
import time
from pathlib import Path

import pytest

from generator.diagnostics.diagnostics import Place, Report
from generator.publish.run import Run, places_of
from generator.system.file_writing import SETTLED


@pytest.fixture
def places(tmp_path, monkeypatch):
    """A folder and a file that appear to have been unchanged for long."""
    (tmp_path / "content/a/b").mkdir(parents=True)
    (tmp_path / "content/a/b/one.md").write_text("text")
    (tmp_path / "mkdocs.yml").write_text("text")
    now = time.time_ns()
    monkeypatch.setattr(time, "time_ns", lambda: now + 10 * SETTLED)
    return [tmp_path / "content", tmp_path / "mkdocs.yml"]


def found():
    report = Report()
    report.add(Place("a.md", 2, 3), "broken-link", "message", "help")
    return report


def test_unchanged(tmp_path, places):
    """The same problems are returned at the same places, but only for the same run."""
    assert Run(tmp_path / "cache", "check", places).before() is None
    Run(tmp_path / "cache", "check", places).done(found())
    assert list(Run(tmp_path / "cache", "check", places).before()) == list(found())
    assert Run(tmp_path / "cache", "build", places).before() is None
    assert Run(tmp_path / "cache", "check", places, "a setting").before() is None
    assert Run(tmp_path / "cache", "check", places[:1]).before() is None


def _edit(root):
    (root / "content/a/b/one.md").write_text("other")


def _new_checkout(root: Path, when: int) -> None:
    """Write every file anew, dated some nanosecond."""
    for file in [root / "mkdocs.yml", root / "content/a/b/one.md"]:
        text = file.read_text()
        file.unlink()
        file.write_text(text)
        os.utime(file, ns=(when, when))


def _damage(root: Path) -> None:
    for file in (root / "cache/runs").iterdir():
        file.write_bytes(b"\x93")


@pytest.mark.parametrize(
    "change",
    [
        _edit,
        lambda root: (root / "mkdocs.yml").write_text("other"),
        lambda root: (root / "content/two.md").touch(),
        lambda root: (root / "content/a/b/one.md").unlink(),
        lambda root: (root / "content/a/b/one.md").chmod(0),
        lambda root: (root / "content/a/b/one.md").rename(root / "content/a/b/two.md"),
        _damage,
        # Which of two files is refused may depend on their times, so errors are found anew.
        lambda root: _new_checkout(root, 0),
    ],
)
def test_after_a_change(tmp_path, places, change):
    """After any change no result is reused."""
    Run(tmp_path / "cache", "check", places).done(found())
    change(tmp_path)
    assert Run(tmp_path / "cache", "check", places).before() is None


def test_clock_that_goes_backwards(tmp_path, places):
    """Times of the future tell nothing, so nothing is kept until they have passed."""
    run = Run(tmp_path / "cache", "check", places)
    run.done(Report())
    _new_checkout(tmp_path, 4 * 10**18)
    assert Run(tmp_path / "cache", "check", places).before() is None


def test_change_during_a_run(tmp_path, places):
    """What a file contained when it was read is unknown then."""
    run = Run(tmp_path / "cache", "check", places)
    _edit(tmp_path)
    run.done(Report())
    (tmp_path / "content/a/b/one.md").write_text("text")
    assert Run(tmp_path / "cache", "check", places).before() is None


def test_recent_change(tmp_path, places, monkeypatch):
    """A file that just changed may change again within its time stamp, so nothing is kept."""
    monkeypatch.undo()
    Run(tmp_path / "cache", "check", places).done(found())
    assert Run(tmp_path / "cache", "check", places).before() is None


def test_without_a_cache(places):
    """Without a cache folder nothing is kept and nothing fails."""
    Run(Path(os.devnull) / "no-cache", "check", places).done(found())
    assert Run(Path(os.devnull) / "no-cache", "check", places).before() is None


@pytest.mark.parametrize(
    "name",
    ["2024-05-02-report.md", "_config.yml", "docs/index.md", "overrides/main.html", "posts/a.md"],
)
def test_a_file_in_the_wrong_place_counts(name, tmp_path):
    """A check that has been run sees a file that somebody adds beside mkdocs.yml."""
    (tmp_path / "mkdocs.yml").write_text("")
    before = places_of(tmp_path, "mkdocs.yml", None)
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text("")
    after = places_of(tmp_path, "mkdocs.yml", None)
    assert file in after or (file.parent in before and file.parent != tmp_path)
    (tmp_path / ".site-files").write_text("")
    assert places_of(tmp_path, "mkdocs.yml", None) == after
