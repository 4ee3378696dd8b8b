"""Words that readers use for pages of the site, for leaders, for services and for days.

`reader_words.toml` has them in English. They are messages, so each language has its own.
"""

import re

from generator.assemble.catalogues import translations_of
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

    `leaders` are words for those who lead a body, `spies` words for secret services, and those that
    end with `_time` words for days that the search does not read.
    """
    words = _TABLE["others"][group]
    return f"{words} {_(words)}".split()


def small_words(site: Site) -> list[str]:
    """List the words that say nothing in a query, in each language of the interface.

    Those of other languages are left out where the articles use the word, as they do `war`.
    """
    texts = " ".join(f"{article.title} {article.summary}" for article in site.articles)
    terms = [term for taxonomy in site.taxonomies.values() for term in taxonomy]
    names = " ".join(f"{term.name} {term.label}" for term in terms)
    used = set(re.findall(r"\w+", f"{texts} {names}".lower()))
    english = _TABLE["others"]["small"]
    found = other_words("small")
    for words in translations_of(english):
        found += [word for word in words.split() if word not in used]
    return list(dict.fromkeys(found))
