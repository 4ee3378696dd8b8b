"""Measurements as medians, ratios and tables, compared with the targets."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from operator import add
from statistics import median

from benchmarks.measure import Usage
from benchmarks.output import Output
from benchmarks.preview import Preview

MEGABYTE = 1_000_000


@dataclass
class Results:
    """All runs at one size: a list of runs for each contestant, scenario and part."""

    articles: int
    machine: str = ""
    processor_name: str = "–"
    titles: dict[str, str] = field(default_factory=dict)
    usages: dict[tuple[str, str, str], list[Usage]] = field(default_factory=dict)
    outputs: dict[str, Output] = field(default_factory=dict)
    failures: dict[str, str] = field(default_factory=dict)
    preview: Preview | None = None

    def add(self, contestant: str, scenario: str, part: str, usage: Usage) -> None:
        """Record a run."""
        self.usages.setdefault((contestant, scenario, part), []).append(usage)

    def parts(self, contestant: str, scenario: str) -> list[str]:
        """The parts that were timed separately."""
        return [part for name, of, part in self.usages if (name, of) == (contestant, scenario)]

    def runs(self, contestant: str, scenario: str, part: str = "") -> list[Usage]:
        """Every run of one part, or the sums of all parts; empty without measurements."""
        parts = [part] if part else self.parts(contestant, scenario)
        lists = [self.usages.get((contestant, scenario, part), []) for part in parts]
        return [reduce(add, together) for together in zip(*lists, strict=False)]

    def wall(self, contestant: str, scenario: str, part: str = "") -> float | None:
        """Median seconds, or None without measurements."""
        runs = self.runs(contestant, scenario, part)
        return middle(runs).wall if runs else None

    def processor(self, contestant: str, scenario: str, part: str = "") -> float | None:
        """Median seconds of all processors, or None without measurements."""
        runs = self.runs(contestant, scenario, part)
        return middle(runs).cpu if runs else None

    def scenarios(self, contestant: str) -> list[str]:
        """The scenarios of a contestant, in order."""
        return list(
            dict.fromkeys(scenario for name, scenario, _ in self.usages if name == contestant)
        )


def middle(runs: Sequence[Usage]) -> Usage:
    """The median of each figure."""
    return Usage(
        median(run.wall for run in runs),
        median(run.cpu for run in runs),
        round(median(run.memory for run in runs)),
    )


def ratio(value: float | None, base: float | None) -> float | None:
    """The ratio of two figures, or None if one is missing."""
    return value / base if value is not None and base else None


Figure = Callable[[Results], float | None]


@dataclass(frozen=True, slots=True)
class Bar:
    """A figure that may get no worse than when it was last improved.

    Without limits it is only shown.
    """

    text: str
    unit: str
    limits: Mapping[int, float]
    """Number of articles → the highest acceptable value."""
    measured: Figure
    processor: Figure | None = None
    """The same figure in processor seconds, which other work on the machine changes less."""


def _ratio(
    text: str, step: tuple[str, ...], base: tuple[str, ...], limits: Mapping[int, float]
) -> Bar:
    """Divide the seconds of a contestant's step by those of another; each is that of `wall`."""
    return Bar(
        text,
        "×",
        limits,
        lambda results: ratio(results.wall(*step), results.wall(*base)),
        lambda results: ratio(results.processor(*step), results.processor(*base)),
    )


def _seconds(text: str, scenario: str, limits: Mapping[int, float]) -> Bar:
    return Bar(
        text,
        "s",
        limits,
        lambda results: results.wall("digest", scenario),
        lambda results: results.processor("digest", scenario),
    )


def _per_article(results: Results) -> float | None:
    large, small = results.wall("digest", "cold"), results.wall("tenth", "cold")
    return ratio(ratio(large, 10), small)


def _peak(results: Results) -> float | None:
    """The highest peak of all scenarios."""
    peaks = [
        middle(results.runs("digest", scenario)).memory / MEGABYTE
        for scenario in results.scenarios("digest")
    ]
    return max(peaks, default=None)


def _published(results: Results) -> float | None:
    return results.outputs["digest"].size / MEGABYTE if "digest" in results.outputs else None


def _reloaded(results: Results) -> float | None:
    return max(results.preview.shown, results.preview.told) if results.preview else None


