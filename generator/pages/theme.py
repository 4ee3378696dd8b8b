"""The site's values for the theme around the pages."""

from __future__ import annotations

import json

from generator.assemble.interface import _, direction, marked
from generator.model import address, policy
from generator.model.settings import Settings
from generator.model.site import Site

Menu = list[dict[str, str]]


_WORDS = (
    marked("Skip to content"),
    marked("Search"),
    marked("Sections"),
    marked("About this site"),
    marked("The digest's own texts:"),
    marked("The reports it links to belong to their publishers."),
    marked("Write to the editors:"),
    marked("Page not found"),
    marked("There is no page at this address. It may have been mistyped, or copied without its end."),
    marked("Front page"),
    marked("Search by names or words"),
    marked("Switch to dark colours"),
    marked("Switch to light colours"),
)
"""Messages of the theme, since the engines that render it have no catalogues."""
_SCRIPT_WORDS = (
    marked("Week of {day}"),
    marked("Edition"),
    marked("Archive"),
    marked("Names or words"),
    marked("Search the digest"),
    marked("Search"),
    marked("All results, filters and order"),
    marked("Close"),
    marked("Nothing found"),
    marked("The search could not be loaded."),
    marked("The search failed."),
    marked("Look it up in the A–Z of names"),
    marked("Browse the archive"),
    marked("{count} article"),
    marked("{count} articles"),
    marked("{count} more"),
    marked("no articles yet"),
    marked("Clear all"),
    marked("Did you mean:"),
    marked("All names from A to Z"),
    marked("All articles by date"),
    marked("of {days}"),
    marked("ignored “{words}”, which no article has"),
    marked("No article has all of these words; {articles} with most of them"),
    marked("{articles} on {names}, the closest spelling"),
    marked("{articles} on “{query}”"),
    marked("Which {name}?"),
    marked("Pages"),
    marked("new"),
    marked("Copied"),
    marked("Select the text to copy it"),
    marked("Switch to dark colours"),
    marked("Switch to light colours"),
)
"""Messages of the scripts, which read them from the head of the page."""


def app_manifest(settings: Settings) -> dict[str, object]:
    """The web app manifest (w3.org/TR/appmanifest), for readers who put the site on their start screen."""
    return {
        "name": settings.title,
        "description": settings.tagline or settings.description,
        "lang": settings.language,
        "dir": direction(settings.language),
        "start_url": "./",
        "display": "minimal-ui",
        "background_color": "#fdfbf7",
        "theme_color": "#fdfbf7",
        "icons": [{"src": "touch-icon.png", "sizes": "512x512", "type": "image/png"}],
    }


def surroundings(site: Site) -> dict[str, Menu | dict[str, str] | str]:
    """The header's menu, the footer's links and texts, and the content security policy."""
    sections = [
        {"title": taxonomy.settings.title, "address": address.taxonomy(name)}
        for name, taxonomy in site.taxonomies.items()
        if taxonomy.settings.in_menu
    ]
    sections.append({"title": _("Editions"), "address": address.editions()})
    sections.append({"title": _("Archive"), "address": address.archive()})
    about = [{"title": document.title, "address": document.address} for document in site.documents]
    about += [
        {"title": _("A–Z of names"), "address": address.names()},
        {"title": _("Corrections"), "address": address.corrections()},
        {"title": _("State of the digest"), "address": address.report()},
    ]
    if site.settings.url:
        about.append({"title": _("Subscribe"), "address": address.subscribe()})
        about.append({"title": _("Data"), "address": address.data()})
    if site.settings.crossings:
        about.append({"title": _("Matrix"), "address": address.matrix()})
    words = {message: _(message) for message in _SCRIPT_WORDS if _(message) != message}
    licence = {"name": site.settings.licence.name, "url": site.settings.licence.url}
    return {
        "tagline": site.settings.tagline,
        "menu": sections,
        "about": about,
        "contact": site.settings.contact,
        "licence": licence,
        "policy": policy.META,
        "language": site.settings.language,
        "direction": direction(site.settings.language),
        "script_words": json.dumps(words, ensure_ascii=False) if words else "",
        "words": {message: _(message) for message in _WORDS if _(message) != message},
    }
