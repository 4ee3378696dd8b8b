"""Check an article in another process, to detect excessive time or memory."""

import datetime as dt
import os
import resource
import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from generator.diagnostics.diagnostics import Diagnostic, Report
from generator.installed import installed
from generator.load.archive import ArticleCache
from generator.load.context import read_context
from generator.model.article import Article
from generator.read.regular import FolderEntry

SITE = Path(__file__).parents[1] / "sites" / "hostile"
SHOWN_AS = "content/articles/stranger.md"
KEEPS_NOTHING = Path(os.devnull) / "articles"
MOST_SECONDS = 10
"""The limit is two; slow or busy machines get more."""
MOST_MEMORY = 1 << 30


@dataclass(frozen=True, slots=True)
class Verdict:
    """The result for a file: its article, if it may be published, and the problems."""

    article: Article | None
    problems: tuple[Diagnostic, ...]
    seconds: float = 0.0

    @property
    def errors(self) -> list[Diagnostic]:
        """Problems that prevent publication."""
        return [problem for problem in self.problems if problem.severity == "error"]


def judge(file: Path) -> Verdict:
    """Read and check a file as an article of the hostile site."""
    report = Report()
    context = read_context(SITE, installed(), report)
    assert context is not None, list(report)
    start = dt.datetime.now(dt.UTC)
    outcomes = ArticleCache(KEEPS_NOTHING).read(
        [FolderEntry(SHOWN_AS, str(file), file.lstat())], context, report
    )
    seconds = (dt.datetime.now(dt.UTC) - start).total_seconds()
    return Verdict(outcomes[SHOWN_AS].article, tuple(report), seconds)


def _judge_in_time(file: Path) -> Verdict:
    signal.alarm(MOST_SECONDS)  # kills this process, and the pool starts another
    verdict = judge(file)
    signal.alarm(0)
    return verdict


@contextmanager
def judging() -> Iterator[Callable[[Path], Verdict]]:
    """Judge files one by one in another process; a file that takes longer than `MOST_SECONDS` fails."""
    limit = resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY)
    with get_context("spawn").Pool(1, resource.setrlimit, limit) as pool:
        yield lambda file: pool.apply_async(_judge_in_time, [file]).get(MOST_SECONDS + 1)
