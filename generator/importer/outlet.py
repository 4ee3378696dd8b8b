"""The outlet that published a report, named as in the registry if the host or the name is registered.

An unregistered name is kept as written; the check then warns and explains how to declare it. A host
alone is not a name and only suggests one.
"""

import re
from collections import defaultdict
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from generator.check.article_fields import Context
from generator.importer.claims import SHARES, Claim, Guess, Raw, settle
from generator.importer.inert import one_line
from generator.importer.words import alternatives
from generator.model.term import Taxonomy, Term, fold
from generator.read.web_addresses import host_of

_HOST = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}\Z", re.IGNORECASE)
_ANY_HOST = re.compile(r"(?:www\.)?(?:[^\W_]+[.-]){1,3}[a-z]{2,6}", re.IGNORECASE)
_LANGUAGE_PART = re.compile(r"(?:[a-z]{2}(?:-[a-z]{2})?|english|web|index\.\w+)?\Z", re.IGNORECASE)
_FRONT = re.compile(rf"(?:{alternatives('outlet', 'front')})\s*[-–|:]\s*", re.IGNORECASE)
_STAFF = re.compile(rf"\s+(?:{alternatives('outlet', 'staff')})\Z", re.IGNORECASE)
_LONGEST = 80


def is_host(text: str) -> bool:
    """Whether a text is only the name of a host, such as `example.org`, in any alphabet."""
    return _ANY_HOST.fullmatch(text) is not None


@dataclass(frozen=True, slots=True)
class Outlets:
    """The registry of outlets, with look-ups by name and by address."""

    registry: Taxonomy | None
    by_host: dict[str, list[Term]] = field(default_factory=dict)

    def named(self, name: str) -> Term | None:
        """The outlet with a name, which may lack its `The` or top-level domain."""
        if self.registry is None:
            return None
        key = fold(name).strip(" .,:;|()[]«»\"'“”")
        for form in (key, key.removeprefix("the "), f"the {key}", key.removeprefix("www.")):
            if slug := self.registry.by_name.get(form):
                return self.registry.terms[slug]
        return self.at(f"https://{key}/") if _HOST.match(key) else None

    def at(self, address: str) -> Term | None:
        """The outlet of an address; if several share a host, the first folder decides."""
        host = host_of(address)
        while "." in host:
            terms = [term for term in self.by_host.get(host, ()) if _lies_under(address, term.url)]
            if terms:
                return max(terms, key=lambda term: len(urlsplit(term.url).path))
            host = host.partition(".")[2]
        return None


def outlets_of(context: Context) -> Outlets:
    """The outlets of a site: the taxonomy that `source.name` names."""
    registry = next((each for each in context.taxonomies.values() if each.settings.of_source), None)
    by_host: dict[str, list[Term]] = {}
    for term in registry or ():
        hosts = {host_of(term.url), *(name.lower() for name in term.names if _HOST.match(name))}
        for host in filter(None, hosts):
            by_host.setdefault(host.removeprefix("www."), []).append(term)
    return Outlets(registry, by_host)


def _lies_under(address: str, home: str) -> bool:
    """Whether an address is below the path of the outlet's own address, if there is one."""
    if host_of(home) and not host_of(address).endswith(host_of(home)):
        return True
    parts = [part for part in urlsplit(home).path.split("/") if not _LANGUAGE_PART.match(part)]
    if not parts:
        return True
    first = parts[0].rpartition(".")[0] or parts[0]
    return any(
        part == first or part.startswith(f"{first}.") for part in urlsplit(address).path.split("/")
    )


def guess(raw: Raw, address: str, outlets: Outlets) -> tuple[Guess | None, Term | None]:
    """The outlet of a report that appeared at an address, and its registry entry, each or None."""
    claims = [claim for claim in raw.of("outlet") if _clean(claim.value)]
    if at := outlets.at(address) if address else None:
        claims.append(Claim("outlet", at.name, "registry", f"address {one_line(address)}"))
    groups: dict[str, list[Claim]] = defaultdict(list)
    for claim in claims:
        term = outlets.named(_clean(claim.value))
        groups[term.name if term else fold(_clean(claim.value))].append(claim)
    if settled := settle(groups.values()):
        claim, confidence = settled
        term = outlets.named(_clean(claim.value))
        name = term.name if term else _clean(claim.value)
        return Guess(name, confidence, one_line(claim.evidence)), term
    if host := host_of(address):
        return Guess(host, SHARES["outlet"]["host"], one_line(f"address: {address}")), None
    return None, None


def _clean(name: str) -> str:
    """An outlet's name without additions of the page."""
    text = _FRONT.sub("", one_line(name, 200)).strip(" -–—|:•·,;@.©")
    text = _STAFF.sub("", re.split(r"\s+[|–—»›]\s+|\s+-\s+", text)[0]).strip()
    return text if 1 < len(text) <= _LONGEST and not text.startswith(("http:", "https:")) else ""
