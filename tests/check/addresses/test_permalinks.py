"""Which published addresses vanish, and where addresses of list pages redirect."""

import dataclasses
from pathlib import Path

import pytest
import yaml

from generator.check.addresses.ledger import Ledger
from generator.check.addresses.permalinks import Current, answering, check_published
from generator.diagnostics.diagnostics import Place, Report
from generator.model.settings import CrossingSettings
from tests import made

CASES = yaml.safe_load(Path(__file__).with_name("permalinks.yml").read_text())


OFFICES = made.taxonomy("offices", "aq-new", "aq-other")
TOPICS = made.taxonomy("topics", "red", "blue")
LANDS = made.taxonomy("lands", "aq", "fr", lookup="code")
OFFICES.terms["aq-new"] = dataclasses.replace(OFFICES.terms["aq-new"], redirect_from=("aq-old",))
TOPICS.terms["red"] = dataclasses.replace(TOPICS.terms["red"], redirect_from=("rot",))
SITE = made.site([OFFICES, TOPICS, LANDS], [], crossings=(CrossingSettings("offices", "topics"),))
LIVE = frozenset(
    (
        "offices/",
        "offices/aq-new/",
        "offices/aq-new/2024/",
        "offices/aq-new/red/",
        "offices/aq-new/red/2024/",
        "topics/",
        "topics/red/",
        "lands/",
        "archive/",
        "archive/2024/",
        "editions/",
        "corrections/",
        "about/",
    )
)
REDIRECTS = {"offices/aq-old/": "offices/aq-new/", "topics/rot/": "topics/red/"}


def told(recorded, articles=(), failed=(), live=LIVE):
    report = Report()
    find = lambda path, key, value: Place(f"{path}#{key}")  # noqa: E731
    current = Current(live, REDIRECTS, articles, failed)
    lines = {where: number for number, where in enumerate(recorded, 3)}
    ledger = Ledger("ledger", dict.fromkeys(recorded, ""), {}, lines)
    heirs = check_published(ledger, current, SITE, find, report)
    return heirs, list(report)


@pytest.mark.parametrize(
    "old, new",
    CASES["list pages redirect"],
)  # fmt: skip
def test_list_pages_redirect(old, new):
    assert told([old]) == ({old: new}, [])


@pytest.mark.parametrize(
    "old",
    [
        "offices/aq-gone/",  # term
        "articles/2024/05/report/",  # article
        "contact/",  # page
        "kinds/",  # taxonomy
        "offices/../../etc/",  # forged
        "news/1.html/",  # redirect taken out
    ],
)
def test_vanished(old):
    heirs, (problem,) = told([old])
    assert heirs == {}
    assert (problem.code, problem.message) == (
        "vanished-address",
        f"/{old} was published and would no longer work",
    )


def test_reported_once():
    """A vanished term is reported once, at its line, without its years and combinations."""
    _, problems = told(
        [
            "offices/aq-gone/",
            "offices/aq-gone/2024/",
            "offices/aq-gone/red/",
            "offices/aq-gone/red/2024/",
        ]
    )
    assert [(problem.place.line, problem.message) for problem in problems] == [
        (3, "/offices/aq-gone/ was published and would no longer work")
    ]


def test_after_other_errors():
    """If articles could not be read, only vanished addresses of other kinds are reported."""
    recorded = ["articles/2024/05/report/", "contact/", "offices/aq-gone/"]
    assert [problem.message.split()[0] for problem in told(recorded, failed=("articles",))[1]] == [
        "/contact/",
        "/offices/aq-gone/",
    ]
    assert told(recorded, failed=("articles", "", "offices"))[1] == []


def test_many():
    """After twenty problems the number of the others is given."""
    there = "articles/2024/05/there/"
    reports = [f"articles/2024/05/report-{number:03d}/" for number in range(100)]
    _, problems = told([*reports, there], live=LIVE | {there})
    assert len(problems) == 20
    assert [problem.message for problem in problems][-1].endswith("; 80 more are not listed")


def test_moved():
    """An article with the slug of a vanished one gets the suggestion to redirect."""
    known = made.article("report", "2024-06-02")
    _, (problem,) = told(["articles/2024/05/report/"], [(known, "tag:a")])
    assert (problem.place.path, problem.help) == (
        "content/articles/report.md#redirect_from",
        "if this is the same article, write redirect_from: [articles/2024/05/report/]",
    )


def test_answering():
    """The ledger gains every live address; recorded identities stay."""
    article, draft = made.article("one"), made.article("two", draft=True)
    current = Current(
        {"", "about/", article.address}, {"old/": "about/"}, [(article, "tag:a"), (draft, "tag:b")]
    )
    assert answering(current, {"gone/": "tag:x"}) == {
        "gone/": "tag:x",
        "about/": "",
        "old/": "",
        article.address: "tag:a",
    }
    assert answering(current, {article.address: "tag:first"})[article.address] == "tag:first"
