"""Each entry of a file whose keys have lost their indentation is one error, and the help mends it."""

import pytest

from generator.check.fields import ROWS, TERM
from generator.check.lost_indentation import with_indentation
from generator.check.site_settings import read_settings
from generator.diagnostics.diagnostics import Report
from generator.installed import installed
from generator.model.settings import LIMITS
from generator.read import yaml
from tests.check.test_registry import read
from tests.said import placed

ENTRIES = {
    "rail": [
        "name: Example Rail",
        "country: AQ",
        "aliases: [ER]",
        "url: https://rail.example.org/",
    ],
    "trams": [
        "name: Trams",
        "aliases:",
        "  - TR",
        "  - TS",
        "description: >-",
        "  Two",
        "  lines.",
    ],
    "buses": ["name: 'Buses: all'  # a comment", "", "# another", "parent: rail"],
    "boats": ["name: Boats"],
}
SITE = "title: A\nurl: https://example.org/\ntaxonomies:\n"


def written(entries, lost, margin=""):
    """The text of entries; those that are `lost` have no indentation."""
    lines = []
    for slug, keys in entries.items():
        step = "" if slug in lost else "  "
        lines += [f"{slug}:", *(f"{step}{key}" if key else "" for key in keys)]
    return "".join(f"{margin}{line}\n" if line else "\n" for line in lines)


@pytest.mark.parametrize(
    "lost", [[one] for one in ENTRIES] + [["rail", "trams"], ["rail", "boats"], [*ENTRIES]], ids="-".join
)  # fmt: skip
def test_each_entry_of_a_registry(lost, tmp_path, report):
    text = written(ENTRIES, lost)
    lines = text.split("\n")
    numbers = {slug: lines.index(f"{slug}:") + 1 for slug in ENTRIES}
    terms = read(tmp_path, text, report)
    assert placed(report) == [f"{numbers[slug] + 1}:1 wrong-type" for slug in lost]
    for slug, one in zip(lost, report, strict=True):
        assert one.message == f"the keys of '{slug}' are not indented"
        assert one.help.endswith(f" by 2 spaces:   {ENTRIES[slug][0]}")
    assert [*terms.terms] == [*ENTRIES]
    assert not terms.is_whole  # unknown terms of articles are not reported besides


@pytest.mark.parametrize("key", [key for key, row in TERM.items() if row["type"] == "text"])
def test_each_key_that_may_come_first(key):
    report = Report()
    with_indentation(f"rail:\n{key}: One\nname: Rail\n", "terms.yml", TERM, "", report)
    assert placed(report) == ["2:1 wrong-type"]


def test_a_key_at_the_end_and_keys_without_a_slug(tmp_path, report):
    read(tmp_path, "rail:\n  name: Rail\nurl: https://rail.example.org/\n", report)
    assert placed(report) == ["3:1 wrong-type"]
    assert report.diagnostics[0].help == "indent it by 2 spaces:   url: https://rail.example.org/"
    alone = Report()
    read(tmp_path, "name: Rail\nkind: company\n", alone)
    assert placed(alone) == ["1:1 wrong-type"]
    assert "write <slug>: above it" in alone.diagnostics[0].help


@pytest.mark.parametrize(
    "text",
    [
        "name: {name: Name}\nkind: {name: Kind}\n",  # slugs that are also keys
        "rail: {name: Rail,\ncountry: AQ}\n",  # brackets need no indentation
        "language:\n  name: Language\ncountry:\n  name: Country\n",
    ],
)
def test_slugs_and_brackets_are_no_keys(text, tmp_path, report):
    read(tmp_path, text, report)
    assert placed(report) == []


LISTS = [
    "- name: Rail\n  kind: company\n",
    "- rail:\n  name: Rail\n",
    "- slug: rail\n\n  url: A\n  name: B\n",
]


@pytest.mark.parametrize("text", LISTS)
@pytest.mark.parametrize("indent", ["", "  "])
def test_a_list_is_the_only_problem(text, indent, tmp_path, report):
    """The keys of a list's items are indented, whatever the list should have been."""
    read(tmp_path, "".join(f"{indent}{line}\n" for line in text.splitlines()), report)
    assert [one.code for one in report] == ["not-a-mapping"]


TAXONOMIES = {
    "lines": ["title: Lines", "singular: Line"],
    "stations": ["title: Stations", "singular: Station", "kinds:", "  halt: A halt."],
}


@pytest.mark.parametrize("lost", [["lines"], ["stations"], ["lines", "stations"]], ids="-".join)
def test_each_taxonomy(lost, tmp_path, report):
    (tmp_path / "site.yml").write_text(SITE + written(TAXONOMIES, lost, margin="  "))
    read_settings(tmp_path, "site_config", installed(), report)
    assert [one.message for one in report] == [
        f"the keys of '{one}' are not indented" for one in lost
    ]
    assert all("by 4 spaces:     title: " in one.help for one in report)


def test_the_settings_of_the_site_are_no_keys_of_a_taxonomy(tmp_path, report):
    rows = "".join(f"{key}:\n" for key in ROWS["taxonomy"]["keys"] if key not in ("title", "terms"))
    text = f"taxonomies:\n  lines: {{title: Lines, singular: Line}}\n{rows}title: A\n"
    meant = with_indentation(text, "site.yml", ROWS["taxonomy"]["keys"], "taxonomies", report)
    assert (meant, placed(report)) == (text, [])
    assert yaml.parse(meant, "site.yml", report, LIMITS) is not None