BARS = (
    _ratio("full cold build, of Hugo and Pagefind", ("digest", "cold"), ("hugo", "cold"), {}),
    _ratio(
        "one new article, of Hugo and Pagefind after it", ("digest", "new"), ("hugo", "new"), {}
    ),
    _ratio(
        "the same cold build in the lean frame",
        ("lean", "cold"),
        ("hugo", "cold"),
        {1_000: 1.75, 10_000: 0.98},
    ),
    _ratio(
        "the same cold build with the audit",
        ("lean", "cold audited"),
        ("hugo", "cold"),
        {10_000: 1.35},
    ),
    _ratio(
        "the same new article in the lean frame",
        ("lean", "new"),
        ("hugo", "new"),
        {1_000: 0.5, 10_000: 0.15},
    ),
    _ratio(
        "full cold build, of that in the lean frame",
        ("digest", "cold"),
        ("lean", "cold"),
        {1_000: 1.1, 10_000: 1.05},
    ),
    _ratio(
        "nothing changed, of Hugo's cold build",
        ("digest", "unchanged"),
        ("hugo", "cold", "hugo"),
        {1_000: 0.35, 10_000: 0.045},
    ),
    Bar("peak memory of all processes", "MB", {1_000: 360, 10_000: 800, 100_000: 3_500}, _peak),
    Bar("cold time an article, of that at a tenth of the size", "×", {100_000: 1}, _per_article),
    Bar("save to reloaded preview", "s", {1_000: 0.25}, _reloaded),
    Bar("published site", "MB", {1_000: 80, 10_000: 440}, _published),
    _seconds("`digest audit`", "audit", {1_000: 2.3}),
    _seconds("`digest check`, warm", "check warm", {1_000: 0.2}),
    _seconds("`digest check`, cold", "check cold", {1_000: 0.92}),
)
"""What readers get comes first; the lean frame has the bars that are compared with Hugo.

The bars are those of 6 December 2026 on two cores; that of 100,000 articles is older. A bar is for
wall time on a quiet machine. Between two processors the ratios have differed by up to a quarter, so
each section names its own.

Ratios are taken within one run. Our builds include the search index; Hugo has no search, so they
are compared with Hugo followed by Pagefind.
"""


def verdict(measured: float, limit: float) -> str:
    """Whether a target was met, and by how much."""
    if measured <= limit:
        return f"met, at {measured / limit:.2f} of it"
    return f"missed, at {measured / limit:.2f} times it"


def number(value: float | None, digits: int = 2) -> str:
    """A figure, or a dash if it is missing."""
    return "–" if value is None else f"{value:,.{digits}f}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table that is also aligned as text: words to the left, figures to the right."""
    lines = [list(head), *map(list, rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(head))]
    rule = [
        f"{'-' * (width - 1)}{'-' if index == 0 else ':'}" for index, width in enumerate(widths)
    ]
    lines.insert(1, rule)
    return "".join(
        f"| {' | '.join(_cell(text, widths[index], index) for index, text in enumerate(line))} |\n"
        for line in lines
    )


def _cell(text: str, width: int, column: int) -> str:
    return text.rjust(width) if column else text.ljust(width)


def section(results: Results) -> str:
    """The results at one size, as Markdown under a heading."""
    parts = [
        heading(results.articles),
        results.machine,
        _bars(results),
        "From nothing:\n\n" + _cold(results),
        "After a change:\n\n" + _changes(results),
        "What each made from nothing:\n\n" + _outputs(results),
        _preview(results),
        *(
            f"{results.titles[name]} failed: `{message}`"
            for name, message in results.failures.items()
        ),
    ]
    return "\n\n".join(part.strip() for part in parts if part.strip()) + "\n"


def heading(articles: int) -> str:
    """The first line of a section of results.md."""
    return f"## {articles:,} articles"


def _bars(results: Results) -> str:
    rows = []
    for bar in BARS:
        limit, measured = bar.limits.get(results.articles), bar.measured(results)
        if measured is None or (limit is None and bar.unit != "×"):
            continue
        processor = bar.processor(results) if bar.processor else None
        rows.append(
            (
                bar.text,
                "–" if limit is None else f"≤ {limit:,g} {bar.unit}",
                _figure(bar, measured),
                "–" if processor is None else _figure(bar, processor),
                "" if limit is None else verdict(measured, limit),
            )
        )
    return table(("", "bar", "measured", "in processor time", "verdict"), rows) if rows else ""


def _figure(bar: Bar, value: float) -> str:
    return f"{number(value, 0 if bar.unit == 'MB' else 3)} {bar.unit}"


def _usage(runs: Sequence[Usage]) -> tuple[str, ...]:
    """Table columns of a run."""
    typical = middle(runs)
    walls = [run.wall for run in runs]
    spread = f"{min(walls):.2f}–{max(walls):.2f}"
    return number(typical.wall), spread, number(typical.cpu), number(typical.memory / MEGABYTE, 0)


_COLUMNS = ("wall, s", "runs", "processor, s", "peak, MB")


def _lines(results: Results, contestant: str, scenario: str) -> list[tuple[str, list[Usage]]]:
    """A contestant's rows: each part, then their sum."""
    title = results.titles[contestant]
    parts = results.parts(contestant, scenario)
    if len(parts) < 2:
        return [(title, results.runs(contestant, scenario))]
    single = [(f"{title}: {part}", results.runs(contestant, scenario, part)) for part in parts]
    return [*single, (f"{title}: {' and '.join(parts)}", results.runs(contestant, scenario))]


