"""Compare an article with its sources, and write the result for people and programs."""

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from generator.assemble.interface import english_name
from generator.check.article_fields import Context
from generator.diagnostics.diagnostics import counted
from generator.diagnostics.terminal import visible
from generator.extras.advice import extension as advice
from generator.extras.advice.lexicon import style_of
from generator.extras.advice.own_words import ArticleText
from generator.model.article import Article
from generator.model.policy import source_of
from generator.read.document import Document
from newsroom.importer.calendar_names import weekday_numbers
from newsroom.importer.inert import clean, one_line
from newsroom.importer.languages import detect
from newsroom.importer.negation import has_rules
from newsroom.importer.reading import read
from newsroom.importer.written_days import weekdays
from newsroom.verify import certainty
from newsroom.verify.answer_words import words_of_kinds
from newsroom.verify.comparison import Mark, SourceComparison
from newsroom.verify.passages import borrowed
from newsroom.verify.statements import joined, names_of, statements

_MOST = 90_000
"""Most characters of all sources that are compared."""
_LONGEST = 400
"""Most characters of a sentence in an output."""
_LITTLE = 0.4
"""The support below which a page shows a sentence in colour. It is no mark: 29 of 188 sentences of
articles in `benchmarks/verified/` are below it, and nearly all of these are faithful."""
_NO_SOURCE = (
    "There is no text to compare with. Use --online to fetch the source, or save it and use "
    "--source FILE."
)


@dataclass(frozen=True, slots=True)
class Row:
    """A sentence of the article with its line, its marks, and the nearest sentences of the source.

    The last rows have marks only: sentences of the source that the article lacks.
    """

    line: int
    sentence: str
    nearest: tuple[str, ...]
    marks: tuple[Mark, ...]
    support: float | None = None
    """The share of the sentence that the nearest ones have; None if it is not known."""

    @property
    def has_little_support(self) -> bool:
        """Whether a reviewer should look closer; most such sentences are faithful."""
        return self.support is not None and self.support < _LITTLE


@dataclass(frozen=True, slots=True)
class Verification:
    """The rows of an article, and sentences that say what was not compared."""

    path: str
    title: str
    not_compared: tuple[str, ...]
    rows: tuple[Row, ...] = ()

    @property
    def marks(self) -> list[tuple[Row, Mark]]:
        """List all marks with their rows."""
        return [(row, mark) for row in self.rows for mark in row.marks]

    @property
    def has_support(self) -> bool:
        """Whether the support of its sentences is known."""
        return any(row.support is not None for row in self.rows)


def phrases_of(context: Context, language: str) -> dict[str, tuple[str, ...]]:
    """The words of a language that answer and attribute; empty without a list of them."""
    listed = words_of_kinds(language)
    if not listed:
        return {}
    style = style_of(context.extras.get(advice.package), language)
    return {**listed, "attributions": style.attributions}


def verify(
    article: Article,
    document: Document,
    texts: Sequence[str],
    problems: Sequence[str],
    context: Context,
) -> Verification:
    """Compare an article with the texts of its sources, in their order; "" is a missing one.

    `problems` tell why one is missing.
    """
    given = [text for text in texts if text]
    most = _MOST // max(len(given), 1)
    source = "\n\n".join(text[:most] for text in given)
    if not source:
        return Verification(document.path, article.title, tuple(problems) or (_NO_SOURCE,))
    text = ArticleText.of(article, document)
    sources = article.source, *article.further_sources
    pairs = zip(sources, texts, strict=False)
    outlets = [f"{each.name}. {each.title}" for each, given_text in pairs if given_text]
    language = article.language.partition("-")[0]
    comparison = _compare(article, text, source, outlets, context)
    rows = list(_rows(comparison, text))
    for start, message in borrowed(document.body, source, context.settings.limits.borrowed):
        rows.append(Row(document.place(start).line, "", (), (Mark("borrowed", message),)))
    missing = (
        *problems,
        *_languages_not_compared(comparison, language),
        *_texts_not_compared(given, most, len(sources)),
    )
    return Verification(document.path, article.title, missing, tuple(rows))


def _compare(
    article: Article, text: ArticleText, source: str, outlets: Sequence[str], context: Context
) -> SourceComparison:
    """Compare an article with a text; `outlets` are names and titles of its sources."""
    language = article.language.partition("-")[0]
    other = detect(source)[0] or language
    book = names_of(context, (language, other))
    source_phrases = phrases_of(context, other)
    if article.response:
        source_phrases.pop("answers", None)
    named = "\n\n".join((*outlets, *_days_of(article.date, source)))
    return SourceComparison(
        statements(read(joined(text.whole), language=language), book, text.written),
        statements(read(clean(source), language=other), book),
        phrases_of(context, language),
        statements(read(named, language=other), book),
        other if other != language else "",
        source_phrases,
        language,
    )


