"""The A–Z index: every name of every registered term, and the terms it may mean."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from generator.assemble.interface import _, collation_key, initial
from generator.model import address
from generator.model.page import Page
from generator.model.site import Site
from generator.pages.shared_views import SharedViews, named
from generator.pages.views import Content, Link, View

_UNFOLDED = 300
"""Maximum names listed without folding: 300 take about 10,000 px on a phone."""


class _Name(View, frozen=True):
    """A name and the terms it may mean."""

    name: Link
    targets: tuple[Link, ...]
    """Empty for a term's own name, which links to the term itself."""


class NamesPage(Content, frozen=True, tag="names.html"):
    """The A–Z index."""

    letters: tuple[tuple[str, tuple[_Name, ...]], ...]
    folded: bool
    """Whether each letter is folded."""


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """The index of all taxonomies whose terms have other names."""
    yield Page(
        address=address.NAMES,
        title=_("A–Z of names"),
        description=_("Every name, acronym, native name and former name in the registries."),
        content=partial(_names, site, shared),
    )


def _names(site: Site, shared: SharedViews) -> NamesPage:
    letters: dict[str, list[_Name]] = defaultdict(list)
    for one in sorted(_entries(site, shared), key=lambda one: collation_key(one.name.text)):
        letters[initial(one.name.text)].append(one)
    return NamesPage(
        tuple((letter, tuple(names)) for letter, names in letters.items()),
        folded=sum(map(len, letters.values())) > _UNFOLDED,
    )


def _entries(site: Site, shared: SharedViews) -> Iterator[_Name]:
    found: dict[tuple[str, bool], tuple[Link, list[Link]]] = {}
    for name, taxonomy in site.taxonomies.items():
        if taxonomy.settings.lookup == "code" or taxonomy.settings.of_source:
            continue
        for term in taxonomy:
            for one in (*term.names, *term.ambiguous):
                targets = found.setdefault((one, one == term.name), (named(term, one), []))[1]
                targets.append(shared.term(name, term.slug))
    for (_name, own), (link, targets) in found.items():
        yield _Name(targets[0], ()) if own else _Name(link, tuple(targets))
