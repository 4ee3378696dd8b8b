"""What `digest suggest` says of a text: each guess beside what the front matter has, and lines to paste.

A value that the text gives no reason for is named, never taken away: an editor may know more than
the text says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Literal

from generator.check.article_fields import Context
from generator.importer.evidence import Guess, Suggestions
from generator.importer.inert import scalar
from generator.importer.raw import one_line
from generator.importer.written import Written
from generator.model.term import Taxonomy, fold

State = Literal["have", "add", "doubtful", "no reason"]
_MARKS: dict[State, str] = {"have": "=", "add": "+", "doubtful": "?", "no reason": "-"}
_SHOWN = 96
_MOST_DOUBTFUL = 5
_LEAST = 0.25
"""Doubtful guesses below this are not worth a line."""


@dataclass(frozen=True, slots=True)
class Advice:
    """One value of one field."""

    value: str
    state: State
    confidence: float = 0.0
    evidence: str = ""
    line: int = 0
    """The line of the file on which the evidence begins; 0 when it is not to be found."""


def advise(text: Written, found: Suggestions, context: Context) -> dict[str, list[Advice]]:
    """Front matter key → advice, in the order of certainty, then of the front matter."""
    return {
        taxonomy.settings.front_matter: list(_of(taxonomy, text, found))
        for name, taxonomy in context.taxonomies.items()
        if name in found.terms
    }


def _of(taxonomy: Taxonomy, text: Written, found: Suggestions) -> Iterator[Advice]:
    name = taxonomy.settings.name
    claimed = {_key(value, taxonomy): value for value in text.claimed.get(name, ())}
    doubtful = found.doubtful.get(name, ())[:_MOST_DOUBTFUL]
    every: list[tuple[Guess, State]] = [(one, "add") for one in found.terms[name]]
    every += [(one, "doubtful") for one in doubtful]
    seen: set[str] = set()
    for guess, state in every:
        key = _key(guess.value, taxonomy)
        seen.add(key)
        if key in claimed or state == "add" or guess.confidence >= _LEAST:
            line = _line(guess.evidence, text.source)
            value = claimed.get(key, guess.value)
            said = one_line(guess.evidence)
            yield Advice(value, "have" if key in claimed else state, guess.confidence, said, line)
    yield from (Advice(value, "no reason") for key, value in claimed.items() if key not in seen)


def _key(value: str, taxonomy: Taxonomy) -> str:
    """What a value of the front matter means: a term, or itself."""
    return taxonomy.by_name.get(fold(value), value) if taxonomy.settings.lookup == "name" else value


def _line(evidence: str, source: str) -> int:
    """The line on which a sentence begins."""
    words = evidence.split()[:6]
    match = re.search(r"\s+".join(map(re.escape, words)), source) if words else None
    return source.count("\n", 0, match.start()) + 1 if match else 0


def _lines_to_paste(advice: dict[str, list[Advice]]) -> list[str]:
    """Front matter that has what is there and what should be added."""
    lines = []
    for key, values in advice.items():
        kept = [one.value for one in values if one.state in ("have", "no reason")]
        kept += [one.value for one in values if one.state == "add"]
        if kept and "." not in key:
            lines.append(f"{key}: [{', '.join(map(scalar, kept))}]")
    return lines


def as_text(text: Written, found: Suggestions, context: Context) -> str:
    """Advice for a person: `+` to add, `=` is there, `?` doubtful, `-` the text gives no reason for it."""
    advice = advise(text, found, context)
    blocks = [_block(key, values) for key, values in advice.items() if values]
    if found.ambiguous:
        blocks.append("\n".join(("ambiguous names", *_ambiguous(text, found))))
    if found.unknown:
        blocks.append("\n".join(("names in no registry", *_unknown(text, found, context))))
    if lines := _lines_to_paste(advice):
        blocks.append("\n".join(("front matter to paste", *(f"  {line}" for line in lines))))
    return "\n\n".join(blocks) or "nothing that the registries know"


def _block(key: str, values: list[Advice]) -> str:
    width = max(len(one.value) for one in values)
    lines = [key]
    for one in values:
        sure = f"{one.confidence:.2f}" if one.confidence else "    "
        said = _placed(one.line, one.evidence) if one.evidence else "follows from the other values"
        said = "nothing in the text speaks of it" if one.state == "no reason" else said
        lines.append(f"  {_MARKS[one.state]} {one_line(one.value):<{width}}  {sure}  {said}")
    return "\n".join(lines)


def _placed(line: int, evidence: str) -> str:
    return f"{f'line {line}: ' if line else ''}{one_line(evidence, _SHOWN)}"


def _ambiguous(text: Written, found: Suggestions) -> Iterator[str]:
    for one in found.ambiguous:
        yield f"  {one_line(one.name)}  {_placed(_line(one.evidence, text.source), one.evidence)}"
        yield f"    may be {', '.join(one.candidates)}, or another"


def _unknown(text: Written, found: Suggestions, context: Context) -> Iterator[str]:
    for one in found.unknown:
        yield f"  {one_line(one.name)}  {_placed(_line(one.evidence, text.source), one.evidence)}"
        yield f"    to paste into {context.taxonomies[one.taxonomy].settings.terms}:"
        yield from (f"      {row}" for row in one.entry.split("\n"))


def as_json(text: Written, found: Suggestions, context: Context) -> str:
    """Advice for a program."""
    advice = advise(text, found, context)
    data = {
        "fields": {key: [asdict(one) for one in values] for key, values in advice.items()},
        "ambiguous": [{**asdict(one), "evidence": one_line(one.evidence)} for one in found.ambiguous],
        "unknown": [{**asdict(one), "evidence": one_line(one.evidence)} for one in found.unknown],
        "front_matter": _lines_to_paste(advice),
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


FORMATS = {"text": as_text, "json": as_json}
