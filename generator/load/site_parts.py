"""Hold the parts of a site as they were read, and assemble it from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from generator.assemble.assembly import assemble
from generator.check.addresses.ledger import Ledger
from generator.check.article_fields import Context
from generator.check.internal_links import Linking
from generator.check.site_files import SiteFiles
from generator.load.files_with_errors import addresses_of
from generator.model.article import Article
from generator.model.edition import Edition
from generator.model.page import Page
from generator.model.site import PlainPage, Site
from generator.pages.kinds import pages


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of a site besides its articles."""

    root: Path
    context: Context
    own_url: str
    """The address in site.yml, which a build may override."""
    others: SiteFiles | None
    left_out: Sequence[Article]
    """Articles with errors; their links are checked as well."""
    documents: Sequence[PlainPage]
    editions: Sequence[Edition]
    texts_left_out: Sequence[tuple[str, Linking]]
    """The address and the links of each page or edition with an error."""
    skips_errors: bool
    """Whether the site is built without the files that have errors."""
    extras: Mapping[str, object]
    ledger: Ledger
    preview: bool
    """Whether the site has unpublished articles, too."""

    def awaited(self) -> set[str]:
        """The addresses that will work once errors are corrected; none if a build skips errors."""
        if self.skips_errors:
            return set()
        articles = [article for article in self.left_out if not article.draft]
        return {*addresses_of(articles), *(own for own, _ in self.texts_left_out)}

    def assembled(
        self, articles: Sequence[Article], *, preview: bool | None = None
    ) -> tuple[Site, tuple[Page, ...]]:
        """Assemble a site of these parts and some articles; return it and its pages.

        It is a preview if `preview` is true, or if that is None and these are parts of one.
        """
        settings, taxonomies = self.context.settings, self.context.taxonomies
        others = self.documents, self.editions
        is_preview = self.preview if preview is None else preview
        site = assemble(settings, taxonomies, articles, *others, preview=is_preview)
        site = replace(site, added=self.ledger.added(), extras=self.extras)
        return site, tuple(pages(site))
