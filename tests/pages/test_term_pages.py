"""The page of a term: what comes first, what is near, and extreme terms."""

from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from generator.model.partial_date import PartialDate
from generator.model.settings import Catalogue
from generator.model.term import Office
from tests import made

CASES = yaml.safe_load(Path(__file__).with_name("term_pages.yml").read_text())


UUID = "56b37b05-72e7-4a89-ba8a-61ce45269a8c"


def with_fields(taxonomy, **fields):
    """The taxonomy with these fields of its first term."""
    first, *others = taxonomy.terms.values()
    terms = {one.slug: one for one in (replace(first, **fields), *others)}
    return replace(taxonomy, terms=terms)


def texts(tree, *path):
    return [element.text for element in tree.all(*path)]


def part(tree, heading):
    """The folded part of the page under a heading."""
    (found,) = [
        one for one in tree.all("details", css="month") if one.first("h3").text.startswith(heading)
    ]
    return found


def near(count=12, **fields):
    """A site of offices in two countries, whose articles name two topics."""
    offices = made.taxonomy("offices", "one", "two", "three", group_by="topics")
    for slug, country in {"one": "NO", "two": "NO", "three": "AZ"}.items():
        offices.terms[slug] = replace(offices.terms[slug], country=country)
    topics = made.taxonomy("topics", "red", "blue")
    articles = [
        made.article(
            f"a{number:02}",
            f"20{10 + number % 12}-05-02",
            terms={"offices": "one two", "topics": "red blue" if number % 2 else "blue red"},
        )
        for number in range(count)
    ]
    return made.site([with_fields(offices, **fields), topics], articles, crossings=(made.PAIR,))


@pytest.mark.parametrize("count", [1, 3, 12, 70])
def test_order(count):
    """What the term is comes first, then its articles, then the facts, then what is folded."""
    tree = made.tree(near(count, description="<p>Who they are.</p>"), "offices/one/")
    order = [
        "who" if "standfirst" in one.classes else "article" if "entry" in one.classes else "facts"
        for one in tree.walk()
        if {"standfirst", "entry", "panel"} & {*one.classes}
    ]
    assert order == ["who", *["article"] * min(count, 60), "facts"]
    folded = tree.all("details", css="month")
    # The list of files is the part of a room, whose own test says that it is the last.
    own = [one.first("h3").text for one in folded if one.attributes.get("id") != "files"]
    assert own[-1].startswith("From the same country")


def test_offices_of_a_person():
    """A person's office is above the articles."""
    people = with_fields(made.taxonomy("people", "ann"), offices=(Office("Director"),))
    spoke = made.article("a", terms={"people": "ann"})
    header = made.tree(made.site([people], [spoke]), "people/ann/").first("header")
    assert "Director" in header.text


def test_country():
    """The page of a country lists the terms of the others, not the country itself."""
    places = made.taxonomy("places", "no", lookup="code")
    places = with_fields(places, country="NO", name="Norway")
    offices = with_fields(made.taxonomy("offices", "one"), country="NO")
    article = made.article("a", terms={"places": "no", "offices": "one"})
    section = part(
        made.tree(made.site([places, offices], [article]), "places/no/"), "From this country"
    )
    assert texts(section, "a") == ["One"]


def test_same_country():
    """Another term's page lists its neighbours in the same country."""
    section = part(made.tree(near(), "offices/one/"), "From the same country")
    assert texts(section, "a") == ["Two"]


def test_names_without_articles():
    """What no article names is not listed beside what articles name: neighbours, parts, and people without days."""
    offices = made.taxonomy(
        "offices", "one", "two", "part", "bare", parents={"part": "one", "bare": "one"}
    )
    offices.terms.update({slug: replace(one, country="NO") for slug, one in offices.terms.items()})
    places = with_fields(made.taxonomy("places", "no", lookup="code"), country="NO", name="Norway")
    people = made.taxonomy("people", "ann", "ben", "cid", offices_at="offices")
    held = {"ann": (), "ben": (), "cid": (PartialDate(2019),)}
    for slug, since in held.items():
        office = Office(f"{slug} leads", "one", *since)
        people.terms[slug] = replace(people.terms[slug], offices=(office,), country="NO")
    article = made.article("a", terms={"offices": "part two", "places": "no", "people": "ann"})
    trees = made.trees(made.site([offices, places, people], [article]))
    own = trees["offices/one/"]
    assert texts(part(own, "From the same country"), "li") == ["Part", "Two"]
    panel = own.first("aside", css="panel").text
    assert [name in panel for name in ("Part", "Bare")] == [True, False]
    assert [f"{slug} leads" in panel for slug in held] == [True, False, True]
    of_country = part(trees["places/no/"], "From this country")
    assert sorted(texts(of_country, "li")) == ["Ann", "One", "Part", "Two"]


