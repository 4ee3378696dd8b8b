"""The A–Z index: every name of every registered term, and whom it means."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from anyascii import anyascii

from generator.model import address
from generator.model.page import Page
from generator.model.site import Site
from generator.model.term import Taxonomy, Term


@dataclass(frozen=True, slots=True)
class Entry:
    """One name and the terms it may mean; the first is itself when it is a term's own name."""

    name: str
    language: str
    targets: tuple[tuple[str, Term], ...]
    own: bool


def pages(site: Site) -> Iterator[Page]:
    """The index of all taxonomies whose terms have names besides their own."""
    letters: dict[str, list[Entry]] = defaultdict(list)
    for entry in sorted(_entries(site), key=lambda entry: (_key(entry.name), entry.name)):
        letters[_letter(entry.name)].append(entry)
    yield Page(
        address=address.names(),
        title="A–Z of names",
        template="names.html",
        description="Every name, acronym, native name and former name in the registries.",
        data={"letters": letters},
    )


def _key(name: str) -> str:
    return anyascii(name).casefold().lstrip("'\"(#")


def _letter(name: str) -> str:
    first = _key(name)[:1].upper()
    return first if first.isalpha() else "0–9"


def _entries(site: Site) -> Iterator[Entry]:
    found: dict[tuple[str, bool], tuple[str, list[tuple[str, Term]]]] = {}
    for taxonomy in _named(site):
        for term in taxonomy:
            target = (taxonomy.settings.name, term)
            for name in (*term.names, *term.ambiguous):
                entry = found.setdefault((name, name == term.name), (term.language_of(name), []))
                entry[1].append(target)
    for (name, own), (language, targets) in found.items():
        yield Entry(name, language, tuple(targets), own)


def _named(site: Site) -> Iterator[Taxonomy]:
    for taxonomy in site.taxonomies.values():
        if taxonomy.settings.lookup != "code" and not taxonomy.settings.of_source:
            yield taxonomy
