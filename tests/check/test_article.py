"""Single articles and all together, checked against the minimal site's registries."""

import datetime as dt
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.check.article_fields import Context, check_article, check_together
from generator.diagnostics.diagnostics import Place, Report
from generator.model.article import Article, Body, Event, FurtherSource, Response, Source
from generator.model.settings import LIMITS
from generator.read.document import parse
from tests.examples import tried
from tests.inert import breaches
from tests.said import codes, placed

CASES = yaml.safe_load(Path(__file__).with_name("article.yml").read_text())
PATH = "content/articles/2024/2024-05-02-tool.md"
FIELDS = {
    "title": "Institute of Inventions shows a tool",
    "date": "2024-05-02",
    "source": "{name: Example News, url: https://news.example.org/2}",
    "agencies": "[aq-ioi]",
    "themes": "[phishing]",
    "summary": "The institute said that it had invented a tool for people who read tests.",
}


def written(body: str = "Text.", **changes: str | None) -> bytes:
    lines = [
        f"{key}: {value}\n" for key, value in {**FIELDS, **changes}.items() if value is not None
    ]
    return f"---\n{''.join(lines)}---\n\n{body}\n".encode()


def checked(
    context: Context, report: Report, path: str = PATH, body: str = "Text.", **changes
) -> Article | None:
    document = parse(written(body, **changes), path, LIMITS, report)
    return check_article(document, context, report)


def test_minimal_article(context, report):
    article = checked(context, report)
    assert codes(report) == []
    assert article.address == "articles/2024/05/tool/"
    assert article.source == Source("Example News", "https://news.example.org/2")
    assert article.terms == {
        "agencies": ("aq-ioi",),
        "themes": ("phishing",),
        "countries": ("aq",),
        "people": (),
        "sources": ("example-news",),
    }
    assert (article.language, article.draft, article.body.html) == ("en", False, "<p>Text.</p>")


def test_every_field(context, report):
    article = checked(
        context,
        report,
        date_basis="The day that the report names.",
        language="az",
        authors="[A. Writer]",
        people="[jane example, Somebody]",
        countries="[NO, AQ]",
        events="[{date: 2024-05-01, end: 2024-05-02, label: Show}]",
        tags="[tools]",
        updated="2024-05-03",
        corrections="[{date: 2024-05-03, note: It was another tool.}]",
        archive="{url: https://archive.example.org/2, date: 2024-05-03}",
        further_sources="[{name: Other News, url: https://other.example.org/2, for: The price}]",
        response="{who: The fair, stance: not searched}",
        redirect_from="[/old/tool/, older.html]",
        slug="new-tool",
        draft="true",
    )
    assert placed(report) == ["11:24 unknown-name"]
    assert article.date_basis == "The day that the report names."
    assert article.terms["people"] == ("jane-example",)
    assert article.unlisted["people"] == ("Somebody",)
    assert article.terms["countries"] == ("no", "aq")
    assert article.events == (Event(dt.date(2024, 5, 1), "Show", dt.date(2024, 5, 2)),)
    assert article.further_sources == (
        FurtherSource("Other News", "https://other.example.org/2", for_="The price"),
    )
    assert article.response == (Response("The fair", "not searched"),)
    assert article.redirect_from == ("old/tool/", "older.html/")
    assert (article.slug, article.draft, article.listed) == ("new-tool", True, False)


def test_dates_of_events(context, report):
    """An article may be dated by an event, and then has the day of its source beside it."""
    article = checked(
        context,
        report,
        date_of="event",
        source="{name: Example News, url: https://news.example.org/2, date: 2024-05-03}",
    )
    assert placed(report) == []
    assert (article.date_of, article.source.date) == ("event", dt.date(2024, 5, 3))
    checked(context, report, date_of="guess")
    assert placed(report) == ["8:10 bad-choice"]


@pytest.mark.parametrize("row", [row for rows in CASES.values() for row in rows], ids=str)
def test_values(row, context, report):
    """The problems are exactly these; without an error, the article has the values."""
    changes, problems, *more = row
    article = checked(context, report, **changes)
    assert placed(report) == problems
    assert (article is None) == (not report.ok)
    for expected in more:
        if isinstance(expected, str):
            (problem,) = report
            assert expected in f"{problem.message}; {problem.help}"
        else:
            values = {**article.terms, "tags": article.tags}
            assert {name: list(values[name]) for name in expected} == expected


