"""Names in languages other than the site's are marked as such everywhere."""

from dataclasses import replace

from tests import made

NATIVE = "Bədii Xidmət"


def native(taxonomy, slug):
    """A taxonomy in which one term has Azerbaijani names."""
    names = {"name": NATIVE, "aliases": ("Xidmət",), "ambiguous": ("Bədii",)}
    languages = dict.fromkeys((NATIVE, "Xidmət", "Bədii"), "az")
    term = replace(taxonomy.terms[slug], **names, languages=languages)
    return replace(taxonomy, terms={**taxonomy.terms, slug: term})


def site_with_native_names():
    """A site with an Azerbaijani office and three articles about it."""
    offices = native(made.taxonomy("offices", "one", group_by="topics"), "one")
    topics = made.taxonomy("topics", "red", group_by="offices")
    articles = [
        made.article(f"a{index}", f"202{index}-05-02", terms={"offices": "one", "topics": "red"})
        for index in range(3)
    ]
    return made.site([offices, topics], articles, crossings=(made.PAIR,), long_listing=2)


def test_marked_everywhere():
    """A name's language is marked in labels, headings, combinations and breadcrumbs."""
    pages = made.trees(site_with_native_names())
    shown = {where for where, page in pages.items() if marked(page)}
    assert shown >= {"", "offices/", "offices/one/", "offices/one/red/"}
    assert {element.text for element in marked(pages["offices/one/"])} >= {"Xidmət", "Bədii"}
    for where, page in pages.items():
        for element in page.walk():
            if (
                "".join(child for child in element.children if isinstance(child, str)).strip()
                == NATIVE
            ):
                assert element.attributes.get("lang") == "az", (where, element.tag)


def marked(page):
    """The elements marked as Azerbaijani."""
    return [element for element in page.walk() if element.attributes.get("lang") == "az"]
