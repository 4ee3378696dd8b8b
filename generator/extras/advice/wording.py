"""Check wording against the rules of the editorial policy.

All of these are warnings about the digest's own words, never about quotations. An uncertain check
stays silent.
"""

import re
from collections.abc import Iterator, Sequence

from generator.diagnostics.diagnostics import Report
from generator.extras.advice.lexicon import Style, met, pattern_of
from generator.extras.advice.own_words import ArticleText
from generator.read.text import words

_LINKED = re.compile(r"\]\(|://")
_MOST_LOADED = 5
"""Maximum loaded words reported in an article: with more, its whole tone needs editing."""


def check_editorial(text: ArticleText, style: Style, most: int, report: Report) -> None:
    """Warn about words in title, summary and text that the editorial policy advises against."""
    _check_quotations(text, most, report)
    _check_loaded(text, style, report)
    before = words(text.own[: text.body])  # the words of the whole are known already
    _check_claims(words(text.own)[len(before) :], text, style, report)


def _check_quotations(text: ArticleText, most: int, report: Report) -> None:
    for quotation in text.quotations:
        # A word has a letter and a space, so most quotations are too short to be counted.
        if len(quotation.group()) <= 2 * most:
            continue
        count = len(words(quotation.group()))
        if count > most:
            message = f"a quotation of {count} words (at most {most})"
            help_line = "quote the words that matter, and report the rest in your own"
            place = text.place(text.body + quotation.start())
            report.add(place, "long-quotation", message, help_line)


def _check_loaded(text: ArticleText, style: Style, report: Report) -> None:
    found = []
    for phrase in met(tuple(style.loaded), words(text.own)):
        for match in _outside_names(phrase, text.own):
            found.append((match.start(), match.group(), phrase))
    for start, written, phrase in sorted(found)[:_MOST_LOADED]:
        message = f"'{' '.join(written.split())}' is a loaded word outside a quotation"
        report.add(text.place(start), "loaded-word", message, style.loaded[phrase])


def _outside_names(phrase: str, own: str) -> Iterator[re.Match[str]]:
    """Find occurrences of a phrase that are not part of a name."""
    for match in pattern_of(phrase).finditer(own):
        if match.group()[0] == phrase[0] or begins_sentence(own, match.start()):
            yield match


def _check_claims(said: Sequence[str], text: ArticleText, style: Style, report: Report) -> None:
    """Warn about the first claim if the article attributes none to anybody and has no link."""
    claims = met(style.claims, said)
    if not claims or met(style.attributions, said) or _LINKED.search(text.document.body):
        return
    found = []
    for claim in claims:
        if match := pattern_of(claim).search(text.own, text.body):
            found.append((match.start(), match.group()))
    if found:
        start, written = min(found)
        help_line = "name who made it: according to <who says so>, …"
        message = f"'{written}' is an unattributed claim"
        report.add(text.place(start), "unattributed-claim", message, help_line)


_SENTENCE_END = re.compile(r"(?:\A|[.!?…:]|\n[ \t]*\n)[\W_]*\Z")


def begins_sentence(own: str, start: int) -> bool:
    """Whether a sentence begins at an offset, so that a capital there is no evidence of a name."""
    return _SENTENCE_END.search(own, max(0, start - 20), start) is not None
