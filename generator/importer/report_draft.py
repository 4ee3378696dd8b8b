"""What was found, as JSON for programs and as the draft of an article for a person.

A draft states only what is sure (`calibration.SURE`); everything else is a comment with its evidence.
The source's prose goes no further than a line of evidence in a comment and two short quotations,
marked as such: the list of facts in the body is there to be written from, and goes when the article
is written.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from generator.check.article_fields import Context
from generator.importer import inert
from generator.importer.calibration import SURE
from generator.importer.evidence import Guess
from generator.importer.findings import JudgedReport, sure
from generator.importer.happenings import Happening
from generator.importer.raw import one_line
from generator.model import address

_EVIDENCE, _LONGEST_TITLE, _LONGEST_SLUG = 110, 160, 60
_MOST_DOUBTS, _MOST_OPEN, _MOST_DOUBTFUL = 4, 6, 15

Json = dict[str, Any]


def as_json(found: JudgedReport, context: Context) -> Json:
    """Field → value, confidence and evidence; what is not sure is a suggestion beside a null value."""
    fields: Json = {
        "title": _single(found.title),
        "date": _single(found.date),
        "source": _single(found.outlet),
        "address": _single(found.address),
        "language": _single(found.language),
        "authors": _several([_record(one) for one in found.authors]),
    }
    fields["date"]["precision"] = found.day.precision if found.day and sure(found.date) else None
    for key, guesses in _tags(found, context):
        fields[key] = _several([_record(one) for one in guesses])
    fields["events"] = _several(
        [
            {"value": _event(one), "confidence": one.confidence, "evidence": one.evidence}
            for one in found.events
        ]
    )
    fields["unknown"] = [
        {"name": one.name, "taxonomy": one.taxonomy, "evidence": one_line(one.evidence)}
        for one in found.spoken.unknown
    ]
    fields["ambiguous"] = [
        {"name": one.name, "candidates": list(one.candidates), "evidence": one_line(one.evidence)}
        for one in found.spoken.ambiguous
    ]
    return fields


def _single(guess: Guess | None) -> Json:
    if guess is None:
        return {"value": None, "confidence": 0.0, "evidence": None}
    record = _record(guess)
    return record if sure(guess) else {**record, "value": None, "suggestion": guess.value}


def _several(records: list[Json]) -> Json:
    facts = [one for one in records if one["confidence"] >= SURE]
    return {
        "value": [one["value"] for one in facts],
        "confidence": min((one["confidence"] for one in facts), default=0.0),
        "evidence": facts[0]["evidence"] if facts else None,
        "each": facts,
        "suggestions": [one for one in records if one["confidence"] < SURE],
    }


def _record(guess: Guess) -> Json:
    return {"value": guess.value, "confidence": guess.confidence, "evidence": one_line(guess.evidence)}


def _event(one: Happening) -> Json:
    return {"date": str(one.day), **({"end": str(one.last)} if one.last else {}), "label": one.label}


def _tags(found: JudgedReport, context: Context) -> Iterator[tuple[str, tuple[Guess, ...]]]:
    """Front matter key → guesses of each taxonomy but that of the source, the surest first."""
    for name, taxonomy in context.taxonomies.items():
        if not taxonomy.settings.of_source:
            doubtful = found.spoken.doubtful.get(name, ())[:_MOST_DOUBTFUL]
            yield taxonomy.settings.front_matter, (*found.spoken.terms.get(name, ()), *doubtful)


def file_name(found: JudgedReport, context: Context) -> str:
    """A name for the article's file: its date, and a few words of its title."""
    title = found.title or found.outlet
    slug = address.slugify(title.value if title else "")[: _LONGEST_SLUG + 1]
    slug = slug.rpartition("-")[0] if len(slug) > _LONGEST_SLUG else slug
    day = found.day.date if found.day and sure(found.date) else None
    return f"{day or context.today}-{slug or 'report'}.md"


def as_markdown(found: JudgedReport, context: Context) -> str:
    """The draft of an article: what was found, what a person must still write, and facts to write from."""
    front = "\n".join(_front_matter(found, context))
    body = "\n".join(_body(found, context))
    return f"---\n{front}\n---\n\n{body}\n"


def _front_matter(found: JudgedReport, context: Context) -> Iterator[str]:
    ours = context.settings.language.partition("-")[0]
    foreign = found.language is not None and found.language.value.partition("-")[0] != ours
    usable = not foreign and found.title is not None and len(found.title.value) <= _LONGEST_TITLE
    if (title := sure(found.title)) and usable:
        yield _suggested(title, "the source's headline; say it in your own words")
        yield f"title: {_scalar(title.value)}"
    else:
        yield f"# title: your own headline, at most {_LONGEST_TITLE} characters; who says what"
        yield from _possible("title", found.title)
    if (date := sure(found.date)) and found.day and found.day.precision == "day":
        yield _suggested(date)
        yield f"date: {date.value}"
    else:
        yield f"# date: the day the source published, as in {context.today}"
        yield from _possible("date", found.date)
    yield from _source(found, title=not usable, language=foreign)
    yield from _list("authors", found.authors)
    for key, guesses in _tags(found, context):
        yield from _list(key, guesses)
    yield "# summary: one or two sentences in your own words, at most 400 characters"
    yield from _events(found.events)
    for one in found.spoken.ambiguous[:_MOST_OPEN]:
        yield _remark(f"ambiguous: {one.name} may be {' or '.join(one.candidates)}, or another", one.evidence)
    for name in found.spoken.unknown[:_MOST_OPEN]:
        yield _remark(f"in no registry: {name.name}", name.evidence)
    yield "draft: true"


