"""Make the A–Z index: every name of every registered term, and the terms that it may mean."""

from collections import defaultdict
from collections.abc import Iterator
from functools import partial

from generator.assemble.interface import _, collation_key, initial
from generator.model import address
from generator.model.page import Page
from generator.model.site import Site
from generator.pages.shared_views import SharedViews, named
from generator.pages.views import Content, Link, Links, View

_UNFOLDED = 300
"""Maximum names listed without folding: 300 take about 10,000 px on a phone."""


class _Name(View, frozen=True):
    """A name and the terms it may mean."""

    name: Link
    targets: Links
    """Empty for a term's own name, which links to the term itself."""


class NamesPage(Content, frozen=True, tag="names.html"):
    """The A–Z index."""

    letters: tuple[tuple[str, tuple[_Name, ...]], ...]
    folded: bool
    """Whether each letter is folded."""


def pages(site: Site, shared: SharedViews) -> Iterator[Page]:
    """Make the index of names; the taxonomies of countries and outlets are left out."""
    yield Page(
        address=address.NAMES,
        title=_("A–Z of names"),
        description=_("Every name, acronym, native name and former name in the registries."),
        content=partial(_names, site, shared),
    )


def _names(site: Site, shared: SharedViews) -> NamesPage:
    names = []
    others: dict[str, tuple[Link, list[Link]]] = {}
    """Another name of a term → the name and the terms that share it."""
    for taxonomy in site.taxonomies.values():
        if taxonomy.settings.lookup == "code" or taxonomy.settings.of_source:
            continue
        for term in taxonomy:
            page = shared.term(taxonomy.settings.name, term.slug)
            names.append(_Name(page, ()))
            for other in (*term.names, *term.ambiguous):
                if other != term.name:
                    _, targets = others.setdefault(other, (named(term, other), []))
                    targets.append(page)
    names += [_Name(link, tuple(targets)) for link, targets in others.values()]
    names.sort(key=lambda name: collation_key(name.name.text))
    letters: dict[str, list[_Name]] = defaultdict(list)
    for name in names:
        letters[initial(name.name.text)].append(name)
    return NamesPage(
        letters=tuple((letter, tuple(of_letter)) for letter, of_letter in letters.items()),
        folded=len(names) > _UNFOLDED,
    )
