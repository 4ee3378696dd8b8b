"""The site's values for the theme around the pages."""

import json
import re
from pathlib import Path
from typing import TypedDict

from generator.assemble.interface import _, direction
from generator.model import address
from generator.model.settings import Settings
from generator.model.site import Site

Menu = list[dict[str, str]]


class Surroundings(TypedDict):
    """The site's values for templates of the frame."""

    tagline: str
    menu: Menu
    """Title and address of each section."""
    about: Menu
    """Title and address of each page about the site."""
    contact: str
    licence: dict[str, str]
    language: str
    direction: str
    script_words: str
    """Translated messages of the scripts as JSON; "" in English."""
    words: dict[str, str]
    """Message → translation, of the messages in the templates."""


def _translated(name: str) -> dict[str, str]:
    """Message → its translation, of the messages in a template; without those that stay English."""
    source = Path(__file__).with_name("templates") / name
    messages = re.findall(r'_\("(.*)"\)', source.read_text(encoding="utf-8"))
    return {message: _(message) for message in messages if _(message) != message}


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


def surroundings(site: Site) -> Surroundings:
    """The header's menu, and the footer's links and texts."""
    sections = [
        {"title": taxonomy.settings.title, "address": address.taxonomy(name)}
        for name, taxonomy in site.taxonomies.items()
        if taxonomy.settings.in_menu
    ]
    sections.append({"title": _("Editions"), "address": address.EDITIONS})
    sections.append({"title": _("Archive"), "address": address.archive()})
    about = [{"title": _("Drafts"), "address": address.DRAFTS}] if site.is_preview else []
    about += [{"title": document.title, "address": document.address} for document in site.documents]
    about += [
        {"title": _("A–Z of names"), "address": address.NAMES},
        {"title": _("Corrections"), "address": address.corrections()},
        {"title": _("State of the digest"), "address": address.REPORT},
    ]
    if site.settings.url:
        about.append({"title": _("Subscribe"), "address": address.SUBSCRIBE})
        about.append({"title": _("Data"), "address": address.DATA})
    if site.settings.crossings:
        about.append({"title": _("Matrix"), "address": address.matrix()})
    words = _translated("script_words.txt")
    licence = {"name": site.settings.licence.name, "url": site.settings.licence.url}
    return {
        "tagline": site.settings.tagline,
        "menu": sections,
        "about": about,
        "contact": site.settings.contact,
        "licence": licence,
        "language": site.settings.language,
        "direction": direction(site.settings.language),
        "script_words": json.dumps(words, ensure_ascii=False) if words else "",
        "words": _translated("theme_words.txt"),
    }
