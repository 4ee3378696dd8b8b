"""Hash what pages are made from, where this takes much less time than making their views.

The key of a page is the hash of its view. The cache remembers which key the hashes of a view's
inputs led to, so a view is made only if its inputs change. At 10,000 articles, 15,059 pages have
such inputs: listing them takes 0.46 processor seconds, and making the views 3.17.

Inputs must be complete, or a page stays as it was. The settings, the interface's words, and the
title, description, picture and feeds of a page count in `recipes/page_files.py`; everything else
that a view reads is named here. If a view reads more, add it: `tests/pages/test_page_inputs.py`
compares both keys over random edits. Two traps: a term and its country have pages, which may come
and go with other articles; and lists show the number of earlier articles in a thread.
"""

from collections.abc import Iterable
from dataclasses import replace
from functools import cache
from typing import TYPE_CHECKING

from generator.diagnostics.diagnostics import Place
from generator.model.article import Article, Articles
from generator.model.feed_identity import added_on
from generator.model.fingerprint import fingerprint
from generator.model.site import Site

if TYPE_CHECKING:
    from generator.pages.shared_views import SharedViews


class PageInputs:
    """Hashes of the parts of one site, each computed once."""

    def __init__(self, site: Site, shared: "SharedViews") -> None:
        self._site, self._shared = site, shared
        self.term = cache(self._term)
        self._entry = cache(self._entry_of)

    def _term(self, taxonomy: str, slug: str) -> bytes:
        """Hash what pages show of a term: its entry, its country, which of them have pages.

        Its ancestors count, too: lists show them as filters and headings.
        """
        parts: list[object] = []
        own = self._site.taxonomies[taxonomy]
        for one in (slug, *own.ancestors(slug)):
            term = own.terms[one]
            country = self._shared.country(term.country) if term.country else None
            page = self._shared.term_address(taxonomy, one)
            parts += [replace(term, place=Place("")), page, country]
        return fingerprint(parts)

    def _terms(self, article: Article) -> list[bytes]:
        return [self.term(name, slug) for name, own in article.terms.items() for slug in own]

    def _entry_of(self, article: Article) -> bytes:
        """Hash what any list shows of an article: facts, terms, and its place in a thread."""
        before = self._shared.threads.count_before(article)
        return fingerprint(article.facts_fingerprint, before, self._terms(article))

    def article(self, article: Article) -> object:
        """Return the inputs of an article's page."""
        site, shared = self._site, self._shared
        terms, around = self._terms(article), shared.neighbours.inputs(article)
        is_gone = bool(article.archive) and shared.source_is_gone(article)
        return article.fingerprint, terms, added_on(site, article), is_gone, around

    def list_of(
        self, terms: Iterable[tuple[str, str]], articles: Articles, *more: object
    ) -> object:
        """Return the inputs of the page of the articles of some terms: a combination or a year.

        `more` is what else the page shows, or makes it.
        """
        others = [one() if callable(one) else one for one in more]
        listed = b"".join([self._entry(article) for article in articles])
        return [self.term(*term) for term in terms], listed, others