def _source(found: JudgedReport, *, title: bool, language: bool) -> Iterator[str]:
    """The source with what is sure of it; its own title and language where ours cannot be the same."""
    name, place = sure(found.outlet), sure(found.address)
    yield from _possible("name", found.outlet) if not name else [_suggested(name)]
    yield from _possible("url", found.address) if not place else [_suggested(place)]
    if not name and not place:
        yield "# source: {name: the outlet, url: its address}"
        return
    yield "source:"
    yield f"  name: {_scalar(name.value)}" if name else "  # name: the outlet"
    yield f"  url: {_scalar(place.value)}" if place else "  # url: the address of the report"
    if title and (own := sure(found.title)):
        yield f"  title: {_scalar(one_line(own.value, 300))}"
    if language and (tag := sure(found.language)):
        yield f"  language: {_scalar(tag.value)}"


def _list(key: str, guesses: Sequence[Guess]) -> Iterator[str]:
    facts = [one for one in guesses if sure(one)]
    yield from map(_suggested, facts)
    for one in [one for one in guesses if not sure(one)][:_MOST_DOUBTS]:
        yield from _possible(f"unsure, {key}", one)
    yield f"{key}: [{', '.join(_scalar(one.value) for one in facts)}]" if facts else f"# {key}:"


def _events(events: Sequence[Happening]) -> Iterator[str]:
    facts = [one for one in events if one.confidence >= SURE]
    for one in events:
        doubt = "" if one in facts else "unsure, "
        yield _suggested(Guess("", one.confidence, one.evidence), f"{doubt}{_span(one)}: {one.label}")
    if facts:
        yield "events:"
    for one in facts:
        yield f"  - date: {one.day}"
        if one.last:
            yield f"    end: {one.last}"
        yield f"    label: {_scalar(one.label)}"


def _possible(key: str, guess: Guess | None) -> Iterator[str]:
    """A comment with a value that is not sure."""
    if guess:
        yield _suggested(guess, f"{key}: {_scalar(guess.value)}")


def _suggested(guess: Guess, what: str = "") -> str:
    """A comment with a guess's confidence and evidence."""
    return _remark(f"suggested: {what or guess.value}", guess.evidence, f"{guess.confidence:.2f}, ")


def _remark(what: str, evidence: str, before: str = "") -> str:
    said = one_line(evidence, _EVIDENCE).replace('"', "'")
    return f'# {inert.one_line(inert.clean(what), 400)} ({before}"{said}")'


def _scalar(text: str) -> str:
    """A text of any length as a YAML value."""
    return inert.scalar(one_line(text, 2_000))


def _body(found: JudgedReport, context: Context) -> Iterator[str]:
    limits = context.settings.limits
    yield "Facts to write from. Put two to four short paragraphs of your own in place of this list,"
    yield "with every claim attributed."
    yield ""
    for line in _points(found, context):
        yield f"- {inert.paragraphs(inert.one_line(inert.clean(line), 400), limits)}"
    for one in found.quotations:
        outlet = found.outlet.value if found.outlet else "the source"
        speaker = f"{one.speaker or 'who says it?'}, quoted by {outlet}"
        yield ""
        yield f"> “{inert.paragraphs(inert.clean(one.words), limits)}”"
        yield ">"
        yield f"> – {inert.paragraphs(inert.clean(speaker), limits)}"


def _points(found: JudgedReport, context: Context) -> Iterator[str]:
    for name, taxonomy in context.taxonomies.items():
        facts = [one.value for one in found.spoken.terms.get(name, ()) if sure(one)]
        terms = [taxonomy.terms.get(value) or taxonomy.terms.get(value.lower()) for value in facts]
        names = [term.name if term else value for term, value in zip(terms, facts, strict=True)]
        if names and name != context.settings.columns:
            yield f"{taxonomy.settings.title}: {'; '.join(names)}"
    for one in found.events:
        yield f"When: {_span(one)}: {one.label}"
    if found.figures:
        yield f"Figures: {'; '.join(found.figures)}"
    if found.spoken.unknown:
        yield f"In no registry: {'; '.join(one.name for one in found.spoken.unknown[:_MOST_OPEN])}"
    if outlet := sure(found.outlet):
        day = found.day if sure(found.date) else None
        when = f" {'on' if day.precision == 'day' else 'in'} {day}" if day else ""
        yield f"Reported by {outlet.value}{when}"


def _span(one: Happening) -> str:
    return f"{one.day} to {one.last}" if one.last else str(one.day)


def note(found: JudgedReport) -> str:
    """What a person still has to find or write, on one line."""
    wanted = (("date", found.date), ("source", found.outlet), ("address", found.address))
    missing = [name for name, guess in wanted if not sure(guess)]
    looked = f"to find: {', '.join(missing)}; " if missing else ""
    return f"{looked}to write: {'' if sure(found.title) else 'title, '}summary, text"
