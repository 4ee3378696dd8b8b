"""Accuracy of the terms that the importer suggests, by outcome, for `make bench-import`.

    PYTHONPATH=newsroom python -m benchmarks.intake [--misses]

There are five sets. The first is a copy of the digest's articles without their labels, the second
are texts of many shapes and languages labelled by hand (`tests/importer/labelled/`). Of these two,
a third, chosen by name, was held out while words and weights were tuned; texts marked `held_out`
were written later. The third set are sixty security texts (`tests/importer/labelled/agencies.yml`).
Their agencies were marked before the importer had read them, and nothing was tuned on them. The
fourth are ninety texts that name bodies as the press does, read with this site's own registry
(`agencies-press.yml`). They were marked in the same way; after the first sixty, one rule changed,
and the last thirty were written after that. The fifth are 135 texts in twelve languages
(`agencies-abroad.yml`), of which the last 79 were written after the names that the first 56 lacked
had been added.
"""

import argparse
import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import yaml

from generator.check.article_fields import Context, check_article
from generator.diagnostics.diagnostics import Report
from generator.installed import installed
from generator.load.context import read_context
from generator.model.article import Article
from generator.read.document import parse
from newsroom.importer.reading import read
from newsroom.importer.suggestions import recogniser
from tests.corpus import PROJECT, SAMPLE

LABELLED = PROJECT / "newsroom" / "tests" / "importer" / "labelled"
SIXTY, PRESS, ABROAD = "agencies.yml", "agencies-press.yml", "agencies-abroad.yml"
FIELDS = ("agencies", "themes", "people", "countries")

Found = Mapping[str, Mapping[str, str]]
"""Field → value → outcome."""


@dataclass(frozen=True, slots=True)
class Case:
    """A text and the values an editor would write."""

    name: str
    text: str
    expected: Mapping[str, Collection[str]]
    title: str = ""
    language: str = ""
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

    right: Counter[str] = field(default_factory=Counter)
    """Outcome → values that are right."""
    wrong: Counter[str] = field(default_factory=Counter)
    listed: int = 0
    missed: int = 0

    def share(self, outcome: str) -> float:
        """The share of the values with an outcome that are right."""
        every = self.right[outcome] + self.wrong[outcome]
        return self.right[outcome] / every if every else 1.0

    @property
    def recall(self) -> float:
        """The share of right values that are called sure or offered."""
        every = self.right.total() + self.listed + self.missed
        return self.right.total() / every if every else 1.0

    def __str__(self) -> str:
        cells = []
        for outcome in ("sure", "offered"):
            every = self.right[outcome] + self.wrong[outcome]
            cells.append(f"{outcome} {self.right[outcome]}/{every} {self.share(outcome):.3f}")
        known = f"found {self.recall:.3f}, listed {self.listed}, missed {self.missed}"
        return ", ".join((*cells, known))


def own_context(site: Path = SAMPLE) -> Context:
    """The settings and registries of a site."""
    context = read_context(site, installed(), Report())
    assert context is not None
    return context


def articles(context: Context) -> Iterator[Case]:
    """The sample's articles without their labels."""
    limits, report = context.settings.limits, Report()
    for file in sorted((SAMPLE / "content" / "articles").rglob("*.md")):
        document = parse(file.read_bytes(), file.name, limits, report)
        article = check_article(document, context, report) if document else None
        if document is None or article is None:
            continue
        expected = {name: _written(article, name, context) for name in FIELDS}
        text = f"{article.summary}\n\n{document.body}"
        yield Case(article.slug, text, expected, article.title)


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
        yield Case(
            f"theme-{number}",
            text["text"],
            {"themes": text["themes"]},
            text.get("title", ""),
            optional={"themes": text.get("optional", [])},
            fresh=number % 2 == 1,
        )
    for file in sorted(folder.glob("*.yml")):
        data = yaml.safe_load(file.read_text(encoding="utf-8"))
        if file.name in (SIXTY, PRESS, ABROAD) or "text" not in data:
            continue
        expected = {name: data["expected"][name] for name in FIELDS if name in data["expected"]}
        yield Case(
            file.stem,
            data["text"],
            expected,
            data.get("title", ""),
            data.get("language", ""),
            data.get("optional", {}),
            data.get("held_out", False),
        )


def naming(file: str) -> Iterator[Case]:
    """The texts of a file with their agencies."""
    texts = yaml.safe_load((LABELLED / file).read_text(encoding="utf-8"))
    for number, text in enumerate(texts):
        expected = {"agencies": text["agencies"]}
        optional = {"agencies": text.get("optional", [])}
        yield Case(f"text {number + 1}", text["text"], expected, optional=optional, fresh=True)


def found(case: Case, context: Context) -> Found:
    """The suggestions for a text, and the bearers of names that several terms have."""
    suggestions = recogniser(context).suggest(read(case.text, case.title, case.language))
    values: dict[str, dict[str, str]] = {}
    for name, guesses in suggestions.terms.items():
        values[name] = {guess.value: guess.outcome for guess in guesses}
    for ambiguous in suggestions.ambiguous:
        for slug in ambiguous.candidates:
            values["agencies"].setdefault(slug, "listed")
    return values


def measured(
    cases: Iterable[Case], find: Callable[[Case], Found], tell: Callable[[str], None] | None = None
) -> dict[str, Tally]:
    """Compare suggestions with labels, over all values of all texts.

    Args:
        cases: The texts.
        find: Returns the suggestions for a text.
        tell: Called with a line for each text with wrong or missing values.
    """
    tallies = {name: Tally() for name in FIELDS}
    for case in cases:
        suggested = find(case)
        for name, right in case.expected.items():
            tally = tallies[name]
            values = dict(suggested.get(name, {}))
            listed = [value for value, outcome in values.items() if outcome == "listed"]
            proposed = {value: values[value] for value in values if value not in listed}
            for value in set(case.optional.get(name, ())) - set(right):
                proposed.pop(value, None)
            for value, outcome in proposed.items():
                (tally.right if value in right else tally.wrong)[outcome] += 1
            lacking = [value for value in right if value not in proposed]
            tally.listed += len(set(lacking) & set(listed))
            tally.missed += len(set(lacking) - set(listed))
            extra = {value: proposed[value] for value in proposed if value not in right}
            if tell and (extra or lacking):
                tell(f"{case.name}: {name}: too much {extra}, missing {lacking}")
    return tallies


def main() -> None:
    """Print the figures of all sets."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--misses", action="store_true", help="list what is wrong or missing")
    options = parser.parse_args()
    context, site = own_context(), own_context(PROJECT)
    ours, own = list(labelled()), list(articles(context))
    sets = {
        "articles, tuned": [case for case in own if not case.held_out],
        "articles, held out": [case for case in own if case.held_out],
        "labelled texts, tuned": [case for case in ours if not case.held_out],
        "labelled texts, held out": [case for case in ours if case.held_out],
        "sixty texts, not tuned on": list(naming(SIXTY)),
        "ninety texts of the press": list(naming(PRESS)),
        "texts of the press abroad": list(naming(ABROAD)),
    }
    for name, cases in sets.items():
        print(f"{name} ({len(cases)})")
        tell = print if options.misses else None
        find = partial(found, context=site if "press" in name else context)
        for key, tally in measured(cases, find, tell).items():
            if tally.right or tally.wrong or tally.missed:
                print(f"  {key:<10}{tally}")


if __name__ == "__main__":
    main()
