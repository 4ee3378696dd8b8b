"""Accuracy of `digest verify`: which known faults of articles it marks, and with how much noise.

    python -m benchmarks.verifying [--misses]

`verified/` has articles as they were before an editor corrected them, and the faults that were
found. The source of each says in words of our own what the real one says. Thresholds are fitted on
`tuned.yml`; `--misses` never shows `held-out.yml`. A fault is marked if a mark shows the sentence
of the source that has it right. Every other mark is noise.
"""

import argparse
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from generator.check.article_fields import Context
from generator.extras.advice.own_words import prose
from newsroom.importer.reading import read
from newsroom.verify.comparison import Mark, SourceComparison
from newsroom.verify.statements import joined, names_of, statements
from newsroom.verify.verification import phrases_of

FOLDER = Path(__file__).parent / "verified"
PARTS = ("tuned", "held-out", "planted")


@dataclass(frozen=True, slots=True)
class Result:
    """Faults of an article with the kind of the mark that shows each, other faults, other marks."""

    name: str
    marked: dict[str, str]
    missed: list[str]
    noise: list[Mark]


def cases(part: str) -> Mapping[str, Any]:
    """The articles of a part by name."""
    text = (FOLDER / f"{part}.yml").read_text(encoding="utf-8")
    cases: Mapping[str, Any] = yaml.safe_load(text)
    return cases


def results(part: str, context: Context) -> Iterator[Result]:
    """Compare each article of a part with its source."""
    book = names_of(context, ["en"])
    phrases = phrases_of(context, "en")
    for name, case in cases(part).items():
        written = "\n\n".join((case["title"], case["summary"], case["body"]))
        article = statements(read(joined(prose(written)), language="en"), book, written)
        source = statements(read(case["source"], language="en"), book)
        outlet = statements(read(case["outlet"], language="en"), book)
        marks = SourceComparison(article, source, phrases, outlet).marks()
        faults = {fault["what"]: fault["source"] for fault in case["faults"]}
        marked: dict[str, str] = {}
        noise = []
        for mark in marks:
            shown = [what for what, words in faults.items() if _shows(mark, words)]
            for what in shown:
                marked.setdefault(what, mark.kind)
            if not shown:
                noise.append(mark)
        yield Result(name, marked, [what for what in faults if what not in marked], noise)


def _shows(mark: Mark, words: str) -> bool:
    return mark.theirs is not None and words in mark.theirs.text


def main() -> None:
    """Print the share of faults that are marked, and the noise, for both parts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--misses", action="store_true", help="show misses and noise of the tuned part"
    )
    arguments = parser.parse_args()
    from benchmarks.intake import own_context

    context = own_context()
    for part in PARTS:
        found = list(results(part, context))
        marked = sum(len(each.marked) for each in found)
        faults = marked + sum(len(each.missed) for each in found)
        noise = Counter(mark.kind for each in found for mark in each.noise)
        rate = noise.total() / len(found)
        print(f"{part}: {marked} of {faults} faults marked ({marked / faults:.0%}), ", end="")
        print(f"{rate:.1f} marks of noise an article ({len(found)} articles)")
        kinds = Counter(kind for each in found for kind in each.marked.values())
        print(f"  faults are marked by: {dict(kinds)}")
        print(
            f"  noise: {dict(noise)}; most in one article: {max(len(each.noise) for each in found)}"
        )
        if arguments.misses and part == "tuned":
            for each in found:
                print(each.name, "missed:", each.missed)
                for mark in each.noise:
                    ours = mark.ours.text[:90] if mark.ours else ""
                    theirs = mark.theirs.text[:90] if mark.theirs else ""
                    print(f"    {mark.kind}: {mark.message} | {ours} | {theirs}")


if __name__ == "__main__":
    main()
