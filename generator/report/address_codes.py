"""The part of the catalogue that is about addresses and identities, which never change once published."""

from __future__ import annotations

from generator.report.code import error, warning

ADDRESS_CODES = (
    error(
        "vanished-address",
        "Something stood at this address once, and now nothing would.",
        "(an article that was published is deleted)",
        "retracted: {date: 2024-06-01, reason: The source withdrew the report.}\n"
        "(or redirect_from, in the article that takes its place)",
    ),
    error(
        "edited-ledger",
        "The list of published addresses is not as `digest permalinks` wrote it.",
        "(a line of site_config/permalinks.txt deleted by hand)",
        "digest permalinks --write",
    ),
    warning(
        "foreign-ledger",
        "The list of published addresses is of other content than what is here.",
        "(the articles replaced by others, site_config/permalinks.txt left as it was)",
        "(the file deleted, and a new one written) digest permalinks --write",
    ),
    error(
        "changed-id",
        "An article's identity in feeds is another than the one it was published with.",
        "id: tag:example.org,2024-05-02:new-name",
        "id: tag:example.org,2024-05-02:old-name",
    ),
    error(
        "shared-id",
        "Two articles have one identity, so that feed readers would take them for one.",
        "id: tag:example.org,2024-05-02:report in two articles",
        "(id left out of the newer one)",
    ),
    error(
        "reserved-address",
        "The site itself needs this address, now or when more is published.",
        "redirect_from: [archive/2024/05/]",
        "redirect_from: [articles/2024/05/a-name-of-before/]",
    ),
    error(
        "redirect-over-page",
        "An old address at which a page stands.",
        "redirect_from: [articles/2024/05/a-report-that-is-there/]",
        "redirect_from: [articles/2024/05/a-name-of-before/]",
    ),
    error(
        "redirect-loop",
        "Old addresses that lead back to where they start.",
        "two articles, each with the other's address in redirect_from",
        "redirect_from in one of them",
    ),
    error(
        "duplicate-redirect",
        "One old address that would lead to two pages.",
        "redirect_from: [articles/2024/05/a-name-of-before/] in two articles",
        "redirect_from in one of them",
    ),
    error(
        "ambiguous-article",
        "Several articles have this slug.",
        "same_event: [weekly-report] where two months have one",
        "slug: weekly-report-of-may in one of them",
    ),
)
