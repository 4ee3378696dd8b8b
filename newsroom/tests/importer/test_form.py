"""The form "Suggest an article": a link is enough, and answers stay plain text."""

import json
import re
from functools import partial
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.check.article_fields import check_article
from generator.diagnostics.diagnostics import Report
from generator.installed import installed
from generator.load.context import read_context
from generator.model.settings import LIMITS
from generator.read.document import parse
from newsroom.importer import form, import_run, report_draft
from newsroom.importer.claims import Claim, Raw
from newsroom.importer.import_run import guarded
from tests.command import digest, succeed
from tests.corpus import MINIMAL, PROJECT, SAMPLE
from tests.examples import tried
from tests.said import codes

CASES = yaml.safe_load(Path(__file__).with_name("form.yml").read_text())


ISSUE = """\
### Link to the report

https://news.example.org/2

### Headline

Institute of Inventions shows a tool

### Date of the report

2 May 2024

### Agencies

- Institute of Inventions
- MoE

### Themes

Phishing, ransomware

### Countries

Norway, AZ

### Why it matters

It reads tests. *Nobody* has [done](https://example.org/) that.
"""
PATH = "content/articles/2024/2024-05-02-institute-of-inventions-shows-a-tool.md"
DRAFT = """\
---
# to do: say why it matters; the form says: It reads tests. *Nobody* has [done](https://example.org/) that.
title: Institute of Inventions shows a tool
date: 2024-05-02
# sure: Example News ("address https://news.example.org/2: Example News")
source:
  name: Example News
  url: https://news.example.org/2
agencies: [aq-ioi, aq-moe]
themes: [phishing, ransomware]
countries: ["NO", AZ]
# summary: one or two sentences in your own words, at most 400 characters
draft: true  # delete this line when the article is ready
---

Two to four short paragraphs of your own, with every claim attributed.
"""
PAGE = Raw(
    "The Institute of Inventions said that phishing is old. Phishing was old before, it said.",
    (
        Claim("title", "Institute shows tool to guests", "labelled", "h1"),
        Claim("date", "2024-05-04", "labelled", "meta date"),
        Claim("author", "Jo Example", "labelled", "line 1"),
    ),
)
A_PERSONS_WORK = {
    "missing-key",
    "future-date",
    "mixed-script",
    "look-alike-name",
    "other-markup",  # a title is shown as it is typed
    "odd-quotes",
    "too-long",
    "too-short",
    "unknown-name",
}


def drafted(issue, context, page=Raw("")):  # noqa: B008 (a page without anything)
    answers = form.read_form(issue, form.questions(context))
    return report_draft.as_markdown(form.findings(answers, context, page), context)


def answered(**answers):
    """An issue with the given answers; the others as GitHub writes skipped questions."""
    headings = {field: heading for heading, field in form.QUESTIONS.items()}
    headings |= {name.lower(): name for name in ("Agencies", "Themes", "Countries", "People")}
    parts = [
        f"### {heading}\n\n{answers.get(field, '_No response_')}\n"
        for field, heading in headings.items()
    ]
    return "\n".join(parts)


def test_draft(context):
    """Answers come into front matter without comments; a reason is a task for the editor."""
    assert drafted(ISSUE, context) == DRAFT


@pytest.mark.parametrize(
    "change", [("\n", "\r\n"), ("### ", "## "), ("\n\n", "\n"), ("Headline", "HEADLINE ##")]
)
def test_variants_of_the_form(change, context):
    """Windows line ends, the Markdown template and hand-edited issues are accepted."""
    assert drafted(ISSUE.replace(*change), context) == DRAFT


def test_headings_in_an_answer(context):
    """A heading that is no question, or repeats one, belongs to the answer."""
    spoofed = ISSUE + "\n### Background\n\n### Headline\n\nAnother\n"
    answers = form.read_form(spoofed, form.questions(context))
    assert answers["title"] == "Institute of Inventions shows a tool"
    assert "### Background\n\n### Headline" in answers["reason"]


