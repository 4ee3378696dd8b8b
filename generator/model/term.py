"""Terms of taxonomies, which can be looked up by name."""

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import quote

from generator.diagnostics.diagnostics import Place
from generator.model.article import InternalLink
from generator.model.partial_date import PartialDate
from generator.model.settings import TaxonomySettings


@dataclass(frozen=True, slots=True)
class Office:
    """A post that a person holds or held, with dates if known."""

    title: str
    at: str = ""
    since: PartialDate | None = None
    until: PartialDate | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A declared term: an agency, a theme, a country, a person or an outlet."""

    slug: str
    name: str
    place: Place
    acronym: str = ""
    aliases: tuple[str, ...] = ()
    """Other unambiguous names, including those in `named_by`."""
    named_by: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Organisation → the names that it uses for this term."""
    ambiguous: tuple[str, ...] = ()
    """Ambiguous names, which mean this term only with further evidence."""
    not_to_be_confused_with: tuple[str, ...] = ()
    """Bodies outside the digest that share a name.

    An example is `National Security Council of the United States (NSC)`.
    """
    languages: Mapping[str, str] = field(default_factory=dict)
    """Name → its language, for names that are not in the site's."""
    country: str = ""
    language: str = ""
    kind: str = ""
    parent: str = ""
    successor: str = ""
    url: str = ""
    ids: Mapping[str, str] = field(default_factory=dict)
    """Key of a catalogue (`TaxonomySettings.identifiers`) → the term's number there."""
    hosts: tuple[str, ...] = ()
    """Further hosts on which an outlet publishes, or is republished."""
    since: PartialDate | None = None
    until: PartialDate | None = None
    description: str = ""
    """Sanitised HTML."""
    use: str = ""
    """The rule by which editors choose the term: plain text, which its page does not show."""
    links: tuple[InternalLink, ...] = ()
    """Links of the description to pages of the site."""
    offices: tuple[Office, ...] = ()
    redirect_from: tuple[str, ...] = ()
    """Old slugs; of a term that was in another taxonomy, that taxonomy and the slug: `a/b`."""
    vocabulary: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    """Language → phrase → its weight for this term, from 1 to 5; `*` matches any ending."""
    places: Mapping[tuple[str, str], Place] = field(default_factory=dict)
    """Key and slug of a reference, such as ("parent", "example-ministry") → its place."""

    @property
    def names(self) -> tuple[str, ...]:
        """All unambiguous names of this term: its name, acronym and aliases."""
        names = (self.name, self.acronym, *self.aliases)
        return tuple(dict.fromkeys(filter(None, names)))

    def place_of(self, key: str, slug: str) -> Place:
        """The place at which the term names another one under a key; its own if none is known."""
        return self.places.get((key, slug), self.place)

    def language_of(self, name: str) -> str:
        """The language of a name, or "" if it is the site's."""
        return self.languages.get(name, "")

    @property
    def label(self) -> str:
        """The short name, for labels and narrow spaces."""
        return self.acronym or self.name


def fold(name: str) -> str:
    """Normalise a name for comparison: NFKC, case-folded, single spaces, straight apostrophes."""
    plain = unicodedata.normalize("NFKC", name).casefold().replace("\u2019", "'")
    return " ".join(plain.split())


@dataclass(frozen=True, slots=True)
class Taxonomy:
    """The terms of a taxonomy, in the registry's order, with their names and ancestors."""

    settings: TaxonomySettings
    terms: Mapping[str, Term]
    by_name: Mapping[str, str] = field(default_factory=dict)
    """Folded name → slug, for unambiguous names."""
    shared: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Folded name → slugs, for ambiguous names."""
    is_whole: bool = True
    """Whether every term and name of its file could be read. Otherwise an unknown name may be one
    that was lost, and is not reported beside the cause."""

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms.values())

    @property
    def has_vocabulary(self) -> bool:
        """Whether its terms are subjects, known by words that tell them, rather than by names."""
        return any(term.vocabulary for term in self)

    def catalogue_pages(self, term: Term) -> Iterator[tuple[str, str, str]]:
        """Yield each catalogue that has a term: its title, the term's ID, and its page or ""."""
        for key, number in term.ids.items():
            catalogue = self.settings.identifiers[key]
            address = catalogue.url.replace("{id}", quote(number, safe=""))
            yield catalogue.title, number, address

    def renamed(self, slug: str) -> str:
        """What an old slug is now; "" if no single term, or a present one, has had it."""
        having = [term.slug for term in self if slug in term.redirect_from]
        return having[0] if len(having) == 1 and slug not in self.terms else ""

    def ancestors(self, slug: str) -> tuple[str, ...]:
        """The parents of a term, nearest first; a parent that is not declared ends the list."""
        found: list[str] = []
        parent = self.terms[slug].parent
        while parent in self.terms and parent not in found:
            found.append(parent)
            parent = self.terms[parent].parent
        return tuple(found)

    def roll_up(self, slugs: tuple[str, ...]) -> tuple[str, ...]:
        """Add all ancestors to some terms, each once."""
        if not any(self.terms[slug].parent for slug in slugs):
            return slugs
        every: list[str] = []
        for slug in slugs:
            every += [slug, *self.ancestors(slug)]
        return tuple(dict.fromkeys(every))

    def with_below(self, slug: str) -> tuple[str, ...]:
        """A term and all its descendants."""
        found = [slug]
        for known in found:  # which grows
            found += [term.slug for term in self.children(known) if term.slug not in found]
        return tuple(found)

    def children(self, slug: str) -> tuple[Term, ...]:
        """The terms whose parent this one is."""
        return tuple(term for term in self if term.parent == slug)
