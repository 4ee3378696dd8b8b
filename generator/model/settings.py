"""Settings of `site_config/site.yml`: titles, addresses, taxonomies and how they group articles."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from generator.extension import Extension
from generator.model.layout import CONFIG


@dataclass(frozen=True, slots=True)
class Limits:
    """Upper bounds; sizes are in bytes, all others count occurrences or characters."""

    file_size: int = 128 * 1024
    front_matter_size: int = 24 * 1024
    nesting: int = 8
    """Lists and mappings within each other, in front matter and registries."""
    marks: int = 1_200
    """Brackets, asterisks and other marks of Markdown in one text, outside code blocks."""
    quotation: int = 60
    """Words in one quotation."""
    borrowed: int = 12
    """Consecutive words that an article may share with its source."""
    likeness: int = 50
    """Words that the titles of two articles within ten days may share, in percent of all words."""


LIMITS = Limits()
ADVICE = {"quotation": 1_000, "borrowed": 100, "likeness": 100}
"""Limits that only warn, and how high each may be set."""


COUNTRY_LIST = "iso-3166"
"""The `terms` of a taxonomy of countries, which need no file."""


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A public catalogue in which terms have an ID, such as CVE."""

    title: str
    url: str = ""
    """The address of a term's page there, with `{id}` for its number."""


@dataclass(frozen=True, slots=True)
class TaxonomySettings:
    """The settings of a taxonomy, which is a way of grouping articles."""

    name: str
    """The key in site.yml; also the front matter field and the first part of addresses."""
    title: str
    singular: str
    terms: str
    """File of terms below site_config/, or `iso-3166` for the countries of the world."""
    intro: str = ""
    front_matter: str = ""
    """Front matter key; `source.name` reaches into a mapping."""
    lookup: str = "slug"
    """The key by which front matter names a term: slug, any name, or code."""
    required: bool = False
    unknown: str = "error"
    """Whether an undeclared value is an error; otherwise it is shown without a page."""
    implied_by: str = ""
    """The taxonomy that supplies missing values of this field, from the `country` of its terms."""
    group_by: str = ""
    """The taxonomy by which a term's page groups its articles; empty to list them by date."""
    kinds: Mapping[str, str] = field(default_factory=dict)
    """The closed list of `kind` for these terms → its explanation for readers."""
    kind_names: Mapping[str, str] = field(default_factory=dict)
    """Kind → its name for readers, if different from its slug."""
    kind_plurals: Mapping[str, str] = field(default_factory=dict)
    """Kind → the heading of its list, if different from its explanation."""
    identifiers: Mapping[str, Catalogue] = field(default_factory=dict)
    """The closed list of keys under `ids` of these terms → the catalogue that each belongs to."""
    offices_at: str = ""
    """The taxonomy in which `offices` of these terms are held."""
    schema_type: str = "Thing"
    """The type of these terms in schema.org."""
    in_menu: bool = True

    @property
    def terms_path(self) -> str:
        """The path of its file of terms; for countries, the name of the standard."""
        return "ISO 3166-1" if self.terms == COUNTRY_LIST else f"{CONFIG}/{self.terms}"

    def kind_name(self, kind: str) -> str:
        """The name of a kind: `state media` for `state-media`, unless the settings name it."""
        return self.kind_names.get(kind) or kind.replace("-", " ")

    def kind_heading(self, kind: str) -> str:
        """The heading above the terms of a kind; "" for terms without one."""
        return self.kind_plurals.get(kind) or self.kinds.get(kind, "")

    @property
    def of_source(self) -> bool:
        """Whether its terms are outlets: one in each article, inside `source`, never a subject."""
        return self.front_matter == "source.name"


LEAST = 2
"""Articles from which a combination of two terms has a page; one alone is its own page."""


@dataclass(frozen=True, slots=True)
class CrossingSettings:
    """Two taxonomies whose terms are combined."""

    rows: str
    columns: str


@dataclass(frozen=True, slots=True)
class FeedSettings:
    """The settings of feeds."""

    text: str = "full"
    """Whether a feed has an article's whole text, or its summary only."""
    hub: str = ""
    """A WebSub hub, which notifies feed readers of new entries; empty if there is none."""


@dataclass(frozen=True, slots=True)
class LicenceSettings:
    """The licence of the site's own texts and registries.

    Both parts are empty for a site without one.
    """

    name: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Settings:
    """The checked contents of site.yml."""

    title: str
    tagline: str
    description: str
    url: str
    language: str
    taxonomies: Mapping[str, TaxonomySettings]
    crossings: tuple[CrossingSettings, ...] = ()
    repository: str = ""
    edit_url: str = ""
    """Address of the folder that contains `content/`, for "suggest a correction"."""
    contact: str = ""
    feed_authority: str = ""
    """A domain name that the editors owned when the digest started; part of every feed identity."""
    unsubscribe: str = ""
    """The address to unsubscribe from the e-mail edition (RFC 8058).

    It may have a placeholder in braces.
    """
    permalinks: str = ""
    """The ledger of published addresses, a file below site_config/; empty if there is none."""
    licence: LicenceSettings = field(default_factory=LicenceSettings)
    share_image: str = ""
    """The address on the site of the picture that other sites show beside links.

    It has 1,200 x 630 pixels.
    """
    corrections_note: str = ""
    """The editors' words above the list of corrections, for example about its beginning."""
    feeds: FeedSettings = field(default_factory=FeedSettings)
    long_listing: int = 60
    """Maximum articles that a list shows in full; the others are headlines, by year."""
    offline: bool = False
    """Whether browsers may have the service worker of an earlier version, which is then removed."""
    extensions: tuple[Extension, ...] = ()
    """Those that the site uses."""
    without: tuple[Extension, ...] = ()
    """Those of the core that it has switched off."""
    limits: Limits = field(default=LIMITS)

    @property
    def texts(self) -> dict[str, Extension]:
        """Map each folder of texts to the extension that reads it, also one that is off."""
        every = (*self.extensions, *self.without)
        return {folder: own for own in every for folder in own.texts}

    @property
    def authority(self) -> str:
        """The authority in `tag:` URIs (RFC 4151); it stays when the host changes."""
        return self.feed_authority or urlsplit(self.url).hostname or "digest.invalid"

    @property
    def rows(self) -> str:
        """The leading taxonomy: the first one of the first combination, or the first declared."""
        return self.crossings[0].rows if self.crossings else next(iter(self.taxonomies), "")

    @property
    def columns(self) -> str:
        """The taxonomy that the leading one is combined with; "" if there is none."""
        return self.crossings[0].columns if self.crossings else ""
