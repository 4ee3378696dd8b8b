"""The audit of pages: violations are found in every disguise, and harmless markup passes."""

import pytest

from generator.audit.site_addresses import Addresses
from tests.audit.conftest import ADDRESSES, ARTICLE, FILES, URL, audit_file, codes, page

WRONG = [
    # scripts
    ("<script>alert(1)</script>", "inline-script"),
    ("<SCRIPT\n>alert(1)</SCRIPT\t>", "inline-script"),
    ("<script/z>alert(1)</script>", "unexpected-markup inline-script"),
    ("<script type=module>alert(1)</script>", "inline-script"),
    ('<script type="text/plain">alert(1)</script>', "inline-script"),
    ('<script type="importmap">{}</script>', "inline-script"),
    ('<script src="https://example.org/x.js"></script>', "foreign-resource"),
    ('<script src="//example.org/x.js"></script>', "foreign-resource"),
    ('<script src="data:text/javascript,alert(1)"></script>', "foreign-resource"),
    ('<script src="../../../../nothing.js"></script>', "dead-link"),
    ("<svg><script>alert(1)</script></svg>", "inline-script"),
    ("<svg><script href='https://example.org/x.js' /></svg>", "inline-script unexpected-markup"),
    (
        "<math><mtext><script>alert(1)</script></mtext></math>",
        "inline-script unexpected-markup unexpected-markup",
    ),
    ("<table><script>alert(1)</script></table>", "inline-script"),
    ("<select><script>alert(1)</script></select>", "inline-script"),
    ("<template><script>alert(1)</script></template>", "unexpected-markup"),
    ("<!--><script>alert(1)</script>-->", "inline-script"),
    ("<!-- --!><script>alert(1)</script>", "inline-script"),
    ("<title><p title='</title><script>alert(1)</script>'>", "inline-script"),
    ("<textarea><p title='</textarea><script>alert(1)</script>'>", "inline-script"),
    ("<noscript><p title='</noscript><script>alert(1)</script>'>", "inline-script"),
    ("<noscript><script>alert(1)</script></noscript>", "inline-script"),
    ("<xmp><p title='</xmp><script>alert(1)</script>'>", "inline-script unexpected-markup"),
    ("<style><p title='</style><script>alert(1)</script>'>", "inline-script inline-style"),
    ("<svg><style><script>alert(1)</script></style></svg>", "inline-script inline-style"),
    ("<svg><desc><script>alert(1)</script></desc></svg>", "inline-script"),
    ("<![CDATA[<script>alert(1)</script>]]>", ""),
    ("<svg><![CDATA[<script>alert(1)</script>]]></svg>", ""),
    ('<script type="application/ld+json">{"a": NaN}</script>', "invalid-data"),
    ('<script type="application/ld+json">{"a": "\\u202e"}</script>', "hidden-character"),
    ('<script type="application/ld+json">{"a": "<!--<script>"}</script>', "invalid-data"),
    # handlers
    ('<p onclick="alert(1)">', "event-handler"),
    ("<p/onclick=alert(1)>", "event-handler"),
    ("<p\x0conclick=alert(1)>", "event-handler hidden-character"),
    ("<p ONCLICK=alert(1)>", "event-handler"),
    ("<p title='x'onclick='alert(1)'>", "event-handler"),
    ('<p title="x"" onclick="alert(1)">', "event-handler unexpected-markup"),
    ("<p onnewthing=alert(1)>", "event-handler"),
    ("<svg onload=alert(1)>", "event-handler"),
    ("<svg><g onload=alert(1)></g></svg>", "event-handler"),
    (
        "<svg></p><style><a id='</style><img src=../../../../assets/card.png onerror=alert(1)>'>",
        "event-handler inline-style",
    ),
    ("<select><p onclick=alert(1)></select>", "event-handler"),
    ("<body onload=alert(1)>", "event-handler"),
    ("<html onload=alert(1)>", "event-handler"),
    ("<a href='#content' onfocus=alert(1) autofocus>x</a>", "event-handler"),
    ("<math><mi onclick=alert(1)></math>", "unexpected-markup unexpected-markup"),
    # links
    ('<a href="javascript:alert(1)">', "active-link"),
    ('<a href="JaVaScRiPt:alert(1)">', "active-link"),
    ('<a href="java&#10;script:alert(1)">', "active-link"),
    ('<a href="java&Tab;script&colon;alert(1)">', "active-link"),
    ('<a href="&#106avascript:alert(1)">', "active-link"),
    ('<a href=" &#1; javascript:alert(1)">', "active-link unresolved-mark"),
    ("<a href=javascript:alert(1)>", "active-link"),
    ('<a href="vbscript:x">', "active-link"),
    ('<a href="data:text/html,x">', "active-link"),
    ('<a href="blob:https://digest.example.org/x">', "active-link"),
    ('<svg><a xlink:href="javascript:alert(1)"></a></svg>', "unexpected-markup"),
    (
        '<svg><animate attributeName="href" values="javascript:alert(1)"/></svg>',
        "unexpected-markup",
    ),
    ('<form action="javascript:alert(1)"></form>', "active-link"),
    ('<button formaction="javascript:alert(1)">', "unexpected-markup"),
    ('<a href="https:example.org" rel="noopener">', "dead-link"),
    ('<a href="../../../../nothing/">', "dead-link"),
    ('<a href="../../../../../about/">', "dead-link"),
    ('<a href="/nothing/">', "dead-link"),
    ('<a href="https://digest.example.org/nothing/">', "dead-link"),
    # loading
    ('<img src="https://example.org/x.png" alt="">', "foreign-resource"),
    ('<img src="//example.org/x.png" alt="">', "foreign-resource"),
    ('<img src="data:image/svg+xml,x" alt="">', "foreign-resource"),
    (
        '<img srcset="../../../../assets/card.png 1x, https://example.org/x.png 2x" alt="">',
        "foreign-resource",
    ),
    ('<input type="image" src="https://example.org/x.png">', "foreign-resource"),
    ('<video poster="https://example.org/x.png"></video>', "foreign-resource"),
    ('<audio src="https://example.org/x.mp3"></audio>', "foreign-resource"),
    ('<picture><source srcset="https://example.org/x.png"></picture>', "foreign-resource"),
    ('<body background="https://example.org/x.png">', "unexpected-markup"),
    ('<table background="https://example.org/x.png"></table>', "unexpected-markup"),
    ('<a href="#content" ping="https://example.org/">', "unexpected-markup"),
    ('<iframe src="../../../../about/"></iframe>', "foreign-resource"),
    ('<iframe srcdoc="x"></iframe>', "foreign-resource"),
    ('<object data="x"></object>', "foreign-resource"),
    ('<embed src="x">', "foreign-resource"),
    ('<base href="https://example.org/">', "foreign-resource"),
    ('<svg><image href="https://example.org/x.png"/></svg>', "unexpected-markup"),
    ('<svg><use href="https://example.org/x.svg#a"/></svg>', "unexpected-markup"),
    ('<svg><rect fill="url(https://example.org/x)"/></svg>', "foreign-resource"),
    ("<svg><foreignObject><p>x</p></foreignObject></svg>", "unexpected-markup"),
    ('<p style="background: url(https://example.org/)">', "inline-style"),
    ("<style>@import 'https://example.org/x.css'</style>", "inline-style"),
    ('<link rel="stylesheet" href="https://example.org/x.css">', "foreign-resource"),
    ('<link rel="preload" as="image" href="https://example.org/x">', "foreign-resource"),
    ('<link rel="alternate" href="https://example.org/feed.xml">', "foreign-resource"),
    ('<link rel="preconnect" href="https://example.org/">', "unexpected-markup"),
    ('<link rel="dns-prefetch" href="https://example.org/">', "unexpected-markup"),
    ('<meta http-equiv="refresh" content="0; url=https://example.org/">', "active-link"),
    ('<meta http-equiv="refresh" content="0;URL=javascript:alert(1)">', "active-link"),
    ('<meta http-equiv="set-cookie" content="a=b">', "unexpected-markup"),
    ('<meta property="og:image" content="https://example.org/x.png">', "foreign-address"),
    ('<link rel="canonical" href="https://example.net/">', "foreign-address"),
    # the rest
    ("<p>Report\u202etxt.exe</p>", "hidden-character"),
    ("<p>Report&#x202E;txt.exe</p>", "hidden-character"),
    ("<p>Report&#8238txt.exe</p>", "hidden-character"),
    ('<p title="&#x2066;">', "hidden-character"),
    ("<p>\x00\x1b[2J</p>", "hidden-character hidden-character"),
    ("<p>\x01about/</p>", "unresolved-mark"),
    ("<p>\x01digest-title\x01</p>", "unresolved-mark"),
    ("<p>@@digest-title@@</p>", ""),
    ("<custom-element>", "unexpected-markup"),
    ("<marquee>", "unexpected-markup"),
    ("<plaintext>", "unexpected-markup"),
]

