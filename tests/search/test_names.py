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
    assert offices["ken-mccallum"] == [
        ("Director General of MI5", "gb-mi5", "2022-11-16", "2022-11-16", "as of 16 November 2022")
    ]
    assert offices["gb-mi5"] == []


def test_kinds(told):
    """A term's kind is listed in words, but an outlet's is not: its words explain it in a sentence."""
    kinds = {(facet, slug): kind for facet, slug, *_, kind, _held in told["terms"]}
    assert kinds["agency", "gb-mi5"] == "Intelligence or security service"
    assert not any(kind for (facet, _), kind in kinds.items() if facet == "source")


@pytest.mark.parametrize(
    "since, until, end, held",
    [
        (None, None, None, ("2024-05-01", "2024-05-01", "as of 1 May 2024")),
        (PartialDate(2020, 10), None, None, ("2020-10-01", "9999-12-31", "since October 2020, as of 1 May 2024")),
        (PartialDate(2024, 6), None, None, ("2024-06-01", "9999-12-31", "since June 2024")),
        (PartialDate(2019), None, PartialDate(2024, 3), ("2019-01-01", "2024-03-31", "since 2019")),
        (None, PartialDate(2024), None, ("2024-01-01", "2024-12-31", "until 2024")),
        (PartialDate(2019), PartialDate(2024, 2, 3), None, ("2019-01-01", "2024-02-03", "since 2019, until 3 February 2024")),
    ],
)  # fmt: skip
def test_days_of_offices(since, until, end, held):
    """An office has its first and its last day, and says no more in words than is known: no day of a month or year."""
    bodies = taxonomy("bodies", "body")
    bodies.terms["body"] = replace(bodies.terms["body"], until=end)
    people = taxonomy("people", "someone", offices_at="bodies")
    office = Office("Chair", "body", since, until)
    people.terms["someone"] = replace(people.terms["someone"], offices=(office,))
    named = [
        article("a", day, terms={"people": "someone", "bodies": ""})
        for day in ("2024-04-01", "2024-05-01")
    ]
    terms = names(site([bodies, people], named))["terms"]
    assert terms[1][-1] == [("Chair", "body", *held)]


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