def test_link_only(context):
    """With the page at the link, a link is enough; without it, the draft says what to fill in."""
    issue = answered(url="<https://news.example.org/2>")
    full = drafted(issue, context, PAGE)
    assert "title: Institute shows tool to guests\n" in full
    assert "date: 2024-05-04\n" in full
    assert "authors: [Jo Example]\n" in full
    assert "url: https://news.example.org/2\n" in full
    empty = drafted(issue, context)
    for key in ("title", "date", "agencies", "themes"):
        assert f"# nothing found, please fill in {key}: " in empty


def test_answers_come_before_the_page(context):
    issue = answered(url="https://news.example.org/2", date="2024-05-02", agencies="MoE")
    text = drafted(issue, context, PAGE)
    assert "date: 2024-05-02\n" in text
    assert "2024-05-04" not in text
    assert "agencies: [aq-moe, aq-ioi]\n" in text


def test_no_guess(context):
    """What only a person can read becomes a task."""
    issue = answered(agencies="Institute of Invention, XYZ", date="05/02/2024", url="www.x")
    text = drafted(issue, context)
    assert "# to do: agencies: " in text
    assert "Institute of Invention" in text
    assert "\nagencies:" not in text
    assert "# to do: date: the day the source published (the form says: 05/02/2024)\n" in text
    assert "# to do: url: the address of the report (it has no https://: www.x)\n" in text


@pytest.mark.parametrize(
    "answer, line",
    [
        ("phishing and ransomware", "themes: [phishing, ransomware]"),
        ("Phishing & Ransomware", "themes: [phishing, ransomware]"),
        ("phishing, ransomware and phishing", "themes: [phishing, ransomware]"),
    ],
)
def test_terms_joined_by_and(answer, line, context):
    assert f"\n{line}" in drafted(answered(themes=answer), context)


@pytest.mark.parametrize("message, day", CASES["dates"])
def test_dates(message, day, context):
    """A date is filled in only if the answer is unambiguous."""
    text = drafted(answered(date=message), context)
    assert (f"\ndate: {day}\n" in text) == (day is not None)
    assert ("\n# to do: date" in text) == (day is None)


NASTY = (
    '"\n---\ndraft: true\n',
    "x\u2028slug: evil",
    "a: b # c",
    "*alias &anchor !!python/object",
    "{{ 7*7 }} {% raw %} ${{ github.token }}",
    "<script>alert(1)</script><!-- -->",
    "[x](javascript:alert(1)) ![y](https://e.example/i.png) <https://e.example>",
    "&#8238;&lt;b&gt; &#x202e;",
    "# h\n---\n===\n> q\n- - - - - - - - - - x\n1. 2. 3. 4. 5. 6. 7. 8. 9. 10. x\n~~~\n```\n    code",
    "\x00\x1b[31m\u202e\u200b\ufeff\ud800",
    "[" * 5_000,
    "a\u0301" + "\u0301" * 3_000,
    "x " * 20_000,
    "\n".join("-" * 3 for _ in range(900)),
    "ن\u200c\n\u200cx \u200d\ufe0f a\ufe0f",
    "## " + "# " * 20_000 + "x",
    "<!--" * 10_000,
    ", ".join("abc" * 30 for _ in range(500)),
)
FIELDS = ("title", "date", "url", "agencies", "themes", "countries", "people", "reason")


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_answers_are_plain_text(nasty, context):
    """Whatever the answers, the draft has the same keys, and its text is ours."""
    answers = answered(**dict.fromkeys(FIELDS, nasty))
    harmless(guarded(partial(drafted, answers, context)), context)


def harmless(draft, context):
    document = parse(draft.encode(), "content/articles/a.md", LIMITS, report := Report())
    assert document is not None, list(report)
    check_article(document, context, report)
    assert set(codes(report)) <= A_PERSONS_WORK, [str(problem) for problem in report]
    keys = list(yaml.safe_load(draft.partition("\n---\n")[0].removeprefix("---\n")))
    assert list(document.front_matter.entries) == keys
    known = {"title", "date", "source", "agencies", "themes", "countries", "people", "draft"}
    assert set(keys) <= known
    assert document.body.strip() == DRAFT.rpartition("---\n\n")[2].strip()


