"""The part of the catalogue that is an editor's advice, on how an article is written."""

from __future__ import annotations

from generator.report.code import warning

ADVICE = (
    warning(
        "near-duplicate",
        "Most of the text stands in another article, too.",
        "an article copied from last week's, with other figures",
        "an article in words of its own",
    ),
    warning(
        "common-source",
        "Very many articles name one address as their source: it leads to no report in particular.",
        "source: {name: Example News, url: https://example.org/live} in six articles",
        "source: {name: Example News, url: https://example.org/live/2024-05-02-report}",
    ),
    warning(
        "same-event",
        "Another outlet's report on what seems to be the same event has an article of its own.",
        "(no same_event)",
        "same_event: [ministry-reports-an-attack]\n(or same_event: [], if they are two events)",
    ),
    warning(
        "two-spellings",
        "One name is spelled in two ways.",
        "Jane Exampel opened the show. Later Exempel left.",
        "Jane Exampel opened the show. Later Exampel left.",
    ),
    warning(
        "loaded-word",
        "A word of style.yml that judges, outside of a quotation.",
        "the notorious group",
        "the group, which the ministry called “notorious”",
    ),
    warning(
        "unattributed-claim",
        "Somebody must have claimed this, but the text nowhere says who, nor links to them.",
        "Ten people were arrested.",
        "Ten people were arrested, the ministry said.",
    ),
    warning(
        "long-quotation",
        "A quotation of more words than quotations may have.",
        "“(a hundred words)”",
        "The ministry called it “a bad day for mail” and said …",
    ),
    warning(
        "borrowed-words",
        "More words in a row than may be the same are the source's.",
        "(a sentence of the source)",
        "(the same in words of one's own)",
    ),
    warning(
        "link-to-home-page",
        "The page is gone: its address leads to the front page of a site.",
        "https://example.org/news/1, which leads to https://example.org/",
        "the address of a stored copy",
    ),
)
