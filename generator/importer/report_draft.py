"""A judged report as JSON for programs and as the draft of an article for a person.

A draft states only what is sure (`claims.SURE`); everything else is a comment with its evidence.
The source's prose goes no further than a line of evidence in a comment and two short quotations,
marked as such: the list of facts in the body is there to be written from, and goes when the article
is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.check.article_fields import Context
from generator.importer import inert
from generator.importer.claims import SURE, Guess, one_line
from generator.importer.facts import Happening
from generator.importer.findings import JudgedReport, sure
from generator.model import address

_EVIDENCE, _LONGEST_TITLE, _LONGEST_SLUG = 110, 160, 60
_MOST_DOUBTS, _MOST_UNRESOLVED, _MOST_DOUBTFUL = 4, 6, 15

Json = dict[str, Any]


def as_json(report: JudgedReport, context: Context) -> Json:
    """Field → value, confidence and evidence; what is not sure is a suggestion beside a null value."""
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
    fields["events"] = _several([_record(_event(event), event) for event in report.events])
    fields["unknown"] = [
        {"name": name.name, "taxonomy": name.taxonomy, "evidence": one_line(name.evidence)}
        for name in report.topics.unknown
    ]
    fields["ambiguous"] = [
        {"name": name.name, "candidates": list(name.candidates), "evidence": one_line(name.evidence)}
        for name in report.topics.ambiguous
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


def _event(event: Happening) -> Json:
    return {
        "date": str(event.day),
        **({"end": str(event.last)} if event.last else {}),
        "label": event.label,
    }


def _tags(report: JudgedReport, context: Context) -> Iterator[tuple[str, tuple[Guess, ...]]]:
    """Front matter key → guesses of each taxonomy but that of the source, the surest first."""
    for name, taxonomy in context.taxonomies.items():
        if not taxonomy.settings.of_source:
            doubtful = report.topics.doubtful.get(name, ())[:_MOST_DOUBTFUL]
            yield taxonomy.settings.front_matter, (*report.topics.terms.get(name, ()), *doubtful)


def file_name(report: JudgedReport, context: Context) -> str:
    """A name for the article's file: its date, and a few words of its title."""
    title = report.title or report.outlet
    slug = address.slugify(title.value if title else "")[: _LONGEST_SLUG + 1]
    slug = slug.rpartition("-")[0] if len(slug) > _LONGEST_SLUG else slug
    day = report.day.date if report.day and sure(report.date) else None
    return f"{day or context.today}-{slug or 'report'}.md"


def as_markdown(report: JudgedReport, context: Context) -> str:
    """The draft of an article: its front matter, what a person must still write, and facts to write from."""
    front = "\n".join(_front_matter(report, context))
    body = "\n".join(_body(report, context))
    return f"---\n{front}\n---\n\n{body}\n"


def _front_matter(report: JudgedReport, context: Context) -> Iterator[str]:
    ours = context.settings.language.partition("-")[0]
    foreign = report.language is not None and report.language.value.partition("-")[0] != ours
    usable = not foreign and report.title is not None and len(report.title.value) <= _LONGEST_TITLE
    if (title := sure(report.title)) and usable:
        yield _suggested(title, "the source's headline; say it in your own words")
        yield f"title: {_scalar(title.value)}"
    else:
        yield f"# title: your own headline, at most {_LONGEST_TITLE} characters; who says what"
        yield from _possible("title", report.title)
    if (date := sure(report.date)) and report.day and report.day.date:
        yield _suggested(date)
        yield f"date: {date.value}"
    else:
        yield f"# date: the day the source published, as in {context.today}"
        yield from _possible("date", report.date)
    yield from _source(report, title=not usable, language=foreign)
    for key, guesses in (("authors", report.authors), *_tags(report, context)):
        yield from _list(key, guesses)
    yield "# summary: one or two sentences in your own words, at most 400 characters"
    yield from _events(report.events)
    for name in report.topics.ambiguous[:_MOST_UNRESOLVED]:
        candidates = " or ".join(name.candidates)
        yield _remark(f"ambiguous: {name.name} may be {candidates}, or another", name.evidence)
    for unknown in report.topics.unknown[:_MOST_UNRESOLVED]:
        yield _remark(f"in no registry: {unknown.name}", unknown.evidence)
    yield "draft: true"


