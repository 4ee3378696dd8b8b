"""What was found, as JSON for programs and as the draft of an article for a person.

In a draft a value stands only where it is sure; everything else is a comment. The source's prose goes
no further than a line of evidence in a comment and two short quotations, marked as such: the list of
facts in the body is there to be written from, and goes when the article is written.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.check.article import Context
from generator.intake import inert
from generator.intake.calibration import SURE
from generator.intake.evidence import Guess
from generator.intake.findings import JudgedReport, sure
from generator.intake.happenings import Happening
from generator.intake.raw import one_line
from generator.intake.written_days import Day, find
from generator.model import address
from generator.model.settings import Settings

_EVIDENCE = 110
_LONGEST_SLUG = 60
_MOST_DOUBTS, _MOST_UNKNOWN = 4, 6
_RESERVED = frozenset(["true", "false", "null", "yes", "no", "on", "off", "y", "n", "~"])

Json = dict[str, Any]


def as_json(found: JudgedReport, context: Context) -> Json:
    """Field → value, confidence and evidence; what is not sure is a suggestion beside a null value."""
    fields: Json = {
        "title": _single(found.title or found.headline),
        "date": _single(found.date),
        "source": _single(found.outlet),
        "address": _single(found.address),
        "language": _single(found.language),
        "authors": _several(*_split(found.authors)),
    }
    day = found.day if sure(found.date) else None
    fields["date"]["precision"] = day.precision if day else None
    for key in _keys(context.settings):
        fields[key] = _several(found.terms.get(key, ()), found.doubtful.get(key, ()))
    fields["events"] = _events(found.events)
    fields["unknown"] = [
        {"name": one.name, "taxonomy": one.taxonomy, "evidence": one_line(one.evidence)}
        for one in found.unknown
    ]
    return fields


def _single(guess: Guess | None) -> Json:
    if guess is None:
        return {"value": None, "confidence": 0.0, "evidence": None}
    certain = guess.confidence >= SURE
    shown = {
        "value": guess.value if certain else None,
        "confidence": guess.confidence,
        "evidence": one_line(guess.evidence),
    }
    return shown if certain else {**shown, "suggestion": guess.value}


def _split(guesses: Sequence[Guess]) -> tuple[list[Guess], list[Guess]]:
    """The sure ones and the others."""
    certain = [one for one in guesses if sure(one)]
    return certain, [one for one in guesses if not sure(one)]


def _several(certain: Sequence[Guess], others: Sequence[Guess]) -> Json:
    return {
        "value": [one.value for one in certain],
        "confidence": min((one.confidence for one in certain), default=0.0),
        "evidence": one_line(certain[0].evidence) if certain else None,
        "each": [_record(one) for one in certain],
        "suggestions": [_record(one) for one in others],
    }


def _record(guess: Guess) -> Json:
    return {"value": guess.value, "confidence": guess.confidence, "evidence": one_line(guess.evidence)}


def _events(events: Sequence[Happening]) -> Json:
    def value(one: Happening) -> Json:
        return {"date": str(one.day), **({"end": str(one.last)} if one.last else {}), "label": one.label}

    certain = [one for one in events if one.confidence >= SURE]
    records = [
        {"value": value(one), "confidence": one.confidence, "evidence": one.evidence} for one in events
    ]
    return {
        "value": [value(one) for one in certain],
        "confidence": min((one.confidence for one in certain), default=0.0),
        "evidence": certain[0].evidence if certain else None,
        "each": [record for record, one in zip(records, events, strict=True) if one in certain],
        "suggestions": [record for record, one in zip(records, events, strict=True) if one not in certain],
    }


def _keys(settings: Settings) -> list[str]:
    """The front matter keys of the taxonomies, but that of the source."""
    keys = [one.front_matter for one in settings.taxonomies.values()]
    return [key for key in keys if key != "source.name"]


def file_name(found: JudgedReport, context: Context) -> str:
    """A name for the article's file: its date, and a few words of its headline."""
    title = found.title or found.headline or found.outlet
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
    settings = context.settings
    ours = settings.language.partition("-")[0]
    foreign = found.language is not None and found.language.value.partition("-")[0] != ours
    yield from _title(found, foreign=foreign)
    yield from _day(found, context.today)
    yield from _source(found, foreign=foreign)
    yield from _list("authors", *_split(found.authors))
    for key in _keys(settings):
        yield from _list(key, found.terms.get(key, ()), found.doubtful.get(key, ()))
    yield "# summary: one or two sentences in your own words, at most 400 characters"
    yield from _event_lines(found.events)
    for one in found.unknown[:_MOST_UNKNOWN]:
        yield _remark(f"in no registry: {one.name}", one.evidence)
    yield "draft: true"


def _title(found: JudgedReport, *, foreign: bool) -> Iterator[str]:
    title = sure(found.title)
    if title and not foreign and len(title.value) <= 160:
        yield _suggested(title, "the source's headline; say it in your own words")
        yield f"title: {_scalar(title.value)}"
        return
    yield "# title: your own headline, at most 160 characters; who says what"
    guess = found.title or found.headline
    if guess:
        yield _suggested(guess, f"title: {_scalar(guess.value)}")


def _day(found: JudgedReport, today: dt.date) -> Iterator[str]:
    guess = found.date
    if guess is None:
        yield f"# date: the day the source published, as in {today}; the text does not say"
        return
    if sure(guess) and found.day and found.day.precision == "day":
        yield _suggested(guess)
        yield f"date: {guess.value}"
        return
    yield "# date: the day the source published"
    yield _suggested(guess, f"date: {guess.value}")


