"""A site in three stages, each made from the one before: its sources, its content, the whole."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from generator.check.addresses.ledger import Ledger
from generator.check.article_fields import Context
from generator.check.docs_pages import docs_addresses
from generator.check.site_files import SiteFiles
from generator.diagnostics.diagnostics import Report
from generator.load.other_texts import likely_address
from generator.model.article import Article
from generator.model.page import OwnTemplate, Page
from generator.model.site import PlainPage, Site, Text
from generator.read.regular import FolderEntry


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a command wants of a site."""

    url: str = ""
    """The address of the site; "" for that of site.yml."""
    leave_out: bool = False
    """Whether articles with errors or broken links are left out."""
    partly: bool = False
    """Whether articles with errors are shown without the invalid values."""
    preview: bool = False
    """Whether the site has drafts, also unfinished ones, and articles held back until their day."""
    advice: bool = True
    """Whether articles get advice, which takes 3 % of a cold build."""


@dataclass(frozen=True, slots=True)
class Sources:
    """What content depends on."""

    root: Path
    wanted: Wanted
    context: Context
    others: SiteFiles | None
    own_url: str
    """The address in site.yml."""

    @property
    def path(self) -> str:
        """The digest's path below the root of the published site, such as `news/`."""
        return self.others.engine.path if self.others else ""


@dataclass(frozen=True, slots=True)
class CheckedContent:
    """Everything that was written, checked file by file."""

    sources: Sources
    articles: Sequence[Article]
    """Every article without errors, also those that are not public yet."""
    left_out: Sequence[Article]
    """Articles with errors; their links are checked as well."""
    ledger: Ledger
    documents: Sequence[PlainPage] = ()
    texts: Sequence[Text] = ()
    unread: Sequence[str] = ()
    """The paths of articles without readable values, and of pages and texts with an error."""

    def awaited(self) -> set[str]:
        """The addresses that will work once errors are corrected; none if a build skips errors."""
        if self.sources.wanted.leave_out:
            return set()
        awaited = set(map(likely_address, self.unread))
        for article in self.left_out:
            if not article.draft:
                awaited.add(article.address)
                if not article.slug or article.date == dt.date.min:
                    awaited.add(likely_address(article.path))
        return awaited


@dataclass(frozen=True, slots=True)
class Loaded:
    """The whole site, as far as it could be read, and every problem."""

    root: Path
    report: Report
    others: SiteFiles | None = None
    content: CheckedContent | None = None
    site: Site | None = None
    """None if it has errors that concern more than articles."""
    pages: tuple[Page, ...] = ()
    redirects: Mapping[str, str] = field(default_factory=dict)
    """Old address → address of the page that it redirects to."""

    @property
    def checked(self) -> Site:
        """Return the site, for making its files.

        Raises:
            ValueError: the site could not be read.
        """
        if self.site is None:
            raise ValueError("a site that could not be read cannot be built")
        return self.site

    @property
    def known(self) -> Context:
        """Return the settings and registries, which are read first.

        Raises:
            ValueError: they cannot be used.
        """
        if self.content is None:
            raise ValueError("a site without settings")
        return self.content.sources.context

    @property
    def path(self) -> str:
        """The digest's path below the root of the published site, such as `news/`."""
        return self.content.sources.path if self.content else ""

    @property
    def public(self) -> tuple[FolderEntry, ...]:
        """Files that are published unchanged, with paths below the site's root."""
        return self.others.public if self.others else ()

    @property
    def templates(self) -> tuple[OwnTemplate, ...]:
        """The site's own templates of pages, for commands that may run them."""
        return self.others.templates if self.others else ()

    @property
    def docs(self) -> dict[str, str]:
        """Address of a page of documentation below the site's root → its file."""
        if self.others is None:
            return {}
        engine = self.others.engine
        found = docs_addresses(self.others.docs, has_folders=engine.has_folders)
        return {address: f"{engine.docs}/{file}" for address, file in found.items()}

    @property
    def unpublished(self) -> tuple[Article, ...]:
        """Drafts and articles held back that the site leaves out; in a preview, unfinished ones."""
        if self.content is None:
            return ()
        own = self.content
        every = own.left_out if own.sources.wanted.preview else [*own.articles, *own.left_out]
        return tuple(article for article in every if not article.public)
