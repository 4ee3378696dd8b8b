"""Terms and retractions as records of the API; an article's is made from its columns (`data.columns`)."""

from __future__ import annotations

from collections.abc import Iterable

from generator.data.columns import Record, said
from generator.model import address
from generator.model.address import ROOT, absolute
from generator.model.article import Article
from generator.model.feed_identity import identity
from generator.model.settings import Settings
from generator.model.site import Site
from generator.model.term import Office, Term


def retraction_records(articles: Iterable[Article], settings: Settings) -> list[Record]:
    """The retracted ones of some articles, as the API lists them."""
    return [
        {
            "id": identity(article, settings.authority),
            "url": absolute(settings.url, article.address),
            "title": article.title,
            "date": str(article.retracted.date),
            "reason": article.retracted.reason,
        }
        for article in articles
        if article.retracted
    ]


def term_records(site: Site, taxonomy: str) -> list[Record]:
    """Every declared term of a taxonomy; of the world's countries those with articles."""
    terms = site.taxonomies[taxonomy]
    return [_term_record(site, taxonomy, term) for term in terms if site.has_page(taxonomy, term.slug)]


def _term_record(site: Site, taxonomy: str, term: Term) -> Record:
    """A term with all its names, and the number of articles that name it or one of its descendants."""
    url = site.settings.url
    optional = {
        "url": absolute(url, address.term(taxonomy, term.slug)),
        "acronym": term.acronym,
        "aliases": list(term.aliases),
        "ambiguous": list(term.ambiguous),
        "languages": dict(term.languages),
        "country": term.country,
        "language": term.language,
        "kind": term.kind,
        "parent": term.parent,
        "successor": term.successor,
        "website": term.url,
        "since": str(term.since or ""),
        "until": str(term.until or ""),
        "description_html": term.description.replace(ROOT, url),
        "offices": [_office(office) for office in term.offices],
        "formerly": list(term.redirect_from),
    }
    count = len(site.members[taxonomy].get(term.slug, ()))
    return {"slug": term.slug, "name": term.name, "articles": count, **said(optional)}


def _office(office: Office) -> Record:
    days = {"since": office.since, "until": office.until, "as_of": office.as_of}
    return {"title": office.title, "at": office.at, **{name: str(day or "") for name, day in days.items()}}
