"""Medians, ratios and tables of the benchmarks, computed from invented figures."""

import re

import pytest

from benchmarks.measure import Usage
from benchmarks.output import Output
from benchmarks.preview import Preview
from benchmarks.results import Results, placed, remembered, section


def results(articles=10_000, **walls):
    """Runs of the given seconds; keys are contestant, scenario and optional part, joined by `__`."""
    made = Results(articles, machine="Measured somewhere.")
    for key, runs in walls.items():
        contestant, scenario, *part = key.split("__")
        made.titles[contestant] = contestant.capitalize()
        for wall in runs:
            made.add(
                contestant, scenario, part[0] if part else contestant, Usage(wall, wall / 2, 10**6)
            )
    return made


def test_parts_together():
    """Parts are added up run by run before the median is taken."""
    made = results(hugo__cold__hugo=[1, 5, 2], hugo__cold__pagefind=[9, 1, 2])
    assert made.wall("hugo", "cold", "hugo") == 2
    assert made.wall("hugo", "cold") == 6
    assert made.wall("hugo", "new") is None


def test_failed_half_way():
    """A part that failed in its second run is not combined with one that did not."""
    made = results(hugo__cold__hugo=[1, 5], hugo__cold__pagefind=[9])
    assert made.wall("hugo", "cold") == 10


def test_bars():
    """Figures are compared with the bars of their size, and left out without a measurement."""
    made = results(
        1_000, lean__cold=[8, 9, 10], hugo__cold__hugo=[6, 6, 6], hugo__cold__pagefind=[12, 12, 12]
    )
    made.preview = Preview(start=9, shown=0.2, told=0.5)
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in section(made).splitlines()]
    cold = "the same cold build in the lean frame"
    assert [cold, "≤ 1.75 ×", "0.500 ×", "0.500 ×", "met, at 0.29 of it"] in rows
    shown = ["save to reloaded preview", "≤ 0.25 s", "0.500 s", "–", "missed, at 2.00 times it"]
    assert shown in rows
    assert not any("audit" in row[0] for row in rows if row)


@pytest.mark.parametrize("articles", [10, 100, 1_000, 10_000])
def test_readers_first(articles):
    """At each size the first figures are those of Material's frame, in wall and in processor time."""
    parts = {"cold__hugo": [2], "cold__pagefind": [2], "new__hugo": [1], "new__pagefind": [1]}
    made = results(
        articles,
        digest__cold=[6],
        digest__new=[1],
        lean__cold=[5],
        **{f"hugo__{part}": seconds for part, seconds in parts.items()},
    )
    made.usages["digest", "cold", "digest"] = [Usage(6, 9, 10**6)]
    figures = [re.split(r" *\| *", line.strip("| ")) for line in section(made).splitlines()[6:9]]
    assert figures[0][1:4] == ["–", "1.500 ×", "4.500 ×"]
    assert figures[1][1:4] == ["–", "0.500 ×", "0.500 ×"]
    assert "in the lean frame" in figures[2][0]


def test_bars_of_a_size():
    """An article in the full archive may cost as much as in a tenth of it; a size has its own bars."""
    text = section(results(100_000, digest__cold=[90], tenth__cold=[10]))
    assert "0.900 × |                 – | met, at 0.90 of it" in text
    assert "≤ 3,500 MB" in text
    assert "met" not in section(results(3_000, digest__cold=[90], tenth__cold=[10]))


def test_section():
    """A section describes the corpus and names contestants that failed."""
    made = results(digest__cold=[1], hugo__cold=[2])
    made.outputs["digest"] = Output(pages=10, feeds=2, files=20, size=3_000_000, search=1_000_000)
    made.failures["hugo"] = "exit code 1"
    text = section(made)
    assert "| Digest |    10 |     2 |    20 | 3.0 |          1.0 |" in text
    assert "Hugo failed: `exit code 1`" in text


def test_placed():
    """A section replaces the one of its size; the others stay, smaller sizes first."""
    text = placed("# Speed\n\nIntro.\n", results(10_000, digest__cold=[1]))
    text = placed(text, results(1_000, digest__cold=[2]))
    text = placed(text, results(10_000, digest__cold=[3]))
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# Speed",
        "## 1,000 articles",
        "## 10,000 articles",
    ]
    assert "2.00–2.00" in text
    assert "3.00–3.00" in text
    assert "1.00–1.00" not in text
    assert text == placed(text, results(10_000, digest__cold=[3]))


def test_remembered():
    """Each measured commit and size has a line, which a later run replaces."""
    made = results(1_000, digest__cold=[3], hugo__cold=[2])
    made.processor_name = "Some CPU"
    made.outputs["digest"] = Output(pages=10, feeds=2, files=20, size=3_000_000, search=1_000_000)
    text = remembered(placed("# Speed\n\nIntro.\n", made), made, "2026-11-28 abc1234")
    text = remembered(text, made, "2026-11-28 abc1234")
    text = remembered(placed(text, made), made, "2026-11-29 def5678")
    lines = [line.strip("| ") for line in text.splitlines() if line.startswith("| 2026-")]
    assert [re.split(r" *\| *", line) for line in lines] == [
        ["2026-11-28 abc1234", "Some CPU", "1,000", "1.50", "1.50", "–", "–", "1", "20", "3"],
        ["2026-11-29 def5678", "Some CPU", "1,000", "1.50", "1.50", "–", "–", "1", "20", "3"],
    ]
    headings = [line for line in text.splitlines() if line.startswith("#")]
    assert headings == ["# Speed", "## Measured commits", "## 1,000 articles"]
