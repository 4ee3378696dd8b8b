"""How often `digest import` is right about a report: its date, outlet, authors, title and more.

    python -m benchmarks.intake_reports [--misses]

Runs over `tests/intake/reports/`; those that are `held_out` were written and first read after the
rules were made, and no rule was changed for them.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from generator import pipeline
from generator.check.article import Context
from generator.intake import draft
from generator.intake.importer import read_reports
from generator.report.diagnostics import Report
from tests.intake.labelled_reports import Report as Labelled
from tests.intake.labelled_reports import reports

ROOT = Path(__file__).resolve().parent.parent
SINGLE = ("date", "source", "authors", "title", "address", "language", "events")
"""Fields that are right or wrong as a whole."""


def found_in(case: Labelled, context: Context) -> dict[str, Any]:
    """What import says of the first report of an input."""
    return draft.as_json(read_reports(case.given, context).reports[0], context)


def value(found: dict[str, Any], name: str) -> object:
    """A field as it is compared."""
    if name == "events":
        return [[one["date"], one.get("end", one["date"])] for one in found["events"]["value"]]
    return found[name]["value"]


def measure(cases: Iterable[Labelled], context: Context, *, misses: bool) -> None:
    """Print the figures of some cases."""
    right: Counter[str] = Counter()
    asked: Counter[str] = Counter()
    bodies: Counter[str] = Counter()
    count = 0
    for case in cases:
        count += 1
        found = found_in(case, context)
        for name in SINGLE:
            if name not in case.expected:
                continue
            asked[name] += 1
            good = value(found, name) == case.expected[name]
            right[name] += good
            if misses and not good:
                print(f"  {case.name}: {name} {value(found, name)!r}, not {case.expected[name]!r}")
        wanted, optional = set(case.expected["agencies"]), set(case.optional.get("agencies", ()))
        got = set(found["agencies"]["value"])
        bodies.update(right=len(got & wanted), wrong=len(got - wanted - optional), missed=len(wanted - got))
        if misses and (got - optional) != wanted - (optional - got):
            print(f"  {case.name}: agencies {sorted(got)}, not {sorted(wanted)}")
    print(f"{count} reports")
    for name in SINGLE:
        if asked[name]:
            print(f"  {name:<10} accuracy {right[name] / asked[name]:.3f}  ({right[name]} of {asked[name]})")
    precision = bodies["right"] / max(bodies["right"] + bodies["wrong"], 1)
    recall = bodies["right"] / max(bodies["right"] + bodies["missed"], 1)
    print(f"  {'agencies':<10} precision {precision:.3f}  recall {recall:.3f}")


def main() -> None:
    """Print all, and the held-out third alone."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="print what is not right, of the tuned part")
    misses = parser.parse_args().misses
    context = pipeline.read_context(ROOT, Report())
    assert context is not None
    every = list(reports())
    print("import, all: ", end="")
    measure(every, context, misses=False)
    print("import, tuned: ", end="")
    measure([case for case in every if not case.held_out], context, misses=misses)
    print("import, held out: ", end="")
    measure([case for case in every if case.held_out], context, misses=False)


if __name__ == "__main__":
    main()
