"""Title, summary and body of an article as one text, whose offsets have places in the file."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.diagnostics.diagnostics import Place
from generator.extras.advice.own_words import prose, split
from generator.model.article import Article
from generator.read.document import Document

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
