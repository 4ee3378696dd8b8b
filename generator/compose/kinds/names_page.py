"""The A–Z index: every name of every registered term, and the terms it may mean."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from anyascii import anyascii

from generator.compose.shared_views import SharedViews
from generator.compose.views import Content, NamedText, TermLink, View
from generator.model import address
from generator.model.page import Page
from generator.model.site import Site
from generator.model.term import Taxonomy


class _Entry(View, frozen=True):
    """One name and the terms it may mean."""

    name: NamedText
    own: bool
    """Whether it is a term's own name: the first target is then the term itself."""
    targets: tuple[TermLink, ...]


class _Letter(View, frozen=True):
    """The names that begin with a letter."""

    letter: str
    entries: tuple[_Entry, ...]


class NamesPage(Content, frozen=True, tag="names.html"):
    """The A–Z."""

    letters: tuple[_Letter, ...]


CONTENTS = (NamesPage,)


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """The index of all taxonomies whose terms have names besides their own."""
    yield Page(
        address=address.names(),
        title="A–Z of names",
        description="Every name, acronym, native name and former name in the registries.",
        content=partial(_names, site, shared),
    )


def _names(site: Site, shared: SharedViews) -> NamesPage:
    letters: dict[str, list[_Entry]] = defaultdict(list)
    for entry in sorted(_entries(site, shared), key=lambda entry: (_key(entry.name.name), entry.name.name)):
        letters[_letter(entry.name.name)].append(entry)
    return NamesPage(tuple(_Letter(letter, tuple(entries)) for letter, entries in letters.items()))


def _key(name: str) -> str:
    return anyascii(name).casefold().lstrip("'\"(#")


def _letter(name: str) -> str:
    first = _key(name)[:1].upper()
    return first if first.isalpha() else "0–9"


def _entries(site: Site, shared: SharedViews) -> Iterator[_Entry]:
    found: dict[tuple[str, bool], tuple[str, list[TermLink]]] = {}
    for taxonomy in _named(site):
        for term in taxonomy:
            target = shared.term(taxonomy.settings.name, term.slug)
            for name in (*term.names, *term.ambiguous):
                known = found.setdefault((name, name == term.name), (term.language_of(name), []))
                known[1].append(target)
    for (name, own), (language, targets) in found.items():
        yield _Entry(NamedText(name, language), own, tuple(targets))


def _named(site: Site) -> Iterator[Taxonomy]:
    for taxonomy in site.taxonomies.values():
        if taxonomy.settings.lookup != "code" and not taxonomy.settings.of_source:
            yield taxonomy
