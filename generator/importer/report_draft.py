"""Write findings as JSON for programs and as a draft article for people.

A draft has only values above `claims.SURE`; others are comments with their evidence. From the
source's prose it quotes only lines of evidence in comments and two short quotations, marked as
such. The author writes from the list of facts in the body and then deletes it.
"""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any

from generator.check.article_fields import Context
from generator.editing.new_article import LONGEST_SLUG
from generator.importer import inert
from generator.importer.claims import SURE, Guess, sure
from generator.importer.facts import Happening
from generator.importer.findings import JudgedReport
from generator.importer.inert import one_line
from generator.model import address

_LONGEST_TITLE = 160
_MOST_DOUBTS, _MOST_UNRESOLVED, _MOST_DOUBTFUL = 4, 6, 15

Json = dict[str, Any]


def as_json(report: JudgedReport, context: Context) -> Json:
    """Field → value, confidence and evidence; an uncertain value is a suggestion beside a null value."""
    single = {
        "title": report.title,
        "date": report.date,
        "source": report.outlet,
        "address": report.address,
        "language": report.language,
    }
    fields: Json = {key: _single(guess) for key, guess in single.items()}
    fields["date"]["precision"] = report.day.precision if report.day and sure(report.date) else None
    for key, guesses in (("authors", report.authors), *_tags(report, context)):
        fields[key] = _several([_record(guess.value, guess) for guess in guesses])
    fields["events"] = _several([_record(_as_value(event), event) for event in report.events])
    fields["unknown"] = [
        {"name": name.name, "taxonomy": name.taxonomy, "evidence": one_line(name.evidence)}
        for name in report.topics.unknown
    ]
    fields["ambiguous"] = [
        {**asdict(name), "evidence": one_line(name.evidence)} for name in report.topics.ambiguous
    ]
    return fields


def _single(guess: Guess | None) -> Json:
    if guess is None:
        return {"value": None, "confidence": 0.0, "evidence": None}
    record = _record(guess.value, guess)
    return record if sure(guess) else {**record, "value": None, "suggestion": guess.value}


def _several(records: list[Json]) -> Json:
    facts = [record for record in records if record["confidence"] >= SURE]
    return {
        "value": [record["value"] for record in facts],
        "confidence": min((record["confidence"] for record in facts), default=0.0),
        "evidence": facts[0]["evidence"] if facts else None,
        "each": facts,
        "suggestions": [record for record in records if record["confidence"] < SURE],
    }


def _record(value: object, guess: Guess | Happening) -> Json:
    return {"value": value, "confidence": guess.confidence, "evidence": one_line(guess.evidence)}


def _as_value(event: Happening) -> Json:
    end = {"end": str(event.last)} if event.last else {}
    return {"date": str(event.day), **end, "label": event.label}


def _tags(report: JudgedReport, context: Context) -> Iterator[tuple[str, tuple[Guess, ...]]]:
    """Front matter key → guesses of each taxonomy except that of the source, the surest first."""
    for name, taxonomy in context.taxonomies.items():
        if not taxonomy.settings.of_source:
            doubtful = report.topics.doubtful.get(name, ())[:_MOST_DOUBTFUL]
            yield taxonomy.settings.front_matter, (*report.topics.terms.get(name, ()), *doubtful)


def file_name(report: JudgedReport, context: Context) -> str:
    """A name for the article's file: its date, and a few words of its title."""
    title = report.title or report.outlet
    slug = address.slugify(title.value if title else "", LONGEST_SLUG)
    day = report.day.date if report.day and sure(report.date) else None
    return f"{day or context.today}-{slug or 'report'}.md"


def as_markdown(report: JudgedReport, context: Context) -> str:
    """The draft of an article: its front matter, placeholders for the author, and facts to write from."""
    ours = context.settings.language.partition("-")[0]
    foreign = report.language is not None and report.language.value.partition("-")[0] != ours
    long = report.title is None or len(report.title.value) > _LONGEST_TITLE
    topics = report.topics
    values = {
        "report": report,
        "own_title": foreign or long,
        "date": sure(report.date) if report.day and report.day.date else None,
        "language": sure(report.language) if foreign else None,
        "lists": list(_lists(report, context)),
        "events": [event for event in report.events if event.confidence >= SURE],
        "ambiguous": topics.ambiguous[:_MOST_UNRESOLVED],
        "unknown": topics.unknown[:_MOST_UNRESOLVED],
        "points": list(_points(report, context)),
        "longest_title": _LONGEST_TITLE,
        "today": context.today,
    }
    return inert.render("draft.jinja", values, context.settings.limits, span=_span, sure=sure)


def _lists(
    report: JudgedReport, context: Context
) -> Iterator[tuple[str, list[Guess], list[Guess]]]:
    """Front matter key → guesses that are facts, and some that are not."""
    for key, guesses in (("authors", report.authors), *_tags(report, context)):
        doubts = [guess for guess in guesses if not sure(guess)]
        yield key, [guess for guess in guesses if sure(guess)], doubts[:_MOST_DOUBTS]


def _points(report: JudgedReport, context: Context) -> Iterator[str]:
    for name, taxonomy in context.taxonomies.items():
        facts = [guess.value for guess in report.topics.terms.get(name, ()) if sure(guess)]
        terms = [taxonomy.terms.get(value) or taxonomy.terms.get(value.lower()) for value in facts]
        names = [term.name if term else value for term, value in zip(terms, facts, strict=True)]
        if names and name != context.settings.columns:
            yield f"{taxonomy.settings.title}: {'; '.join(names)}"
    for event in report.events:
        yield f"When: {_span(event)}: {event.label}"
    if report.figures:
        yield f"Figures: {'; '.join(report.figures)}"
    if report.topics.unknown:
        yield f"In no registry: {'; '.join(name.name for name in report.topics.unknown[:_MOST_UNRESOLVED])}"
    if outlet := sure(report.outlet):
        day = report.day if sure(report.date) else None
        when = f" {'on' if day.date else 'in'} {day}" if day else ""
        yield f"Reported by {outlet.value}{when}"


def _span(event: Happening) -> str:
    return f"{event.day} to {event.last}" if event.last else str(event.day)


def note(report: JudgedReport) -> str:
    """The author's remaining tasks, on one line."""
    required = (("date", report.date), ("source", report.outlet), ("address", report.address))
    missing = [name for name, guess in required if not sure(guess)]
    to_find = f"to find: {', '.join(missing)}; " if missing else ""
    return f"{to_find}to write: {'' if sure(report.title) else 'title, '}summary, text"
