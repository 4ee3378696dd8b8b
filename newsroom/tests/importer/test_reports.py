"""Accuracy and confidence of import, on our own reports in many shapes."""

from collections import Counter

import pytest
from tests.importer.labelled_reports import reports

from benchmarks.intake_reports import compare, guesses, samples
from generator.diagnostics.diagnostics import Report
from generator.installed import installed
from generator.load.context import read_context
from newsroom.importer import report_draft
from newsroom.importer.claims import SURE
from newsroom.importer.import_run import read_report
from newsroom.importer.receive import Input
from tests.corpus import SAMPLE

REPORTS = list(reports())
KNOWN_CAUSES = [
    "tweets",
    "tweet-above-date",
    "forum",
    "licence",
    "licence-only",
    "teasers",
    "teasers-only",
    "today-in-head",
    "today-bare",
    "month-alone",
    "federal-headings",
    "label-without-space",
    "label-glued",
    "entities-in-json",
    "view-comments",
    "watch-now",
    "country-as-author",
    "further-information",
    "newsroom-author",
]
"""Misleading shapes of `shapes/pages.yml`."""


@pytest.fixture(scope="module")
def project():
    return read_context(SAMPLE, installed(), Report())


@pytest.fixture(scope="module")
def results(project):
    return {
        each.name: report_draft.as_json(read_report(each.source, project), project)
        for each in REPORTS
    }


@pytest.fixture(scope="module")
def compared(project):
    return [(each, *compare(each, project)) for each in samples()]


def accuracy(results, field):
    relevant = [each for each in REPORTS if field in each.expected]
    right = 0
    for each in relevant:
        values = [value for value, _ in guesses(results[each.name], field)]
        wanted = each.expected[field]
        right += values == (wanted if isinstance(wanted, list) else [wanted] if wanted else [])
    return right / len(relevant)


@pytest.mark.parametrize("field", ["date", "source", "authors", "title", "language"])
def test_accuracy(results, field):
    """At least 95% of the values given, as facts or suggestions, are right."""
    assert len(REPORTS) >= 40
    assert accuracy(results, field) >= 0.95


def test_addresses(results):
    """Of pages, canonical links and meta elements are read, but not the addresses in JSON-LD.

    Two of nineteen inputs have their address only there, so the share is 17 of 19 at most.
    """
    assert accuracy(results, "address") >= 0.89


@pytest.mark.parametrize("field", ["date", "source", "authors", "title", "address", "language"])
def test_facts(results, field):
    """At least 97% of the values that a draft states as facts are right."""
    stated = [
        (value, each.expected[field])
        for each in REPORTS
        if field in each.expected
        for value, confidence in guesses(results[each.name], field)
        if confidence >= SURE
    ]
    right = [
        value in (wanted if isinstance(wanted, list) else [wanted]) for value, wanted in stated
    ]
    assert len(stated) >= 5
    assert sum(right) / len(right) >= 0.97


@pytest.mark.parametrize("held_out", [False, True], ids=["training", "held-out"])
def test_facts_are_right(compared, held_out):
    """At least 97% of facts and 80% of likely suggestions are right."""
    message = [
        each for sample, given, _, _ in compared if sample.held_out == held_out for each in given
    ]
    facts = [each.right for each in message if each.confidence >= SURE]
    assert len(facts) > 200
    assert sum(facts) / len(facts) >= 0.97
    likely = [each.right for each in message if 0.6 <= each.confidence < SURE]
    assert sum(likely) / len(likely) >= 0.8


@pytest.mark.parametrize("shape", KNOWN_CAUSES)
def test_misleading_pages(compared, shape):
    """On misleading pages no fact is wrong, and no author is invented."""
    chosen = [
        answers for sample, answers, _, _ in compared if sample.name.rpartition("-")[0] == shape
    ]
    assert len(chosen) == 3
    for answers in chosen:
        assert all(answer.right for answer in answers if answer.confidence >= SURE)
        assert all(answer.right for answer in answers if answer.field in ("authors", "title"))
        likely = [
            answer for answer in answers if answer.field == "date" and answer.confidence >= 0.6
        ]
        assert all(answer.right for answer in likely)


@pytest.mark.parametrize("shape", ["contradicting-json", "nine-dates"])
def test_contradictions(compared, shape):
    """Contradictory data and pages with many dates give no date as a fact."""
    chosen = [
        answers for sample, answers, _, _ in compared if sample.name.rpartition("-")[0] == shape
    ]
    assert len(chosen) == 3
    assert not [
        answer
        for answers in chosen
        for answer in answers
        if answer.field == "date" and answer.confidence >= SURE
    ]


@pytest.mark.parametrize("field, least", [("date", 0.85), ("title", 0.5)])
def test_most_is_found(compared, field, least):
    """At least 90% of the values in an input are found, and many as facts.

    A title of a page is a fact only if its data and its heading agree, which half of the shapes have.
    """
    right = [
        each for _, given, _, _ in compared for each in given if each.field == field and each.right
    ]
    missed = sum(count[field] for _, _, count, _ in compared)
    assert len(right) / (len(right) + missed) >= 0.9
    assert sum(each.confidence >= SURE for each in right) / (len(right) + missed) >= least


@pytest.mark.parametrize("field", ["date", "title", "source", "authors"])
def test_plain_text(compared, field):
    """Of plain text, at least 90% is found, and 98% of what is called sure is right."""
    texts = [
        (given, count) for sample, given, count, _ in compared if sample.name.startswith("text-")
    ]
    given = [each for answers, _ in texts for each in answers if each.field == field]
    missed = sum(count[field] for _, count in texts)
    right = [each for each in given if each.right]
    facts = [each.right for each in given if each.confidence >= SURE]
    assert len(right) / (len(right) + missed) >= 0.9
    assert sum(facts) / len(facts) >= 0.98