def _source(found: JudgedReport, *, foreign: bool) -> Iterator[str]:
    name, place = sure(found.outlet), sure(found.address)
    title = sure(found.title) if foreign or (found.title and len(found.title.value) > 160) else None
    language = sure(found.language) if foreign else None
    if found.outlet:
        yield _suggested(found.outlet, "" if name else f"name: {_scalar(found.outlet.value)}")
    if place:
        yield _suggested(place)
    if not name and not place:
        yield "# source: {name: the outlet, url: its address}"
        return
    yield "source:"
    yield f"  name: {_scalar(name.value)}" if name else "  # name: the outlet"
    yield f"  url: {_scalar(place.value)}" if place else "  # url: the address of the report"
    if title:
        yield f"  title: {_scalar(one_line(title.value, 300))}"
    if language:
        yield f"  language: {_scalar(language.value)}"


def _list(key: str, certain: Sequence[Guess], others: Sequence[Guess]) -> Iterator[str]:
    for one in certain:
        yield _suggested(one)
    for one in others[:_MOST_DOUBTS]:
        yield _suggested(one, f"unsure, {key}: {_scalar(one.value)}")
    if certain:
        yield f"{key}: [{', '.join(_scalar(one.value) for one in certain)}]"
    else:
        yield f"# {key}:"


def _event_lines(events: Sequence[Happening]) -> Iterator[str]:
    certain = [one for one in events if one.confidence >= SURE]
    for one in events:
        value = f"{one.day}{f' to {one.last}' if one.last else ''}: {one.label}"
        doubt = "" if one in certain else "unsure, "
        yield _suggested(Guess(value, one.confidence, one.evidence), f"{doubt}{value}")
    if certain:
        yield "events:"
    for one in certain:
        yield f"  - date: {one.day}"
        if one.last:
            yield f"    end: {one.last}"
        yield f"    label: {_scalar(one.label)}"


def _suggested(guess: Guess, what: str = "") -> str:
    """A comment with a guess's confidence and evidence."""
    return _remark(f"suggested: {what or guess.value}", guess.evidence, f"{guess.confidence:.2f}, ")


def _remark(what: str, evidence: str, before: str = "") -> str:
    said = one_line(evidence, _EVIDENCE).replace('"', "'")
    return f'# {inert.one_line(inert.clean(what), 400)} ({before}"{said}")'


def _scalar(text: str) -> str:
    """A text as a YAML value, without quotes where all readers take it for text."""
    cleaned = one_line(text, 2_000)
    plain = all(char.isalnum() or char in " -’'()./" for char in cleaned)
    begins = cleaned[:1].isalpha() and cleaned[-1:] not in "- "
    if plain and begins and " -" not in cleaned and cleaned.casefold() not in _RESERVED:
        return cleaned
    return inert.value(cleaned)


def _body(found: JudgedReport, context: Context) -> Iterator[str]:
    limits = context.settings.limits
    yield "Facts to write from. Put two to four short paragraphs of your own in place of this list,"
    yield "with every claim attributed."
    yield ""
    for line in _points(found, context):
        yield f"- {inert.paragraphs(inert.one_line(inert.clean(line), 400), limits)}"
    for one in found.quotations:
        speaker = one.speaker or "who says it?"
        outlet = found.outlet.value if found.outlet else "the source"
        yield ""
        yield f"> “{inert.paragraphs(inert.clean(one.words), limits)}”"
        yield ">"
        yield f"> – {inert.paragraphs(inert.clean(f'{speaker}, quoted by {outlet}'), limits)}"


def _points(found: JudgedReport, context: Context) -> Iterator[str]:
    for name, taxonomy in context.taxonomies.items():
        guesses = found.terms.get(taxonomy.settings.front_matter, ())
        terms: Mapping[str, Any] = taxonomy.terms
        names = [
            terms[key].name
            if (key := one.value if one.value in terms else one.value.lower()) in terms
            else one.value
            for one in guesses
            if one.confidence >= SURE
        ]
        if names and name != context.settings.columns:
            yield f"{taxonomy.settings.title}: {'; '.join(names)}"
    for one in found.events:
        yield f"When: {_span(one)}: {one.label}"
    if found.figures:
        yield f"Figures: {'; '.join(found.figures)}"
    if found.unknown:
        yield f"In no registry: {'; '.join(one.name for one in found.unknown[:_MOST_UNKNOWN])}"
    if sure(found.outlet) and found.outlet:
        yield f"Reported by {found.outlet.value}{_on(found.date)}"


def _span(one: Happening) -> str:
    return f"{one.day} to {one.last}" if one.last else str(one.day)


def _on(date: Guess | None) -> str:
    mention = next(iter(find(date.value)), None) if date and sure(date) else None
    day: Day | None = mention.day if mention else None
    return f" on {day}" if day and day.precision == "day" else f" in {day}" if day else ""


def note(found: JudgedReport) -> str:
    """What a person still has to find or write, on one line."""
    wanted = (("date", found.date), ("source", found.outlet), ("address", found.address))
    missing = [name for name, guess in wanted if not sure(guess)]
    if found.day and found.day.precision != "day" and "date" not in missing:
        missing.insert(0, "day")
    looked = f"to find: {', '.join(missing)}; " if missing else ""
    return f"{looked}to write: {'' if sure(found.title) else 'title, '}summary, text"
