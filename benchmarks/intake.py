"""Accuracy of the importer: its suggestions compared with the editors' values, for `make bench-import`.

    python -m benchmarks.intake [--part tuned|held-out] [--misses]

There are two sets: a copy of the digest's articles without their labels, and texts of many shapes
and languages labelled by hand (`tests/importer/labelled/`). A third of each, chosen by name, was
held out while words and thresholds were tuned. Its misses were read once, and a few rules were
fixed afterwards. Texts marked `held_out` were written later. Their misses led to two fixes of the
matching and one of a phrase, but changed no threshold. `benchmarks.intake_reports` covers dates,
sources and authors.
"""

import argparse
import datetime as dt
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from generator.check.article_fields import Context, check_article
from generator.check.registry import read_taxonomies
from generator.check.site_settings import read_settings
from generator.diagnostics.diagnostics import Report
from generator.importer.claims import Suggestions
from generator.importer.recogniser import suggest
from generator.model.article import Article
from generator.read.document import parse
from tests.corpus import PROJECT, SAMPLE

LABELLED = PROJECT / "tests" / "importer" / "labelled"
FIELDS = ("agencies", "themes", "people", "countries")
"""Fields with several values: precision, recall, F1."""
BANDS = (0.95, 0.8, 0.6, 0.3, 0.0)
"""Lower bounds of the confidence bands."""


@dataclass(frozen=True, slots=True)
class Case:
    """A text and the values an editor would write."""

    name: str
    text: str
    expected: Mapping[str, Collection[str]]
    title: str = ""
    language: str = ""
    countries: tuple[str, ...] = ()
    date: dt.date | None = None
    optional: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Values that may be suggested or not."""

    fresh: bool = False
    """Whether the text was written after the rules were made."""

    @property
    def held_out(self) -> bool:
        """Whether rules were tuned without this text."""
        in_turn = not self.name.startswith("theme-") and zlib.crc32(self.name.encode()) % 3 == 0
        return self.fresh or in_turn


@dataclass(slots=True)
class Tally:
    """Counts of one field over many texts."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    @property
    def precision(self) -> float:
        """The share of suggestions that are right."""
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        """The share of right values that were suggested."""
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / both if both else 0.0


def own_context() -> Context:
    """The digest's own settings and registries."""
    report = Report()
    config = SAMPLE / "site_config"
    settings = read_settings(config, config.name, report)
    assert settings is not None, report
    return Context(
        settings, read_taxonomies(config, config.name, settings, report), dt.date.today()
    )


def articles(context: Context) -> Iterator[Case]:
    """The sample's articles without their labels."""
    limits, report = context.settings.limits, Report()
    for file in sorted((SAMPLE / "content" / "articles").rglob("*.md")):
        document = parse(file.read_bytes(), file.name, limits, report)
        article = check_article(document, context, report) if document else None
        if document is None or article is None:
            continue
        expected = {name: _written(article, name, context) for name in FIELDS}
        yield Case(
            article.slug,
            f"{article.summary}\n\n{document.body}",
            expected,
            article.title,
            date=article.date,
        )


def _written(article: Article, name: str, context: Context) -> set[str]:
    taxonomy = context.taxonomies[name]
    if taxonomy.settings.lookup == "code":
        return {slug.upper() for slug in article.terms[name]}
    if taxonomy.settings.lookup == "name":
        return {taxonomy.terms[slug].name for slug in article.terms[name]}
    return set(article.terms[name])


def labelled(folder: Path = LABELLED) -> Iterator[Case]:
    """The labelled texts, except those with only dates, sources and authors."""
    short = yaml.safe_load((folder.parent / "shapes" / "themes.yml").read_text(encoding="utf-8"))
    for number, text in enumerate(short):
        optional = {"themes": text.get("optional", [])}
        expected = {"themes": text["themes"]}
        title, fresh = text.get("title", ""), number % 2 == 1
        yield Case(f"theme-{number}", text["text"], expected, title, optional=optional, fresh=fresh)
    for file in sorted(folder.glob("*.yml")):
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        expected = {name: data["expected"][name] for name in FIELDS if name in data["expected"]}
        if expected and "text" in data:
            yield Case(
                file.stem,
                data["text"],
                expected,
                data.get("title", ""),
                data.get("language", ""),
                tuple(data.get("countries", ())),
                data.get("date"),
                data.get("optional", {}),
                data.get("held_out", False),
            )


