"""The digest's own words in a text, without quotations, code and addresses.

Everything else is replaced with spaces of the same length, which preserves places. An opening mark
without a closing one quotes to the end of its paragraph, because an uncertain check stays silent.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from generator.diagnostics.diagnostics import Place
from generator.model.article import Article
from generator.read.document import Document

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


_PARTED = "\n\n"


@dataclass(frozen=True, slots=True)
class ArticleText:
    """The title, summary and body of an article as one text."""

    document: Document
    whole: str
    """With quotations, but without code and addresses."""
    written: str
    """The Markdown of the same length, with code and addresses."""
    own: str
    """The article's own words: the same text with quotations blanked out."""
    summary: int
    """The offset at which the summary begins."""
    body: int
    quotations: Sequence[re.Match[str]]
    """The body's quotations, with offsets in the body."""

    @classmethod
    def of(cls, article: Article, document: Document) -> "ArticleText":
        """Join the readable parts of an article."""
        body = prose(document.body)
        own_body, quotations = split(body)
        title, summary = (split(text)[0] for text in (article.title, article.summary))
        return cls(
            document=document,
            whole=_PARTED.join((article.title, article.summary, body)),
            written=_PARTED.join((article.title, article.summary, document.body)),
            own=_PARTED.join((title, summary, own_body)),
            summary=len(title) + len(_PARTED),
            body=len(title) + len(summary) + 2 * len(_PARTED),
            quotations=quotations,
        )

    def place(self, offset: int) -> Place:
        """The place in the file of an offset in the text.

        For the title and the summary it is the place of the whole field.
        """
        if offset >= self.body:
            return self.document.place(offset - self.body)
        key = "title" if offset < self.summary else "summary"
        node = self.document.front_matter.at(key)
        return node.place if node else Place(self.document.path)
