"""The part of the catalogue that is about the weekly editions."""

from __future__ import annotations

from generator.report.code import error

EDITION_CODES = (
    error(
        "bad-week",
        "Not a week of the calendar written as year-Wweek (ISO 8601).",
        "week: 2021-43",
        "week: 2021-W43",
    ),
    error(
        "unknown-week",
        "An edition of a week in which the digest has no article.",
        "week: 2021-W44 (nothing is dated 1 to 7 November)",
        "week: 2021-W43",
    ),
    error(
        "duplicate-week",
        "Two files are the edition of one week.",
        "week: 2021-W43 in two files of content/editions",
        "week: 2021-W43 in one of them",
    ),
    error(
        "unknown-lead",
        "The article that shall lead an edition is none of its week's.",
        "lead: ministry-report",
        "lead: ministry-reports-an-attack",
    ),
)
