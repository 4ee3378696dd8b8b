"""The form "Suggest an article": answers are read from an issue and stay plain text."""

import datetime as dt
import json
import re

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generator.check.article_fields import check_article
from generator.check.registry import read_taxonomies
from generator.check.site_settings import read_settings
from generator.diagnostics.diagnostics import Report
from generator.editing.editable_files import SiteFile
from generator.importer import form
from generator.importer.import_run import guarded
from generator.model.limits import LIMITS
from generator.read.document import parse
from tests.command import digest
from tests.corpus import MINIMAL, PROJECT, SAMPLE
from tests.inert import breaches
from tests.said import codes

ISSUE = """\
### Headline

Institute of Inventions shows a tool

### Date of the report

2 May 2024

### Name of the source

the example

### Address of the report

https://news.example.org/2

### Authors of the report

Jo Example and Jan Example

### Agencies

- Institute of Inventions
- MoE

### Themes

Phishing, ransomware

### Countries

Norway, AZ

### People

Jane Example

### In one or two sentences

The institute said that it had invented a tool for people who read tests.

### In your own words

The Institute of Inventions said on Thursday that it had invented a tool.

"It reads tests," the institute said. It has *no* name [yet](https://example.org/).

### Before you send

- [X] I wrote this in my own words; nothing in it is copied.
"""
DRAFT = """\
---
title: "Institute of Inventions shows a tool"
date: 2024-05-02
source:
  name: "Example News"
  url: "https://news.example.org/2"
authors: ["Jo Example", "Jan Example"]
agencies: [aq-ioi, aq-moe]
themes: [phishing, ransomware]
countries: [NO, AZ]
people: ["Jane Example"]
summary: "The institute said that it had invented a tool for people who read tests."
draft: true  # delete this line when the article is ready
---

The Institute of Inventions said on Thursday that it had invented a tool.

"It reads tests," the institute said. It has \\*no\\* name \\[yet\\](https://example.org/).
"""
PATH = "content/articles/2024/2024-05-02-institute-of-inventions-shows-a-tool.md"
A_PERSONS_WORK = {
    *(
        "missing-key",
        "empty-value",
        "empty-body",
        "too-short",
        "unknown-name",
        "mixed-script",
        "look-alike-name",
        "future-date",
        "raw-html",
    ),
}


def drafted(issue: str, context) -> SiteFile:
    return form.draft(form.read_form(issue, form.questions(context)), context)


def checked(draft: SiteFile, context) -> tuple[Report, object]:
    document = parse(draft.data, draft.path, LIMITS, report := Report())
    assert document is not None, list(report)
    return report, check_article(document, context, report)


def answered(**answers: str) -> str:
    """An issue with the given answers; the others as GitHub writes skipped questions."""
    headings = {
        **form.QUESTIONS,
        **{title: title.lower() for title in ("Agencies", "Themes", "Countries", "People")},
    }
    fields = {field.replace("source.", ""): heading for heading, field in headings.items()}
    return "\n".join(
        f"### {heading}\n\n{answers.get(field, '_No response_')}\n"
        for field, heading in fields.items()
    )


def test_draft(context):
    """A filled-in form becomes an article without problems."""
    draft = drafted(ISSUE, context)
    assert draft == SiteFile(PATH, DRAFT.encode())
    report, article = checked(draft, context)
    assert codes(report) == []
    assert article is not None


@pytest.mark.parametrize(
    "change", [("\n", "\r\n"), ("### ", "## "), ("\n\n", "\n"), ("Headline", "HEADLINE ##")]
)
def test_variants_of_the_form(change, context):
    """Windows line ends, the Markdown template and hand-edited issues are accepted."""
    assert drafted(ISSUE.replace(*change), context).data.decode().startswith(DRAFT[:60])


def test_order_does_not_matter(context):
    parts = ISSUE.split("### ")[1:]
    assert drafted("".join(f"### {part}\n" for part in reversed(parts)), context) == SiteFile(
        PATH, DRAFT.encode()
    )


def test_headings_in_an_answer(context):
    """A heading that is not a question, or repeats one, belongs to the answer."""
    spoofed = ISSUE.replace(
        '"It reads',
        '### Background\n\n### Headline\n\nAnother\n\n### Address of the report\n\nx\n\n"It reads',
    )
    answers = form.read_form(spoofed, form.questions(context))
    assert answers["title"] == "Institute of Inventions shows a tool"
    assert answers["source.url"] == "https://news.example.org/2"
    assert "### Background\n\n### Headline" in answers["body"]


def test_nothing_answered(context):
    """Each unanswered question becomes a comment in the draft."""
    assert form.read_form(answered(), form.questions(context)) == {}
    report, article = checked(drafted(answered(), context), context)
    assert article is None
    assert set(codes(report)) == {"empty-value", "missing-key", "empty-body"}
    text = drafted(answered(), context).data.decode()
    assert "# to do: title: what happened, and who says so\n" in text
    assert "# to do: agencies: one or more slugs of Agencies\n" in text
    assert "people" not in text


