"""Rank candidates: by what their texts name, then by who reports them."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.model.site import Site
from generator.model.term import Taxonomy
from newsroom.desk.watched import WatchedFeed

_NAME, _SUBJECT, _PERSON = 3.0, 2.0, 1.0
"""Points of what a title names: bodies, operations and threats; subjects; people and shared names.
Each kind counts once. All points are chosen: of the labelled titles in `titles.txt` beside the test
of the inbox, those with a body and a subject are nearly all news, those with a body alone most."""
BELOW = 0.45
"""The share of these points for what only the text below a title names."""
_OFFICIAL = 3.5
"""Points of a body's own feed: more than a name, less than a name with a subject."""
_FEED, _MOST_FEEDS = 0.2, 3
"""Points of each further feed, and the number of feeds from which more of them say nothing more."""
_MOST_NAMES = 5
"""Bodies from which a title is a list that is about none of them."""
_SHOWN = 3
"""Names of a kind that a reason has."""

Named = Mapping[str, Mapping[str, float]]
"""Taxonomy → slugs of the terms that a text names → the confidence, of which `BELOW` counts for
those that only the text below the title names."""


@dataclass(frozen=True, slots=True)
class Reason:
    """A reason for a candidate's rank: points, and a sentence."""

    points: float
    text: str


def relevance(
    named: Named, shared: Mapping[str, float], feeds: Sequence[WatchedFeed], site: Site
) -> Iterator[Reason]:
    """Yield what a text names of ours; `shared` are names that several terms have."""
    kinds: dict[float, dict[str, float]] = {_NAME: {}, _SUBJECT: {}, _PERSON: {**shared}}
    for name, slugs in named.items():
        taxonomy = site.taxonomies[name]
        if taxonomy.settings.lookup == "code":
            continue  # every report names a country
        for slug, share in slugs.items():
            term = taxonomy.terms[slug]
            kinds[_points(taxonomy)][term.acronym or term.name] = share
    for points, found in kinds.items():
        above = [name for name, share in found.items() if share > BELOW]
        best = max(found.values(), default=0)
        if points == _NAME and len(above) > _MOST_NAMES:
            yield Reason(points * BELOW, f"{len(above)} bodies in the title")
            break
        if best:
            listed = ", ".join((above or list(found))[:_SHOWN])
            yield Reason(points * best, f"{listed} in the {'title' if above else 'text'}")
    if any(_is_of_a_body(feed, site) for feed in feeds):
        yield Reason(_OFFICIAL, "reported by a body itself")


def ties(feeds: Sequence[WatchedFeed]) -> Iterator[Reason]:
    """Yield what decides between candidates of the same relevance: how many feeds report it."""
    count = len({feed.slug for feed in feeds})
    if count > 1:
        yield Reason(_FEED * (min(count, _MOST_FEEDS) - 1), f"in {count} feeds")


def _points(taxonomy: Taxonomy) -> float:
    """The points of a taxonomy's terms in a title."""
    if taxonomy.has_vocabulary:
        return _SUBJECT
    return _PERSON if taxonomy.settings.lookup == "name" else _NAME


def _is_of_a_body(feed: WatchedFeed, site: Site) -> bool:
    """Whether a feed stands for a term besides its outlet, such as the agency that publishes it."""
    return any(not site.taxonomies[name].settings.of_source for name in feed.terms)