RIGHT = [
    "<p>Text with &lt;script&gt;alert(1)&lt;/script&gt; and onclick=alert(1) and javascript:alert(1) in it</p>",
    '<p>An id="content" and a href="nowhere" and src="https://example.org/" in words.</p>',
    '<pre><code class="language-html">&lt;img src=x onerror=alert(1)&gt;</code></pre>',
    "<!-- a remark --><p title=unquoted>Paragraph<br/>that is not closed",
    "<p title='single'>x</p><INPUT TYPE=checkbox checked>",
    '<a href="mailto:news@example.org">x</a> <a href="#">x</a> <a href="#top">x</a> <a href="">x</a>',
    '<a href="../../../../">x</a> <a href="../../../..">x</a> <a href="/about/">x</a> <a href="../report">x</a>',
    '<img src="../../../../assets/card.png" alt=""> <img src="data:image/png;base64,AA==" alt="">',
    '<img srcset="../../../../assets/card.png 2x" src="../../../../assets/card.png" alt="">',
    '<noscript><p>Without <a href="../../../../about/">scripts</a></p></noscript>',
    '<svg viewBox="0 0 1 1"><defs><linearGradient id="g"/></defs><rect fill="url(#g)"/><use href="#g"/></svg>',
    '<form action="../../../../about/"><select name="a"><option value="b">c</option></select></form>',
    '<blockquote cite="https://example.org/"><p dir="rtl" lang="fa">می\u200cخواهم</p></blockquote>',
    "<p>Ə ı ğ “quoted” – 👩\u200d🔬 &nbsp; &copy; &#8212;</p>",
    '<meta http-equiv="refresh" content="0; url=../../../../about/">',
    '<a href="https://example.org/">x</a> <a href="#nothing">x</a> <h2 id="content">x</h2>',
    '<link rel="license" href="https://creativecommons.org/licenses/by/4.0/">',
]


