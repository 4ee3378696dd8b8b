from dataclasses import replace

import pytest

from generator.check.impostor_names import check_name, check_outlet
from generator.diagnostics.diagnostics import Place
from generator.model.settings import TaxonomySettings
from generator.model.term import Taxonomy, Term, fold
from tests.said import codes

PLACE = Place("a.md")


def registry(*terms):
    names = {fold(name): term.slug for term in terms for name in term.names}
    return Taxonomy(
        TaxonomySettings("sources", "Sources", "Source", "sources.yml"),
        {term.slug: term for term in terms},
        by_name=names,
    )


@pytest.mark.parametrize(
    "name",
    [
        "Example News",
        "Новая газета",
        "BBC Русская служба",
        "Передача о BBC",
        "Радио TV5",
        "Dövlət Təhlükəsizliyi Xidməti",
        "Kaçakçılık ve Organize Suçlarla Mücadele",
        "Εφημερίδα",
        "読売新聞 Online",
        "ВВС",
    ],
)
def test_honest_names(name, report):
    check_name(name, PLACE, report)
    assert codes(report) == []


@pytest.mark.parametrize(
    "name, said",
    [
        ("Exаmple News", "'Exаmple' mixes letters of Cyrillic and Latin"),
        ("Новая гaзета", "'гaзета' mixes letters of Cyrillic and Latin"),
        ("ВВС News", "'ВВС' looks Latin but is written in Cyrillic letters"),
        ("Ροο News", "'Ροο' looks Latin but is written in Greek letters"),
    ],
)
def test_disguised_names(name, said, report):
    check_name(name, PLACE, report)
    assert [(problem.code, problem.message) for problem in report] == [("look-alike-name", said)]


@pytest.mark.parametrize(
    "address, said",
    [
        ("https://example.co.uk/1", []),
        ("https://news.example.co.uk/1", []),
        ("https://example.net/1", []),
        ("https://www.example.net/1", []),
        ("https://other.co.uk/1", ["foreign-host"]),
        ("https://example.co.uk.evil.example/1", ["foreign-host"]),
        ("https://example.com/1", ["foreign-host"]),
    ],
)
def test_hosts_of_a_source(address, said, report):
    outlet = Term(
        "x", "Example", PLACE, url="https://www.example.co.uk/news", hosts=("example.net",)
    )
    taxonomy = registry(outlet, Term("y", "No address", PLACE))
    outlets = replace(taxonomy, settings=replace(taxonomy.settings, front_matter="source.name"))
    check_outlet("Example", address, PLACE, [outlets], report)
    assert codes(report) == said
    check_outlet("No address", address, PLACE, [outlets], report)
    assert codes(report) == said
