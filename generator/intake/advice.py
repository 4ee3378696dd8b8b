"""What `digest suggest` says of a text: each guess beside what the front matter holds, and lines to paste.

A value that the text gives no reason for is named, never taken away: an editor may know more than
the text says.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Literal

from generator.check.article import Context
from generator.intake.evidence import Guess, Suggestions, UnknownName
from generator.intake.raw import one_line
from generator.intake.written import Written
from generator.model.settings import TaxonomySettings
from generator.model.term import Taxonomy, fold

State = Literal["have", "add", "doubtful", "no reason"]
_MARKS: dict[State, str] = {"have": "=", "add": "+", "doubtful": "?", "no reason": "-"}
_SHOWN = 96
_MOST_DOUBTFUL = 5
_LEAST = 0.25
"""Doubtful guesses below this are not worth a line."""
_PLAIN = re.compile(r"[^\W\d_][\w .’()-]*[\w)]|[^\W\d_]+")
_NOT_TEXT = frozenset(("true", "false", "null", "yes", "no", "on", "off", "y", "n"))


@dataclass(frozen=True, slots=True)
class Advice:
    """One value of one field."""

    value: str
    state: State
    confidence: float
    evidence: str
    line: int
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
    seen: set[str] = set()
    for guess in found.terms[name]:
        key = _key(guess.value, taxonomy)
        seen.add(key)
        yield _advice(guess, claimed.get(key, guess.value), "have" if key in claimed else "add", text)
    for guess in found.doubtful.get(name, ())[:_MOST_DOUBTFUL]:
        key = _key(guess.value, taxonomy)
        if key in claimed:
            seen.add(key)
            yield _advice(guess, claimed[key], "have", text)
        elif guess.confidence >= _LEAST:
            yield _advice(guess, guess.value, "doubtful", text)
    for key, value in claimed.items():
        if key not in seen:
            yield Advice(value, "no reason", 0.0, "", 0)


def _key(value: str, taxonomy: Taxonomy) -> str:
    """What a value of the front matter means: a term, or itself."""
    return taxonomy.by_name.get(fold(value), value) if taxonomy.settings.lookup == "name" else value


def _advice(guess: Guess, value: str, state: State, text: Written) -> Advice:
    return Advice(
        value, state, guess.confidence, one_line(guess.evidence), _line(guess.evidence, text.source)
    )


def _line(evidence: str, source: str) -> int:
    """The line on which a sentence begins."""
    words = evidence.split()[:6]
    if not words:
        return 0
    match = re.search(r"\s+".join(map(re.escape, words)), source)
    return source.count("\n", 0, match.start()) + 1 if match else 0


def lines_to_paste(advice: dict[str, list[Advice]], context: Context) -> list[str]:
    """Front matter that holds what is there and what should be added."""
    keys = {one.settings.front_matter: one.settings for one in context.taxonomies.values()}
    lines = []
    for key, values in advice.items():
        kept = [one.value for one in values if one.state in ("have", "no reason")]
        kept += [one.value for one in values if one.state == "add"]
        if kept and "." not in key:
            lines.append(f"{key}: [{', '.join(_scalar(value, keys[key]) for value in kept)}]")
    return lines


def _scalar(value: str, settings: TaxonomySettings) -> str:
    bare = settings.lookup != "name" or (_PLAIN.fullmatch(value) and value.casefold() not in _NOT_TEXT)
    return value if bare else json.dumps(value, ensure_ascii=False)


def as_text(text: Written, found: Suggestions, context: Context) -> str:
    """Advice for a person: `+` to add, `=` is there, `?` doubtful, `-` the text gives no reason for it."""
    advice = advise(text, found, context)
    blocks = [_block(key, values) for key, values in advice.items() if values]
    if found.unknown:
        blocks.append("\n".join(_unknown(found.unknown, text, context)))
    if lines := lines_to_paste(advice, context):
        blocks.append("\n".join(("front matter to paste", *(f"  {line}" for line in lines))))
    return "\n\n".join(blocks) or "nothing that the registries know"


def _block(key: str, values: list[Advice]) -> str:
    width = max(len(one.value) for one in values)
    lines = [key]
    for one in values:
        sure = f"{one.confidence:.2f}" if one.evidence or one.confidence else "    "
        place = f"line {one.line}: " if one.line else ""
        said = one_line(one.evidence, _SHOWN) if one.evidence else ""
        if one.state == "no reason":
            place, said = "", "nothing in the text speaks of it"
        elif not one.evidence:
            said = "follows from the other values"
        lines.append(f"  {_MARKS[one.state]} {one_line(one.value):<{width}}  {sure}  {place}{said}".rstrip())
    return "\n".join(lines)


def _unknown(names: tuple[UnknownName, ...], text: Written, context: Context) -> Iterator[str]:
    yield "names in no registry"
    for one in names:
        line = _line(one.evidence, text.source)
        place = f"line {line}: " if line else ""
        yield f"  {one_line(one.name)}  {place}{one_line(one.evidence, _SHOWN)}"
        yield f"    to paste into {context.taxonomies[one.taxonomy].settings.terms}:"
        yield from (f"      {row}" for row in one.entry.split("\n"))


def as_json(text: Written, found: Suggestions, context: Context) -> str:
    """Advice for a program."""
    advice = advise(text, found, context)
    data = {
        "fields": {key: [asdict(one) for one in values] for key, values in advice.items()},
        "unknown": [{**asdict(one), "evidence": one_line(one.evidence)} for one in found.unknown],
        "front_matter": lines_to_paste(advice, context),
    }
    return json.dumps(data, ensure_ascii=False, indent=2)


FORMATS = {"text": as_text, "json": as_json}
