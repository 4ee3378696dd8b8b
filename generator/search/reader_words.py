"""Words that readers use for the pages of the site and for those who lead a body.

`reader_words.toml` has them in English. They are messages, so each language has its own.
"""

from generator.assemble.interface import _
from generator.model import address
from generator.model.site import Site
from generator.pages.theme import surroundings
from generator.read.tables import table

SitePage = tuple[str, str, str]
"""The address and the title of a page, and the phrases by which readers ask for it."""
_TABLE = table(__package__, "reader_words")


def site_pages(site: Site) -> list[SitePage]:
    """List the pages about the site and those of its sections, with the phrases for each."""
    around = surroundings(site)
    titles = {entry["address"]: entry["title"] for entry in (*around["menu"], *around["about"])}
    listings = {}
    for name, taxonomy in site.settings.taxonomies.items():
        page, title = address.taxonomy(name), taxonomy.title
        titles.setdefault(page, title)
        listings[page] = _("list of %(title)s, all %(title)s", title=title)
    if site.added is not None:
        titles[address.ADDED] = _("Newest added")
    pages = []
    for page, title in titles.items():
        words = _TABLE["pages"].get(page)
        phrases = [_(words)] if words else []
        if page in listings:
            phrases.append(listings[page])
        pages.append((page, title, ", ".join(phrases)))
    return pages


def other_words(group: str) -> list[str]:
    """List the words of a group, in English and in the site's language.

    Those of `small` say nothing in a query; `leaders` are words for those who lead a body.
    """
    words = _TABLE["others"][group]
    return f"{words} {_(words)}".split()
