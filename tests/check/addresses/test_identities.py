"""Identities of articles; the golden cases cover the messages."""

import pytest

from generator.check.addresses.identities import check_identities
from generator.diagnostics.diagnostics import Place, Report
from tests import made

AUTHORITY = "digest.example.org"


def tag(name):
    return f"tag:{AUTHORITY},2024-05-02:{name}"


def told(articles, recorded=None):
    """Slugs of the valid articles, and the problems as `path code help`."""
    report = Report()
    settings = made.site([], []).settings
    find = lambda path, key, _value: Place(f"{path}#{key}")  # noqa: E731
    good = check_identities(articles, recorded or {}, settings, find, report)
    return [article.slug for article in good], [
        f"{problem.place.path} {problem.code}: {problem.help}" for problem in report
    ]


ONE, TWO = made.article("one"), made.article("two")
RENAMED = made.article("new", redirect_from=(ONE.address,))
KEPT = made.article("new", redirect_from=(ONE.address,), id=tag("one"))


@pytest.mark.parametrize(
    "articles, recorded",
    [
        ([ONE, TWO], {}),  # never published
        ([ONE], {ONE.address: tag("one")}),  # as published
        ([ONE], {ONE.address: ""}),  # published without
        ([RENAMED], {}),  # renamed before it was published
        ([KEPT], {ONE.address: tag("one")}),  # renamed
        ([KEPT], {ONE.address: tag("one"), KEPT.address: tag("one")}),  # renamed and published
        ([RENAMED], {ONE.address: tag("one"), RENAMED.address: tag("new")}),  # merged
        # merged into a new one
        (
            [made.article("both", id=tag("two"), redirect_from=(ONE.address, TWO.address))],
            {ONE.address: tag("one"), TWO.address: tag("two")}),
        ([made.article("one", draft=True, id=tag("x"))], {ONE.address: tag("one")}),  # draft
    ],
)  # fmt: skip
def test_right(articles, recorded):
    assert told(articles, recorded) == ([article.slug for article in articles], [])


@pytest.mark.parametrize("recorded", [{}, {RENAMED.address: ""}])
def test_renamed_by_hand(recorded):
    """An article with a new slug keeps its old identity, also at an address that has only redirected so far."""
    path = "content/articles/new.md#id changed-id"
    told_now = told([RENAMED], {ONE.address: tag("one"), **recorded})
    assert told_now == ([], [f"{path}: write id: {tag('one')}"])


def test_address_of_another():
    """A new article cannot take the address of a renamed one."""
    expected = ["content/articles/one.md#id changed-id: give the article a different `slug`"]
    recorded = {ONE.address: tag("one"), "articles/2024/05/new/": tag("one")}
    articles = [made.article("one", id=tag("fresh")), made.article("new", id=tag("one"))]
    assert told(articles, recorded) == (["new"], expected)


def test_shared():
    """Of two articles with one identity, the one that states it explicitly is the copy."""
    copy = made.article("copy", id=tag("one"))
    for articles in ([ONE, copy], [copy, ONE]):
        good, problems = told(articles)
        assert good == ["one"]
        assert [problem.partition(":")[0] for problem in problems] == [
            "content/articles/copy.md#id shared-id"
        ]