def ids(cases):
    return [repr(case)[1:70] for case in cases]


@pytest.mark.parametrize("piece, expected", WRONG, ids=ids([case[0] for case in WRONG]))
def test_wrong(piece, expected):
    """The fragment gets exactly the expected codes."""
    assert set(codes(page(piece))) == set(expected.split())


@pytest.mark.parametrize("piece", RIGHT, ids=ids(RIGHT))
def test_right(piece):
    assert codes(page(piece)) == []


def test_place():
    """A problem is reported at its tag, and equal problems at successive tags."""
    text = page("<p>x</p>\n <p onclick=1>\n<p onclick=2>")
    problems = audit_file(ARTICLE, text.encode(), ADDRESSES, shown="site/a.html")
    lines = text.split("\n")
    wanted = [(lines.index(" <p onclick=1>") + 1, 2), (lines.index("<p onclick=2>") + 1, 1)]
    assert [
        (problem.place.path, problem.place.line, problem.place.column) for problem in problems
    ] == [("site/a.html", *place) for place in wanted]
    assert all(problem.help and "onclick on <p>" in problem.message for problem in problems)


@pytest.mark.parametrize(
    "change, expected",
    [
        (("default-src 'none'; ", ""), ["wrong-policy"]),
        (("script-src 'self'", "script-src 'self' 'unsafe-inline'"), ["wrong-policy"]),
        (("<head>", "<head><title>x</title>"), ["wrong-policy"]),
        (("<head>", "<p>x</p><head>"), ["wrong-policy"]),
        (('<meta charset="utf-8">', ""), ["wrong-policy"]),
        (("utf-8", "iso-2022-jp"), ["wrong-policy"]),
        (("<!doctype html>", ""), ["wrong-policy"]),
        (("http-equiv", "name"), ["wrong-policy"]),
        (("<meta http-equiv", "<!-- <meta http-equiv"), ["wrong-policy"]),
        (("<!doctype html>", "<!DOCTYPE HTML>"), []),
        (("<head>", "<head>\n<!-- made by the digest -->"), []),
    ],
)
def test_policy(change, expected):
    """The pinned policy is the first element of the head; the encoding is the second."""
    assert change[0] in page()
    assert sorted(set(codes(page().replace(*change, 1)))) == expected


def test_other_encodings():
    assert codes(page().encode() + b"\xff") == ["not-utf8"]
    assert "not-utf8" in codes(page().encode("utf-16"))


def test_missing_page_is_shown_anywhere():
    """The 404 page is served at any address, so its relative links are dead."""
    assert codes(page('<a href="about/">x</a>', path="404.html"), "404.html") == ["dead-link"]
    assert codes(page('<a href="/about/">x</a>', path="404.html"), "404.html") == []


def test_paths_of_the_machine():
    secret = b"/home/editor/digest"
    assert codes(page("<p>/home/editor/digest/content/a.md</p>"), secrets=(secret,)) == [
        "machine-path"
    ]
    assert codes(page("<p>/home/other</p>"), secrets=(secret,)) == []


def test_links_follow_the_page():
    """A relative link can be valid on one page and dead on another at the same depth."""
    addresses = Addresses(FILES | {"other/index.html", "other/feed.xml"}, URL)
    for folder, right in (("about", False), ("other", True)):
        path = f"{folder}/index.html"
        text = page('<h2 id="terms">x</h2><a href="feed.xml">x</a>', path=path).encode()
        assert [problem.code for problem in audit_file(path, text, addresses)] == (
            [] if right else ["dead-link"]
        )
