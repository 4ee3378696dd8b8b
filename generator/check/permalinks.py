"""Whether every address that was ever published still answers.

What was written by someone (an article, a registered term, a plain page) must
stay, be retracted, or be named under `redirect_from` by what takes its place.
Pages that only group articles (a year, a crossing, a month, a week, a country)
come and go with them: such an address leads to the same page of the term's
successor, or else to the nearest page above it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.check.ledger import Recorded, line_of
from generator.check.redirects import Locate
from generator.model.article import Article
from generator.model.settings import Settings
from generator.model.term import Taxonomy
from generator.report.diagnostics import Diagnostic, Place, Report

_MOST_SHOWN = 20
"""Vanished addresses that are listed; the last of them says how many more there are."""
_MANY = 10
"""So many articles are not all deleted by mistake."""
_BY_TIME = ("archive", "editions", "corrections")
_ARTICLES = "articles"
_GROUPING = re.compile(r"(?:[A-Za-z0-9-]+/)+\Z")


@dataclass(frozen=True, slots=True)
class Standing:
    """What there is now.

    Attributes:
        live: Addresses of pages.
        redirects: Old address → the page it leads to.
        articles: Those that are right, drafts too, with their identities.
        failed: First parts of addresses of which some may be missing because of other errors; "" is
            that of plain pages.
    """

    live: Collection[str]
    redirects: Mapping[str, str]
    articles: Sequence[tuple[Article, str]] = ()
    failed: Collection[str] = ()


def check_published(
    recorded: Recorded,
    standing: Standing,
    settings: Settings,
    taxonomies: Mapping[str, Taxonomy],
    ledger: tuple[str, str],
    locate: Locate,
    report: Report,
) -> dict[str, str]:
    """Report every address that has vanished; returns where those of grouping pages lead.

    Args:
        recorded: The ledger.
        standing: What answers now.
        settings: Of the site.
        taxonomies: Its terms.
        ledger: The path of the ledger and its text.
        locate: Finds the place of a key in an article.
        report: Gains a `vanished-address` for each.
    """
    if _is_of_another_archive(recorded, standing):
        message = "none of the articles it lists is here: it belongs to another archive"
        help_line = "delete it, and begin one of your own: digest permalinks --write"
        report.add(Place(ledger[0]), "foreign-ledger", message, help_line)
        return {}
    heirs = {}
    heir = _Heirs(standing.live, settings, taxonomies)
    gone: list[str] = []
    for one in sorted(missing(recorded, standing.live, standing.redirects)):
        new = heir.of(one)
        if new is not None:
            heirs[one] = new
        elif _part(one, taxonomies) not in standing.failed and not (gone and one.startswith(gone[-1])):
            gone.append(one)
    report.extend(_shortened(gone, recorded, standing, taxonomies, ledger, locate))
    return heirs


def _is_of_another_archive(recorded: Recorded, standing: Standing) -> bool:
    """Whether someone put other content under this ledger, as who begins a digest of their own does."""
    articles = [one for one in recorded if one.startswith(f"{_ARTICLES}/")]
    known = standing.live | standing.redirects.keys()
    return len(articles) >= _MANY and not any(one in known for one in articles)


def missing(recorded: Recorded, live: Collection[str], redirects: Mapping[str, str]) -> set[str]:
    """Addresses at which nothing stands, and from which nothing leads on."""
    return recorded.keys() - live - redirects.keys()


def _part(one: str, taxonomies: Mapping[str, Taxonomy]) -> str:
    first = one.partition("/")[0]
    return first if first in taxonomies or first == _ARTICLES else ""


class _Heirs:
    """Finds what takes the place of a page that grouped articles."""

    def __init__(self, live: Collection[str], settings: Settings, taxonomies: Mapping[str, Taxonomy]) -> None:
        self.live = live
        self.taxonomies = taxonomies
        self.moved = {
            name: {old: term.slug for term in taxonomy for old in term.redirect_from}
            for name, taxonomy in taxonomies.items()
        }
        self.columns = {crossing.rows: crossing.columns for crossing in settings.crossings}

    def of(self, one: str) -> str | None:
        """Where the address of a grouping page leads; None for one that someone must answer for."""
        if not _GROUPING.match(one):
            return None
        parts = one.rstrip("/").split("/")
        first = parts[0]
        lowest = 1
        if first in self.taxonomies:
            parts[1:2] = [self.moved[first].get(slug, slug) for slug in parts[1:2]]
            columns = self.moved.get(self.columns.get(first, ""), {})
            parts[2:3] = [columns.get(slug, slug) for slug in parts[2:3]]
            lowest = 1 if self.taxonomies[first].settings.lookup == "code" else 2
        elif first not in _BY_TIME:
            return None
        if len(parts) <= lowest:
            return None
        above = ("/".join(parts[:count]) + "/" for count in range(len(parts), lowest - 1, -1))
        return next((page for page in above if page in self.live), None)


def _shortened(
    gone: Sequence[str],
    recorded: Recorded,
    standing: Standing,
    taxonomies: Mapping[str, Taxonomy],
    ledger: tuple[str, str],
    locate: Locate,
) -> Iterator[Diagnostic]:
    by_identity = {identity: article for article, identity in standing.articles if identity}
    by_slug = {article.slug: article for article, _ in standing.articles}
    for index, one in enumerate(gone[:_MOST_SHOWN]):
        successor = by_identity.get(recorded[one]) or by_slug.get(one.rstrip("/").rpartition("/")[2])
        place = Place(ledger[0], line_of(ledger[1], one))
        message, help_line = f"/{one} was published and would be gone", _advice(one, taxonomies)
        if _part(one, taxonomies) == _ARTICLES and successor is not None:
            if successor.address == one:
                place = locate(successor.path, "draft", "true")
                help_line = "a published article is not made a draft again: retract it, with `retracted`"
            else:
                place = locate(successor.path, "redirect_from", "")
                help_line = f"if this is the same article, write redirect_from: [{one}]"
                if recorded[one] and recorded[one] not in by_identity:
                    help_line += f" and id: {recorded[one]}"
        if index == _MOST_SHOWN - 1 and len(gone) > _MOST_SHOWN:
            message += f"; {len(gone) - _MOST_SHOWN:,} more are not listed"
        yield Diagnostic(place, "vanished-address", message, help_line)


def _advice(one: str, taxonomies: Mapping[str, Taxonomy]) -> str:
    part = _part(one, taxonomies)
    if part == _ARTICLES:
        return "bring the article back and retract it, or write the address under `redirect_from` of another"
    slug = one.rstrip("/").rpartition("/")[2]
    if part and one.count("/") == 2:
        terms = taxonomies[part].settings.terms
        return f"keep the term in {terms}, or write redirect_from: [{slug}] in the one that takes its place"
    if part:
        return "keep the taxonomy in site.yml"
    return f"bring the page back, or write redirect_from: [{one}] in the page that takes its place"


def answering(standing: Standing, recorded: Recorded) -> dict[str, str]:
    """The ledger as it should be: all that it holds, and all that answers now.

    Identities are recorded once and stay.
    """
    found = dict(recorded)
    for one in (*standing.live, *standing.redirects):
        if one:
            found.setdefault(one, "")
    for article, identity in standing.articles:
        if not article.draft and not found.get(article.address):
            found[article.address] = identity
    return found
