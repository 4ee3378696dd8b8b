"""The digest's own words in a text, without quotations, code and addresses.

Everything else is replaced with spaces of the same length, which preserves places. An opening mark
without a closing one quotes to the end of its paragraph, because an uncertain check stays silent.
"""

import re
from collections.abc import Iterable

_PARAGRAPH = r"(?:(?!\n[ \t]*\n)[^{}])*+"
_MARKS = "„“”«»‘'\"「『"


def _from(
    opening: str, closing: str, *, before: str = "", after: str = "", must_close: bool = False
) -> str:
    """A pattern for a quotation, from an opening mark to its closing mark.

    `before` and `after` are patterns that must precede and follow the opening mark. Without
    `must_close`, the end of the paragraph closes it, too.
    """
    inside = _PARAGRAPH.format(re.escape(opening + closing))
    return f"(?<={opening}){before}{after}{inside}[{closing}]{'' if must_close else '?'}"


def _single(mark: str, closing: str, *, after: str = "") -> str:
    """A pattern for a quotation whose marks are apostrophes if they are within a word."""
    inside = r"(?:[^‘’'\n]|\n(?![ \t]*\n)|(?<=\w)['’](?=\w))*+"
    return rf"(?<={mark})(?<!\w{mark}){after}{inside}{closing}(?!\w)"


_QUOTED = re.compile(
    f"[{_MARKS}](?:"
    + "|".join(
        (
            _from("„", "“”"),
            _from("“", "”"),
            _from("«", "»"),
            _from("»", "«"),
            _from("「", "」"),
            _from("『", "』"),
            _from("”", "”", before=r"(?<!\w”)", must_close=True),
            _from('"', '"', before=r'(?<!\w")', after=r"(?=\S)"),
            _single("‘", "’"),
            _single("'", "'", after=r"(?=\w)"),
        )
    )
    + ")"
)
_BLOCK = re.compile(r"^ {0,3}>[^\n]*(?:\n(?![ \t]*$)[^\n]+)*", re.MULTILINE)
_FENCED = re.compile(
    r"^ {0,3}(`{3,}|~{3,})[^\n]*(?:\n(?! {0,3}\1)[^\n]*)*(?:\n[^\n]*)?", re.MULTILINE
)
_CODE = re.compile(r"`[^`\n]*`")
_TARGET = re.compile(r"\]\([^()\n]*(?:\([^()\n]*\)[^()\n]*)*\)")
_ADDRESS = re.compile(r"https?://[^\s<>)]+")
_REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]+\]:.*$", re.MULTILINE)
_VISIBLE = re.compile(r"\S")


def _blank(text: str, patterns: Iterable[re.Pattern[str]]) -> str:
    """The text with every match of the patterns replaced by spaces; line breaks are kept."""
    for pattern in patterns:
        text = pattern.sub(lambda found: _VISIBLE.sub(" ", found.group()), text)
    return text


def without_code(markdown: str) -> str:
    """Blank out code in Markdown, both inline and fenced."""
    return _blank(markdown, (_FENCED, _CODE))


def prose(markdown: str) -> str:
    """Blank out code in Markdown, and the addresses of its links."""
    return _blank(without_code(markdown), (_TARGET, _ADDRESS, _REFERENCE))


def split(text: str) -> tuple[str, list[re.Match[str]]]:
    """Split a text that `prose` returned into the digest's own words and the quotations.

    The own words keep their places; quotations include their marks.
    """
    without_blocks = _blank(text, (_BLOCK,))
    quotations = [*_BLOCK.finditer(text), *_QUOTED.finditer(without_blocks)]
    return _blank(without_blocks, (_QUOTED,)), quotations
