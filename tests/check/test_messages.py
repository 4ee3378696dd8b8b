"""Messages quote untrusted text: each stays on one line, is short, and has no control characters."""

import json

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.check.article_fields import examine_article
from generator.diagnostics.diagnostics import Place, Report
from generator.diagnostics.formats import FORMATS, as_text
from generator.read.document import parse
from tests.examples import tried

LONGEST_LINE = 3_300
"""Characters: a message of up to 600 and a file name of 255, each character escaped as up to ten."""
KEYS = (
    "title",
    "date",
    "slug",
    "id",
    "language",
    "agencies",
    "themes",
    "people",
    "countries",
    "tags",
    "authors",
    "events",
    "source",
    "archive",
    "corrections",
    "retracted",
    "redirect_from",
    "same_event",
    "not_applicable",
    "updated",
    "draft",
    "summary",
    "date_basis",
)
HOSTILE = (
    "",
    " ",
    "\n",
    "a\nb.md:1:1: no problem [ok]",
    "\x1b[31mred\x07",
    "\u202etxt.exe\u2066",
    "\x85\u2028",
    "x" * 10_000,
    "word " * 2_000,
    "\u202e" * 10_000,
    "\U000e0041" * 10_000,
    "№ 7: 'a' \"b\" `c`",
    "Hоme",
)
texts = st.sampled_from(HOSTILE) | st.text(max_size=40)
paths = texts.map(lambda text: text[:250])


def check_lines(report):
    lines = as_text(report).split("\n")
    assert len(lines) == 2 * len(report) + 1
    assert all(line.isprintable() and len(line) <= LONGEST_LINE for line in lines)
    assert all(line.startswith("    help: ") for line in lines[1:-1:2])


@given(st.lists(st.tuples(paths, texts, texts), max_size=3))
def test_a_line_for_each_problem(problems):
    """Any message, help and path fit on their lines."""
    report = Report()
    for path, message, help_line in problems:
        report.add(Place(path), "bad-date", message, help_line)
    check_lines(report)
    github = FORMATS["github"](report)
    assert len(github.splitlines()) == len(report)
    assert all(line.isprintable() for line in github.splitlines())
    assert all(
        issue["description"].isprintable() for issue in json.loads(FORMATS["gitlab"](report))
    )


def shapes(text):
    """A text as YAML in each position that a value can have."""
    quoted = json.dumps(text)
    return [quoted, f"[{quoted}]", f"[{quoted}, {quoted}]", f"{{{quoted}: {quoted}}}"]


@pytest.mark.parametrize("key", KEYS)
@given(text=texts, shape=st.integers(0, 3), path=paths)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=tried(40))
def test_problems_of_a_value(key, text, shape, path, context):
    front_matter = (
        f"---\n{key}: {shapes(text)[shape]}\n{json.dumps(text[:100] or 'k')}: 1\n---\n\nText.\n"
    )
    report = Report()
    document = parse(
        front_matter.encode("utf-8", "surrogatepass"), f"{path}.md", context.settings.limits, report
    )
    if document:
        examine_article(document, context, report)
    check_lines(report)


@given(text=texts)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_problems_of_a_body(text, context):
    body = f"{text}\n\n[{text}](/articles/{text}/) [^{text}] <{text}>\n\n[{text}]: {text}\n[{text}]: b\n"
    data = f"---\ntitle: A title of a text\n---\n\n{body}".encode("utf-8", "surrogatepass")
    report = Report()
    document = parse(data, "a.md", context.settings.limits, report)
    if document:
        examine_article(document, context, report)
    check_lines(report)
