"""Find the outlet that published a report, in the registry if possible.

An unregistered name is kept as written; the check then explains how to declare it. A host alone is
no name and is only offered.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from generator.check.article_fields import Context
from generator.model.term import Taxonomy, Term, fold
from generator.read.links.web_addresses import host_of
from newsroom.importer.claims import LIKELY, Claim, Guess, Place, Raw, settle
from newsroom.importer.inert import one_line
from newsroom.importer.words import alternatives

_HOST = re.compile(r"(?:www\.)?(?:[^\W_]+[.-]){1,3}[a-z]{2,6}", re.IGNORECASE)
_LANGUAGE_PART = re.compile(r"(?:[a-z]{2}(?:-[a-z]{2})?|english|web|index\.\w+)?\Z", re.IGNORECASE)
_FRONT = re.compile(rf"(?:{alternatives('outlet', 'front')})\s*[-–|:]\s*", re.IGNORECASE)
_STAFF = re.compile(rf"\s+(?:{alternatives('outlet', 'staff')})\Z", re.IGNORECASE)
_SUFFIX = re.compile(r"\s+[|–—»›-]\s+")
_LONGEST = 80


def is_host(text: str) -> bool:
    """Whether a text is only the name of a host, such as `example.org`, in any alphabet."""
    return _HOST.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Outlets:
    """The outlets of the registry, which can be looked up by name and by host."""

    registry: Taxonomy | None
    by_host: Mapping[str, Sequence[tuple[str, Term]]] = field(default_factory=dict)

    def named(self, name: str) -> Term | None:
        """Find the outlet of a name, which may lack its `The` or top-level domain."""
        if self.registry is None:
            return None
        key = fold(name).strip(" .,:;|()[]«»\"'“”")
        short = key.partition(" (")[0]  # `Example Agency (EA)`
        for form in (key, key.removeprefix("the "), f"the {key}", short):
            if form in self.registry.by_name:
                return self.registry.terms[self.registry.by_name[form]]
        return self.at(f"https://{key}/") if is_host(key) else None

    def claim(self, name: str, place: Place, where: str) -> Claim:
        """Claim an outlet by a name that the text has; a registered one is surer."""
        term = self.named(name)
        if term:
            return Claim("outlet", term.name, "line", where)
        return Claim("outlet", name, place, where)

    def at(self, address: str) -> Term | None:
        """Find the outlet of an address; if several share a host, the folder decides."""
        host = host_of(address)
        while "." in host:
            for folder, term in self.by_host.get(host, ()):
                if folder in address:
                    return term
            host = host.partition(".")[2]
        return None


def outlets_of(context: Context) -> Outlets:
    """Collect the outlets of a site: the terms of the taxonomy that `source.name` belongs to."""
    registries = [each for each in context.taxonomies.values() if each.settings.of_source]
    if not registries:
        return Outlets(None)
    by_host: dict[str, list[tuple[str, Term]]] = defaultdict(list)
    for term in registries[0]:
        folders = {host_of(term.url): _folder(term.url)}
        for name in (*term.hosts, *term.names):
            if is_host(name):
                folders.setdefault(name.lower().removeprefix("www."), "/")
        for host, folder in folders.items():
            by_host[host].append((folder, term))
    for terms in by_host.values():
        terms.sort(key=lambda pair: -len(pair[0]))
    return Outlets(registries[0], by_host)


def _folder(home: str) -> str:
    """The first part of an address's path that is no language, without its extension; or `/`."""
    parts = [part for part in urlsplit(home).path.split("/") if not _LANGUAGE_PART.match(part)]
    return f"/{parts[0].partition('.')[0]}" if parts else "/"


def guess(raw: Raw, address: str, outlets: Outlets) -> tuple[Guess | None, Term | None]:
    """Guess the outlet of a report that was published at an address.

    Returns the guess and the term in the registry; either may be None.
    """
    groups: dict[str, list[Claim]] = defaultdict(list)
    claims = raw.of("outlet")
    at_home = outlets.at(address)
    if at_home:
        claims.append(Claim("outlet", at_home.name, "line", f"address {one_line(address)}"))
    for claim in claims:
        name = _clean(claim.value)
        term = outlets.named(name)
        if name:
            groups[term.name if term else fold(name)].append(claim)
    settled = settle(groups.values())
    if settled:
        name = _clean(settled.value)
        term = outlets.named(name)
        return replace(settled, value=term.name if term else name), term
    host = host_of(address)
    if host:
        return Guess(host, LIKELY, f"address: {address}"), None
    return None, None


def _clean(name: str) -> str:
    """Remove what a page adds to the name of an outlet."""
    text = _FRONT.sub("", one_line(name, 200)).strip(" -–—|:•·,;@.©")
    text = _STAFF.sub("", _SUFFIX.split(text)[0]).strip()
    return text if 1 < len(text) <= _LONGEST else ""
