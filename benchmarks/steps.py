"""The largest steps of a build, so that a slip is seen when it happens.

    make profile ARTICLES=3000

makes a corpus, and builds it from nothing and again after one new article. A build runs in one
process, which looks a thousand times a processor second which function of the digest it is in.
Libraries count for the function that called them, and Pagefind is a line of its own.

A second corpus is built on all cores. Its timeline has the wall time of each step in the order in
which they begin: the time in which this process worked alone, and that in which workers did.
"""

import argparse
import os
import resource
import signal
import tempfile
from collections import Counter
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import FrameType

import generator
from generator.cli.main import main as digest
from tests.corpus import english, make

_EVERY = 0.001
"""Processor seconds between two looks."""
_EVERY_WALL = 0.005
"""Seconds between two looks at the timeline."""
_LEAST = 0.05
"""Seconds of the shortest step in the timeline."""
_SHOWN = 10
_PACKAGE = str(Path(generator.__file__).parent) + os.sep


class Steps:
    """Counts the looks at each function, by `folder/module.py function`."""

    def __init__(self) -> None:
        self.looks: Counter[str] = Counter()

    def look(self, _: int, frame: FrameType | None) -> None:
        """Count the innermost function of the digest."""
        while frame is not None and not frame.f_code.co_filename.startswith(_PACKAGE):
            frame = frame.f_back
        if frame is not None:
            module = frame.f_code.co_filename.removeprefix(_PACKAGE)
            self.looks[f"{module} {frame.f_code.co_qualname.partition('.<locals>')[0]}"] += 1


class Timeline:
    """Counts the looks at each step, alone and with workers; a step is a function and its part."""

    def __init__(self) -> None:
        self.looks: dict[str, list[int]] = {}

    def look(self, _: int, frame: FrameType | None) -> None:
        """Count the two outermost functions below those that only call the steps in turn."""
        chain: list[str] = []
        while frame is not None:
            module = frame.f_code.co_filename.removeprefix(_PACKAGE)
            name = frame.f_code.co_qualname.rpartition(".")[2]
            if not module.startswith(("/", "<", "cli/", "publish/building.py")):
                chain.insert(0, name)
            frame = frame.f_back
        counts = self.looks.setdefault(" ".join(chain[:2]) or "start and end", [0, 0])
        counts["in_parts" in chain] += 1

    def print(self) -> None:
        """Print the steps with their seconds."""
        for name, looks in self.looks.items():
            alone, workers = (count * _EVERY_WALL for count in looks)
            if alone + workers >= _LEAST:
                print(f"{alone:7.2f} {workers:7.2f} {name}")
        print(flush=True)


def profiled(root: Path, *, timeline: bool = False) -> None:
    """Build a site in a process of its own, and print its largest steps or its timeline."""
    child = os.fork()
    if child:
        _, status = os.waitpid(child, 0)
        if status:
            raise SystemExit(os.waitstatus_to_exitcode(status))
        return
    steps, line = Steps(), Timeline()
    signal.signal(signal.SIGPROF, steps.look)
    signal.signal(signal.SIGALRM, line.look)
    if timeline:
        signal.setitimer(signal.ITIMER_REAL, _EVERY_WALL, _EVERY_WALL)
    else:
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})  # one core, so nothing is forked
        signal.setitimer(signal.ITIMER_PROF, _EVERY, _EVERY)
    with (
        Path(os.devnull).open("w", encoding="utf-8") as nowhere,
        redirect_stdout(nowhere),
        redirect_stderr(nowhere),
    ):
        digest(["-f", f"{root}/mkdocs.yml", "build"], standalone_mode=False)
    signal.setitimer(signal.ITIMER_PROF, 0)
    signal.setitimer(signal.ITIMER_REAL, 0)
    if timeline:
        line.print()
    else:
        _print(steps)
    os._exit(0)


def _print(steps: Steps) -> None:
    own = resource.getrusage(resource.RUSAGE_SELF)
    others = resource.getrusage(resource.RUSAGE_CHILDREN)
    pagefind = others.ru_utime + others.ru_stime
    total = own.ru_utime + own.ru_stime
    looks = max(1, steps.looks.total())
    rows = [(total * count / looks, name) for name, count in steps.looks.items()]
    rows.append((pagefind, "Pagefind"))
    print(f"{total + pagefind:7.2f} processor seconds, {own.ru_maxrss // 1024} MB; of them")
    for seconds, name in sorted(rows, reverse=True)[:_SHOWN]:
        print(f"{seconds:7.2f} {name}")
    print(flush=True)


def main() -> None:
    """Profile two builds of a made corpus."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.steps", description=__doc__)
    parser.add_argument("--articles", type=int, default=3_000)
    values = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="digest-steps-") as folder:
        os.environ["DIGEST_CACHE_DIR"] = f"{folder}/cache"
        other = make(Path(folder) / "other", english(values.articles))
        print(f"{values.articles:,} articles, wall seconds alone and with workers:")
        profiled(other, timeline=True)
        root = make(Path(folder) / "digest", english(values.articles))
        print(f"{values.articles:,} articles, from nothing:")
        profiled(root)
        last = max((root / "content" / "articles").rglob("*.md"))
        text = last.read_text(encoding="utf-8")
        for word in ("Second", "Third"):  # the third site is made of the first
            new = last.with_name(f"{last.stem}-{word.lower()}.md")
            changed = text.replace('title: "', f'title: "{word} ', 1)
            new.write_text(changed.replace("/news/", f"/{word.lower()}/"), encoding="utf-8")
            print("one new article:")
            profiled(root)


if __name__ == "__main__":
    main()