def _days_of(date: dt.date, source: str) -> list[str]:
    """The day of an article, and days of the week before it that its source names: `Tuesday`."""
    named = {weekday_numbers()[name.rstrip(".").lower()] for name in weekdays().findall(source)}
    last = date.toordinal()
    week = [dt.date.fromordinal(day) for day in range(max(last - 6, 1), last + 1)]
    return [day.isoformat() for day in week if day == date or day.weekday() in named]


def _rows(comparison: SourceComparison, text: ArticleText) -> Iterator[Row]:
    marks = comparison.marks()
    for ours in comparison.article:
        near = comparison.nearest(ours, comparison.source)
        own = tuple(mark for mark in marks if mark.ours is ours)
        nearest = tuple(theirs.text for theirs in near)
        support = None if comparison.other else comparison.support(ours, near)
        yield Row(text.place(ours.start).line, ours.text, nearest, own, support)
    for mark in marks:
        if mark.ours is None:
            nearest = (mark.theirs.text,) if mark.theirs else ()
            yield Row(text.place(text.body).line, "", nearest, (mark,))


def _texts_not_compared(given: Sequence[str], most: int, count: int) -> Iterator[str]:
    """Say which texts, or parts of texts, were not compared; an article has `count` sources."""
    if any(len(text) > most for text in given):
        yield f"Only the first {most:,} characters of each source were compared."
    if len(given) < count:
        yield (
            f"The texts of {len(given)} of {count} sources were compared. Facts of others are "
            "marked unless their sentence has a link or the name of such a source."
        )


def _languages_not_compared(comparison: SourceComparison, language: str) -> Iterator[str]:
    """Say what was not compared because of a language."""
    if comparison.other:
        name = english_name(comparison.other)
        yield (
            f"The source is in {name}. Names that the registries do not have in {name}, speakers, "
            "the words of quotations, and what the article leaves out were not compared."
        )
    for each in dict.fromkeys((language, comparison.other or language)):
        if not words_of_kinds(each):
            name = english_name(each)
            yield f"Answers and speakers were not compared: no words of {name} are listed."
        if each not in certainty.languages():
            name = english_name(each)
            yield f"Doubts and steps of a case were not compared: no words of {name} are listed."
    if not comparison.other and not has_rules(language):
        name = english_name(language)
        yield f"Negations were not compared: no words of {name} that negate are listed."


def as_records(verifications: Sequence[Verification]) -> list[dict[str, Any]]:
    """Turn marks into plain values.

    Of the source they have at most one short phrase each.
    """
    records = []
    for each in verifications:
        marks = []
        for row, mark in each.marks:
            marks.append(
                {
                    "line": row.line,
                    "kind": mark.kind,
                    "message": one_line(mark.message, _LONGEST),
                    "sentence": one_line(row.sentence, _LONGEST),
                    "phrase": one_line(mark.phrase, _LONGEST),
                }
            )
        records.append({"path": each.path, "not_compared": each.not_compared, "marks": marks})
    return records


def as_lines(verification: Verification) -> Iterator[str]:
    """Write the marks as text, each with the sentences that it is about."""
    path = visible(verification.path)
    for sentence in verification.not_compared:
        yield f"{path}: {sentence}"
    for row, mark in verification.marks:
        yield f"{path}:{row.line}: {one_line(mark.message, _LONGEST)} [{mark.kind}]"
        if row.sentence:
            yield f"    article: {one_line(row.sentence, _LONGEST)}"
        if mark.theirs:
            yield f"    source: {one_line(mark.theirs.text, _LONGEST)}"
    if verification.rows:
        yield f"{path}: {counted(len(verification.marks), 'mark')} to look at"


def as_page(verifications: Sequence[Verification]) -> str:
    """Write a page without scripts, with the sentences of articles beside those of sources."""
    loader = PackageLoader("newsroom.verify", "")
    environment = Environment(loader=loader, autoescape=True, undefined=StrictUndefined)
    environment.filters["line"] = lambda text: one_line(text, _LONGEST)
    style = loader.get_source(environment, "verify.css")[0]
    policy = (
        f"default-src 'none'; style-src {source_of(style)}; base-uri 'none'; form-action 'none'"
    )
    template = environment.get_template("verify.html.jinja")
    return template.render(verifications=verifications, style=Markup(style), policy=policy)  # noqa: S704 (ours)