def test_no_guess(context):
    """Ambiguous and unknown values are mentioned in comments but not filled in."""
    text = drafted(
        answered(
            people="J. Example; Jane Example",
            agencies="Institute of Invention, XYZ",
            date="05/02/2024",
            url="www.x",
        ),
        context,
    ).data.decode()
    assert "# to do: people: J. Example may be jane-example or john-example\n" in text
    assert 'people: ["Jane Example"]\n' in text
    assert (
        "# to do: agencies: Institute of Invention is in no registry; did you mean 'Institute of Inventions'?\n"
        in text
    )
    assert "# to do: agencies: XYZ is in no registry; declare it, or leave it out\n" in text
    assert "\nagencies:" not in text
    assert (
        "# to do: date: the day the source published, as in 2024-05-02 (the form says: 05/02/2024)\n"
        in text
    )
    assert "\n  # to do: url: the address of the report (it has no https://: www.x)\n" in text


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ("phishing and ransomware", "themes: [phishing, ransomware]"),
        ("Phishing & Ransomware", "themes: [phishing, ransomware]"),
        ("phishing, ransomware and phishing", "themes: [phishing, ransomware]"),
        ("phishing and gardening", "# to do: themes: phishing and gardening is in no registry"),
    ],
)
def test_terms_joined_by_and(answer, line, context):
    """`X and Y` is two terms if both are known; a name that contains `and` stays whole."""
    assert f"\n{line}" in drafted(answered(themes=answer), context).data.decode()


@pytest.mark.parametrize(
    ("message", "day"),
    [
        ("2024-05-02", "2024-05-02"),
        ("2.5.2024", "2024-05-02"),
        ("2 May 2024", "2024-05-02"),
        ("May 2, 2024", "2024-05-02"),
        ("27/10/2021", "2021-10-27"),
        ("10/27/2021", "2021-10-27"),
        ("05/02/2024", None),
        ("May 2024", None),
        ("2024-02-30", None),
        ("yesterday", None),
        ("2024-05-02 12:00", None),
    ],
)
def test_dates(message, day, context):
    """A date is filled in only if the answer is unambiguous."""
    text = drafted(answered(date=message), context).data.decode()
    assert (f"\ndate: {day}\n" in text) == (day is not None)
    assert ("\n# to do: date" in text) == (day is None)


@pytest.mark.parametrize(
    ("message", "codes"),
    [
        ("Norway", ["NO"]),
        ("NO, AZ", ["NO", "AZ"]),
        ("no, in, us", []),
        ("Bosnia & Herzegovina", ["BA"]),
        ("UK", ["GB"]),
        ("uk and the US", []),
        ("U.K.", ["GB"]),
        ("UK and Norway; USA, U.S.", ["GB", "NO", "US"]),
        ("EU", []),
    ],
)
def test_countries(message, codes, context):
    """Countries are read by any common name or by capital code; small words are not countries."""
    text = drafted(answered(countries=message), context).data.decode()
    assert (f"countries: [{', '.join(codes)}]\n" in text) == bool(codes)


@pytest.mark.parametrize(
    "answer",
    [
        "By Jane Doe and John Roe",
        "By Jane Doe\nBy John Roe",
        "Jane Doe, John Roe",
        "by Jane Doe; John Roe",
    ],
)
def test_authors(answer, context):
    """The word before the authors in a byline is not part of their names."""
    text = drafted(answered(authors=answer), context).data.decode()
    assert '\nauthors: ["Jane Doe", "John Roe"]\n' in text


def test_long_answers_are_cut_with_a_note(context):
    text = drafted(answered(title="word " * 60, summary="w" * 900), context).data.decode()
    assert "# to do: shorten title; the answer was cut\n" in text
    assert "# to do: shorten summary; the answer was cut\n" in text
    assert (
        set(codes(checked(SiteFile("content/articles/a.md", text.encode()), context)[0]))
        <= A_PERSONS_WORK
    )


def test_file_name(context):
    """The file name consists of date and headline, in ASCII letters and short enough."""
    assert (
        drafted(answered(title="Əli: a “Nağıyev”?"), context).path
        == "content/articles/eli-a-nagiyev.md"
    )
    assert drafted(answered(title="*", date="2024-05-02"), context).path == (
        "content/articles/2024/2024-05-02-suggested-article.md"
    )
    long = drafted(answered(title="antidisestablishmentarianism " * 5), context).path
    assert len(long) < 100


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
    "*" * 5_000 + "\n" + "_x" * 3_000,
    "|".join("a" * 2_000) + "\n|-|-|",
    "a\u0301" + "\u0301" * 3_000,
    "x " * 20_000,
    "\n".join("-" * 3 for _ in range(900)),
    "[^1]: note [^1]\n\n[ref]: https://e.example\n\n*[HTML]: x",
    "ن\u200c\n\u200cx \u200d\ufe0f a\ufe0f",
    "## " + "# " * 20_000 + "x",
    "<!--" * 10_000,
)


