"""Edits killed at a write to the disk: every file is whole, and git brings all of them back."""

import itertools
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from generator.system.bounds import in_child
from tests import corpus
from tests.command import digest, files, git
from tests.faults.subject import Files, unlike

SIZE = corpus.Size(articles=12, agencies=4, themes=3, people=2, sources=2, words=20)
WRITES = ("os.rename", "os.remove", "os.mkdir", "os.chmod")
Edit = tuple[str, ...]


@dataclass
class EditTally:
    """Counts and failures of killed edits."""

    edits: int = 0
    killed: int = 0
    half_done: int = 0
    """Killed edits that had changed some of their files."""
    torn: list[str] = field(default_factory=list)
    """Edits that left a file neither old nor new, or that git could not undo."""


def killed_at(step: int, action: partial[object]) -> bool:
    """Run an action in a process that dies at its n-th write outside the cache; return whether it died."""
    try:
        in_child(partial(_until, step, action), 60)
    except ChildProcessError:
        return True
    return False


def _until(step: int, action: partial[object]) -> None:
    count = itertools.count()
    cache = os.environ.get("DIGEST_CACHE_DIR") or "/dev/null/"

    def watch(event: str, arguments: tuple[object, ...]) -> None:
        flags = arguments[2] if event == "open" else 0
        writes = event in WRITES or (isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR))
        if writes and not str(arguments[0]).startswith(cache) and next(count) == step:
            os._exit(9)

    sys.addaudithook(watch)
    action()


def make_site(root: Path) -> Path:
    """A small generated site in a git repository, with files in canonical form."""
    corpus.make(root, SIZE)
    git(root, "init", "--quiet")
    git(root, "add", "--all")
    digest(root, "fmt")
    git(root, "add", "--all")
    return root


def some_edit(root: Path, rng: random.Random, number: int) -> Edit:
    """A random command that changes several files; mistakes for it to fix are added first."""
    articles = sorted((root / "content/articles").rglob("*.md"))
    slugs = [re.sub(r"\A\d{4}-\d\d-\d\d-", "", file.stem) for file in articles]
    terms = re.findall(
        r"^([a-z0-9-]+):", (root / "site_config/taxonomies/agencies.yml").read_text(), re.MULTILINE
    )
    kind = rng.choice(("rename", "rename", "merge", "fmt", "fix"))
    if kind == "rename" and rng.random() < 0.5:
        return ("rename", "article", rng.choice(slugs), f"renamed-{number}", "--yes")
    if kind == "rename":
        return ("rename", "agency", rng.choice(terms), f"renamed-{number}", "--yes")
    if kind == "merge" and len(terms) > 2:
        return ("merge", "agency", *rng.sample(terms, 2), "--yes")
    if kind == "merge" and len(slugs) > 6:
        return ("merge", "article", *rng.sample(slugs, 2), "--yes")
    for file in rng.sample(articles, 4):
        text = file.read_text()  # an earlier edit may have left it without `title: `
        wrong = "title:   " if kind == "fmt" else "title_: "
        file.write_text(text.replace("title: ", wrong, 1))
    return ("fmt",) if kind == "fmt" else ("check", "--fix")


def history(folder: Path, rng: random.Random, edits: int, tally: EditTally) -> None:
    """Make random edits to a site; kill two of three, undo those with git, and make them again."""
    root = make_site(folder / "site")
    for number in range(edits):
        edit = some_edit(root, rng, number)
        before, after = _before_and_after(root, edit, folder / "copy")
        step = rng.randrange(40) if rng.random() < 0.67 else 10_000
        died = killed_at(step, partial(digest, root, *edit))
        tally.edits += 1
        if died:
            tally.killed += 1
            tally.torn += _undone(root, edit, before, after, tally)
            digest(root, *edit)
        if _all(root) != after:
            tally.torn.append(f"{' '.join(edit)}: {unlike(_all(root), after)}")
        git(root, "add", "--all")


def _all(root: Path) -> Files:
    """Every file of a site, also those that no edit may change."""
    contents = files(root, but=".git")
    return {path: data for path, data in contents.items() if not path.startswith(".cache/")}


def _before_and_after(root: Path, edit: Edit, copy: Path) -> tuple[Files, Files]:
    """All files before an edit, which git then knows, and after it if nothing kills it."""
    git(root, "add", "--all")
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(root, copy)
    digest(copy, *edit)
    return _all(root), _all(copy)


def _undone(root: Path, edit: Edit, before: Files, after: Files, tally: EditTally) -> Iterator[str]:
    """Check the files after a kill, and undo the edit as a person does; yield what is wrong."""
    seen = _all(root)
    parts = {path for path in seen if path.endswith(".part")}
    for path in before.keys() | after.keys() | (seen.keys() - parts):
        if seen.get(path) not in (before.get(path), after.get(path)):
            yield f"{' '.join(edit)}: {path} is neither old nor new"
    tally.half_done += seen not in (before, after)
    git(root, "restore", ".")
    added = git(root, "ls-files", "-z", "--others").split("\0")
    for path in filter(None, added):
        (root / path).unlink()
        if path not in after and path not in parts:
            yield f"{' '.join(edit)}: left {path}"
    if _all(root) != before:
        yield f"{' '.join(edit)}: git has not undone it: {unlike(_all(root), before)}"


def kill_edits(folder: Path, count: int, rng: random.Random) -> EditTally:
    """Kill the given number of commands at random moments by a signal."""
    tally = EditTally()
    root = make_site(folder / "site")
    number = 0
    while tally.killed < count and number < 5 * count:
        number += 1
        edit = some_edit(root, rng, number)
        before, after = _before_and_after(root, edit, folder / "copy")
        tally.edits += 1
        if _kill(root, edit, rng):
            tally.killed += 1
            tally.torn += _undone(root, edit, before, after, tally)
    return tally


def _kill(root: Path, edit: Edit, rng: random.Random) -> bool:
    """Run a command and kill it, either at any time or soon after its first write."""
    stamps = _stamps(root)
    command = [sys.executable, "-m", "generator", "-f", str(root / "mkdocs.yml"), *edit]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=corpus.PROJECT
    )
    if rng.random() < 0.5:
        while process.poll() is None and _stamps(root) == stamps:
            time.sleep(0.0002)
        time.sleep(rng.uniform(0, 0.004))
    else:
        time.sleep(rng.uniform(0, 1))
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL


def _stamps(root: Path) -> list[int]:
    """The times at which a file was last added to, or removed from, each folder that edits reach."""
    folders = [root / "site_config/taxonomies", *(root / "content").glob("**/")]
    return [folder.stat().st_mtime_ns for folder in folders]
