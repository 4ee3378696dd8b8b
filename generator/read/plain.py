"""Plain blocks to HTML, as the Markdown parser would make it of them, in a fraction of its time.

Most articles are paragraphs, quotations and short lists with some links and some emphasis. Of a text
with any other mark, or with one in an unusual place, nothing is made here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

_SIGNS = ("> ", "- ")
_AROUND = {
    "": ("<p>", "\n", "</p>"),
    "> ": ("<blockquote>\n<p>", "\n", "</p>\n</blockquote>"),
    "- ": ("<ul>\n<li>", "</li>\n<li>", "</li>\n</ul>"),
}
"""What stands before a block, between its lines and after it, by the sign of each of its lines."""
_WORDS = r"[^\x00-\x1f\[\]()*_`\\<>&|]+"
_INLINE = re.compile(  # begins with a set of signs, which is looked for at once
    rf"[\[*](?:(?<=\[)(?<!!\[)(?!\^)(?P<text>{_WORDS})\]\((?P<href>[^\x00-\x20\s\[\]()*`\\<>&|\"']+)\)"
    rf"|(?<=\*)(?<!\*\*)(?P<strong>\*?)(?=\w)(?P<stressed>{_WORDS})(?<=\w)\*(?P=strong)(?!\*))"
)
_OTHER_MARK = re.compile(r"[\x00-\x09\x0b-\x1f\[\]*_`\\<>&|]")


def convert(body: str, inspect: Callable[[Element], None]) -> str | None:
    """The HTML of plain blocks; None of a text that only the Markdown parser can read.

    Args:
        body: Markdown with LF line ends.
        inspect: Is given every link, in the order of the text, and may change its attributes.
    """
    blocks = _blocks(body)
    if blocks is None or _OTHER_MARK.search(_INLINE.sub("-", "\n".join([text for _, text in blocks]))):
        return None
    return "\n".join([_html(sign, text, inspect) for sign, text in blocks])


def _blocks(body: str) -> list[tuple[str, str]] | None:
    """Each block's sign and its text without it; None where a block may be more than that."""
    blocks, before = [], ""
    for block in body.split("\n\n"):
        sign = block[:2] if block[:2] in _SIGNS else ""
        lines = block.split("\n")
        if (sign and sign == before) or not all(_is_plain(sign, line) for line in lines):
            return None
        blocks.append((sign, "\n".join([line[len(sign) :] for line in lines])))
        before = sign
    return blocks


def _is_plain(sign: str, line: str) -> bool:
    """Whether a line has its block's sign, and begins and ends with what has no meaning there."""
    return line.startswith(sign) and line[len(sign) :][:1].isalpha() and line[-1] != " "


def _html(sign: str, text: str, inspect: Callable[[Element], None]) -> str:
    opening, between, closing = _AROUND[sign]
    inside = _INLINE.sub(lambda found: _element(found, inspect), text).replace("\n", between)
    return f"{opening}{inside}{closing}"


def _element(found: re.Match[str], inspect: Callable[[Element], None]) -> str:
    if stressed := found["stressed"]:
        tag = "strong" if found["strong"] else "em"
        return f"<{tag}>{stressed}</{tag}>"
    link = Element("a", href=found["href"])
    link.text = found["text"]
    inspect(link)
    attributes = "".join([f' {name}="{value}"' for name, value in link.items()])
    return f"<a{attributes}>{link.text}</a>"