def _source(report: JudgedReport, *, title: bool, language: bool) -> Iterator[str]:
    """The source with what is sure of it; its own title and language where ours cannot be the same."""
    name, place = sure(report.outlet), sure(report.address)
    yield from [_suggested(name)] if name else _possible("name", report.outlet)
    yield from [_suggested(place)] if place else _possible("url", report.address)
    if not name and not place:
        yield "# source: {name: the outlet, url: its address}"
        return
    yield "source:"
    yield f"  name: {_scalar(name.value)}" if name else "  # name: the outlet"
    yield f"  url: {_scalar(place.value)}" if place else "  # url: the address of the report"
    if title and (own := sure(report.title)):
        yield f"  title: {_scalar(one_line(own.value))}"
    if language and (tag := sure(report.language)):
        yield f"  language: {_scalar(tag.value)}"


def _list(key: str, guesses: Sequence[Guess]) -> Iterator[str]:
    facts = [guess for guess in guesses if sure(guess)]
    yield from map(_suggested, facts)
    for guess in [guess for guess in guesses if not sure(guess)][:_MOST_DOUBTS]:
        yield from _possible(f"unsure, {key}", guess)
    yield f"{key}: [{', '.join(_scalar(guess.value) for guess in facts)}]" if facts else f"# {key}:"


def _events(events: Sequence[Happening]) -> Iterator[str]:
    facts = [event for event in events if event.confidence >= SURE]
    for event in events:
        doubt = "" if event in facts else "unsure, "
        yield _suggested(event, f"{doubt}{_span(event)}: {event.label}")
    if facts:
        yield "events:"
    for event in facts:
        yield f"  - date: {event.day}"
        if event.last:
            yield f"    end: {event.last}"
        yield f"    label: {_scalar(event.label)}"


def _possible(key: str, guess: Guess | None) -> Iterator[str]:
    """A comment with a value that is not sure."""
    if guess:
        yield _suggested(guess, f"{key}: {_scalar(guess.value)}")


def _suggested(guess: Guess | Happening, what: str = "") -> str:
    """A comment with a guess's confidence and evidence."""
    what = what or (guess.value if isinstance(guess, Guess) else "")
    return _remark(f"suggested: {what}", guess.evidence, f"{guess.confidence:.2f}, ")


def _remark(what: str, evidence: str, before: str = "") -> str:
    quoted = one_line(evidence, _EVIDENCE).replace('"', "'")
    return f'# {inert.one_line(inert.clean(what), 400)} ({before}"{quoted}")'


def _scalar(text: str) -> str:
    """A text of any length as a YAML value."""
    return inert.scalar(one_line(text, 2_000))


def _body(report: JudgedReport, context: Context) -> Iterator[str]:
    limits = context.settings.limits
    yield "Facts to write from. Put two to four short paragraphs of your own in place of this list,"
    yield "with every claim attributed."
    yield ""
    for line in _points(report, context):
        yield f"- {inert.paragraphs(inert.one_line(inert.clean(line), 400), limits)}"
    for quotation in report.quotations:
        outlet = report.outlet.value if report.outlet else "the source"
        speaker = f"{quotation.speaker or 'who says it?'}, quoted by {outlet}"
        yield ""
        yield f"> “{inert.paragraphs(inert.clean(quotation.words), limits)}”"
        yield ">"
        yield f"> – {inert.paragraphs(inert.clean(speaker), limits)}"


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
    """What a person still has to find or write, on one line."""
    required = (("date", report.date), ("source", report.outlet), ("address", report.address))
    missing = [name for name, guess in required if not sure(guess)]
    to_find = f"to find: {', '.join(missing)}; " if missing else ""
    return f"{to_find}to write: {'' if sure(report.title) else 'title, '}summary, text"