def _suggest(case: Case, context: Context) -> Suggestions:
    known = {"language": case.language, "countries": case.countries, "date": case.date}
    return suggest(case.text, context, title=case.title, **known)  # type: ignore[arg-type]


def guess(case: Case, context: Context) -> dict[str, set[str]]:
    """The suggestions for a text, by field."""
    suggestions = _suggest(case, context)
    return {name: {guess.value for guess in suggestions.terms.get(name, ())} for name in FIELDS}


def score(
    cases: Iterable[Case],
    guesses: Callable[[Case], Mapping[str, Collection[str]]],
    missed: Callable[[str], None] | None = None,
) -> dict[str, Tally]:
    """Compare suggestions with labels, over all values of all texts.

    Args:
        cases: The texts.
        guesses: Returns the suggestions for a text.
        missed: Called with each value that is wrong or missing.
    """
    tallies = {name: Tally() for name in FIELDS}
    for case in cases:
        guessed = guesses(case)
        for name, values in case.expected.items():
            right, suggested = set(values), set(guessed[name]) - set(case.optional.get(name, ()))
            tally = tallies[name]
            tally.right += len(right & suggested)
            tally.wrong += len(suggested - right)
            tally.missed += len(right - suggested)
            if missed and right != suggested:
                extra, lacking = sorted(suggested - right), sorted(right - suggested)
                missed(f"{case.name}: {name}: too much {extra}, missing {lacking}")
    return tallies


def table(title: str, tallies: Mapping[str, Tally]) -> str:
    """Format figures as lines of text."""
    lines = [f"{title:<34}precision  recall     F1"]
    lines += [
        f"  {name:<32}{tally.precision:9.3f}{tally.recall:8.3f}{tally.f1:7.3f}   "
        f"({tally.right} right, {tally.wrong} wrong, {tally.missed} missed)"
        for name, tally in tallies.items()
        if tally.right + tally.wrong + tally.missed
    ]
    return "\n".join(lines)


def reliability(cases: Iterable[Case], context: Context) -> str:
    """Share of right suggestions by field and confidence band, which should be equal to the confidence."""
    counts: dict[tuple[str, float], list[bool]] = {}
    for case in cases:
        suggestions = _suggest(case, context)
        for name, right in case.expected.items():
            for guess in (*suggestions.terms.get(name, ()), *suggestions.doubtful.get(name, ())):
                if guess.value not in case.optional.get(name, ()):
                    band = next(band for band in BANDS if guess.confidence >= band)
                    counts.setdefault((name, band), []).append(guess.value in right)
    lines = [f"  {'right by confidence':<22}" + "".join(f"{f'≥ {band}':>11}" for band in BANDS)]
    for name in FIELDS:
        cells = [counts.get((name, band), []) for band in BANDS]
        lines.append(
            f"  {name:<22}"
            + "".join(f"{f'{sum(cell)}/{len(cell)}' if cell else '–':>11}" for cell in cells)
        )
    return "\n".join(lines)


def main() -> None:
    """Print the figures of both sets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--part", choices=("all", "tuned", "held-out"), default="all")
    parser.add_argument("--misses", action="store_true", help="list what is wrong or missing")
    options: Any = parser.parse_args()
    context = own_context()
    sets = {"articles": list(articles(context)), "labelled texts": list(labelled())}
    for name, cases in sets.items():
        for part in ("tuned", "held-out") if options.part == "all" else (options.part,):
            chosen = [case for case in cases if case.held_out == (part == "held-out")]
            tell = print if options.misses and part == options.part else None
            tallies = score(chosen, lambda case: guess(case, context), tell)
            print(table(f"{name}, {part} ({len(chosen)})", tallies))
            print(reliability(chosen, context))


if __name__ == "__main__":
    main()
