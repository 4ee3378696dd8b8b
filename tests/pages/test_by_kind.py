"""The list of a taxonomy whose terms have kinds and no countries."""

from dataclasses import replace

from tests import made

KINDS = {"group": "Threat group", "malware": "Malware", "action": "Operation of police or courts"}
GIVEN = {"red": "action", "green": "malware", "blue": "group", "grey": ""}


def headings(countries, **settings):
    """Heading → names below it, on the page that lists threats of these countries."""
    threats = made.taxonomy("threats", *GIVEN, kinds=KINDS, **settings)
    terms = {
        slug: replace(term, kind=GIVEN[slug], country=countries.get(slug, ""))
        for slug, term in threats.terms.items()
    }
    articles = [made.article("a", terms={"threats": tuple(GIVEN)})]
    pages = made.trees(made.site([replace(threats, terms=terms)], articles))
    sections = pages["threats/"].all(css="term-group")
    return [
        (
            " ".join(title.text for title in section.all("h2")),
            [link.text for link in section.all("a")],
        )
        for section in sections
    ]  # fmt: skip


def test_kinds_are_headings():
    """Kinds stand apart in the order of the settings; a term without one is under no heading."""
    assert headings({}) == [
        ("", ["Grey"]),
        ("Threat group", ["Blue"]),
        ("Malware", ["Green"]),
        ("Operation of police or courts", ["Red"]),
    ]


def test_plurals():
    """A kind's plural is the heading of its list, and the others keep their explanations."""
    titles = [title for title, _ in headings({}, kind_plurals={"group": "Threat groups"})]
    assert titles == ["", "Threat groups", "Malware", "Operation of police or courts"]


def test_countries_come_first():
    """Terms of countries, such as agencies, stay under their countries even if they have kinds."""
    assert headings({"red": "NO"}) == [
        ("Norway", ["Red"]),
        ("International", ["Blue", "Green", "Grey"]),
    ]


def test_many_groups_have_contents():
    """Above more than twelve groups are links to each, and above fewer there are none."""
    countries = ["AM", "AU", "AZ", "BR", "CA", "CN", "CZ", "DE", "EE", "FR", "GB", "US", ""]
    slugs = [f"body{number}" for number in range(13)]
    offices = made.taxonomy("offices", *slugs)
    for slug, country in zip(slugs, countries, strict=True):
        offices.terms[slug] = replace(offices.terms[slug], country=country)
    for count in (12, 13):
        named = made.article("a", terms={"offices": tuple(slugs[-count:])})
        tree = made.tree(made.site([offices], [named]), "offices/")
        links = [link for one in tree.all(css="jump") for link in one.links()]
        ids = ["#" + title.attributes["id"] for title in tree.all("h2") if "id" in title.attributes]
        assert links == ids
        assert len(links) == (13 if count == 13 else 0)
        assert not links or {"#United-States", "#International"} < {*links}
