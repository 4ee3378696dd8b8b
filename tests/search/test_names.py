"""Names of the registries for search in the browser."""

import json
import re
from dataclasses import replace

import pytest

from generator.installed import installed
from generator.load.loading import load
from generator.model.partial_date import PartialDate
from generator.model.term import Office
from generator.search.names import names
from generator.search.records import article_filters
from tests.corpus import PROJECT, SAMPLE
from tests.full import harmless, nasty, write_full
from tests.made import article, site, taxonomy


@pytest.fixture(scope="module")
def told():
    """The names of the sample."""
    return names(load(SAMPLE, installed()).site)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("DTX", "az-sss"),
        ("SSS", "az-sss"),
        ("Dövlət Təhlükəsizliyi Xidməti", "az-sss"),
        ("Nagiyev", "ali-naghiyev"),
        ("Ali Nagiyev", "ali-naghiyev"),
        ("Azerbaijan", "az"),
        ("Azerbaijani", "az"),
    ],
)
def test_names(told, name, slug):
    """Acronyms, native names, other spellings and adjectives of countries find their term."""
    assert slug in {
        term for _, term, label, others, *_ in told["terms"] if name in (label, *others)
    }


def test_the_scripts_find_what_they_read(told):
    """The browser's reader of names finds each part that it takes from them."""
    file = PROJECT / "generator/theme/common/assets/search/names.js"
    made = file.read_text().partition("const indexNames = ")[2].partition("\n}")[0]
    read = set(re.findall(r"\bdata\.(\w+)", made))
    assert len(read) > 7
    assert {*read, "months", "vague"} <= told.keys()


def test_names_without_the_word_for_one():
    """A name that begins with the word for one such term is also found without it: PowerOFF."""
    operations = taxonomy("operation", "operation-poweroff", "endgame")
    named = site([operations], [article("a", terms={"operation": "operation-poweroff endgame"})])
    others = {slug: names_too for _, slug, _, names_too, *_ in names(named)["terms"]}
    assert others == {"operation-poweroff": ["Poweroff"], "endgame": []}


def test_offices(told):
    """A person's offices are listed with the body where they are held, and with the days that are known."""
    offices = {slug: held for _, slug, *_, held in told["terms"]}
    assert offices["ken-mccallum"] == [("Director General of MI5", "gb-mi5", "", "", "2022-11-16")]
    assert offices["gb-mi5"] == []


def test_kinds(told):
    """A term's kind is listed in words, but an outlet's is not: its words explain it in a sentence."""
    kinds = {(facet, slug): kind for facet, slug, *_, kind, _held in told["terms"]}
    assert kinds["agency", "gb-mi5"] == "Intelligence or security service"
    assert not any(kind for (facet, _), kind in kinds.items() if facet == "source")


def test_days_of_offices():
    """An office has its first day and its last one, also where only the month or the year is known."""
    office = Office("Chair", "one", PartialDate(2020, 10), PartialDate(2026))
    people = taxonomy("people", "someone")
    held_by = replace(people.terms["someone"], offices=(office,))
    people = replace(people, terms={"someone": held_by})
    [[*_, held]] = names(site([people], [article("a", terms={"people": "someone"})]))["terms"]
    assert held == [("Chair", "one", "2020-10-01", "2026-12-31", "")]


@pytest.mark.parametrize(
    "since, until, day",
    [
        (None, None, "2024-05-01"),
        (PartialDate(2020, 10), None, "2024-05-01"),
        (PartialDate(2024, 6), None, ""),  # the article is of an earlier day
        (None, PartialDate(2024), ""),
        (PartialDate(2019), PartialDate(2024, 2, 3), ""),
    ],
)
def test_the_newest_article_says_as_of_when(since, until, day):
    """An office without an end was held on the day of the newest article that names the person."""
    people = taxonomy("people", "someone")
    office = Office("Chair", "one", since, until)
    held_by = replace(people.terms["someone"], offices=(office,))
    people = replace(people, terms={"someone": held_by})
    written = [
        article("a", "2024-04-01", terms={"people": "someone"}),
        article("b", "2024-05-01", terms={"people": "someone"}),
    ]
    [[*_, held]] = names(site([people], written))["terms"]
    assert held[0][-1] == day


def test_letters(told):
    """Letters that are more than accented ones have a spelling; accented ones are not listed."""
    letters = told["letters"]
    assert (letters["ə"], letters["ш"], letters["ı"], letters["ß"]) == ("e", "sh", "i", "ss")
    assert not {"é", "ö", "a"} & letters.keys()


def test_terms(plain):
    """Terms with pages have their number of articles; those that are only listed have none."""
    counts = {slug: count for _, slug, _, _, count, *_ in names(plain)["terms"]}
    assert {"az-one", "az-two", "alpha", "ana-one", "first-news", "no"} <= counts.keys()
    assert counts["az-one"] == len(plain.members["agencies"]["az-one"])
    for name, terms in plain.taxonomies.items():
        for term in terms:
            has_page = counts.get(term.slug) is not None
            assert plain.has_page(name, term.slug) == has_page, term.slug
            assert plain.lists(name, term.slug) == (term.slug in counts), term.slug


def test_combinations(told):
    """Each page of two terms together is listed with the places of both, and how many articles it has."""
    slugs = [slug for _facet, slug, *_ in told["terms"]]
    pages = {(slugs[row], slugs[column]): count for row, column, count in told["combined"]}
    assert pages["us-fbi", "ransomware"] >= 2


def test_addresses_of_pages(told):
    """The browser can derive the address of every term's and week's page."""
    assert told["pages"]["agency"] == ("agencies/", "Agency", False, "names/")
    week = [article(slug, "2024-05-02") for slug in ("a", "b", "c")]
    shorter = [article(slug, "2024-05-09") for slug in ("d", "e")]
    assert names(site([], [*week, *shorter]))["weeks"] == ["2024-W18"]


@pytest.mark.parametrize("say", [harmless, nasty])
def test_names_and_filters_agree(tmp_path, say):
    """Every filter value has a label, and every facet is a plain word."""
    made = load(write_full(tmp_path, say), installed()).site
    made_names = names(made)
    known = {(facet, slug) for facet, slug, *_ in made_names["terms"]}
    known |= {(facet, value) for facet, labels in made_names["values"].items() for value in labels}
    filters = {pair for article in made.articles for pair in article_filters(made, article)}
    assert {pair for pair in filters if pair[0] not in ("year", "month", "day")} <= known
    assert all(re.fullmatch("[a-z0-9-]+", facet) for facet, _ in filters)
    assert json.loads(json.dumps(made_names))["terms"]


def test_proper_words():
    """Capitalised words within sentences are listed for spelling, most frequent first.

    A word that is also ordinary has no capital.
    """
    texts = ["The Emotet gang", "On Emotet again. Elsewhere Qakbot fell", "Words"]
    texts.append("Of a group: the Two Group")
    made = site(
        [], [article(f"a{number}", title=text, summary="") for number, text in enumerate(texts)]
    )
    assert names(made)["words"] == ["Emotet", "group", "Qakbot", "Two"]
