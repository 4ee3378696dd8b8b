"""Rules of the editorial policy about wording.

These are warnings about the digest's own words, never about quotations. An uncertain check stays
silent.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.check.editorial import spellings
from generator.check.editorial.lexicon import met, pattern_of, words
from generator.check.editorial.own_words import prose, split
from generator.diagnostics.diagnostics import Place, Report
from generator.model.article import Article
from generator.model.settings import Settings, Style
from generator.read.document import Document

_PARTED = "\n\n"
_LINKED = re.compile(r"\]\(|://")
_MOST_LOADED = 5
"""Maximum loaded words reported in an article: with more, its whole tone needs editing."""


@dataclass(frozen=True, slots=True)
class _Text:
    """Title, summary and body, joined."""

    document: Document
    own: str
    """The article's own words, with quotations and code blanked out."""
    summary: int
    """The offset at which the summary begins."""
    body: int

    def place(self, offset: int) -> Place:
        """The place in the file of an offset; in the front matter, the place of the field."""
        if offset >= self.body:
            return self.document.place(offset - self.body)
        node = self.document.front_matter.at("title" if offset < self.summary else "summary")
        return node.place if node else Place(self.document.path)


def check_editorial(
    article: Article,
    document: Document,
    settings: Settings,
    report: Report,
) -> None:
    """Warn about words in title, summary and text that the editorial policy advises against."""
    style = settings.style(article.language)
    own_body, quotations = split(prose(document.body))
    title, _ = split(article.title)
    summary, _ = split(article.summary)
    own = f"{title}{_PARTED}{summary}{_PARTED}{own_body}"
    text = _Text(document, own, len(title) + len(_PARTED), len(own) - len(own_body))
    _check_quotations(quotations, text, settings.limits.quotation, report)
    _check_loaded(text, style, report)
    _check_claims(words(own_body), text, style, report)
    for found in spellings.find(own, article.language.partition("-")[0]):
        message = f"'{found.second}' is spelled '{found.first}' earlier"
        place = text.place(found.start)
        report.add(place, "two-spellings", message, "use one of them throughout")


def _check_quotations(
    quotations: Sequence[re.Match[str]],
    text: _Text,
    most: int,
    report: Report,
) -> None:
    for quotation in quotations:
        # A word has a letter and a space, so most quotations are too short to be counted.
        if len(quotation.group()) <= 2 * most:
            continue
        count = len(words(quotation.group()))
        if count > most:
            message = f"a quotation of {count} words (at most {most})"
            help_line = "quote the words that matter, and report the rest in your own"
            place = text.place(text.body + quotation.start())
            report.add(place, "long-quotation", message, help_line)


def _check_loaded(text: _Text, style: Style, report: Report) -> None:
    found = []
    for phrase in met(tuple(style.loaded), words(text.own)):
        for match in _outside_names(phrase, text.own):
            found.append((match.start(), match.group(), phrase))
    for start, written, phrase in sorted(found)[:_MOST_LOADED]:
        message = f"'{' '.join(written.split())}' is a loaded word outside a quotation"
        report.add(text.place(start), "loaded-word", message, style.loaded[phrase])


def _outside_names(phrase: str, own: str) -> Iterator[re.Match[str]]:
    """Occurrences of a phrase that are not part of a name."""
    for match in pattern_of(phrase).finditer(own):
        if match.group()[0] == phrase[0] or spellings.begins_sentence(own, match.start()):
            yield match


def _check_claims(
    said: Sequence[str],
    text: _Text,
    style: Style,
    report: Report,
) -> None:
    """Warn of the first claim of a body that is attributed to nobody and has no link."""
    claims = met(style.claims, said)
    if not claims or met(style.attributions, said) or _LINKED.search(text.document.body):
        return
    found = []
    for claim in claims:
        if match := pattern_of(claim).search(text.own, text.body):
            found.append((match.start(), match.group()))
    if found:
        start, written = min(found)
        help_line = "name who made it, as in: according to the ministry, …"
        message = f"'{written}' is an unattributed claim"
        report.add(text.place(start), "unattributed-claim", message, help_line)
