"""What the editorial policy asks of an article's words, as far as a rule can see it.

All of it is advice, so a check that is unsure says nothing: an article is warned of what it says in
its own words, never of what it quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from generator.check import spellings
from generator.check.lexicon import listed, pattern_of, phrases_met, words
from generator.check.own_words import Quotation, prose, split
from generator.model.article import Article
from generator.model.settings import Settings
from generator.model.style import Style
from generator.model.term import Taxonomy
from generator.read.document import Document
from generator.read.text import position
from generator.report.diagnostics import Place, Report

_PARTED = "\n\n"
_LINKED = re.compile(r"\]\(|://")
_MOST_LOADED = 5
"""An article that is warned of more has a tone, not a slip."""


@dataclass(frozen=True, slots=True)
class _Text:
    """Title, summary and body in one, and where a part of it stands in the file."""

    document: Document
    own: str
    """The digest's own words; what is not ours is blank."""
    summary: int
    """Where in them the summary begins."""
    body: int

    def place(self, offset: int) -> Place:
        """The place of an offset; in the front matter that of the field."""
        if offset >= self.body:
            line, column = position(self.document.body, offset - self.body)
            return Place(self.document.path, self.document.body_line + line - 1, column)
        entry = self.document.front_matter.entries.get("title" if offset < self.summary else "summary")
        return entry[1].place if entry else Place(self.document.path)


def check_editorial(
    article: Article,
    document: Document,
    settings: Settings,
    taxonomies: Mapping[str, Taxonomy],
    report: Report,
) -> None:
    """Warn of words that the editorial policy would rather not see.

    Args:
        article: The article, as far as it could be read.
        document: The file it was read from, for places.
        settings: Limits, and the words of style.yml.
        taxonomies: Registries, which know whether two names are one.
        report: Gains warnings only.
    """
    style = settings.style(article.language)
    own_body, quotations = split(prose(document.body))
    title, summary = (split(text)[0] for text in (article.title, article.summary))
    own = f"{title}{_PARTED}{summary}{_PARTED}{own_body}"
    text = _Text(document, own, len(title) + len(_PARTED), len(own) - len(own_body))
    said = set(words(own_body))
    _check_quotations(quotations, text, settings.limits.quotation, report)
    _check_loaded(said.union(words(title), words(summary)), text, style, report)
    _check_claims(said, text, style, report)
    _check_spellings(text, article.language, style, taxonomies, report)


def _check_quotations(quotations: Sequence[Quotation], text: _Text, most: int, report: Report) -> None:
    for quotation in quotations:
        if len(quotation.text) > 2 * most and (count := len(words(quotation.text))) > most:
            message = f"a quotation of {count} words (at most {most})"
            help_line = "quote the words that matter, and tell the rest in your own"
            report.add(text.place(text.body + quotation.start), "long-quotation", message, help_line)


def _check_loaded(said: AbstractSet[str], text: _Text, style: Style, report: Report) -> None:
    found = []
    for phrase, reason in phrases_met(style.loaded, said):
        found += [(match.start(), match.group(), reason) for match in _met(phrase, text.own)]
    for start, written, reason in sorted(found)[:_MOST_LOADED]:
        message = f"'{' '.join(written.split())}' is a loaded word outside of a quotation"
        report.add(text.place(start), "loaded-word", message, reason)


def _met(phrase: str, own: str) -> Iterator[re.Match[str]]:
    """Where a phrase stands and is no part of a name."""
    for match in pattern_of(phrase).finditer(own):
        if match.group()[0] == phrase[0] or spellings.begins_sentence(own, match.start()):
            yield match


def _check_claims(said: AbstractSet[str], text: _Text, style: Style, report: Report) -> None:
    """Warn of the first claim in a body that nowhere says whose claims it tells."""
    claims = list(listed(style.claims).met(said))
    if not claims or any(listed(style.attributions).met(said)) or _LINKED.search(text.document.body):
        return
    found = [match for claim in claims if (match := pattern_of(claim).search(text.own, text.body))]
    if found:
        first = min(found, key=re.Match.start)
        report.add(
            text.place(first.start()),
            "unattributed-claim",
            f"'{first.group()}' is a claim, and nowhere does the text say whose",
            "say who says so, as in: according to the ministry, …",
        )


def _check_spellings(
    text: _Text, language: str, style: Style, taxonomies: Mapping[str, Taxonomy], report: Report
) -> None:
    registered = [one for one in taxonomies.values() if one.settings.lookup != "slug"]
    for found in spellings.find(text.own, language.partition("-")[0], style.titles, registered):
        known = found.declared and f"; the registry writes '{found.declared}'"
        report.add(
            text.place(found.start),
            "two-spellings",
            f"'{found.second}' is spelled '{found.first}' before",
            f"write one of the two throughout{known}",
        )
