"""Plain paragraphs to HTML, as the Markdown parser would make it of them, in a fraction of its time.

Most articles are paragraphs with some links and some emphasis. Of a text with any other mark, or with
one in an unusual place, nothing is made here.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from xml.etree.ElementTree import Element

_WORDS = r"[^\x00-\x1f\[\]()*_`\\<>&|]+"
_INLINE = re.compile(  # begins with a set of signs, which is looked for at once
    rf"[\[*](?:(?<=\[)(?<!!\[)(?!\^)(?P<text>{_WORDS})\]\((?P<href>[^\x00-\x20\s\[\]()*`\\<>&|\"']+)\)"
    rf"|(?<=\*)(?<!\*\*)(?P<strong>\*?)(?=\w)(?P<stressed>{_WORDS})(?<=\w)\*(?P=strong)(?!\*))"
)
_OTHER_MARK = re.compile(r"[\x00-\x09\x0b-\x1f\[\]*_`\\<>&|]")


def convert(body: str, inspect: Callable[[Element], None]) -> str | None:
    """The HTML of plain paragraphs; None of a text that only the Markdown parser can read.

    Args:
        body: Markdown with LF line ends.
        inspect: Is given every link, in the order of the text, and may change its attributes.
    """
    lines = body.split("\n")
    if not lines[0] or not lines[-1] or "\n\n\n" in body:
        return None
    if not all(line[0].isalpha() and line[-1] != " " for line in lines if line):
        return None
    if _OTHER_MARK.search(_INLINE.sub("-", body)):
        return None
    inside = _INLINE.sub(lambda found: _element(found, inspect), body).replace("\n\n", "</p>\n<p>")
    return f"<p>{inside}</p>"


def _element(found: re.Match[str], inspect: Callable[[Element], None]) -> str:
    if stressed := found["stressed"]:
        tag = "strong" if found["strong"] else "em"
        return f"<{tag}>{stressed}</{tag}>"
    link = Element("a", href=found["href"])
    link.text = found["text"]
    inspect(link)
    attributes = "".join([f' {name}="{value}"' for name, value in link.items()])
    return f"<a{attributes}>{link.text}</a>"
