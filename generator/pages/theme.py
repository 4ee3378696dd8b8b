"""Collect the values of the site that the theme around the pages needs."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TypedDict

from markupsafe import escape

from generator.assemble.interface import _, direction, is_english
from generator.diagnostics.failure import in_package
from generator.folders import CORE, added
from generator.model import address
from generator.model.settings import Settings
from generator.model.site import Site

MenuEntry = dict[str, str]
"""The title and the address of a page."""


class Surroundings(TypedDict):
    """The values of the site for templates of the frame."""

    tagline: str
    menu: list[MenuEntry]
    """The sections."""
    about: list[MenuEntry]
    """The pages about the site."""
    contact: str
    licence: dict[str, str]
    scripts: list[str]
    """The scripts of extensions."""
    language: str
    direction: str
    script_words: str
    """Translated messages of the scripts as JSON; "" in English."""
    words: dict[str, str]
    """Message → translation, of the messages in the templates, for attributes."""
    shown: dict[str, str]
    """The same for texts, as HTML: a message without a translation is marked as English."""


def _messages(name: str) -> list[str]:
    folders = [Path(__file__).parent, *added()]
    found: list[str] = []
    for folder in folders:
        file = folder / "templates" / name
        if not file.is_file():
            continue
        with in_package("" if CORE in file.parents else folder.name, f"templates/{name}"):
            found += re.findall(r'_\("(.*)"\)', file.read_text(encoding="utf-8"))
    return found


def _translated(name: str) -> dict[str, str]:
    """Map each message in a template to its translation, if it has one."""
    words = {message: _(message) for message in _messages(name)}
    return {message: word for message, word in words.items() if word != message}


def app_manifest(settings: Settings) -> dict[str, object]:
    """Make the web app manifest (w3.org/TR/appmanifest), for readers' start screens."""
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


_ABOUT = "about"
"""The slug of the page about the digest, which is in the header."""


def surroundings(site: Site) -> Surroundings:
    """Collect the header's menu, and the footer's links and texts."""
    settings = site.settings
    menu = []
    for name, taxonomy in settings.taxonomies.items():
        if taxonomy.in_menu:
            menu.append(_entry(taxonomy.title, address.taxonomy(name)))
    if site.has_weeks:
        menu.append(_entry(_("Editions"), address.EDITIONS))
    menu.append(_entry(_("Archive"), address.archive()))
    if settings.url:
        menu.append(_entry(_("Subscribe"), address.SUBSCRIBE))
    about = [one.address for one in site.documents if one.slug == _ABOUT]
    menu += [_entry(_("About"), page) for page in about]
    words = _translated("script_words.txt")
    frame_words = _translated("theme_words.txt")
    shown = {message: str(escape(word)) for message, word in frame_words.items()}
    for message in filter(is_english, _messages("theme_words.txt")):
        shown[message] = f'<span lang="en" dir="ltr">{message}</span>'
    return {
        "tagline": settings.tagline,
        "menu": menu,
        "about": list(_about(site)),
        "contact": settings.contact,
        "licence": {"name": settings.licence.name, "url": settings.licence.url},
        "scripts": [path for own in settings.extensions for path in own.scripts(settings)],
        "language": settings.language,
        "direction": direction(settings.language),
        "script_words": json.dumps(words, ensure_ascii=False) if words else "",
        "words": frame_words,
        "shown": shown,
    }


def _about(site: Site) -> Iterator[MenuEntry]:
    if site.is_preview:
        yield _entry(_("Drafts"), address.DRAFTS)
    for document in site.documents:
        if document.slug != _ABOUT:
            yield _entry(document.title, document.address)
    yield _entry(_("A–Z of names"), address.NAMES)
    yield _entry(_("Corrections"), address.CORRECTIONS)
    for own in site.settings.extensions:
        for page, title in own.about(site.settings):
            yield _entry(title, page)


def _entry(title: str, page: str) -> MenuEntry:
    return {"title": title, "address": page}
