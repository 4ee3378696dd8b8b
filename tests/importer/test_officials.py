"""Recognition of people in many spellings; all are invented."""

import pytest

from generator.diagnostics.diagnostics import Place
from generator.importer.officials import Register, sound
from generator.importer.reading import read
from generator.model.settings import TaxonomySettings
from generator.model.term import Office, Taxonomy, Term

PEOPLE = [
    Term(
        "a",
        "Orxan Beispiyev",
        Place("p"),
        aliases=("Beispiev",),
        country="AZ",
        offices=(Office("Chief"),),
    ),
    Term("b", "Ketevan O’Sample", Place("p"), country="GE", offices=(Office("Prime Minister"),)),
    Term("c", "Peter De Muster", Place("p"), country="DE"),
    Term("d", "Mary Q. Specimen", Place("p"), aliases=("Mary Specimen",), country="US"),
]
TAXONOMY = Taxonomy(
    TaxonomySettings("people", "People", "Person", "people.yml", offices_at="bodies"),
    {term.slug: term for term in PEOPLE},
)


def named(text: str, language: str = "en") -> dict[str, float]:
    results = Register(TAXONOMY).find(read(text, language=language))
    return {
        each.slug: max(other.confidence for other in results if other.slug == each.slug)
        for each in results
    }


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Orxan Beispiyev spoke.", {"a"}),
        ("Orkhan Beispiev spoke.", {"a"}),
        ("Beispiyev Orxan spoke.", {"a"}),
        ("Orxan Beispiyew spoke.", {"a"}),
        ("Ketevan O'Sample spoke, and Peter de Muster too.", {"b"}),
        ("Peter De Muster spoke.", {"c"}),
        ("Mary Specimen and Mary Q. Specimen are one.", {"d"}),
        ("Azerbaijan's chief Beispiev spoke.", {"a"}),
        ("Beispiev spoke.", set()),
        ("Rufat Beispiev, the chief chorister of Azerbaijan, sang. Beispiev bowed.", set()),
        ("Mary had a specimen.", set()),
        ("orxan beispiyev", set()),
    ],
)
def test_named(text, slugs):
    assert {slug for slug, confidence in named(text).items() if confidence >= 0.5} == slugs


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Об этом рассказал Орхан Бейспиев. Слова Бейспиева приводит агентство."),
        ("az", "Orxan Beispiyevin çıxışı."),
    ],
)
def test_other_languages(language, text):
    assert set(named(text, language)) == {"a"}


def test_longer_names_are_someone_else():
    """A longer name that contains a known one is probably someone else."""
    assert named("Mary Specimen Smith spoke.")["d"] < 0.5


@pytest.mark.parametrize(
    ("each", "other"),
    [
        ("Naghiyev", "Nagiyev"),
        ("Нагиев", "Nagiyev"),
        ("Нагиева", "Нагиев"),
        ("Makhmudov", "Mahmudov"),
        ("Zhaparov", "Japarov"),
    ],
)
def test_sound(each, other):
    assert sound(each) == sound(other)