@pytest.mark.parametrize("nasty", NASTY, ids=range(len(NASTY)))
def test_answers_are_plain_text(nasty, context):
    """Whatever the answers, the draft has the same keys and is inert on a page."""
    everything = answered(
        **dict.fromkeys(
            (
                *[
                    "title",
                    "date",
                    "name",
                    "url",
                    "authors",
                    "agencies",
                    "themes",
                    "countries",
                    "people",
                    "summary",
                    "body",
                ],
            ),
            nasty,
        )
    )
    draft = guarded(lambda issue: drafted(issue, context), everything)
    harmless(draft, context)


def harmless(draft: SiteFile, context) -> None:
    report, _ = checked(draft, context)
    assert set(codes(report)) <= A_PERSONS_WORK, [str(results) for results in report]
    document = parse(draft.data, draft.path, LIMITS, Report())
    keys = list(yaml.safe_load(draft.data.decode().split("\n---\n")[0].removeprefix("---\n")))
    assert list(document.front_matter.entries) == keys
    assert set(keys) <= {
        *[
            "title",
            "date",
            "source",
            "authors",
            "agencies",
            "themes",
            "countries",
            "people",
            "summary",
            "draft",
        ]
    }
    whole = parse(
        DRAFT.replace(DRAFT.split("---\n", 2)[2], f"\n{document.body}\n").encode(),
        PATH,
        LIMITS,
        Report(),
    )
    article = check_article(whole, context, Report())
    assert article is not None
    assert breaches(article.body.html) == []
    assert set(re.findall(r"</?([a-z0-9]+)", article.body.html)) <= {"p", "a"}
    assert all(
        link[0] in (link[1], f"http://{link[1]}")
        for link in re.findall(r'<a href="([^"]*)"[^>]*>([^<]*)', article.body.html)
    )


ANY = st.text(st.characters(), max_size=200) | st.text(
    "#-:\n\"'[]*&!{}|>~`\\< \r\t1.\u0301\u200c\ufe0f", max_size=60
)


@given(
    st.fixed_dictionaries(
        {},
        optional=dict.fromkeys(["title", "date", "name", "url", "authors", "summary", "body"], ANY),
    ),
    ANY,
)
@example({"body": "ن\u200c*x"}, "")
@settings(max_examples=150)
def test_any_answers(answers, terms):
    """Drafts of any answers are inert."""
    site = read_settings(MINIMAL / "site_config", "site_config", Report())
    taxonomies = read_taxonomies(MINIMAL / "site_config", "site_config", site, Report())
    context = form.Context(site, taxonomies, dt.date(2024, 5, 3))
    draft = drafted(answered(**answers, agencies=terms, people=terms), context)
    harmless(draft, context)


def test_questions_are_those_of_the_forms():
    """GitHub's form and GitLab's template ask the questions that are read, in the same order."""
    site = read_settings(SAMPLE / "site_config", "site_config", Report())
    taxonomies = read_taxonomies(SAMPLE / "site_config", "site_config", site, Report())
    known = form.questions(form.Context(site, taxonomies, dt.date(2024, 5, 3)))
    text = (PROJECT / ".github" / "ISSUE_TEMPLATE" / "suggest-article.yml").read_text(
        encoding="utf-8"
    )
    questions = [part for part in yaml.safe_load(text)["body"] if part["type"] != "markdown"]
    labels = [part["attributes"]["label"] for part in questions]
    assert sorted(labels) == sorted(known)
    kinds = [part["type"] for part in questions]
    assert kinds == sorted(kinds, key=["input", "textarea", "checkboxes"].index)
    template = (PROJECT / ".gitlab" / "issue_templates" / "Suggest an article.md").read_text(
        encoding="utf-8"
    )
    headings = [
        line.removeprefix("### ") for line in template.splitlines() if line.startswith("### ")
    ]
    assert headings == labels[:-1]
    assert form.read_form(template.replace("\n/label ~suggestion\n", ""), known) == {}


def test_command(tmp_path):
    """The draft goes to stdout, the suggested path to stderr."""
    file = tmp_path / "issue.md"
    file.write_text(ISSUE.replace("MoE", "CISA"), encoding="utf-8")
    result = digest("-f", SAMPLE / "mkdocs.yml", "from-issue", file)
    assert result.exit_code == 0, result.stderr
    assert result.stdout.startswith("---\ntitle: ")
    assert result.stderr == f"save it as {PATH}\n"
    as_json = digest("-f", SAMPLE / "mkdocs.yml", "from-issue", file, "--format", "json")
    assert json.loads(as_json.stdout) == {"path": PATH, "text": result.stdout}
    file.write_bytes(b"\xff\x00 no form")
    refused = digest("-f", SAMPLE / "mkdocs.yml", "from-issue", file)
    assert (refused.exit_code, refused.stdout) == (1, "")
    assert refused.stderr == f"Error: {file}: it contains no answers to the form\n"
