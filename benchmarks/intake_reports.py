"""Accuracy of `digest import`, and whether its confidences equal the share of right values.

    python -m benchmarks.intake_reports [--misses]

Runs over `newsroom/tests/importer/reports/` (written one by one) and
`newsroom/tests/importer/shapes/` (layouts filled with invented facts). Numbers are fitted on the
training part only; `--misses` never shows the other part.
"""

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from tests.importer.labelled_reports import reports
from tests.importer.shaped_reports import shaped

from generator.check.article_fields import Context
from generator.diagnostics.diagnostics import Report
from generator.installed import installed
from generator.load.context import read_context
from generator.model.term import fold
from newsroom.importer import plain_text, report_draft, web_page
from newsroom.importer.byline import names
from newsroom.importer.claims import Claim
from newsroom.importer.import_run import read_report
from newsroom.importer.outlet import Outlets, outlets_of
from newsroom.importer.receive import Input, recognise
from newsroom.importer.written_days import first_day
from tests.corpus import SAMPLE

FIELDS = ("date", "title", "source", "authors", "address", "language", "agencies")
BANDS = (0.95, 0.8, 0.6, 0.3, 0.0)
"""Lower bounds of the confidence bands; values in the first are facts in a draft."""


@dataclass(frozen=True, slots=True)
class Sample:
    """An input, and the right values of each field that has an answer."""

    name: str
    source: Input
    right: dict[str, list[Any]]
    optional: dict[str, list[str]]
    held_out: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """A value that import returned, and whether it is right."""

    field: str
    confidence: float
    right: bool


def samples() -> Iterator[Sample]:
    """Every labelled input of both sets."""
    for report in reports():
        expected = {
            ("source" if key == "outlet" else key): value for key, value in report.expected.items()
        }
        yield Sample(
            report.name, report.source, _listed(expected), report.optional, report.held_out
        )
    for made in shaped():
        yield Sample(made.name, made.source, _listed(made.expected), {}, made.held_out)


def _listed(expected: dict[str, Any]) -> dict[str, list[Any]]:
    every = {name: expected[name] for name in FIELDS if name in expected}
    return {
        name: value if isinstance(value, list) else [value] if value else []
        for name, value in every.items()
    }


def guesses(fields: dict[str, Any], field: str) -> Iterator[tuple[Any, float]]:
    """Every value that import returned for a field, certain or not, with its confidence."""
    record = fields[field]
    if "each" not in record:
        value = record["value"] if record["value"] is not None else record.get("suggestion")
        if value is not None:
            yield value, record["confidence"]
        return
    for each in (*record["each"], *record["suggestions"]):
        yield each["value"], each["confidence"]


def compare(sample: Sample, context: Context) -> tuple[list[Answer], Counter[str], list[str]]:
    """Compare import's values for an input with the right ones.

    Returns:
        The answers, the number of missed values by field, and a line for each mistake.
    """
    fields = report_draft.as_json(read_report(sample.source, context), context)
    answers, missed, mistakes = [], Counter[str](), []
    for field, right in sample.right.items():
        optional = sample.optional.get(field, [])
        every = [
            guess
            for guess in guesses(fields, field)
            if guess[0] not in optional or guess[0] in right
        ]
        answers += [Answer(field, confidence, value in right) for value, confidence in every]
        wrong = [f"{value!r} ({confidence})" for value, confidence in every if value not in right]
        lacking = [value for value in right if value not in [guess for guess, _ in every]]
        missed[field] += len(lacking)
        if wrong or lacking:
            mistakes.append(f"  {sample.name}: {field}: wrong {wrong}, missing {lacking}")
    return answers, missed, mistakes


def table(answers: Iterable[Answer], missed: Counter[str]) -> str:
    """Reliability by field and confidence band: share of right answers, and missed values."""
    lines = [f"{'field':<10}" + "".join(f"{f'≥ {band}':>14}" for band in BANDS) + "   missed"]
    counts: dict[tuple[str, float], Counter[bool]] = {}
    for answer in answers:
        band = next(band for band in BANDS if answer.confidence >= band)
        counts.setdefault((answer.field, band), Counter())[answer.right] += 1
    for field in FIELDS:
        cells = [counts.get((field, band), Counter()) for band in BANDS]
        shown = [
            f"{cell[True]}/{cell.total()} {cell[True] / cell.total():.2f}" if cell else "–"
            for cell in cells
        ]
        lines.append(
            f"{field:<10}" + "".join(f"{cell:>14}" for cell in shown) + f"{missed[field]:>9}"
        )
    return "\n".join(lines)


def by_place(chosen: Iterable[Sample], context: Context) -> str:
    """Share of the claims of each place that is right."""
    counts: dict[tuple[str, str], Counter[bool]] = {}
    outlets = outlets_of(context)
    for sample in chosen:
        text, shape = recognise(sample.source)
        if shape == "page":
            raw = web_page.read(text, outlets, "", context.today)
        else:
            raw = plain_text.read(text, outlets)
        for claim in raw.claims:
            field = {"author": "authors", "outlet": "source"}.get(claim.field, claim.field)
            if field in sample.right:
                right = is_right(claim, sample.right[field], outlets)
                counts.setdefault((field, claim.place), Counter())[right] += 1
    lines = []
    for (field, place), count in sorted(counts.items()):
        share = count[True] / count.total()
        numbers = f"{count[True]:>4} of {count.total():<4}{share:.2f}"
        lines.append(f"  {field:<9}{place:<18}{numbers}")
    return "\n".join(lines)


def is_right(claim: Claim, right: list[Any], outlets: Outlets) -> bool:
    """Whether a claim's value, cleaned like its field, is one of the right ones."""
    if claim.field == "author":
        return bool(set(names(claim.value)) & set(right))
    if claim.field == "date":
        return (
            str(first_day(claim.value, "en-US")) in right
            or str(first_day(claim.value, "de")) in right
        )
    if claim.field == "outlet" and (term := outlets.named(claim.value)):
        return term.name in right
    return fold(claim.value) in map(fold, right)


def main() -> None:
    """Print the reliability of both parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list mistakes on the training part")
    parser.add_argument(
        "--places", action="store_true", help="list how often each place is right there"
    )
    options = parser.parse_args()
    context = read_context(SAMPLE, installed(), Report())
    assert context is not None
    every = list(samples())
    for part, held_out in (("training", False), ("held out", True)):
        chosen = [sample for sample in every if sample.held_out == held_out]
        results = [compare(sample, context) for sample in chosen]
        if options.misses and not held_out:
            print("\n".join(line for _, _, mistakes in results for line in mistakes))
        if options.places and not held_out:
            print(by_place(chosen, context))
        print(f"import, {part}: {len(chosen)} inputs; share that is right by confidence")
        total = sum((missed for _, missed, _ in results), Counter[str]())
        print(table((answer for answers, _, _ in results for answer in answers), total))


if __name__ == "__main__":
    main()
