"""Accuracy of `digest import`, and whether its confidences are the share of right values.

    python -m benchmarks.intake_reports [--misses]

Runs over `tests/importer/reports/` (inputs written one by one) and `tests/importer/shapes/` (layouts filled
with invented facts). Numbers are fitted on the training part only; `--misses` never shows the other.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from generator.build.context import read_context
from generator.check.article_fields import Context
from generator.diagnostics.diagnostics import Report
from generator.importer import page_report, report_draft, text_report
from generator.importer.byline import names
from generator.importer.claims import Claim
from generator.importer.import_run import read_reports
from generator.importer.outlet import Outlets, outlets_of
from generator.importer.receive import Input, recognise
from generator.model.term import fold
from generator.read.written_days import first_day
from tests.corpus import SAMPLE
from tests.importer.labelled_reports import reports
from tests.importer.shaped_reports import shaped

FIELDS = ("date", "title", "source", "authors", "address", "language", "events", "agencies")
BANDS = (0.95, 0.8, 0.6, 0.3, 0.0)
"""Lower ends of the bands of confidence; the first is what a draft states as a fact."""


@dataclass(frozen=True, slots=True)
class Sample:
    """An input, and the right values of each field that has an answer."""

    name: str
    given: Input
    right: dict[str, list[Any]]
    optional: dict[str, list[str]]
    held_out: bool


@dataclass(frozen=True, slots=True)
class Said:
    """One value that import gave, and whether it is right."""

    field: str
    confidence: float
    right: bool


def samples() -> Iterator[Sample]:
    """Every labelled input of both sets."""
    for one in reports():
        expected = {("source" if key == "outlet" else key): value for key, value in one.expected.items()}
        yield Sample(one.name, one.given, _listed(expected), one.optional, one.held_out)
    for made in shaped():
        yield Sample(made.name, made.given, _listed(made.expected), {}, made.held_out)


def _listed(expected: dict[str, Any]) -> dict[str, list[Any]]:
    every = {name: expected[name] for name in FIELDS if name in expected}
    return {name: one if isinstance(one, list) else [one] if one else [] for name, one in every.items()}


def guesses(found: dict[str, Any], field: str) -> Iterator[tuple[Any, float]]:
    """Every value that import gave for a field, sure or not, with its confidence."""
    got = found[field]
    if "each" not in got:
        value = got["value"] if got["value"] is not None else got.get("suggestion")
        if value is not None:
            yield value, got["confidence"]
        return
    for one in (*got["each"], *got["suggestions"]):
        value = one["value"]
        if field == "events":
            value = [value["date"], value.get("end", value["date"])]
        yield value, one["confidence"]


def compare(sample: Sample, context: Context) -> tuple[list[Said], Counter[str], list[str]]:
    """Values that import gave for an input, missed values by field, and a line for each mistake."""
    found = report_draft.as_json(read_reports(sample.given, context).reports[0], context)
    said, missed, told = [], Counter[str](), []
    for field, right in sample.right.items():
        optional = sample.optional.get(field, [])
        given = [one for one in guesses(found, field) if one[0] not in optional or one[0] in right]
        said += [Said(field, confidence, value in right) for value, confidence in given]
        wrong = [f"{value!r} ({confidence})" for value, confidence in given if value not in right]
        lacking = [value for value in right if value not in [one for one, _ in given]]
        missed[field] += len(lacking)
        if wrong or lacking:
            told.append(f"  {sample.name}: {field}: wrong {wrong}, missing {lacking}")
    return said, missed, told


def table(said: Iterable[Said], missed: Counter[str]) -> str:
    """Reliability by field and band: right of said, and what was missed."""
    lines = [f"{'field':<10}" + "".join(f"{f'≥ {band}':>14}" for band in BANDS) + "   missed"]
    counts: dict[tuple[str, float], Counter[bool]] = {}
    for one in said:
        band = next(band for band in BANDS if one.confidence >= band)
        counts.setdefault((one.field, band), Counter())[one.right] += 1
    for field in FIELDS:
        cells = [counts.get((field, band), Counter()) for band in BANDS]
        shown = [f"{one[True]}/{one.total()} {one[True] / one.total():.2f}" if one else "–" for one in cells]
        lines.append(f"{field:<10}" + "".join(f"{cell:>14}" for cell in shown) + f"{missed[field]:>9}")
    return "\n".join(lines)


def by_kind(chosen: Iterable[Sample], context: Context) -> str:
    """Share of each kind of claim that is right, for `calibration.SHARES`."""
    counts: dict[tuple[str, str], Counter[bool]] = {}
    outlets = outlets_of(context)
    for sample in chosen:
        received = recognise(sample.given)
        if received.kind not in ("text", "page"):
            continue
        read = page_report.read if received.kind == "page" else text_report.read
        for claim in read(received.text, outlets).claims:
            field = {"author": "authors", "outlet": "source"}.get(claim.field, claim.field)
            if field in sample.right:
                right = is_right(claim, sample.right[field], outlets)
                counts.setdefault((field, claim.kind), Counter())[right] += 1
    lines = [
        f"  {field:<9}{kind:<18}{one[True]:>4} of {one.total():<4}{one[True] / one.total():.2f}"
        for (field, kind), one in sorted(counts.items())
    ]
    return "\n".join(lines)


def is_right(claim: Claim, right: list[Any], outlets: Outlets) -> bool:
    """Whether a claim's value, cleaned as its field is, is one of the right ones."""
    if claim.field == "author":
        return bool(set(names(claim.value)) & set(right))
    if claim.field == "date":
        return str(first_day(claim.value, "en-US")) in right or str(first_day(claim.value, "de")) in right
    if claim.field == "outlet" and (term := outlets.named(claim.value)):
        return term.name in right
    return fold(claim.value) in map(fold, right)


def main() -> None:
    """Print the reliability of both parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list mistakes on the training part")
    parser.add_argument(
        "--kinds", action="store_true", help="list how often each kind of claim is right there"
    )
    options = parser.parse_args()
    context = read_context(SAMPLE, Report())
    assert context is not None
    every = list(samples())
    for part, held_out in (("training", False), ("held out", True)):
        chosen = [one for one in every if one.held_out == held_out]
        results = [compare(one, context) for one in chosen]
        if options.misses and not held_out:
            print("\n".join(line for _, _, told in results for line in told))
        if options.kinds and not held_out:
            print(by_kind(chosen, context))
        print(f"import, {part}: {len(chosen)} inputs; share that is right by confidence")
        total = sum((missed for _, missed, _ in results), Counter[str]())
        print(table((one for said, _, _ in results for one in said), total))


if __name__ == "__main__":
    main()