ANY = st.text(st.characters(), max_size=200) | st.text(
    "#-:\n\"'[]*&!{}|>~`\\< \r\t1.\u0301\u200c\ufe0f", max_size=60
)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(FIELDS, ANY)))
@example({"reason": "ن\u200c*x"})
@settings(max_examples=tried(150))
def test_any_answers(answers):
    """Drafts of any answers are inert."""
    context = read_context(MINIMAL, installed(), Report())
    harmless(drafted(answered(**answers), context), context)


def test_questions_are_those_of_the_forms():
    """GitHub's form and GitLab's template ask the same questions, and only the link is required."""
    known = form.questions(read_context(SAMPLE, installed(), Report()))
    issue = PROJECT / ".github" / "ISSUE_TEMPLATE" / "suggest-article.yml"
    parts = yaml.safe_load(issue.read_text())["body"]
    questions = [part for part in parts if part["type"] != "markdown"]
    labels = [part["attributes"]["label"] for part in questions]
    assert {known[label] for label in labels} == {*form.QUESTIONS.values(), "agencies"}
    required = [part for part in questions if part.get("validations", {}).get("required")]
    assert [known[part["attributes"]["label"]] for part in required] == ["url"]
    template = PROJECT / ".gitlab" / "issue_templates" / "Suggest an article.md"
    text = template.read_text()
    assert re.findall(r"^### (.+)$", text, re.MULTILINE) == labels
    assert form.read_form(text.replace("\n/label ~suggestion\n", ""), known) == {}


def test_command(tmp_path):
    """The draft goes to stdout, the suggested path to stderr."""
    file = tmp_path / "issue.md"
    file.write_text(
        ISSUE.replace("MoE", "CISA").replace("Institute of Inventions\n-", "FBI\n-"), "utf-8"
    )
    result = succeed(SAMPLE, "from-issue", file)
    assert result.stdout.startswith("---\n# to do: ")
    assert result.stderr == f"save it as {PATH}\n"
    as_json = digest(SAMPLE, "from-issue", file, "--format", "json")
    assert json.loads(as_json.stdout) == {"path": PATH, "text": result.stdout, "problem": ""}
    file.write_bytes(b"\xff\x00 no form")
    refused = digest(SAMPLE, "from-issue", file)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == f"Error: {file}: it contains no answers to the form\n"


@pytest.mark.parametrize("answer, link", CASES["link among words"])
def test_link_among_words(answer, link):
    """Of an answer with other words or links, the first link counts, as it was written."""
    assert form.link_of({"url": answer}) == link


def test_only_a_link():
    """A suggestion without the form's headings, of which a link is left, is a suggestion of it."""
    text = "<!-- Thank you. -->\n\nhttps://example.org/1\n"
    assert form.read_form(text, form.QUESTIONS) == {"url": "https://example.org/1"}


@pytest.mark.parametrize("link, problem", CASES["links that are not read"])
def test_links_that_are_not_read(link, problem, tmp_path):
    """A link inside the machine's network, or to a file, is not read, and the draft is made without it."""
    file = tmp_path / "issue.md"
    file.write_text(answered(url=link))
    result = succeed(SAMPLE, "from-issue", file, "--fetch", "--format", "json")
    said = json.loads(result.stdout)
    assert problem in said["problem"]
    assert "root:" not in said["text"]


def test_front_page(monkeypatch, context):
    """A link that leads to a front page gives a draft that says so."""
    source = import_run.Input(
        b"<html><p>News", "https://example.org/", address="https://example.org/"
    )
    monkeypatch.setattr(import_run, "fetched", lambda _: source)
    page, problem = import_run.read_link("https://example.org/news/1", context)
    assert page == Raw("")
    assert "front page" in problem
