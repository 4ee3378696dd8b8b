"""Check an article in another process, to detect excessive time or memory."""

import datetime as dt
import multiprocessing
import os
import resource
import traceback
from dataclasses import dataclass
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Self

from generator.diagnostics.diagnostics import Diagnostic, Report
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
    context = read_context(SITE, report)
    assert context is not None, list(report)
    start = dt.datetime.now(dt.UTC)
    outcomes = ArticleCache(KEEPS_NOTHING).read(
        [FolderEntry(SHOWN_AS, str(file), file.lstat())], context, report
    )
    seconds = (dt.datetime.now(dt.UTC) - start).total_seconds()
    return Verdict(outcomes[SHOWN_AS].article, tuple(report), seconds)


def _serve(pipe: Connection) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    while True:
        file = pipe.recv()
        try:
            pipe.send((judge(file), ""))
        except BaseException:  # noqa: BLE001 (whatever it is, the test is told)
            pipe.send((None, traceback.format_exc()))


class Judge:
    """A process that checks files one by one and is replaced after a timeout."""

    def __enter__(self) -> Self:
        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.join()
        self._pipe.close()

    def ask(self, file: Path) -> Verdict:
        """The verdict on a file.

        Raises:
            TimeoutError: the check takes longer than `MOST_SECONDS`.
            RuntimeError: the check fails; the message is the traceback.
        """
        self._pipe.send(file)
        if not self._pipe.poll(MOST_SECONDS):
            self.__exit__()
            self.__enter__()
            raise TimeoutError(f"{file.name} takes more than {MOST_SECONDS} seconds")
        verdict, failure = self._pipe.recv()
        if failure:
            raise RuntimeError(failure)
        return verdict
