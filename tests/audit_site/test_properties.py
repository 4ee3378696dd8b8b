"""Whatever is put wherever into a page: scripts are found, and the quick way never knows better."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.audit.page import read_page
from generator.audit.plain import PlainPages
from tests.audit_site.conftest import ADDRESSES, ARTICLE, codes, page

ACTING = [
    "<script>x</script>",
    "<p onclick=x>",
    "<a href=javascript:x>y</a>",
    "<img src=//example.org/x onerror=x>",
]
AROUND = [
    ("", ""),
    ("<svg>", "</svg>"),
    ("<math><mtext>", "</mtext></math>"),
    ("<template>", "</template>"),
    ("<noscript>", "</noscript>"),
    ("<select>", "</select>"),
    ("<table>", "</table>"),
    ("<table><tr><td>", "</table>"),
    ("<svg><foreignObject>", "</svg>"),
    ("<svg><title>", "</title></svg>"),
    ("<!-->", "-->"),
    ("<!--x-->", "<!--x-->"),
    ("<title></title>", ""),
    ("<textarea></textarea>", ""),
    ("<form><form>", ""),
    ("<b><p><i></b>", "</i>"),
    ("<ul><li>", ""),
    ("</body></html>", ""),
    ("</div></head><body>", ""),
    ("<?xml ?>", ""),
    ("<!doctype svg>", ""),
    ("</p/>", ""),
]
PIECES = st.sampled_from(
    [
        *(
            "<",
            ">",
            '"',
            "'",
            "=",
            "/",
            "&",
            " ",
            "\n",
            "\t",
            "x",
            "#",
            ":",
            "--",
            "!",
            "</",
            "/>",
            "<!--",
            "-->",
        ),
        *("<p", "<a", "<svg", "<math", "<script", "</script>", "<style", "<title>", "</title>", "<textarea>"),
        *(
            "<select>",
            "<template>",
            "<noscript>",
            "</noscript>",
            "<table>",
            "<![CDATA[",
            "]]>",
            "<plaintext>",
        ),
        *(
            " onclick=",
            " href=",
            ' href="',
            " id=",
            ' id="content"',
            " src=",
            ' class="',
            " style=",
            "javascript:",
        ),
        *("https://example.org/", "//", "&amp;", "&#39;", "&#x3c;", "&lt;", "&colon;", "\u202e", "\x01", "é"),
        *('<p class="a">', "</p>", '<a href="../../../../about/">', "</a>", "<br>", '<p title="b">', "<h2>"),
    ]
)

VALUES = st.sampled_from(
    [
        *(
            "content",
            "terms",
            "x",
            "",
            "#content",
            "#nothing",
            "#",
            "?q",
            ".",
            "feed.xml",
            "mailto:a@example.org",
        ),
        *(
            "../../../../about/",
            "../../../../about/#terms",
            "../../../../nothing/",
            "../../../../../about/",
            "../",
        ),
        *(
            "https://example.org/",
            "https://example.org/#a",
            "//example.org/",
            "/\\example.org",
            "/about/",
            "http:x",
        ),
        *(
            "https://digest.example.org/about/",
            "https://digest.example.org/x/",
            "javascript:x",
            "java&#115;cript:x",
        ),
        *(
            "data:,x",
            "data:image/png;base64,AA",
            "java&Tab;script:x",
            "0; url=//example.org",
            "url(//example.org)",
        ),
        *(
            "noopener",
            "external noopener",
            "stylesheet",
            "canonical",
            "icon",
            "refresh",
            "og:url",
            "og:image",
        ),
        *("application/ld+json", "module", "a&amp;b", "a&copy=b", "&#x202e;", "\u202e", "a\tb"),
    ]
)
NAMES = st.sampled_from(
    [
        *(
            "href",
            "src",
            "rel",
            "id",
            "class",
            "title",
            "type",
            "content",
            "name",
            "property",
            "http-equiv",
            "Href",
        ),
        *(
            "srcset",
            "action",
            "fill",
            "style",
            "onclick",
            "cite",
            "ping",
            "poster",
            "data-x",
            "xlink:href",
            "ID",
        ),
    ]
)
TAGS = st.builds(
    lambda tag, attributes: f"<{tag}{''.join(attributes)}>",
    st.sampled_from(
        [*("a", "p", "img", "link", "meta", "script", "svg", "use", "form", "h2", "blockquote", "A")]
    ),
    st.lists(st.builds(' {}="{}"'.format, NAMES, VALUES), max_size=3),
)


def disguised(piece: str, chance: random.Random) -> str:
    """The same to a browser: other cases, references in values, other white space, noise."""
    name, _, rest = piece.partition("javascript")
    if rest:
        letters = [
            chance.choice([char, char.upper(), f"&#{ord(char)};", f"&#x{ord(char):x};"])
            for char in "javascript"
        ]
        piece = name + "".join(letters) + rest
    swaps = {" ": chance.choice([" ", "/", "\t", "\n", "\f", "  "]), "=": chance.choice(["=", " =", "= "])}
    head, _, tail = piece.partition(">")
    head = "".join(swaps.get(char, char) for char in head)
    return "".join(
        chance.choice([char, char.upper()]) if char.isalpha() and "&" not in piece else char
        for char in f"{head}>{tail}"
    )


@pytest.mark.parametrize("around", AROUND, ids=lambda one: one[0] or "nothing")
@pytest.mark.parametrize("acting", ACTING)
def test_acting_is_found(acting, around):
    """In any surroundings and in any disguise."""
    chance = random.Random(f"{acting}{around}")
    for _ in range(8):
        before, after = around
        assert codes(page(before + disguised(acting, chance) + after)), before


@given(st.lists(st.one_of(TAGS, PIECES, TAGS), max_size=6).map("".join))
@settings(max_examples=1_500)
def test_plain_is_right(piece):
    """Whatever the quick way lets pass, the browser's way lets pass, with the same headings.

    Only that a browser repeats an element which is never closed, its id with it, is not seen.
    """
    data = page(piece).encode()
    anchors = PlainPages(ADDRESSES).right(ARTICLE, data)
    if anchors is not None:
        found = read_page(ARTICLE, data, ADDRESSES)
        assert {one.code for one in found.problems} <= {"duplicate-id"}
        assert found.anchors == anchors


@given(st.lists(st.lists(PIECES, max_size=6).map("".join), min_size=2, max_size=5))
@settings(max_examples=100)
def test_memory_changes_nothing(pieces):
    """What was seen before has no part in the answer."""
    datas = [page(piece).encode() for piece in pieces]
    fresh = [PlainPages(ADDRESSES).right(ARTICLE, data) for data in datas]
    pages = PlainPages(ADDRESSES)
    assert [pages.right(ARTICLE, data) for data in datas] == fresh
    assert [pages.right(ARTICLE, data) for data in datas] == fresh
