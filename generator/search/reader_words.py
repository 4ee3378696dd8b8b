"""Words that readers use for pages of the site, for leaders, for services and for days.

`reader_words.toml` has them in English. They are messages, so each language has its own.
"""

import re
from collections.abc import Iterable

from anyascii import anyascii

from generator.assemble.catalogues import languages, translations_of
from generator.assemble.interface import _, calendar_names
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

    `leaders` are words for those who lead a body, and `spies` words for secret services.
    """
    words = _TABLE["others"][group]
    return f"{words} {_(words)}".split()


def month_numbers(language: str) -> dict[str, int]:
    """Map each name of a month, in full and short, to its number.

    They are those of the site's language, and of the languages of the interface.
    """
    names: dict[str, int] = {}
    for one in (language, *languages()):
        names |= calendar_names(one, "months", "wide", "abbreviated")
    return names


def vague_days(language: str) -> str:
    """Make a pattern for JavaScript: days that queries name in ways that the search does not read.

    Such days are `last year`, `since March`, `two weeks ago`, `Q3 2025`, `yesterday`, and a month
    or a day of the week alone.
    """
    groups = ("before", "units_of", "behind", "numbers_of", "parts_of", "days_of")
    before, units, behind, numbers, parts, days = (
        _any_of(other_words(f"{group}_time")) for group in groups
    )
    months = _any_of(month_numbers(language))
    weekdays = _any_of(calendar_names(language, "days", "wide"))
    count = rf"(?:(?:\d+\p{{L}}{{0,2}}\.?|{numbers})\s+)*"
    year = r"(?:19|20)\d{2}[-/.\d]*"
    part = rf"(?:{parts}|[qh][1-4])"
    ways = (
        rf"^(?:{months}|{weekdays}|[qh][1-4])$",
        rf"{before}\s+(?:{count}(?:{units}|{weekdays}|{months})(?:\s+{year})?|{year})",
        rf"{count}{units}\s+(?:{behind}|\d+\s+{year})",
        rf"{count}{part}[\s/-]*{count}{year}",
        rf"{year}[\s/-]*(?:[qh][1-4]|{part}$|{units}\s+\d+)",
        days,
    )
    return rf"(?<![\p{{L}}\d-])(?:{'|'.join(ways)})(?![\p{{L}}\d])"


def _any_of(names: Iterable[str]) -> str:
    """Make a pattern of some words, as they are and as a plain keyboard has them."""
    spelt = [one for name in names for one in (name, anyascii(name).lower())]
    return f"(?:{'|'.join(dict.fromkeys(spelt))})"


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
