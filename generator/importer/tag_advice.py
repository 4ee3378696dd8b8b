"""`digest suggest`: compare the subjects of a text with its front matter, and print lines to paste.

A value without evidence in the text is listed but never removed, since an editor may know more than
the text says.
"""

import datetime as dt
import json
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import asdict, dataclass, field
from typing import Literal

from generator.check.article_fields import Context
from generator.diagnostics.diagnostics import Report
from generator.editing.canonical import dump
from generator.editing.new_article import BODY, SUMMARY
from generator.importer import inert
from generator.importer.claims import Suggestions
from generator.importer.import_run import guarded, read_text
from generator.importer.inert import one_line
from generator.importer.outlet import outlets_of
from generator.importer.reading import Reading, read
from generator.importer.receive import Input, recognise
from generator.model.term import Taxonomy, fold
from generator.read import document, yaml

State = Literal["have", "add", "doubtful", "no reason"]
_MARKS: dict[State, str] = {"have": "=", "add": "+", "doubtful": "?", "no reason": "-"}
_SHOWN = 96
_MOST_DOUBTFUL = 5
_LEAST = 0.25
"""Doubtful guesses below this confidence are not shown."""


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A text: its whole file, the part used for guesses, and taxonomy → values in its front matter."""

    source: str
    reading: Reading
    claimed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Advice:
    """A suggestion about one value of a field; `line` is 0 if the evidence is not a sentence of the file."""

    value: str
    state: State
    confidence: float = 0.0
    evidence: str = ""
    line: int = 0


def manuscript(source: Input, context: Context) -> Manuscript:
    """Read an article, a plain text or a saved page.

    Raises:
        IntakeError: the input has no text; the message is one line.
    """
    (text, _), raw = guarded(
        lambda work: (given := recognise(work), read_text(*given, context)), source
    )
    if text.startswith("---\n"):
        data = text.encode("utf-8", "replace")
        if parsed := document.parse(data, source.name, context.settings.limits, Report()):
            return _article(parsed, text, context)
    title = next((claim.value for claim in raw.of("title")), "")
    return Manuscript(raw.text if text.lstrip().startswith("<") else text, read(raw.text, title))


def _article(parsed: document.Document, source: str, context: Context) -> Manuscript:
    matter = parsed.front_matter
    text = f"{_text(matter, 'summary')}\n\n{parsed.body}"
    for placeholder in (SUMMARY, BODY):
        text = text.replace(placeholder, "")
    language = _text(matter, "language") or context.settings.language
    outlet = outlets_of(context).named(_text(matter, "source", "name"))
    home = (outlet.country,) if outlet and outlet.country else ()
    date = None
    with suppress(ValueError):
        date = dt.date.fromisoformat(_text(matter, "date"))
    reading = read(text, _text(matter, "title"), language, home, date)
    claimed = {
        name: _values(matter, taxonomy.settings.front_matter)
        for name, taxonomy in context.taxonomies.items()
        if not taxonomy.settings.of_source
    }
    return Manuscript(source, reading, claimed)


def _text(matter: yaml.Mapping, *keys: str) -> str:
    """The scalar at a path of keys, or None; `digest check` reports its problems."""
    node = matter.at(*keys)
    return node.value if isinstance(node, yaml.Scalar) else ""


def _values(matter: yaml.Mapping, key: str) -> tuple[str, ...]:
    node = matter.at(key)
    items = node.items if isinstance(node, yaml.Sequence) else ()
    return tuple(item.value for item in items if isinstance(item, yaml.Scalar))


def advise(text: Manuscript, topics: Suggestions, context: Context) -> dict[str, list[Advice]]:
    """Front matter key → advice, sorted by confidence, then by order in the front matter."""
    return {
        taxonomy.settings.front_matter: list(_advice(taxonomy, text, topics))
        for name, taxonomy in context.taxonomies.items()
        if name in topics.terms
    }


def _advice(taxonomy: Taxonomy, text: Manuscript, topics: Suggestions) -> Iterator[Advice]:
    name = taxonomy.settings.name
    claimed = {_key(value, taxonomy): value for value in text.claimed.get(name, ())}
    likely = topics.terms[name]
    for guess in (*likely, *topics.doubtful.get(name, ())[:_MOST_DOUBTFUL]):
        value = claimed.pop(_key(guess.value, taxonomy), None)
        state: State = "have" if value is not None else "add" if guess in likely else "doubtful"
        if state != "doubtful" or guess.confidence >= _LEAST:
            line = _line(guess.evidence, text.source)
            yield Advice(
                value or guess.value, state, guess.confidence, one_line(guess.evidence), line
            )
    yield from (Advice(value, "no reason") for value in claimed.values())


def _key(value: str, taxonomy: Taxonomy) -> str:
    """The meaning of a value in front matter: a term, or the value itself."""
    return taxonomy.by_name.get(fold(value), value) if taxonomy.settings.lookup == "name" else value


def _line(evidence: str, source: str) -> int:
    """The line on which a sentence begins."""
    words = evidence.split()[:6]
    match = re.search(r"\s+".join(map(re.escape, words)), source) if words else None
    return source.count("\n", 0, match.start()) + 1 if match else 0


def _lines_to_paste(advice: dict[str, list[Advice]]) -> list[str]:
    """Front matter with the present values and those to add."""
    values: dict[str, list[str]] = {}
    for key, every in advice.items():
        values[key] = [each.value for each in every if each.state in ("have", "no reason")]
        values[key] += [each.value for each in every if each.state == "add"]
    return dump(values).splitlines()


def as_text(text: Manuscript, topics: Suggestions, context: Context) -> str:
    """Advice for a person: `+` to add, `=` present, `?` doubtful, `-` without evidence in the text."""
    advice = advise(text, topics, context)
    values = {
        "fields": advice,
        "marks": _MARKS,
        "topics": topics,
        "taxonomies": context.taxonomies,
        "to_paste": _lines_to_paste(advice),
    }
    shown = inert.render(
        "advice.jinja",
        values,
        context.settings.limits,
        shown=lambda evidence: one_line(evidence, _SHOWN),
        found_on=lambda evidence: _line(evidence, text.source),
    )
    return shown.strip("\n") or "no registered terms"


def as_json(text: Manuscript, topics: Suggestions, context: Context) -> str:
    """Advice for a program."""
    advice = advise(text, topics, context)
    data = {
        "fields": {key: [asdict(each) for each in values] for key, values in advice.items()},
        "ambiguous": [
            {**asdict(name), "evidence": one_line(name.evidence)} for name in topics.ambiguous
        ],
        "unknown": [
            {**asdict(name), "evidence": one_line(name.evidence)} for name in topics.unknown
        ],
        "front_matter": _lines_to_paste(advice),
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


FORMATS = {"text": as_text, "json": as_json}
