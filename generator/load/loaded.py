"""A site while it is read, and afterwards: everything that was found, and every problem."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from generator.assemble.assembly import assemble
from generator.check.addresses.ledger import Ledger
from generator.check.article_fields import Context
from generator.check.docs_pages import docs_addresses
from generator.check.site_files import SiteFiles
from generator.diagnostics.diagnostics import Report
from generator.load.other_texts import likely_address
from generator.model.article import Article
from generator.model.page import OwnTemplate, Page
from generator.model.site import PlainPage, Site, Text
from generator.pages.kinds import pages
from generator.read.regular import FolderEntry


@dataclass(slots=True)
class Loaded:
    """The readable parts of a site; `load` fills them in from top to bottom."""

    root: Path
    report: Report
    url: str = ""
    """The address of the site that a build asked for; "" for that of site.yml."""
    leave_out: bool = False
    """Whether articles with errors or broken links are left out."""
    partly: bool = False
    """Whether articles with errors are shown without the invalid values."""
    preview: bool = False
    """Whether the site has unpublished articles, too."""
    alone: bool = False
    """Whether the digest is at the root of its site, without the documentation, for an export."""

    context: Context | None = None
    others: SiteFiles | None = None
    path: str = ""
    """The digest's path below the root of the published site, such as `news/`."""
    articles: list[Article] = field(default_factory=list)
    """Every article without errors, also those that are not public yet."""
    left_out: list[Article] = field(default_factory=list)
    """Articles with errors; their links are checked as well."""
    ledger: Ledger = field(default_factory=lambda: Ledger(""))
    documents: Sequence[PlainPage] = ()
    texts: Sequence[Text] = ()
    unread: Sequence[str] = ()
    """The paths of articles without readable values, and of pages and texts with an error."""
    gone: frozenset[str] = frozenset()
    """Addresses of sources that were gone when they were last requested."""

    site: Site | None = None
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
        if self.context is None:
            raise ValueError("a site without settings")
        return self.context

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
        folder = self.others.engine.docs
        return {at: f"{folder}/{file}" for at, file in docs_addresses(self.others.docs).items()}

    @property
    def unpublished(self) -> tuple[Article, ...]:
        """Drafts and articles held back that the site leaves out; in a preview, unfinished ones."""
        every = self.left_out if self.preview else [*self.articles, *self.left_out]
        return tuple(article for article in every if not article.public)

    def awaited(self) -> set[str]:
        """The addresses that will work once errors are corrected; none if a build skips errors."""
        if self.leave_out:
            return set()
        awaited = set(map(likely_address, self.unread))
        for article in self.left_out:
            if not article.draft:
                awaited.add(article.address)
                if not article.slug or article.date == dt.date.min:
                    awaited.add(likely_address(article.path))
        return awaited

    def assembled(self, articles: Sequence[Article], *, preview: bool) -> tuple[Site, list[Page]]:
        """Assemble a site of some articles; return it and its pages."""
        settings, taxonomies = self.known.settings, self.known.taxonomies
        others = self.documents, self.texts
        site = assemble(settings, taxonomies, articles, *others, preview=preview)
        site = replace(site, added=self.ledger.added(), extras=self.known.extras, gone=self.gone)
        return site, list(pages(site))