def test_slug_from_the_name_of_the_file(context, report):
    assert checked(context, report, path="content/articles/2024-05-02-a--tool-.md").slug == "a-tool"


def test_an_article_read_with_errors_is_not_published(context, report):
    """A repeated key is an error even if all values are valid."""
    data = written().replace(b"---\n\nText.", b"themes: [phishing]\n---\n\nText.")
    assert check_article(parse(data, PATH, LIMITS, report), context, report) is None
    assert codes(report) == ["repeated-key"]


def test_errors_in_other_files_do_not_matter(context, report):
    report.add(Place("other.md"), "bad-date", "message", "help")
    assert checked(context, report) is not None


def article(path: str, **changes) -> Article:
    values = {
        "slug": path.removesuffix(".md"),
        "title": "A",
        "date": dt.date(2024, 5, 2),
        "source": Source("A"),
        "summary": "A",
        "language": "en",
        "body": Body(""),
        "terms": {},
    }
    return Article(path=path, **{**values, **changes})


def test_two_articles_at_one_address(report):
    """The first by path is kept, whichever was read first."""
    first, second, elsewhere = article("a.md", slug="x"), article("b.md", slug="x"), article("c.md")
    assert check_together([second, elsewhere, first], report) == [first, elsewhere]
    (problem,) = report
    assert (problem.place.path, problem.code) == ("b.md", "duplicate-address")
    assert "a.md" in problem.message


def test_same_name_in_two_months(report):
    check_together(
        [article("a.md", slug="x"), article("b.md", slug="x", date=dt.date(2024, 6, 2))], report
    )
    assert codes(report) == []


def test_same_event(report):
    good = article("a.md", same_event=("b",))
    bad = article("b.md", same_event=("a", "c"))
    assert check_together([good, bad], report) == [good]
    assert codes(report) == ["unknown-article"]


VALUES = st.one_of(
    st.sampled_from(
        (
            "",
            "~",
            "true",
            "2024",
            "2024-05-02",
            "2024-02-30",
            "[]",
            "{}",
            "[a, a]",
            "[[a]]",
            "{a: b}",
            "- a",
            "*a",
            "&a b",
        )
    ),
    st.sampled_from(
        (
            '"\\u202e"',
            "https://example.org/",
            "javascript:a",
            "NO",
            "[NO, no]",
            "aq-moe",
            "[aq-moe, 1]",
            "'",
            '"',
            "|",
            ">",
        )
    ),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=20),
)
KEYS = (*FIELDS, "authors", "countries", "people", "language", "events", "tags", "updated", "corrections", "retracted",
        "archive", "further_sources", "response", "same_event", "redirect_from", "id", "slug", "draft", "unheard-of")  # fmt: skip


@settings(max_examples=tried(300))
@given(st.dictionaries(st.sampled_from(KEYS), VALUES, max_size=6), st.text(max_size=30))
def test_any_front_matter(context, changes, text):
    report = Report()
    document = parse(written(text, **changes), PATH, LIMITS, report)
    article = check_article(document, context, report) if document else None
    assert article is None or report.ok
    assert article is not None or document is None or len(report)
    assert article is None or breaches(article.body.html) == []
    assert all(
        problem.place.path == PATH and problem.message and problem.help for problem in report
    )


@settings(max_examples=tried(200))
@given(st.binary(max_size=200), st.booleans())
def test_any_bytes_at_all(context, data, framed):
    report = Report()
    document = parse(b"---\n" + data + b"\n---\n" + data if framed else data, PATH, LIMITS, report)
    assert document is None or check_article(document, context, report) is None
    assert list(report)


def test_one_problem_for_each_homoglyph(context, report):
    """Letters of another alphabet in several fields are reported at each place."""
    checked(
        context,
        report,
        title="Institut\u0435 of Inventions shows a tool",
        source="{name: Ex\u0430mple News, url: https://news.example.org/2}",
        archive="{url: https://ex\u0430mple.org/, date: 2024-05-02}",
        people="[J\u0430ne Example]",
        tags="[to\u043el]",
    )
    places = [problem.place for problem in report]
    assert len(set(places)) == len(places)
    assert sorted(codes(report)) == [
        *("bad-url", "look-alike-name", "mixed-script", "mixed-script", "mixed-script")
    ]
