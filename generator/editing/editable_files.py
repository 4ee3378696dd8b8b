"""The files that an edit may change: articles, pages, texts of extensions and registries.

Only front matter is rewritten; the text below it keeps every byte except its line ends.
"""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from generator.check.addresses.ledger import Recorded, read_ledger
from generator.check.article_fields import Context, check_article
from generator.check.page_fields import check_page
from generator.diagnostics.diagnostics import Report
from generator.editing.file_changes import read_file
from generator.model.article import Article
from generator.model.layout import ARTICLES, CONFIG, PAGES
from generator.model.site import PlainPage, Text
from generator.read.document import parse
from generator.read.folder import kind_of

_BOM = "\ufeff"
_OPENING = "---\n"
_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class SiteFile:
    """A file and its path below the site's folder."""

    path: str
    data: bytes


def checked(file: SiteFile, context: Context, report: Report) -> Article | PlainPage | Text | None:
    """Check a content file; return None if it has errors, which are added to the report."""
    parsed = parse(file.data, file.path, context.settings.limits, report)
    if parsed is None:
        return None
    kind = kind_of(file.path, context.settings)
    if kind == ARTICLES:
        return check_article(parsed, context, report)
    if kind == PAGES:
        return check_page(parsed, context, report)
    return next(
        iter(context.settings.texts[kind].read_texts([parsed], context, None, report)), None
    )


def published(root: Path, context: Context) -> Recorded:
    """Read the ledger's addresses, with their identities; empty without a readable ledger."""
    name = context.settings.permalinks
    if not name:
        return {}
    data = read_file(root / CONFIG / name) or b""
    return read_ledger(data.decode("utf-8", "replace"), name, Report()).recorded or {}


@dataclass(frozen=True, slots=True)
class SplitFile:
    """A file in two parts: front matter, and everything below its closing `---`.

    Front matter is in composed form (NFC).
    """

    front: str
    body: str
    line_end: str = "\n"

    @property
    def canonical(self) -> bytes:
        """Join the parts with LF line ends, and one blank line between front matter and text."""
        text = f"{_OPENING}{self.front}---\n"
        body = self.body.strip("\n")
        if body:
            text += f"\n{body}\n"
        return text.encode()

    @property
    def as_written(self) -> bytes:
        """Join the parts with the file's original line ends and blank lines."""
        text = f"{_OPENING}{self.front}---{self.body}"
        return text.replace("\n", self.line_end).encode()


def split(data: bytes) -> SplitFile | None:
    """Separate front matter and text; None for a file that is not UTF-8 or has no front matter."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    line_end = "\n"
    if "\r\n" in text:
        line_end = "\r\n"
    text = text.removeprefix(_BOM).replace("\r\n", "\n")
    if not text.startswith(_OPENING):
        return None
    closing = _CLOSING.search(text, len(_OPENING))
    if closing is None:
        return None
    front = text[len(_OPENING) : closing.start()]
    return SplitFile(unicodedata.normalize("NFC", front), text[closing.end() :], line_end)
