"""Read and check `site_config/feeds.yml`: the feeds and pages that the editors watch."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from generator.check.fields import Fields, Row
from generator.check.impostor_names import check_host_in_name
from generator.check.site_settings import read_config_file
from generator.check.terms import name_keys, resolve_terms
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.suggest import did_you_mean
from generator.model.term import Taxonomy
from generator.read.links.web_addresses import identity
from generator.read.tables import table

FILE = "feeds.yml"
"""Their file in `site_config/`."""
_FEED: Mapping[str, Row] = table(__package__, "watched_values")["feed"]
_REGION: Mapping[str, Row] = table(__package__, "watched_values")["region"]
_MOST_FEEDS, _MOST_REGIONS = 500, 100


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the world, as the editors divide it."""

    name: str
    countries: tuple[str, ...]
    """Country codes (ISO 3166-1 alpha-2), in lower case."""


@dataclass(frozen=True, slots=True)
class WatchedFeed:
    """A feed, or a page of links, that `digest inbox` reads."""

    slug: str
    url: str
    outlet: str
    """The name of the outlet, as `source.name` of an article would write it."""
    language: str = ""
    terms: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Taxonomy → slugs of the terms that all its items belong to, such as its publisher."""
    watch: str = "feed"
    """Whether it is a feed or a page."""


@dataclass(frozen=True, slots=True)
class Watchlist:
    """The content of feeds.yml; both mappings are by slug, in the file's order."""

    regions: Mapping[str, Region] = field(default_factory=dict)
    feeds: Mapping[str, WatchedFeed] = field(default_factory=dict)


def read_watchlist(
    folder: Path, shown_as: str, taxonomies: Mapping[str, Taxonomy], report: Report
) -> Watchlist:
    """Read feeds.yml, which is optional; what is wrong in it is reported and left out."""
    if not os.path.lexists(folder / FILE):
        return Watchlist()
    mapping = read_config_file(folder, FILE, f"{shown_as}/{FILE}", report)
    if mapping is None:
        return Watchlist()
    whole = Fields(mapping, report)
    regions = _regions(_bounded(whole, "regions", _MOST_REGIONS))
    feeds: dict[str, WatchedFeed] = {}
    owners: dict[str, str] = {}
    listed = _bounded(whole, "feeds", _MOST_FEEDS)
    for slug, (key, _) in listed.mapping.entries.items():
        if not whole.good_slug(slug, key.place):
            listed.known.append(slug)
            continue
        record = listed.record(slug)
        if not record.given:
            continue
        feed = _feed(slug, record, regions, taxonomies)
        if feed is None:
            continue
        first = owners.setdefault(identity(feed.url), slug)
        if first != slug:
            message = f"'{slug}' has the address of '{first}'"
            record.problem("url", "repeated-value", message, "keep one of the two")
            continue
        feeds[slug] = feed
    whole.finish()
    return Watchlist(regions, feeds)


def _bounded(whole: Fields, key: str, most: int) -> Fields:
    """A part of the file; without entries, after reporting it, if it has too many."""
    listed = whole.record(key)
    count = len(listed.mapping.entries)
    if count > most:
        message = f"'{key}' has {count:,} entries, but at most {most} are allowed"
        listed.report.add(whole.place(key), "too-many", message, "keep those that editors read")
        listed.mapping.entries.clear()
    return listed


def _regions(listed: Fields) -> dict[str, Region]:
    regions = {}
    for slug, (key, _) in listed.mapping.entries.items():
        if not listed.good_slug(slug, key.place):
            listed.known.append(slug)
            continue
        record = listed.record(slug)
        name = record.value("name", _REGION["name"], needed=True)
        countries = []
        for node in record.items("countries", most=_REGION["countries"]["limit"]):
            if code := record.country_of(node):
                countries.append(code.lower())
        regions[slug] = Region(name, tuple(countries))
    return regions


def _feed(
    slug: str, record: Fields, regions: Mapping[str, Region], taxonomies: Mapping[str, Taxonomy]
) -> WatchedFeed | None:
    """A feed of the list; None after reporting that it has no usable address or no outlet."""
    name_keys(record, taxonomies)
    values = record.rest(_FEED, ("url", "outlet"))
    url, outlet, region = values["url"], values["outlet"], values["region"]
    named = (outlet, record.place("outlet")) if outlet else None
    if outlet and url:
        of_source = [each for each in taxonomies.values() if each.settings.of_source]
        check_host_in_name(outlet, url, record.place("url"), of_source, record.report)
    terms, _ = resolve_terms(record, named, taxonomies, requires=False)
    if region and region not in regions:
        message = f"'{region[:60]}' is not a region of this file"
        help_line = did_you_mean(region, regions, "declare it under `regions`")
        record.problem("region", "unknown-reference", message, help_line)
    if not url or not outlet:
        return None
    listed = {name: slugs for name, slugs in terms.items() if slugs}
    return WatchedFeed(slug, url, outlet, values["language"], listed, values["watch"])
