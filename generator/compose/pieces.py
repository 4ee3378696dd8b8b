"""Small pieces of pages that look the same wherever they stand, so that each is rendered once.

A page of an article names twenty terms, days and articles, and there are ten
thousand such pages of a few hundred terms: most of the work would be the same.
The pieces are the macros of `pieces.html`; here stands what each depends on.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Hashable
from typing import Any

from markupsafe import Markup

from generator.model.article import Article, Source
from generator.model.settings import TaxonomySettings
from generator.model.term import Term

Piece = Callable[..., Markup]


def _time(date: dt.date, style: str = "long") -> Hashable:
    return date, style


def _named(name: str, language: str) -> Hashable:
    return name, language


def _term(taxonomy: str, term: Term, text: str = "") -> Hashable:
    return taxonomy, term.slug, text


def _group(taxonomy: str, term: Term | None, count: int) -> Hashable:
    return taxonomy, term and term.slug, count


def _article(article: Article) -> Hashable:
    return article.path


def _source(source: Source, found: tuple[TaxonomySettings, Term] | None) -> Hashable:
    return source.name, source.language, found and (found[0].name, found[1].slug)


def _outlet(found: tuple[TaxonomySettings, Term]) -> Hashable:
    return found[0].name, found[1].slug


def _itself(value: Hashable = None) -> Hashable:
    return value


_KEYS: dict[str, Callable[..., Hashable]] = {
    "time": _time,
    "named": _named,
    "term_name": _term,
    "chip": _term,
    "tally": _itself,
    "country_name": _itself,
    "source_line": _source,
    "outlet_kind": _outlet,
    "jump": _group,
    "group_head": _group,
    "listed_term": _term,
    "article_link": _article,
    "site_image": _itself,
    "site_feeds": _itself,
}
"""Macro → what tells one outcome from another, of the same arguments."""


def pieces(macros: object) -> dict[str, Piece]:
    """The pieces as functions, of the module that `pieces.html` is; they see nothing of a page."""
    return {name: _once(getattr(macros, name), key) for name, key in _KEYS.items()}


def _once(render: Piece, key: Callable[..., Hashable]) -> Piece:
    """A function that is asked once for all arguments of one key."""
    known: dict[Hashable, Markup] = {}

    def piece(*arguments: Any) -> Markup:  # noqa: ANN401 (those of the macro)
        name = key(*arguments)
        if name not in known:
            known[name] = render(*arguments)
        return known[name]

    return piece
