"""The catalogue of what can be wrong with a built site, in the manner of `codes`.

Contributors never meet these: content that passes the checks cannot cause
them. They name a fault of a template, a theme, a host or the generator, so
`right` says what a built file should hold.
"""

from __future__ import annotations

from generator.report.codes import CATALOGUE, Code

_SITE_CODES = tuple(
    Code(slug, "error", meaning, wrong, right)
    for slug, meaning, wrong, right in (
        (
            "unexpected-file",
            "A file that neither the digest nor the theme nor site_config/public/ has put there.",
            "site/.git/config",
            "site/index.html",
        ),
        (
            "changed-file",
            "A copied file is not what it was copied from.",
            "site/assets/copy.js (other bytes than in the theme)",
            "site/assets/copy.js (as in the theme)",
        ),
        (
            "missing-file-of-site",
            "A file that this build has written is not there.",
            "(no site/about/index.html)",
            "site/about/index.html",
        ),
        (
            "address-collision",
            "Two files stand at one address, or would on a host that does not tell capitals apart.",
            "site/About/index.html beside site/about/index.html",
            "site/about/index.html",
        ),
        (
            "inline-script",
            "A script that is not a file of the site.",
            "<script>track()</script>",
            '<script src="assets/copy.js" defer></script>',
        ),
        (
            "event-handler",
            "An attribute that runs as a script.",
            '<p onclick="…">',
            "<p>",
        ),
        (
            "active-link",
            "A link that runs or holds a document instead of leading to one.",
            '<a href="javascript:…">',
            '<a href="https://example.org/">',
        ),
        (
            "foreign-resource",
            "Something a page would load from another place than the site, or a page within the page.",
            '<img src="https://example.org/pixel.png">',
            '<img src="assets/card.png">',
        ),
        (
            "inline-style",
            "Style in a page, which the policy forbids and which can load what it likes.",
            '<p style="background: url(https://example.org/)">',
            '<p class="note">',
        ),
        (
            "unexpected-markup",
            "An element or an attribute that the digest does not write.",
            "<template>",
            "<div>",
        ),
        (
            "wrong-policy",
            "A page does not begin with the content security policy and its encoding.",
            "<head><title>…",
            '<head><meta http-equiv="Content-Security-Policy" content="…"><meta charset="utf-8">',
        ),
        (
            "invalid-data",
            "JSON, XML or CSV that readers would refuse, or that does more than hold data.",
            '{"boost": NaN}',
            '{"boost": 1}',
        ),
        (
            "duplicate-id",
            "One id stands twice in a page.",
            '<h2 id="background"> and <p id="background">',
            '<h2 id="background"> and <p id="background-2">',
        ),
        (
            "dead-link",
            "A link within the site that leads to no page, file or heading.",
            '<a href="../no-such-page/">',
            '<a href="../about/">',
        ),
        (
            "foreign-address",
            "A page gives another site as its own address.",
            '<link rel="canonical" href="https://example.net/">',
            '<link rel="canonical" href="https://digest.example.org/">',
        ),
        (
            "missing-rel",
            "A link out of the site does not say rel=noopener.",
            '<a href="https://example.org/">',
            '<a href="https://example.org/" rel="external noopener">',
        ),
        (
            "hidden-character",
            "A character that cannot be seen, or that reorders what is read around it.",
            "<p>Report<U+202E>txt.exe</p>",
            "<p>Report exe.txt</p>",
        ),
        (
            "unresolved-mark",
            "A mark of the generator was not replaced by what it stands for.",
            '<a href="<U+0001>about/">',
            '<a href="../about/">',
        ),
        (
            "other-plugin",
            "Another MkDocs plugin or hook changes pages or adds files.",
            "plugins: [digest, minify]",
            "plugins: [digest]",
        ),
        (
            "machine-path",
            "A path of the machine that built the site.",
            "/home/editor/digest/content/articles/report.md",
            "articles/2024/05/report/",
        ),
    )
)

SITE_CODES: dict[str, Code] = {code.slug: code for code in _SITE_CODES}
EVERY_CODE: dict[str, Code] = {**CATALOGUE, **SITE_CODES}
