"""The feeds and pages that the editors watch, by region of the world."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from generator.diagnostics.diagnostics import Place

Watch = Literal["feed", "page"]
FILE = "feeds.yml"
"""Their file in `site_config/`."""


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the world, as the editors divide it."""

    slug: str
    name: str
    countries: tuple[str, ...]
    """Country codes (ISO 3166-1 alpha-2), in lower case."""


@dataclass(frozen=True, slots=True)
class WatchedFeed:
    """A feed, or a page of links, that `digest inbox` reads."""

    slug: str
    place: Place
    url: str
    outlet: str
    """The name of the outlet, as `source.name` of an article would write it."""
    region: str = ""
    """The slug of a `Region`."""
    language: str = ""
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Taxonomy → slugs of the terms that all its items belong to, such as its publisher."""
    watch: Watch = "feed"
    is_confirmed: bool = True
    """Whether an editor has seen this very address in use, such as in a public list of feeds."""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Watchlist:
    """The content of feeds.yml; both mappings are by slug, in the file's order."""

    regions: Mapping[str, Region] = field(default_factory=dict)
    feeds: Mapping[str, WatchedFeed] = field(default_factory=dict)
