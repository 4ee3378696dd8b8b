"""Tokens that are special to parsers, to assemble random texts from."""

from collections.abc import Sequence

GOOD = """\
title: A title that an invented article may have
date: 2025-01-02
source: {name: Example News, url: "https://example.org/a"}
agencies: [us-cisa]
themes: [ransomware]
summary: A summary that is as long as a summary should be, about nothing at all.
"""

KEYS = (
    "title",
    "date",
    "source",
    "authors",
    "agencies",
    "themes",
    "countries",
    "people",
    "summary",
    "language",
    "events",
    "tags",
    "draft",
    "updated",
    "corrections",
    "archive",
    "retracted",
    "same_event",
    "redirect_from",
    "id",
    "slug",
    "template",
    "hide",
    "name",
    "url",
    "label",
    "note",
)

HIDDEN = (
    "\u202e",
    "\u2066",
    "\u2069",
    "\u200b",
    "\u200c",
    "\u200d",
    "\u200e",
    "\u200f",
    "\ufeff",
    "\u00ad",
    "\u0000",
    "\u0001",
    "\u001b",
    "\u0085",
    "\u2028",
    "\u2029",
    "\ue000",
    "\u2800",
    "\u3164",
    "\ufe0f",
    "\U000e0041",
    "\u0301",
    "\u0489",
    "\u05b0",
    "\u034f",
    "\u061c",
    "\u180e",
    "\uffff",
    "\ufffd",
)

CONFUSING = (
    "\u0430",
    "\u0435",
    "\u043e",
    "\u0440",
    "\u0441",
    "\u03bf",
    "\u0131",
    "\u0130",
    "\u017f",
    "\u212a",
    "\uff0e",
    "\uff0f",
    "\uff1a",
    "\u2024",
    "\u2044",
    "\u2215",
    "\u29f8",
    "\ua789",
    "\u0585",
    "\u1d0f",
    "ß",
    "ﬁ",
    "İ",
    "ı",
    "ə",
    "Ə",
    "ё",
    "й",
    "한",
    "漢",
    "א",
    "ب",
    "😀",
    "👩‍👩‍👧",
    "🇦🇿",
    "e\u0301",
)

# fmt: off
FRONT_MATTER = (
    *(f"{key}: " for key in KEYS),
    "\n", "\n", "\n  ", "\n- ", "\n  - ", ": ", ":", ", ", "[", "]", "{", "}", "- ", "? ", "| \n  ", ">-\n  ",
    '"', "'", '""', "''", "#", " # ", "&a ", "*a", "<<: ", "!!str ", "!!python/object:os.system ", "!", "%YAML 1.1",
    "---\n", "...\n", "\t", "  ", "~", "null", "true", "yes", "NO", "on", "0x1f", "0o17", "017", "1_000", "1e3",
    "190:20:30", ".inf", ".nan", "-.5", "12:30", "=", "2025-01-02", "2025-02-30", "0000-00-00", "9999-12-31",
    "2025-1-2", "2025-01-02T00:00:00Z", "2025-W01", "us-cisa", "ransomware", "az-sss", "Jane Example", "US", "az",
    "https://example.org/", "http://[::1", "javascript:alert(1)", "//evil.example", "https://a@b/", "tag:a,2025:b",
    "\\u202e", "\\x00", "\\n", "\\ud800", "\\U0010ffff", "../", "/", "%2e%2e/", "index.html", "<b>", "</title>",
    "=1+1", "@SUM(1)", "a" * 300, "word " * 40, "é", *HIDDEN, *CONFUSING,
)

MARKDOWN = (
    "\n", "\n", "\n\n", "\n\n", "  \n", "\n    ", "\n> ", "\n- ", "\n1. ", "\n## ", "\n# ", "\n---\n", "\n===\n",
    "\n```\n", "\n~~~ python\n", "\n``` {.a onclick=b}\n", "\n| a | b |\n|---|:-:|\n| c | d |\n", "|", "\\",
    "`", "``", "*", "**", "_", "__", "~~", "[", "]", "](", ")", "![", "[^1]", "[^1]: ", "[a]: ", "[a]", "[a][b]", "<",
    ">", '"', "'", ' "t"', "(", "{: onclick=a}", "{.c #i}", '--8<-- "a"', "::: a\n", "/// html\n", "!!! note\n",
    "[TOC]", "https://example.org/", "https://example.org/a_b(c)", "http://[::1", "HTTP://EXAMPLE.ORG", "tel:1",
    "//evil.example", "javascript:alert(1)", "JaVaScRiPt&colon;alert(1)", "java\tscript:a", "data:text/html,a",
    "vbscript:a", "mailto:a@example.org", "/about/", "/../", "#c-fn-1", "https://a:b@c.example/", "ftp://a",
    "\\\\evil.example", "www.example.org", "https://ex\u0430mple.org/", "https://xn--exmple-4nf.org/",
    "https://example.org%2fevil.example/", "<script>", "</script>", "<img src=x onerror=a>", "<!--", "-->",
    "<![CDATA[", "]]>", "<?php ", "?>", "<svg/onload=a>", "<a href=b>", "<iframe srcdoc='", "<style>", "</p>",
    "<math><mtext>", "<noscript>", "<plaintext>", "<table>", "<br/>", "&lt;", "&amp;lt;", "&#60;", "&#x3c;",
    "&#0;", "&#1;", "&#x202e;", "&colon;", "&Tab;", "&NewLine;", "&nbsp;", "&", "\x02", "\x03", "klzzwxh:0000",
    "\x02wzxhzdk:0\x03", "zz1337820767766393qq", "\x02amp\x03", "{{ a }}", "{% b %}", "word ", "Word. ", "a",
    "é ", "1", "0" * 30, "a" * 200, "word " * 60, "- " * 20, "> " * 10, "[" * 12, *HIDDEN, *CONFUSING,
)

CODE = (
    "`", "``", "\n", "\n\n", "\n    ", "\n        ", "```\n", "\n```\n", "`<script>`", "`x =\n<script>", "<script>alert(1)</script>",
    "```\n<script>\n```", "\n        <script>\n", "<img src=x onerror=a>", "(javascript:alert(1))", "[x](https://example.org/)", "]:", " | ",
    "[^1]", "[^1]: javascript:alert(1)\n", "[^<b>]", "[^<script>]: ", "[^a]", "\n1. a\n\n", "\n- a\n\n    ", ' "t"', "~~",
)
"""Code for one Markdown renderer and text for another, with content that must stay code."""
# fmt: on


def spelled(data: bytes, pieces: Sequence[str]) -> str:
    """Assemble a text of tokens, one for each byte."""
    return "".join(pieces[byte % len(pieces)] for byte in data)
