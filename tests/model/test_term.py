import pytest

from generator.diagnostics.diagnostics import Place
from generator.model.settings import TaxonomySettings
from generator.model.term import Taxonomy, Term, fold

HERE = Place("agencies.yml")
SETTINGS = TaxonomySettings(
    name="agencies", title="Agencies", singular="Agency", terms="agencies.yml"
)


def taxonomy(**parents):
    return Taxonomy(
        SETTINGS, {slug: Term(slug, slug.upper(), HERE, parent=to) for slug, to in parents.items()}
    )


@pytest.mark.parametrize(
    "one, other",
    [
        ("State  Security\tService", "state security service"),
        ("Ministry’s Office", "ministry's office"),
        ("ＦＢＩ", "fbi"),
        ("Straße", "STRASSE"),
        ("Cafe\u0301", "café"),
    ],
)
def test_fold_ignores_spelling_variants(one, other):
    assert fold(one) == fold(other)


def test_fold_keeps_names_apart():
    assert fold("Naghiyev") != fold("Nagiyev")
    assert fold("Dövlət") != fold("Dovlet")


def test_names_are_unique():
    term = Term("a", "Office", HERE, acronym="OFF", aliases=("Bureau", "Office", "OFF"))
    assert term.names == ("Office", "OFF", "Bureau")
    assert Term("a", "Office", HERE).names == ("Office",)


def test_label_is_the_shortest_name():
    assert Term("a", "Office", HERE, acronym="OFF").label == "OFF"
    assert Term("a", "Office", HERE).label == "Office"


def test_ancestors_end_where_registries_are_wrong():
    """Undeclared parents and cycles, which the check reports, end the list."""
    assert taxonomy(a="nobody").ancestors("a") == ()
    assert taxonomy(a="b", b="a").ancestors("a") == ("b", "a")
    assert taxonomy(a="a").ancestors("a") == ("a",)
