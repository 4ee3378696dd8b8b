"""Limits on the size and structure of an article.

The defaults are generous for prose and small enough to keep every later step linear, so `limits:`
in site.yml can only lower them. The limits that are advice to the writer can be raised, too.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds; sizes are in bytes, all others count occurrences or characters."""

    file_size: int = 128 * 1024
    front_matter_size: int = 24 * 1024
    nesting: int = 8
    """Lists and mappings within each other, in front matter and registries."""
    marks: int = 1_200
    """Brackets, asterisks and other marks of Markdown in one text, outside code blocks."""
    quotation: int = 60
    """Words in one quotation."""
    borrowed: int = 12
    """Consecutive words that an article may share with its source."""
    likeness: int = 50
    """Words that the titles of two articles within ten days may share, in percent of all words."""


LIMITS = Limits()
ADVICE = {"quotation": 1_000, "borrowed": 100, "likeness": 100}
"""Limits that only warn, and how high each may be set."""
