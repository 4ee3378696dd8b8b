"""Reading articles with limits: one that exceeds a limit does not affect the others."""

import datetime as dt
import os
import shutil
from dataclasses import replace
from functools import partial

import pytest

from generator.diagnostics.diagnostics import Report
from generator.installed import installed
from generator.load import archive
from generator.load.archive import archive_of
from generator.load.context import read_context
from generator.load.loading import load
from generator.read.folder import list_files
from generator.system.bounds import within
from tests.command import alone, workers
from tests.corpus import MINIMAL, change
from tests.read.slow import catastrophe


@pytest.fixture
def site(tmp_path):
    """A digest with a hundred articles, enough for workers of their own."""
    root = shutil.copytree(MINIMAL, tmp_path / "site")
    text = next((root / "content/articles").rglob("*.md")).read_text()
    for number in range(100):
        name = f"2024-05-02-copy-{number}.md"
        (root / "content/articles" / name).write_text(text.replace("/1}", f"/{number}}}"))
    return root


def too_much_of(root):
    report = load(root, installed()).report
    return [
        (problem.place.path, problem.message) for problem in report if problem.code == "too-complex"
    ]


@pytest.mark.parametrize("count", [1, 2])
@pytest.mark.parametrize(
    "what, work", [("time", catastrophe), ("memory", partial(bytearray, 1 << 31))]
)
@alone
def test_article_over_a_limit(site, count, what, work):
    """An article that exceeds a limit is reported and not cached; the others are read as usual."""
    bad = "content/articles/2024-05-02-copy-50.md"
    check = archive.examine_article

    def slow(parsed, *others):
        if parsed.path == bad:
            work()
        return check(parsed, *others)

    with workers(count), pytest.MonkeyPatch.context() as slower:
        slower.setattr(archive, "examine_article", slow)
        slower.setattr(archive, "within", partial(within, seconds=0.3))
        assert too_much_of(site) == [(bad, f"reading it takes too much {what}")]
    assert too_much_of(site) == []


def test_articles_are_known_by_their_content(tmp_path, monkeypatch):
    """A file that was only touched is not checked again; one that has changed is, at the same size and time."""
    root = shutil.copytree(MINIMAL, tmp_path / "site")
    file = next((root / "content/articles").rglob("*.md"))
    context = read_context(root, installed(), Report())
    checked = []
    check = archive.examine_article
    monkeypatch.setattr(
        archive, "examine_article", lambda *given: checked.append(1) or check(*given)
    )

    def title():
        files = list_files(root / "content/articles", "content/articles", Report())
        (outcome,) = archive_of(root).read(files, context, Report()).values()
        return outcome.article.title, len(checked)

    first, _ = title()
    os.utime(file, (1, 1))
    assert title() == (first, 1)
    before = file.stat()
    change(file, first, first.swapcase())
    os.utime(file, ns=(before.st_mtime_ns, before.st_mtime_ns))
    assert title() == (first.swapcase(), 2)


@pytest.mark.parametrize("broken", ["", "agencies: [nobody]\n"], ids=["warned", "refused"])
def test_result_that_depends_on_the_day(tmp_path, broken):
    """A date in the future is reported until its day, whatever the cache contains."""
    root = shutil.copytree(MINIMAL, tmp_path / "site")
    file = next((root / "content/articles").rglob("*.md"))
    text = file.read_text().replace("date: 2024-04-30\n", "date: 2024-04-30\nupdated: 2024-06-01\n")
    file.write_text(text.replace("agencies: [aq-moe]\n", broken or "agencies: [aq-moe]\n"))
    context = read_context(root, installed(), Report())
    messages = []
    for today in (
        dt.date(2024, 4, 1),
        dt.date(2024, 4, 30),
        dt.date(2024, 6, 1),
        dt.date(2024, 4, 1),
    ):
        report = Report()
        files = list_files(root / "content/articles", "content/articles", Report())
        archive_of(root).read(files, replace(context, today=today), report)
        messages.append(
            [problem.code for problem in report if problem.code in ("held-back", "future-date")]
        )
    day, later = "held-back", "future-date"
    assert list(map(sorted, messages)) == [[later, day], [later], [], [later, day]]


def test_very_many_problems_of_one_file(site):
    """Only the first of a file's many problems are listed, with the number left out; no error is left out."""
    file = site / "content/articles/2024-05-02-copy-7.md"
    many = "".join(f"key{number}: 1\n" for number in range(900))
    change(file, "---\n", f"---\n{many}", 1)
    problems = [
        problem
        for problem in load(site, installed()).report
        if problem.place.path.endswith("copy-7.md")
    ]
    assert 50 <= len(problems) < 60
    assert any(
        "more problems of this file are not listed" in problem.message for problem in problems
    )
    assert any(problem.severity == "error" for problem in problems)
