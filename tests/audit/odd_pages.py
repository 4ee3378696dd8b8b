"""Pages with odd bytes in odd places: what a slip, a plugin, a wrong encoding or an attacker leaves in a built page."""

import random
import re
from collections.abc import Callable

_SPACES = "\t\n\v\f\r\x1c\x1f \x85\u00a0\u1680\u2003\u2028\u3000\ufeff\u200b"
_BYTES = [
    *_SPACES,
    "\x00",
    "\r\n",
    "\u212a",
    "\u017f",
    "\u0130",
    "\u202e",
    "\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"),
]
_PIECES = [
    *("<", ">", "</ ", "</>", "<!-->", "<!--->", "<!--", "-->", "--!>", "<![CDATA[", "]]>", "<?", "<?x?>", "<!", "<!x>"),
    *("&", "&lt", "&amp", "&nbsp", "&#32;", "&#x0a;", "&NewLine;", "&Tab;", "&#x202e", "&#0;", "&#128;", "&notit;"),
    *('"', "'", '""', "=", "/", "``", " x", ' x="', ' class="x"', " class=x", " CLASS='x'", ' id="content"', ' ID="content"'),
    *("<p>", "</p>", "<br>", "<br/>", "</br>", "<P>", "<b>", "</b>", "<b><p></b>", "<i", "<a>", '<a href="#x">', "</a>"),
    *("<table>", "</table>", "<table><tr><td>", "<td>", "</tr>", "<caption>", "<tr><p>", "<table><table></table>", "<col>"),
    *("<select>", "</select>", "<option>", "<select><input>", "<button>", "</button>", "<form>", "</form>", "<label>"),
    *("<title>", "</title>", "<textarea>", "</textarea>", "<noscript>", "</noscript>", "<plaintext>", "<xmp>", "<noembed>"),
    *("<template>", "</template>", "<svg>", "</svg>", "<svg/>", "<svg><desc><p></svg>", "<svg><title><g></svg>", "<math>"),
    *("<svg><path/></svg>", "<svg><title></title></svg>", "<svg><p></svg>", "<svg><g></svg>", "<math><mi><svg></mi></math>"),
    *("<head>", "</head>", "<body>", "</body>", "<html>", "</html>", "<main>", "</main>", "<div>", "</div>", "</article>"),
    *("<!doctype html>", "<!DOCTYPE html>", "<!doctype html SYSTEM>", '<meta charset="utf-8">', '<meta charset="utf-7">'),
    *('<script src="a.js"></script>', "<script>", "</script>", "</script >", "<script>x</script>", "<style>", "</style>"),
    *('<script type="application/json">{}</script>', '<script type="application/ld+json">', "<script type='module'>"),
    *('<a href="../">x</a>', '<a href="./">x</a>', '<a href="?">x</a>', '<a href="">x</a>', '<a href=" ../">x</a>'),
    *('<a href="\u00a0../">x</a>', '<link rel="icon\u00a0stylesheet" href="../x">', '<img src="../x" srcset="x\u3000y">'),
    *('<img alt="">', '<img alt="a" alt="b">', '<img ALT="">', "<img alt=>", '<img alt=""alt="">', '<img/alt="">', "<image>"),
    *('<input type=" text">', '<meta http-equiv="refresh\u00a0" content="0">', '<p onclick="x">', '<p on\u212alick="x">'),
    *("<lin\u212a>", "<\u017fcript>", "<scr\u0131pt>", "<p\u00a0x>", "<p\vx>", "<p\fx>", "<p\rx>", '<p\nclass="x">', "<p/x>"),
]  # fmt: skip
_PLACES = tuple(
    re.compile(place)
    for place in (
        *(
            r"\A",
            r"\Z",
            r"\n",
            r"<",
            r">",
            r">(?=\s*<)",
            r"(?<=<)/?\w+",
            r"(?<=<)/?\w+ ",
            r'="',
            r'"',
        ),
        *(
            r"<head>",
            r"<!doctype",
            r"<html",
            r"<meta",
            r"<meta http-equiv",
            r"</head>",
            r"<body",
            r'id="content"',
        ),
        *(
            r"</main>",
            r"</body>",
            r"<script",
            r"</script>",
            r"<svg",
            r"</svg>",
            r"<title>",
            r"<p",
            r"<a ",
            r"\w ",
        ),
    )
)
"""Where something is put: before or after what these match."""


def _put(html: str, chance: random.Random) -> str:
    found = [match.span() for match in chance.choice(_PLACES).finditer(html)]
    piece = chance.choice(_BYTES) if chance.random() < 0.4 else chance.choice(_PIECES)
    place = chance.choice(chance.choice(found)) if found else chance.randrange(len(html) + 1)
    return html[:place] + piece + html[place:]


def _line_elsewhere(html: str, chance: random.Random) -> str:
    """Move a line, or repeat it: scripts, tables and ends of the frame among them."""
    lines = html.split("\n")
    odd = [number for number, line in enumerate(lines) if "script" in line or "main" in line]
    number = chance.choice(odd) if odd and chance.random() < 0.5 else chance.randrange(len(lines))
    line = lines[number] if chance.random() < 0.5 else lines.pop(number)
    lines.insert(chance.randrange(len(lines) + 1), line)
    return "\n".join(lines)


def _without_a_piece(html: str, chance: random.Random) -> str:
    start = chance.randrange(len(html))
    return html[:start] + html[start + chance.choice((1, 1, 2, 5, 40, 400)) :]


def _without_a_tag(html: str, chance: random.Random) -> str:
    start, end = chance.choice([tag.span() for tag in re.finditer(r"<[^<>]*>", html)])
    return html[:start] + html[end:]


def _in_upper_case(html: str, chance: random.Random) -> str:
    start, end = chance.choice([word.span() for word in re.finditer(r"[a-z-]+(?=[=> ])", html)])
    return html[:start] + html[start:end].upper() + html[end:]


def _with_other_quotes(html: str, chance: random.Random) -> str:
    start, end = chance.choice([value.span() for value in re.finditer(r'"[^"<>]*"', html)])
    quote = chance.choice(("'", "", "\u201d"))
    return f"{html[:start]}{quote}{html[start + 1 : end - 1]}{quote}{html[end:]}"


def _with_other_line_ends(html: str, chance: random.Random) -> str:
    end = chance.choice(("\r\n", "\r", "\n\r", "\u2028", "\f", "", "\n\n"))
    if chance.random() < 0.5:
        return html.replace("\n", end)
    return "".join(chance.choice((end, "\n")) if char == "\n" else char for char in html)


def _with_a_long_line(html: str, chance: random.Random) -> str:
    """Two megabytes in one line, such as a picture that a plugin has put into the page."""
    start = chance.choice([text.end() for text in re.finditer(">", html)])
    long = chance.choice(("word ", "<br>", "<b>x</b> ", "&amp;")) * 400_000
    return html[:start] + long[:2_000_000] + html[start:]


_CHANGES: tuple[Callable[[str, random.Random], str], ...] = (
    *(_put,) * 12,
    *(_line_elsewhere,) * 4,
    *(_without_a_tag,) * 3,
    *(_without_a_piece, _in_upper_case, _with_other_quotes, _with_other_line_ends),
)


def odd_page(html: str, seed: int) -> str:
    """Change a page in one to three places; the same seed makes the same page."""
    chance = random.Random(seed)
    if seed % 500 == 0:
        return _with_a_long_line(html, chance)
    for _ in range(chance.randint(1, 3)):
        html = chance.choice(_CHANGES)(html, chance)
    return html
