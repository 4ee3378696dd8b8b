from pathlib import Path

import pytest
import yaml

from generator.check.registry import read_taxonomies
from generator.check.terms import how_to_declare
from generator.model.partial_date import PartialDate
from generator.model.settings import Catalogue, Settings, TaxonomySettings
from generator.model.term import Office, fold
from tests.inert import breaches
from tests.said import codes, placed

CASES = yaml.safe_load(Path(__file__).with_name("registry.yml").read_text())


def read(folder, text, report, **changes):
    """A taxonomy with the terms in `text`."""
    (folder / "terms.yml").write_text(text)
    one = TaxonomySettings(
        name="terms", title="Terms", singular="Term", terms="terms.yml", **changes
    )
    settings = Settings("A", "", "", "https://example.org/", "en", {"terms": one})
    return read_taxonomies(folder, "site_config", settings, report)["terms"]


@pytest.mark.parametrize("language, name", [("de", "Deutschland"), ("tlh", "Germany")])
def test_names_of_countries(tmp_path, report, language, name):
    """Countries are named in the site's language, or in English if CLDR does not have that language."""
    countries = TaxonomySettings(
        name="countries", title="Countries", singular="Country", terms="iso-3166"
    )
    settings = Settings("A", "", "", "https://example.org/", language, {"countries": countries})
    taxonomies = read_taxonomies(tmp_path, "site_config", settings, report)
    assert taxonomies["countries"].terms["de"].name == name


def test_another_file_while_one_is_missing(tmp_path, report):
    (tmp_path / "taxonomies").mkdir()
    (tmp_path / "taxonomies/people.yml").write_text("ada: {name: Ada Example}\n")
    one = TaxonomySettings(name="persons", title="People", singular="Person", terms="persons.yml")
    settings = Settings("A", "", "", "https://example.org/", "en", {"persons": one})
    read_taxonomies(tmp_path, "site_config", settings, report)
    assert codes(report) == ["missing-file"]


def test_every_field_of_a_term(tmp_path, report):
    terms = read(
        tmp_path,
        "a:\n"
        "  name: Office of A\n"
        "  acronym: OA\n"
        "  aliases: [Bureau A, {az: A idarəsi}]\n"
        "  named_by: {Example Lab: [LOTUS A, OA], Other Lab: [LOTUS A, {de: Lotus von A}, The Office]}\n"
        "  ambiguous: [The Office]\n"
        "  country: AQ\n"
        "  language: en\n"
        "  kind: police\n"
        "  parent: null\n"
        "  successor: b\n"
        "  url: https://a.example.org/\n"
        "  ids: {one: A-1}\n"
        "  since: 2001-01-01\n"
        "  until: 2002-01-01\n"
        "  description: The *first* office, see [its page](https://a.example.org/).\n"
        "  redirect_from: [old-a]\n"
        "  offices: [{title: Head, since: 2001-01-01}]\n"
        "b: {name: Office of B, parent: a}\n",
        report,
        kinds={"police": "Police"},
        identifiers={"one": Catalogue("One", "https://one.example.org/{id}/")},
    )
    assert codes(report) == []
    term = terms.terms["a"]
    assert term.names == ("Office of A", "OA", "Bureau A", "A idarəsi", "LOTUS A", "Lotus von A")
    assert term.named_by == {
        "Example Lab": ("LOTUS A", "OA"),
        "Other Lab": ("LOTUS A", "Lotus von A", "The Office"),
    }
    assert term.language_of("A idarəsi") == "az"
    assert term.language_of("Lotus von A") == "de"
    assert (term.parent, term.successor, term.country, term.kind) == ("", "b", "AQ", "police")
    assert list(terms.catalogue_pages(term)) == [("One", "A-1", "https://one.example.org/A-1/")]
    assert (term.since, term.until) == (PartialDate(2001, 1, 1), PartialDate(2002, 1, 1))
    assert "<em>first</em>" in term.description
    assert breaches(term.description) == []
    assert term.offices == (Office("Head", since=PartialDate(2001, 1, 1)),)
    assert term.redirect_from == ("old-a",)
    assert {terms.by_name[fold(name)] for name in term.names} == {"a"}
    assert terms.shared == {"the office": ("a",)}
    assert terms.ancestors("b") == ("a",)


