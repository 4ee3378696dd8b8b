"""Edits killed at a write to the disk, and the site's files afterwards."""

import itertools
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from generator.editing import journal
from tests import corpus
from tests.command import digest, files

SIZE = corpus.Size(articles=12, agencies=4, themes=3, people=2, sources=2, words=20)
WRITES = ("os.rename", "os.remove", "os.mkdir", "os.chmod")
Files = dict[str, bytes]
Edit = tuple[str, ...]


@dataclass
class EditTally:
    """Counts and failures of killed edits."""

    edits: int = 0
    killed: int = 0
    interrupted: int = 0
    """Killed edits whose journal was complete, so that recovery could finish them."""
    undone: int = 0
    torn: list[str] = field(default_factory=list)
    """Edits that left the files neither in the old nor in the new state."""


def killed_at(step: int, action: Callable[[], object]) -> bool:
    """Run an action in a process that dies at its n-th write outside the cache; return whether it died."""
    pid = os.fork()
    if pid == 0:
        count = itertools.count()
        cache = os.environ.get("DIGEST_CACHE_DIR", "/dev/null/")

        def watch(event: str, arguments: tuple[object, ...]) -> None:
            flags = arguments[2] if event == "open" else 0
            writes = event in WRITES or (
                isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)
            )
            if writes and not str(arguments[0]).startswith(cache) and next(count) == step:
                os._exit(9)

        sys.addaudithook(watch)
        try:
            action()
        finally:
            os._exit(0)
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) == 9


def written(root: Path) -> Files:
    """Every file that people edit in a site."""
    contents = {
        f"{name}/{path}": data
        for name in ("content", "site_config")
        for path, data in files(root / name).items()
    }
    return {
        path: data for path, data in contents.items() if not path.startswith("site_config/theme/")
    }


def on(root: Path, *arguments: str) -> tuple[int, str]:
    """Exit code and output of `digest` on a site."""
    result = digest("-f", root / "mkdocs.yml", *arguments)
    return result.exit_code, result.output


def make_site(root: Path) -> Path:
    """A small generated site with files in canonical form."""
    corpus.make(root, SIZE)
    on(root, "fmt")
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
        text = file.read_text(encoding="utf-8")
        wrong = "title:   " if kind == "fmt" else "title_: "
        file.write_text(text.replace("title: ", wrong, 1), encoding="utf-8")
    return ("fmt",) if kind == "fmt" else ("check", "--fix")


def history(folder: Path, rng: random.Random, edits: int, tally: EditTally) -> None:
    """Make random edits to a site; kill two of three, then finish, drop or undo them.

    The files must always be in the state before the edit or after it.
    """
    root = make_site(folder / "site")
    for number in range(edits):
        edit = some_edit(root, rng, number)
        before = written(root)
        after = _outcome(root, edit, folder / "copy")
        step = rng.randrange(40) if rng.random() < 0.67 else 10_000
        died = killed_at(step, lambda edit=edit: on(root, *edit))  # type: ignore[misc]
        tally.edits += 1
        tally.killed += died
        if not journal.is_interrupted(root):
            expected = (before, after) if died else (after,)
        else:
            tally.interrupted += 1
            expected = (after,)
            _resume(root, rng, before, tally)
            if written(root) == before:
                continue
        if written(root) not in expected:
            tally.torn.append(
                f"{' '.join(edit)}, killed at write {step}: {_unlike(written(root), after)}"
            )


def _outcome(root: Path, edit: Edit, copy: Path) -> Files:
    """The files after an edit that is not killed."""
    shutil.rmtree(copy, ignore_errors=True)
    shutil.copytree(root, copy)
    on(copy, *edit)
    return written(copy)


def _resume(root: Path, rng: random.Random, before: Files, tally: EditTally) -> None:
    """Continue after a kill in one of the ways open to a person."""
    seen = written(root)
    _, output = on(root, "check")
    assert "digest recover" in output, output
    assert written(root) == seen, "a check has changed files"
    how = rng.choice(("recover", "recover", "again", "undo"))
    if how == "undo":
        on(root, "recover", "--forget")
        for path in written(root).keys() | before.keys():
            (root / path).parent.mkdir(parents=True, exist_ok=True)
            (root / path).unlink(missing_ok=True)
            if path in before:
                (root / path).write_bytes(before[path])
        tally.undone += 1
    elif how == "again":
        on(root, "rename", "agency", "of-no-registry", "x", "--yes")
    elif killed_at(rng.randrange(8), lambda: on(root, "recover")):
        on(root, "recover")
    assert not journal.is_interrupted(root)


def _unlike(some: Files, others: Files) -> str:
    paths = sorted(
        path for path in some.keys() | others.keys() if some.get(path) != others.get(path)
    )
    return f"{len(paths)} files differ: {' '.join(paths[:5])}"


def kill_edits(folder: Path, count: int, rng: random.Random) -> EditTally:
    """Kill the given number of commands at random moments by a signal."""
    tally = EditTally()
    root = make_site(folder / "site")
    number = 0
    while tally.killed < count and number < 5 * count:
        number += 1
        edit = some_edit(root, rng, number)
        before, after = written(root), _outcome(root, edit, folder / "copy")
        tally.edits += 1
        if not _kill(root, edit, rng):
            continue
        tally.killed += 1
        if journal.is_interrupted(root):
            tally.interrupted += 1
            code, output = on(root, "recover")
            assert code == 0, output
            expected: tuple[Files, ...] = (after,)
        else:
            expected = (before, after)
        if written(root) not in expected:
            tally.torn.append(f"{' '.join(edit)}: {_unlike(written(root), after)}")
        left = [str(path) for path in root.rglob(".*.part") if "site_config/theme" not in str(path)]
        tally.torn += [f"{' '.join(edit)}: left {path}" for path in left]
    return tally


def _kill(root: Path, edit: Edit, rng: random.Random) -> bool:
    """Run a command and kill it, either at any time or soon after its first write."""
    command = [sys.executable, "-m", "generator", "-f", str(root / "mkdocs.yml"), *edit]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=corpus.PROJECT
    )
    if rng.random() < 0.5:
        while process.poll() is None and not journal.is_interrupted(root):
            time.sleep(0.0002)
        time.sleep(rng.uniform(0, 0.004))
    else:
        time.sleep(rng.uniform(0, 1))
    process.send_signal(signal.SIGKILL)
    return process.wait() == -signal.SIGKILL
