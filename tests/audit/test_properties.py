"""Property tests of the audit: scripts are found wherever they are, and every problem has a place."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.audit.conftest import ADDRESSES, ARTICLE, audit_file, codes, page

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
        "<p",
        "<a",
        "<svg",
        "<math",
        "<script",
        "</script>",
        "<style",
        "<title>",
        "</title>",
        "<textarea>",
        "<select>",
        "<template>",
        "<noscript>",
        "</noscript>",
        "<table>",
        "<![CDATA[",
        "]]>",
        "<plaintext>",
        " onclick=",
        " href=",
        ' href="',
        " id=",
        ' id="content"',
        " src=",
        ' class="',
        " style=",
        "javascript:",
        "https://example.org/",
        "//",
        "&amp;",
        "&#39;",
        "&#x3c;",
        "&lt;",
        "&colon;",
        "\u202e",
        "\x01",
        "é",
        '<p class="a">',
        "</p>",
        '<a href="../../../../about/">',
        "</a>",
        "<br>",
        '<p title="b">',
        "<h2>",
    ]
)


def disguised(piece, chance):
    """An equivalent spelling for browsers: other case, character references, white space."""
    name, _, rest = piece.partition("javascript")
    if rest:
        letters = [
            chance.choice([char, char.upper(), f"&#{ord(char)};", f"&#x{ord(char):x};"])
            for char in "javascript"
        ]
        piece = name + "".join(letters) + rest
    swaps = {
        " ": chance.choice([" ", "/", "\t", "\n", "\f", "  "]),
        "=": chance.choice(["=", " =", "= "]),
    }
    head, _, tail = piece.partition(">")
    head = "".join(swaps.get(char, char) for char in head)
    return "".join(
        chance.choice([char, char.upper()]) if char.isalpha() and "&" not in piece else char
        for char in f"{head}>{tail}"
    )


@pytest.mark.parametrize("around", AROUND, ids=lambda one: one[0] or "nothing")
@pytest.mark.parametrize("acting", ACTING)
def test_acting_is_found(acting, around):
    """Active markup is found in any surroundings and in any disguise."""
    chance = random.Random(f"{acting}{around}")
    for _ in range(8):
        before, after = around
        assert codes(page(before + disguised(acting, chance) + after)), before


@given(st.lists(PIECES, max_size=12).map("".join))
@settings(max_examples=300)
def test_anything_can_be_read(piece):
    """No page makes the audit fail; each problem has a line in the file, a message and help."""
    data = page(piece).encode()
    for problem in audit_file(ARTICLE, data, ADDRESSES):
        assert 1 <= problem.place.line <= data.count(b"\n") + 1
        assert problem.message
        assert problem.help
