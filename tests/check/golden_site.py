"""Make a site from a golden case and list its problems."""

import os
import re
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from generator.diagnostics.diagnostics import Report
from generator.diagnostics.formats import as_text
from generator.installed import installed
from generator.load.loading import load
from generator.recipes.site_paths import check_paths
from tests.calendar_day import set_today
from tests.command import git
from tests.corpus import MINIMAL, write_files


def lay(case: Mapping[str, Any], root: Path) -> Path:
    """Make the minimal site with the files and changes of a case; return `root`."""
    shutil.copytree(MINIMAL, root)
    write_files(root, case.get("files", {}))
    for path, how in case.get("make", {}).items():
        _make(root / path, **how)
    if tracked := case.get("git", []):
        track(root, tracked)
    return root


def track(root: Path, paths: list[str]) -> None:
    """Make a site a repository of its own with the given paths under version control."""
    git(root, "init", "-q")
    git(root, "add", "-f", "--", *paths)


def _make(file: Path, **how: Any) -> None:
    """Apply a change that the text of a file cannot express.

    Args:
        file: The file or folder to change.
        how: One of `remove`, `remove-folder`, `folder`, `pipe`: true; `link`: its target; `hex`: the
            content; `bytes`: the size; `replace`: old text → new text; or `text`, in which <U+202E>
            becomes that character and %s becomes `with` letters, written in `encoding`.
    """
    kind = next(iter(how))
    value = how[kind]
    if kind == "remove-folder":
        shutil.rmtree(file)
    if kind in ("remove", "folder") and file.exists():
        file.unlink()
    if kind == "folder":
        file.mkdir()
    elif kind == "pipe":
        os.mkfifo(file)
    elif kind == "link":
        file.symlink_to(value)
    elif kind == "hex":
        file.write_bytes(bytes.fromhex(value))
    elif kind == "bytes":
        file.write_bytes(b"a" * value)
    elif kind == "text":
        text = re.sub(r"<U\+([0-9A-F]+)>", lambda found: chr(int(found[1], 16)), value)
        text = text.replace("%s", "a" * how.get("with", 0))
        file.write_text(text, encoding=how.get("encoding", "utf-8"))
    elif kind == "replace":
        text = file.read_text()
        for old, new in value.items():
            assert old in text, old
            text = text.replace(old, new)
        file.write_text(text)


def report_of(root: Path, case: Mapping[str, Any]) -> Report:
    """Every problem of a site."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        if "today" in case:
            set_today(monkeypatch, case["today"])
        loaded = load(root, installed())
        if loaded.site is not None:
            check_paths(loaded)
        return loaded.report


def problems_of(root: Path, case: Mapping[str, Any] | None = None) -> str:
    """Every problem of a site as `digest check` prints it, without the summary line.

    A case's `today` is the day of the check.
    """
    lines = as_text(report_of(root, case or {})).split("\n")
    return "\n".join(lines[:-1])
