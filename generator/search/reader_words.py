"""Words that readers use for days, for the pages of the site and for those who lead a body.

`reader_words.toml` has them in English. They are messages, so each language has its own.
"""

from collections.abc import Mapping

from generator.assemble.catalogues import languages, translations
from generator.assemble.interface import _
from generator.model import address
from generator.model.site import Site
from generator.pages.theme import surroundings
from generator.read.tables import table

SitePage = tuple[str, str, str]
"""The address and the title of a page, and the phrases by which readers ask for it."""
_LONG = 5
"""Minimum letters of a word for a day that is read on a site in another language."""
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


def day_words() -> dict[str, list[str]]:
    """Collect the words for days: group → its words in English and in the site's language."""
    return {group: _english_and_own(words) for group, words in _TABLE["days"].items()}


def day_words_everywhere(own: Mapping[str, list[str]]) -> dict[str, list[str]]:
    """Add the words of every language of the interface to the words for days.

    Short words of `relative` are read in the site's language alone: `hier` is yesterday in French
    and here in German.
    """
    days = {group: [*words] for group, words in own.items()}
    for language in languages():
        translated = translations(language)
        for group, words in _TABLE["days"].items():
            if words in translated:
                text = translated[words]
                if group == "relative":  # parts stay, if need be empty
                    parts = [part.strip().split("|") for part in text.split(",")]
                    long = [[word for word in part if len(word) >= _LONG] for part in parts]
                    text = ", ".join(["|".join(words) for words in long])
                days[group].append(text)
    return {group: list(dict.fromkeys(words)) for group, words in days.items()}


def other_words(group: str) -> list[str]:
    """List the words of a group, in English and in the site's language.

    Those of `small` say nothing in a query; `leaders` are words for those who lead a body.
    """
    return " ".join(_english_and_own(_TABLE["others"][group])).split()


def _english_and_own(words: str) -> list[str]:
    return [words, _(words)]