@pytest.mark.parametrize("text, said", [row for rows in CASES.values() for row in rows])
def test_invalid_terms(text, said, tmp_path, report):
    read(tmp_path, text, report)
    assert placed(report) == said


def test_too_many_organisations(tmp_path, report):
    """A register of organisations is refused as a whole, because each name is looked for everywhere."""
    labs = ", ".join(f"Lab {number}: [Name {number}]" for number in range(61))
    terms = read(tmp_path, f"a: {{name: X, named_by: {{{labs}}}}}\n", report)
    assert placed(report) == ["1:24 too-many"]
    assert terms.terms["a"].names == ("X",)


def test_countries_need_no_file(tmp_path, report):
    one = TaxonomySettings("countries", "Countries", "Country", "iso-3166", lookup="code")
    settings = Settings("A", "", "", "https://example.org/", "en", {"countries": one})
    countries = read_taxonomies(tmp_path, "site_config", settings, report)["countries"]
    assert countries.terms["no"].name == "Norway"
    assert codes(report) == []


def test_a_vocabulary(tmp_path, report):
    terms = read(
        tmp_path,
        "a: {name: A, vocabulary: {en: {5: [spy ring, 'jihadist*'], 2: [spies]}, ru: {5: ['шпион*']}}}\n"
        "b: {name: B}\n",
        report,
    )
    assert codes(report) == []
    assert terms.terms["a"].vocabulary == {
        "en": {"spy ring": 5, "jihadist*": 5, "spies": 2},
        "ru": {"шпион*": 5},
    }
    assert terms.terms["b"].vocabulary == {}


def test_undeclared_catalogue(tmp_path, report):
    terms = read(
        tmp_path, "a: {name: A, ids: {two: A-2}}\n", report, identifiers={"one": Catalogue("One")}
    )
    assert codes(report) == ["unknown-key"]
    assert terms.terms["a"].ids == {}


@pytest.mark.parametrize(
    "written, help_line",
    [
        ("", "write rails: {name: Rails}"),
        (
            "[{name: Example Rail}, {kind: company}]",
            "write rails: {name: Example Rail, kind: company}",
        ),
        ("Example Rail", "write rails: {name: Example Rail}"),
        ("name = Example Rail", "write rails: {name: Example Rail}"),
        ("5", "write rails: {name: 5}"),
    ],
)
def test_a_term_that_is_no_set_of_keys(written, help_line, tmp_path, report):
    """The help has the finished entry, made of what was written."""
    read(tmp_path, f"rails: {written}\n", report)
    assert [one.help for one in report] == [help_line]


@pytest.mark.parametrize(
    "value, entry",
    [
        ("railways", "railways: {name: Railways}"),
        ("night-trains", "night-trains: {name: Night trains}"),
        ("Night Trains", "night-trains: {name: Night Trains}, and write night-trains here"),
        ("sbb", "sbb: {name: <name>}"),
        ("ch-sbb", "ch-sbb: {name: <name>}"),
        (
            "Rail, Road: both",
            'rail-road-both: {name: "Rail, Road: both"}, and write rail-road-both here',
        ),
        ("2024", ""),
        ("…", ""),
    ],
)
def test_how_to_declare(value, entry):
    """The entry is one that a registry takes, and its name is no invention."""
    settings = TaxonomySettings("topics", "Topics", "Topic", "taxonomies/topics.yml")
    said = how_to_declare(value, settings, ())
    path = "declare it in site_config/taxonomies/topics.yml"
    assert said == (f"{path}: {entry}" if entry else path)
    if entry and "<" not in entry:
        assert yaml.safe_load(entry.partition("}")[0] + "}")
    assert how_to_declare(value, settings, ("a", "b")).startswith(
        f"write one of a, b; or {path}" if entry else path
    )
