from dataclasses import replace

import pytest

from generator.check.impostor_names import check_name, check_outlet, check_words
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


WORDS = """
ООН НАТО СССР ТАСС МВД ФСБ СВР АНБ ЦРУ ВСУ ОСЕ ВВС АТО РСО СНВ США ФБР СБУ МИ-5 МИ5 МІ-5 МІ5 ЕС РФ КНР ВМС ВМФ СМИ НСА КСИР
МОССАД НОАК ВОЗ МАГАТЭ ССО РТР НТВ ОАЭ ЕАЭС РВСН СОУ СЗРУ ГУР КСВ ВР ОВК АСЕАН НКВС СССР УСРР РНБО СНБО БЕБ НАБУ САП ДСА ВАКС
БИА ВБА МУП СРЈ СФРЈ САД ЈНА АКН МВР ДИК СДСМ ВМРО САО ҚР ҰҚК ІІМ ССО ЖСҚ ҚХР АҚШ БҰҰ ТМД ШЫҰ ЕЫДҰ Ѕвезда ѕвезда Ѕид ѕид ѕвер
Ѕвер Ѕуница ѕирка Ѕирка ѕвонче ѕенѕа Ѕенѕа ѕе СВЕТ РАСА ОСА КОСА РОТА НОТА ВОСТОК СРОК СОРОК ОКО ВЕТО СОСНА КАССА ТАКСА ТЕРАКТ
АКТ ТАНК САНКТ МАКЕТ ЕКСПЕРТ НАУКА ОСВІТА РОСІЯ СІМ СІК СІТ СІМА АСІТ КІМ МІТ МІСТО СІЧ НІС РІС КІТ ОСІ ΕΕ ΑΕ ΟΗΕ ΝΑΤΟ ΗΠΑ ΕΥΠ ΕΛΑΣ
ΚΚΕ ΝΔ ΟΤΕ ΕΡΤ ΑΠΕ ΕΣΣΔ ΕΕΣ ΑΒΓ ΤΑΧΥ ΝΕΑ ΒΗΜΑ ՀՀ ԱԱԾ ՀԱՊԿ ԱՄՆ ՄԱԿ ՆԱՏՕ ԵՄ ԼՂՀ საქართველო სუს
"""
"""Honest words and acronyms in Russian, Ukrainian, Serbian, Macedonian, Kazakh, Greek, Armenian and Georgian."""


@pytest.mark.parametrize("word", WORDS.split())
def test_honest_words(word, report):
    for text in (word, word.lower(), word.title()):
        check_name(text, PLACE, report)
        check_words(f"{text} and CISA", PLACE, report)
    assert codes(report) == []


@pytest.mark.parametrize("word", ["СISA", "FВI", "СІЅА"])
def test_impostors_in_texts(word, report):
    check_words(f"The agency {word} said so.", PLACE, report)
    assert codes(report) == ["mixed-script"]


@pytest.mark.parametrize(
    "name, said",
    [
        ("Exаmple News", "'Exаmple' mixes letters of Cyrillic and Latin"),
        ("Новая гaзета", "'гaзета' mixes letters of Cyrillic and Latin"),
        ("ВВС News", "'ВВС' looks Latin but is written in Cyrillic letters"),
        ("СISA", "'СISA' mixes letters of Cyrillic and Latin"),
        ("FВI", "'FВI' mixes letters of Cyrillic and Latin"),
        ("СІЅА", "'СІЅА' looks Latin but mixes letters of several Cyrillic alphabets"),
        ("NЅA", "'NЅA' mixes letters of Cyrillic and Latin"),
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
