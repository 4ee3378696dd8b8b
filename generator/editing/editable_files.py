"""The files of a site that an edit may change: articles, pages, editions and registries.

The body of a content file is kept to the byte but for line ends: only front matter is rewritten.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.check.addresses.ledger import Recorded, read_ledger
from generator.check.article_fields import Context, check_article
from generator.check.edition_fields import check_edition
from generator.check.plain_page import check_page
from generator.check.site_settings import COUNTRY_LIST
from generator.diagnostics.diagnostics import Report
from generator.editing.error import EditError
from generator.editing.journal import content
from generator.model import address
from generator.model.article import Article
from generator.model.edition import Edition
from generator.model.layout import ARTICLES, CONFIG, EDITIONS, PAGES
from generator.model.limits import LIMITS
from generator.model.settings import TaxonomySettings
from generator.model.site import PlainPage
from generator.read.document import parse
from generator.read.folder import list_files, read_bytes
from generator.read.yaml import Mapping, Node, Scalar
from generator.read.yaml import parse as parse_yaml

CONTENT = (ARTICLES, PAGES, EDITIONS)
"""The folders of Markdown that people write."""
Meaning = object
"""What YAML says, as plain values: two texts that mean the same have equal ones."""

_BOM = "\ufeff"
_OPENING = "---\n"
_CLOSING = re.compile(r"^---[ \t]*$", re.MULTILINE)


def kind_of(path: str) -> str:
    """Which of these folders a file is written for; one that lies elsewhere is taken for an article."""
    return next((folder for folder in CONTENT if path.startswith(f"{folder}/")), ARTICLES)


@dataclass(frozen=True, slots=True)
class SiteFile:
    """One file, its path below the site's folder."""

    path: str
    data: bytes


def checked(file: SiteFile, context: Context, report: Report) -> Article | PlainPage | Edition | None:
    """What a content file is by the rules of its kind; None, after saying why, when it has errors."""
    parsed = parse(file.data, file.path, context.settings.limits, report)
    if parsed is None:
        return None
    if kind_of(file.path) == EDITIONS:
        return check_edition(parsed, context, None, report)
    if kind_of(file.path) == PAGES:
        return check_page(parsed, context, report)
    return check_article(parsed, context, report)


def address_of(file: SiteFile, context: Context) -> str | None:
    """The address at which a content file is shown; None when it has errors."""
    found = checked(file, context, Report())
    if isinstance(found, Edition):
        return address.edition(*found.week)
    return found.address if found else None


def published(root: Path, context: Context) -> Recorded:
    """What the ledger holds; nothing where there is none that can be read."""
    name = context.settings.permalinks
    data = content(root / CONFIG / name) if name else None
    text = data.decode("utf-8", "replace") if data else ""
    return read_ledger(text, name, Report()) or {}


def content_files(root: Path, context: Context) -> Iterator[SiteFile]:
    """Every well-named Markdown file that can be read."""
    report = Report()
    for folder in CONTENT:
        for found in list_files(root / folder, folder, report):
            data = read_bytes(found, context.settings.limits, report)
            if data is not None:
                yield SiteFile(found.path, data)


def registry_path(settings: TaxonomySettings) -> str:
    """Where a taxonomy's terms are declared.

    Raises:
        EditError: for a list that no file of the site holds.
    """
    if settings.terms == COUNTRY_LIST:
        message = f"'{settings.name}' are the countries of the world (ISO 3166-1)"
        raise EditError(message, "nothing in them can be renamed or merged")
    return f"{CONFIG}/{settings.terms}"


def registry_file(root: Path, settings: TaxonomySettings) -> SiteFile:
    """A taxonomy's file of terms."""
    path = registry_path(settings)
    return SiteFile(path, content(root / path) or b"")


@dataclass(frozen=True, slots=True)
class SplitFile:
    """Front matter between its two lines of dashes, composed (NFC), and all that follows."""

    front: str
    body: str
    line_end: str = "\n"

    @property
    def canonical(self) -> bytes:
        """The file with LF line ends, one empty line above the text and one line end below it."""
        body = self.body.strip("\n")
        rest = f"\n{body}\n" if body else ""
        return f"{_OPENING}{self.front}---\n{rest}".encode()

    @property
    def as_written(self) -> bytes:
        """The file with its own line ends and empty lines."""
        return f"{_OPENING}{self.front}---{self.body}".replace("\n", self.line_end).encode()


def split(data: bytes) -> SplitFile | None:
    """Take a file apart; None when it is not UTF-8 or has no front matter."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError:
        return None
    line_end = "\r\n" if "\r\n" in text else "\n"
    text = text.removeprefix(_BOM).replace("\r\n", "\n")
    closing = _CLOSING.search(text, len(_OPENING)) if text.startswith(_OPENING) else None
    if closing is None:
        return None
    front = text[len(_OPENING) : closing.start()]
    return SplitFile(unicodedata.normalize("NFC", front), text[closing.end() :], line_end)


def meaning(node: Node) -> Meaning:
    """What a tree says, whatever it looks like: the order of keys is no part of it."""
    if isinstance(node, Mapping):
        return meaning_of_keys(node)
    if isinstance(node, Scalar):
        return (node.kind, node.value)
    return [meaning(item) for item in node.items]


def meaning_of_keys(mapping: Mapping) -> dict[str, Meaning]:
    """What each key of a mapping says."""
    return {key: meaning(value) for key, (_, value) in mapping.entries.items()}


def meaning_of(text: str) -> Meaning:
    """What a text of YAML says to `read.yaml`; None when it finds anything wrong with it."""
    report = Report()
    node = parse_yaml(text, "", report, LIMITS)
    return meaning(node) if node is not None and report.ok else None
