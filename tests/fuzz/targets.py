"""Fuzz targets: each takes any bytes and raises if a guarantee is broken."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

from generator.check.article_fields import check_article
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.formats import as_json, as_text
from generator.diagnostics.terminal import visible
from generator.installed import installed
from generator.load.context import read_context
from generator.model.settings import LIMITS
from generator.read import document
from generator.read.body import render
from generator.system.bounds import within
from tests.fuzz import kept
from tests.fuzz.tokens import FRONT_MATTER, GOOD, MARKDOWN, spelled
from tests.hostile.harmless import dangers
from tests.hostile.judge import SITE
from tests.inert import breaches

SECONDS = 3.0
"""Processor time: the limit is two, and coverage slows the program down."""


def context_of(root: object) -> object:
    context = read_context(root, installed(), Report())  # type: ignore[arg-type]
    assert context is not None
    return replace(context, today=dt.date(2026, 1, 1))


_STRANGERS = context_of(SITE)


def file_of_an_article(data: bytes) -> None:
    """Any bytes as an article's file give a harmless article or an error with its place."""
    report = Report()
    parsed = document.parse(data, "a.md", LIMITS, report)
    article = check_article(parsed, _STRANGERS, report) if parsed is not None else None
    errors = [problem for problem in report if problem.severity == "error"]
    assert article is not None or errors, "nothing was said"
    lines = data.count(b"\n") + data.count(b"\r") + 1
    for problem in report:
        assert problem.message, problem.code
        assert problem.help, problem.code
        assert 0 < problem.place.line <= lines, problem
        assert visible(problem.message).isprintable(), problem
    assert as_text(report).isprintable() or "\n" in as_text(report)
    as_json(report)
    if article is not None and not errors:
        assert dangers(article) == []


def front_matter(data: bytes) -> None:
    """Front matter assembled from tokens of YAML and of fields."""
    if data[:1] < b"\x40":
        within(lambda: file_of_an_article(data[1:]), SECONDS)
        return
    text = spelled(data[1:], FRONT_MATTER)
    text = f"---\n{GOOD if data[0] & 1 else ''}{text}\n---\n\nText of an article.\n"
    within(lambda: file_of_an_article(text.encode("utf-8", "surrogatepass")), SECONDS)


def body(data: bytes) -> None:
    """A body assembled from tokens of Markdown and HTML."""
    text = (
        data[1:].decode("utf-8", "replace") if data[:1] < b"\x40" else spelled(data[1:], MARKDOWN)
    )
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    report = Report()
    rendered = within(lambda: render(text, "a.md", 1, LIMITS, report), SECONDS)
    codes = {problem.code for problem in report}
    assert rendered is not None or "too-complex" in codes
    assert all(problem.place.line <= text.count("\n") + 1 for problem in report)
    if rendered is not None and "forbidden-character" not in codes:
        assert breaches(rendered.html) == []
    within(lambda: file_of_an_article(f"---\n{GOOD}---\n\n{text}".encode()), SECONDS)


TARGETS: dict[str, Callable[[bytes], None]] = {
    "front-matter": front_matter,
    "body": body,
    "cache": kept.cache,
}