def test_seed_shape(compared):
    """From first lines as scrapers leave them, the date is a fact and no source is wrong."""
    shapes = (
        "date-by-site",
        "date-glued-headline",
        "date-dateline",
        "date-by-author-one-line",
        "date-first-sentence",
    )
    chosen = [given for sample, given, _, _ in compared if sample.name.rpartition("-")[0] in shapes]
    assert len(chosen) == 15
    for given in chosen:
        assert [
            each.right and each.confidence >= SURE for each in given if each.field == "date"
        ] == [True]
        assert all(each.right for each in given if each.field == "source")


def test_bodies(results):
    """At least 95% of suggested agencies are right and 90% are found; ambiguous names count if listed.

    On three pages, a headline in a list of other reports names a body, which is offered, not sure.
    """
    counts = Counter()
    for each in REPORTS:
        every = results[each.name]["agencies"]
        got = {
            value["value"]
            for value in (*every["each"], *every["suggestions"])
            if value["confidence"] >= 0.5
        }
        wanted = set(each.expected["agencies"])
        wrong = got - wanted - set(each.optional.get("agencies", ()))
        listed = {slug for name in results[each.name]["ambiguous"] for slug in name["candidates"]}
        counts.update(right=len(got & wanted), wrong=len(wrong), missed=len(wanted - got - listed))
    assert counts["right"] / (counts["right"] + counts["wrong"]) >= 0.95
    assert counts["right"] / (counts["right"] + counts["missed"]) >= 0.9


def test_evidence(results):
    """Every value has confidence and evidence; uncertain ones are suggestions."""
    for fields in results.values():
        for name, field in fields.items():
            if name == "ambiguous" or field["value"] in (None, []):
                continue
            assert 0.5 <= field["confidence"] <= 1, name
            assert field["evidence"], name


PROSE = (
    "Officers of the sample service stopped a lorry and found forged papers, the service said. " * 3
)


@pytest.mark.parametrize(
    "head, body, date",
    [
        (
            """<script type="application/ld+json">{"@type": "ItemList", "itemListElement": [{"item":
            {"@type": "NewsArticle", "headline": "Another", "datePublished": "2024-02-09"}}]}</script>""",
            "<h1>A sample headline of a report</h1><p>2 May 2024</p>",
            "2024-05-02",
        ),
        (
            "",
            "<p>Published 9 July 2024</p><h1>A sample headline</h1><p>7 – 9 September 2024</p>",
            "2024-07-09",
        ),
        (
            "",
            "<h1>A sample headline of a report</h1><p>Submitted on Fri, 05/07/2024 - 10:00</p>",
            "2024-07-05",
        ),
    ],
)
def test_days_of_something_else(project, head, body, date):
    """Days of other reports in JSON-LD, of an event, and the order that the day of the week rules out."""
    fields = _of_page(project, head, body)
    assert (fields["date"]["value"] or fields["date"]["suggestion"]) == date


def _of_page(project, head, body):
    page = f"<html><head>{head}</head><body><article>{body}<p>{PROSE}</p></article></body></html>"
    return report_draft.as_json(read_report(Input(page.encode(), "p.html"), project), project)


@pytest.mark.parametrize(
    "data, heading, outcome, title",
    [
        ("A short text to share", "A sample headline", "offered", "A short text to share"),
        ("A “sample” – headline", "A 'sample' - headline", "sure", "A “sample” – headline"),
        ("A sample headline ...", "A sample headline again", "sure", "A sample headline again"),
        ("A sample headline", "Two rooms</h1><h1>Two doors", "offered", "A sample headline"),
    ],
)
def test_heading_and_data(project, data, heading, outcome, title):
    """If the words differ, both are offered; of two headings, neither counts."""
    meta = f'<meta property="og:title" content="{data}">'
    found = _of_page(project, meta, f"<h1>{heading}</h1>")["title"]
    assert found["outcome"] == outcome
    assert (found["value"] or found["suggestion"]) == title
    if outcome == "offered" and "<" not in heading:
        assert heading in found["evidence"]


def test_three_values(project):
    """Data, heading and byline that contradict each other: all are offered, none is sure."""
    head = """<title>A third headline</title><meta name="author" content="Jane Example">
        <meta property="og:title" content="A short text to share">
        <meta property="article:published_time" content="2024-05-02">"""
    body = "<h1>A sample headline</h1><p>By Ravi Sample</p><p>Published 9 June 2023</p>"
    found = _of_page(project, head, body)
    for key, values in {
        "title": ("A short text to share", "A sample headline"),
        "date": ("2024-05-02", "9 June 2023"),
    }.items():
        assert found[key]["outcome"] == "offered"
        assert all(value in str(found[key]) for value in values)
    offered = [each["value"] for each in found["authors"]["suggestions"]]
    assert (found["authors"]["value"], offered) == ([], ["Jane Example", "Ravi Sample"])


@pytest.mark.parametrize(
    "data, line, sure, offered",
    [
        ("Jane Example", "Jane Example", ["Jane Example"], []),
        ("Jane Example", "Ravi Sample", [], ["Jane Example"]),
        ("", '<a rel="author">Sampler</a></p><p>Further Information', [], ["Sampler"]),
    ],
)
def test_author_of_data_and_line(project, data, line, sure, offered):
    """A line that repeats the data's author makes it sure; a pseudonym is offered before a line."""
    meta = f'<meta name="author" content="{data}">'
    body = f"<h1>A sample headline of a report</h1><p>{line}</p>"
    authors = _of_page(project, meta, body)["authors"]
    assert authors["value"] == sure
    assert [each["value"] for each in authors["suggestions"]] == offered