def test_named_together():
    """Terms of other taxonomies than the one that groups the page."""
    section = part(made.tree(near(), "offices/one/"), "Named together")
    assert section.links() == ["../../offices/two/"]


@pytest.mark.parametrize(
    "url, links", [("https://example.org/?q={id}", 1), ("", 0)]
)  # fmt: skip
def test_identifiers(url, links):
    """An identifier is labelled by its catalogue; a UUID is not shown."""
    threats = made.taxonomy("threats", "one", identifiers={"a": Catalogue("Atlas", url), "b": Catalogue("Book", url)})  # fmt: skip
    threats = with_fields(threats, ids={"a": UUID, "b": "B1"})
    article = made.article("a", terms={"threats": "one"})
    tree = made.tree(made.site([threats], [article]), "threats/one/")
    panel = tree.first("aside", css="panel")
    assert texts(panel, "li") == ["Atlas", "Book B1"]
    assert len([one for one in panel.links() if one.startswith("http")]) == 2 * links
    assert UUID not in tree.text


@pytest.mark.parametrize("kinds, fields, said", CASES["kind"])
def test_kind(kinds, fields, said):
    """The kind of a term is named once above it; without a kind, the singular of its taxonomy is."""
    threats = made.taxonomy("threats", "one", kinds=kinds, **fields)
    if kinds:
        threats = with_fields(threats, kind="group")
    article = made.article("a", terms={"threats": "one"})
    head = part_of_head(made.tree(made.site([threats], [article]), "threats/one/"))
    assert head == said


def part_of_head(tree):
    """The kicker and the sentences below the name of a term."""
    found = [*tree.all(css="kicker"), *tree.all(css="standfirst")]
    return [" ".join(one.text.split()) for one in found]


def test_who_uses_which_name():
    """Organisations are listed with their names; a name with a user is not listed again."""
    tree = made.tree(
        near(
            aliases=("LOTUS 7", "Seven", "Kraken"),
            ambiguous=("Snake",),
            named_by={"Example Lab": ("LOTUS 7", "Snake"), "Other <Lab>": ("Kraken",)},
        ),
        "offices/one/",
    )
    (panel,) = tree.all(css="panel")
    facts = [" ".join(one.text.split()) for one in panel.all("dd")]
    assert texts(panel, "dt") == ["Country", "Example Lab", "Other <Lab>", "Also known as"]
    assert facts[1:] == ["LOTUS 7, Snake", "Kraken", "Seven"]
    assert "Names shared with others" not in texts(panel, "dt")


def test_many_names():
    """Three further names of a term are visible, the others folded."""
    names = tuple(f"Name {number}" for number in range(5))
    panel = made.tree(near(aliases=names), "offices/one/").first(css="panel")
    fold = panel.first("details")
    assert fold.text == "2 more namesName 3, Name 4"
    assert panel.all("dd")[1].text == f"Name 0, Name 1, Name 2{fold.text}"


def test_extreme_names():
    """A name of 160 characters is shown whole, and a title in Arabic keeps its direction."""
    name = "Directorate " * 13 + "Last"
    topics = with_fields(made.taxonomy("topics", "red"), name=name)
    title = "هيئة الأمن السيبراني تعلن"
    article = made.article("a", terms={"topics": "red"}, title=title, language="ar")
    tree = made.tree(made.site([topics], [article]), "topics/red/")
    assert tree.first("h1").text == name
    heading = tree.first("h3", css="entry-title")
    assert heading.text == title
    link = heading.first("a")
    assert (link.attributes["dir"], link.attributes["lang"]) == ("rtl", "ar")