def _cold(results: Results) -> str:
    wall, processor = results.wall("digest", "cold"), results.processor("digest", "cold")
    rows = [
        (
            title,
            *_usage(runs),
            number(ratio(middle(runs).wall, wall)),
            number(ratio(middle(runs).cpu, processor)),
        )
        for name in results.titles
        if results.parts(name, "cold")
        for title, runs in _lines(results, name, "cold")
    ]
    return table(("", *_COLUMNS, "of ours", "in processor time"), rows) if rows else ""


def _changes(results: Results) -> str:
    cold, hugo = results.wall("digest", "cold"), results.wall("hugo", "cold", "hugo")
    rows = [
        (
            f"{title}: {_SCENARIOS[scenario]}",
            *_usage(runs),
            *(number(ratio(middle(runs).wall, base), 3) for base in (cold, hugo)),
        )
        for name in results.titles
        for scenario in results.scenarios(name)
        if scenario != "cold"
        for title, runs in _lines(results, name, scenario)
    ]
    return table(("", *_COLUMNS, "of our cold", "of Hugo's cold"), rows) if rows else ""


_SCENARIOS = {
    "cold audited": "from nothing, with the audit",
    "unchanged": "nothing changed",
    "new": "one new article",
    "third": "another new article, in the third build",
    "edited": "text and summary of an article in the middle",
    "renamed": "the agency that most articles name renamed",
    "theme": "a line on every page",
    "audit": "`digest audit` of the built site",
    "check cold": "`digest check` from nothing",
    "check warm": "`digest check` again",
}


def _outputs(results: Results) -> str:
    rows = [
        (
            results.titles[name],
            *(number(value, 0) for value in (output.pages, output.feeds, output.files)),
            *(number(value / MEGABYTE, 1) for value in (output.size, output.search)),
        )
        for name, output in results.outputs.items()
    ]
    return table(("", "pages", "feeds", "files", "MB", "of it search"), rows) if rows else ""


def _preview(results: Results) -> str:
    if results.preview is None:
        return ""
    measured = results.preview
    rows = [
        ("`digest serve` until the front page answers", number(measured.start)),
        ("an article is saved until its page shows it", number(measured.shown)),
        ("an article is saved until the browser is asked to reload", number(measured.told)),
    ]
    return "The live preview:\n\n" + table(("", "s"), rows)


def placed(text: str, results: Results) -> str:
    """results.md with the section of one size replaced or added, smaller sizes first."""
    intro, *sections = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    kept = {_size(part): part for part in sections}  # the measured commits count as 0 articles
    kept[results.articles] = section(results)
    return "\n".join(
        part.rstrip() + "\n" for part in (intro, *(kept[size] for size in sorted(kept)))
    )


HISTORY = """\
## Measured commits

Seconds of the digest in Material's frame, divided by those of Hugo followed by Pagefind for the
same step in the same run: wall time, then processor time, which other work on the machine changes
less. Ratios depend on the processor, too.

"""
_HISTORY_COLUMNS = (
    "day, commit",
    "processor",
    "articles",
    "cold: wall",
    "processor",
    "one new article: wall",
    "processor",
    "peak, MB",
    "files",
    "MB",
)


def remembered(text: str, results: Results, name: str) -> str:
    """results.md with a line for the measured commit, under the name of the day and the commit.

    A later run at the same commit and size replaces its line.
    """
    lines = {}
    for line in re.findall(r"^\| (\d{4}-.*) \|$", text, flags=re.MULTILINE):
        cells = [cell.strip() for cell in line.split("|")]
        lines[cells[0], cells[2]] = cells
    articles = f"{results.articles:,}"
    cold, new, *_ = BARS
    ratios = [figure for bar in (cold, new) for figure in (bar.measured, bar.processor)]
    peak = _peak(results)
    output = results.outputs.get("digest", Output(0, 0, 0, 0, 0))
    lines[name, articles] = [
        name,
        results.processor_name,
        articles,
        *(number(figure(results) if figure else None) for figure in ratios),
        number(peak, 0),
        number(output.files, 0),
        number(output.size / MEGABYTE, 0),
    ]
    history = HISTORY + table(_HISTORY_COLUMNS, lines.values())
    intro, *sections = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    others = [part for part in sections if _size(part)]
    return "\n".join(part.rstrip() + "\n" for part in (intro, history, *others))


def _size(section_text: str) -> int:
    """The number of articles in a section's heading."""
    match = re.match(r"## ([\d,]+) articles", section_text)
    return int(match[1].replace(",", "")) if match else 0
