"""The commit that results name: with a plus sign only if something else than their own page has changed."""

import subprocess

import pytest

from benchmarks.machine import measured_commit


@pytest.mark.parametrize(
    ("changed", "has_sign"), [("", False), ("results.md", False), ("build.py", True)]
)
def test_the_page_of_results_is_no_change(tmp_path, changed, has_sign):
    """`make bench` writes the page after each size, and measures one commit."""
    for name in ("results.md", "build.py"):
        (tmp_path / name).write_text("before")
    author = ["-c", "user.name=A", "-c", "user.email=a@example.org"]
    for command in (["init", "-q"], ["add", "."], [*author, "commit", "-qm", "A"]):
        subprocess.run(["git", *command], cwd=tmp_path, check=True)
    if changed:
        (tmp_path / changed).write_text("after")
    assert measured_commit(tmp_path / "results.md").endswith("+") == has_sign
