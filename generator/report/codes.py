"""The catalogue of everything that can be wrong, as data.

Codes are stable: people search for them and scripts match on them. Each entry
is shown on the contribute page, so `meaning` speaks to a contributor and
`wrong` and `right` are things one could have typed.
"""

from __future__ import annotations

from generator.report.address_codes import ADDRESS_CODES
from generator.report.advice import ADVICE
from generator.report.code import Code as Code  # noqa: PLC0414 (this is where others find it)
from generator.report.code import Severity as Severity  # noqa: PLC0414 (the same)
from generator.report.code import error as _error
from generator.report.code import warning as _warning
from generator.report.edition_codes import EDITION_CODES

_CODES = (
    # files
    _error(
        "missing-file",
        "A file or folder that the site cannot do without is not there.",
        "(no site_config/site.yml)",
        "site_config/site.yml beside mkdocs.yml",
    ),
    _error(
        "not-a-file",
        "Something that is not an ordinary file bears the name of an article.",
        "a folder named 2024-05-02-report.md",
        "a text file named 2024-05-02-report.md",
    ),
    _error(
        "symlink",
        "Links are not followed: the file itself belongs here.",
        "report.md -> ../../notes/report.md",
        "report.md",
    ),
    _error(
        "file-name",
        "File and folder names are lower-case letters, digits and hyphens; articles end in .md.",
        "My Report (final).md",
        "2024-05-02-my-report.md",
    ),
    _error(
        "stray-file",
        "Only articles live under content/articles, only pages under content/pages.",
        "content/articles/photo.svg",
        "content/articles/2024-05-02-report.md",
    ),
    _error(
        "name-collision",
        "Two files would be the same file, or the same page, somewhere else.",
        "Report.md beside report.md",
        "report.md beside report-of-may.md",
    ),
    _error(
        "tracked-state",
        "A cache, a built site or an unfinished edit is in git, so a pull request could forge it.",
        "git add -f .cache",
        "git rm -r --cached .cache",
    ),
    _error(
        "unreadable",
        "The system would not let the file be read.",
        "(no permission to read report.md)",
        "chmod a+r report.md",
    ),
    _error(
        "too-large",
        "The file is longer than an article can reasonably be.",
        "(a file of 50 MB)",
        "(a file of a few kilobytes)",
    ),
    _error(
        "not-utf8",
        "The file is not UTF-8 text.",
        "(a file saved as Latin-1 or UTF-16)",
        "(the same file saved as UTF-8)",
    ),
    _error(
        "forbidden-character",
        "A character that cannot be seen, or that reorders what is read around it.",
        "title: Report<U+202E>txt.exe",
        "title: Report exe.txt",
    ),
    # front matter
    _error(
        "no-front-matter",
        "An article begins with --- on its first line, then its front matter.",
        "Just some text.",
        "---\ntitle: Ministry reports an attack\n---",
    ),
    _error(
        "unclosed-front-matter",
        "The front matter has no closing --- line.",
        "---\ntitle: Ministry reports an attack\n\nText …",
        "---\ntitle: Ministry reports an attack\n---\n\nText …",
    ),
    _error(
        "invalid-yaml",
        "The front matter is not valid YAML.",
        "title: Report: part two",
        'title: "Report: part two"',
    ),
    _error(
        "not-a-mapping",
        "Names with values were expected here.",
        "- a\n- b",
        "title: Ministry reports an attack",
    ),
    _error(
        "yaml-feature",
        "Anchors, aliases, tags, merge keys and several documents are not part of front matter.",
        "title: !!str Report",
        "title: Report",
    ),
    _error(
        "too-deep",
        "Values, or terms below terms, are nested deeper than anything needs.",
        "tags: [[[[[[[[ransomware]]]]]]]]",
        "tags: [ransomware]",
    ),
    _error(
        "repeated-key",
        "The same key stands twice.",
        "title: One\ntitle: Two",
        "title: One",
    ),
    _error(
        "unknown-key",
        "A key that is not part of the format.",
        "theme: [ransomware]",
        "themes: [ransomware]",
    ),
    _error(
        "missing-key",
        "A key that must be there is not.",
        "(no date)",
        "date: 2024-05-02",
    ),
    _error(
        "wrong-type",
        "The value is of another kind than the field holds.",
        "title: 2024",
        'title: "2024"',
    ),
    _error(
        "empty-value",
        "The value is empty where something must be said.",
        'title: ""',
        "title: Ministry reports an attack",
    ),
    _error(
        "too-long",
        "The text is longer than the field allows.",
        "summary: (500 characters)",
        "summary: (at most 400 characters)",
    ),
    _warning(
        "too-short",
        "The text is too short to tell a reader anything.",
        "summary: A report.",
        "summary: The ministry says that mail of two offices was read for a month.",
    ),
    _warning(
        "line-break",
        "A field of one line has a line break, which is published as a space.",
        "title: |\n  Ministry reports\n  an attack",
        "title: Ministry reports an attack",
    ),
    _error(
        "too-many",
        "More values than a reader could use.",
        "tags: (200 of them)",
        "tags: (at most 20)",
    ),
    _error(
        "bad-date",
        "Not a day of the calendar written as year-month-day.",
        "date: 2024-02-30",
        "date: 2024-02-29",
    ),
    _error(
        "date-order",
        "A date that must come later comes earlier.",
        "date: 2024-05-02\nupdated: 2024-05-01",
        "date: 2024-05-02\nupdated: 2024-05-03",
    ),
    _warning(
        "future-date",
        "The date has not come yet.",
        "date: 2204-05-02",
        "date: 2024-05-02",
    ),
    _error(
        "bad-url",
        "Not a web address that a reader could open.",
        "url: javascript:alert(1)",
        "url: https://example.org/news/1",
    ),
    _error(
        "bad-language",
        "Not a language tag (BCP 47).",
        "language: english",
        "language: en",
    ),
    _error(
        "bad-country",
        "Not a country code (ISO 3166-1 alpha-2).",
        "countries: [UK]",
        "countries: [GB]",
    ),
    _error(
        "bad-slug",
        "Slugs are lower-case ASCII letters, digits and single hyphens.",
        "slug: Über uns",
        "slug: ueber-uns",
    ),
    _error(
        "bad-tag",
        "Tags are words: letters, digits and spaces, with hyphens and & + . ' / between them.",
        'tags: ["<b>news</b>"]',
        "tags: [news]",
    ),
    _error(
        "bad-id",
        "Not a tag: address (RFC 4151), which feeds need as a permanent identity.",
        "id: 17",
        "id: tag:digest.example.org,2024-05-02:ministry-reports-an-attack",
    ),
    _error(
        "bad-choice",
        "The value is not one of the closed list of this field.",
        "kind: inteligence",
        "kind: intelligence",
    ),
    # references
    _error(
        "unknown-term",
        "A slug that no registry declares.",
        "themes: [ransomwear]",
        "themes: [ransomware]",
    ),
    _warning(
        "unknown-name",
        "A name that no registry knows; it is shown, but leads nowhere.",
        "people: [Jon Exampel]",
        "people: [Jon Example]",
    ),
    _error(
        "ambiguous-name",
        "Several terms bear this name; say which one is meant.",
        "people: [J. Example]",
        "people: [Jane Example]",
    ),
    _warning(
        "repeated-value",
        "The same value stands twice in a list.",
        "themes: [ransomware, ransomware]",
        "themes: [ransomware]",
    ),
    _error(
        "unknown-article",
        "No article has this slug.",
        "same_event: [ministry-report]",
        "same_event: [ministry-reports-an-attack]",
    ),
    _error(
        "duplicate-address",
        "Two articles or pages would be published at one address.",
        "two files named report.md with dates in one month",
        "slug: report-of-the-ministry",
    ),
    _error(
        "duplicate-source",
        "Two articles have one source: the same page, however its address is written.",
        "two articles with url: https://example.org/news/1",
        "url: https://example.org/news/2",
    ),
    # bodies
    _warning(
        "empty-body",
        "The article says nothing beyond its summary.",
        "---\n(front matter)\n---\n",
        "---\n(front matter)\n---\n\nThe ministry said on Friday …",
    ),
    _error(
        "unfinished",
        "What `digest new` or `digest import` left for a person to write is still there, and it is no draft.",
        "summary: TODO – say in one or two sentences …",
        "summary: The ministry said on Friday that …\n(or draft: true, until then)",
    ),
    _error(
        "too-complex",
        "Markdown that no article needs and that would take long to read.",
        "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
        "[the advisory](https://example.org/advisory)",
    ),
    _error(
        "heading-level",
        "Headings in an article start at ##; the title is the only #.",
        "# Background",
        "## Background",
    ),
    _warning(
        "raw-html",
        "HTML is not used in articles: it is shown as text.",
        "<b>urgent</b>",
        "**urgent**",
    ),
    _warning(
        "unsafe-link",
        "The link has no address that a reader could follow; it is published as plain text.",
        "[read](javascript:alert(1))",
        "[read](https://example.org/report)",
    ),
    _error(
        "deceptive-link",
        "The link goes elsewhere than it says.",
        "[https://example.org](https://exarnple.net/)",
        "[https://example.org](https://example.org/)",
    ),
    _error(
        "broken-link",
        "A link within the site that leads to no page, or to no such part of a page.",
        "[before](/articles/2024/05/no-such-article/)",
        "[before](/articles/2024/05/ministry-reports-an-attack/)",
    ),
    _error(
        "repeated-footnote",
        "Two footnotes have one label, so every mark would lead to the same one.",
        "[^1]: The first note.\n[^1]: Another note.",
        "[^1]: The first note.\n[^2]: Another note.",
    ),
    _warning(
        "unused-footnote",
        "No mark in the text leads to this footnote.",
        "The ministry said so.\n\n[^1]: A statement of 2 May.",
        "The ministry said so.[^1]\n\n[^1]: A statement of 2 May.",
    ),
    _warning(
        "undefined-footnote",
        "A footnote mark without a footnote; it is shown as typed.",
        "The ministry said so.[^1]",
        "The ministry said so.[^1]\n\n[^1]: A statement of 2 May.",
    ),
    _warning(
        "remote-image",
        "Images of other sites are not shown (they would tell that site who reads); a link stands instead.",
        "![chart](https://example.org/chart.png)",
        "[chart](https://example.org/chart.png)",
    ),
    _warning(
        "mixed-script",
        "One word mixes letters of several alphabets that look alike.",
        "title: Rans\u043emware returns",
        "title: Ransomware returns",
    ),
    _error(
        "look-alike-name",
        "The name of an outlet or an agency has letters of another alphabet.",
        "source: {name: Ex\u0430mple News}",
        "source: {name: Example News}",
    ),
    _warning(
        "foreign-host",
        "The source has the name of a registered outlet, but its address is on another site.",
        "source: {name: Example News, url: https://example.net/1} (the registry has news.example.org)",
        "source: {name: Example News, url: https://news.example.org/1}",
    ),
    # registries
    _error(
        "duplicate-name",
        "Two terms claim one name; give it to one of them, or list it as `ambiguous` in both.",
        "aliases: [NSA] in two agencies",
        "ambiguous: [NSA] in both",
    ),
    _error(
        "unknown-reference",
        "A term names another term that is not declared.",
        "parent: us-dohs",
        "parent: us-dhs",
    ),
    _error(
        "reference-cycle",
        "Following parents or successors leads back to the start.",
        "a: {parent: b}\nb: {parent: a}",
        "a: {parent: b}\nb: {}",
    ),
)

CATALOGUE: dict[str, Code] = {code.slug: code for code in (*_CODES, *ADDRESS_CODES, *EDITION_CODES, *ADVICE)}
