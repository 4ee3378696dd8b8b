"""Articles and terms as the API tells them: plain values, keys left out where there is nothing to say."""

from __future__ import annotations

from typing import Any

from generator.compose.identity import identity
from generator.model import address
from generator.model.address import ROOT, absolute
from generator.model.article import Article
from generator.model.settings import Settings
from generator.model.site import Site
from generator.model.term import Office, Term

Record = dict[str, Any]


def _said(record: Record) -> Record:
    return {key: value for key, value in record.items() if value not in ("", None, (), [], {})}


def article_record(article: Article, settings: Settings, *, text: bool) -> Record:
    """An article that listings show.

    Args:
        article: The article.
        settings: Where the site stands, and what it calls itself.
        text: Whether its text is told, too, as HTML with absolute links.
    """
    source, archive = article.source, article.archive
    url = settings.url
    return {
        "id": identity(article, settings.authority),
        "url": absolute(url, article.address),
        "date": str(article.date),
        "changed": str(article.changed),
        "title": article.title,
        "summary": article.summary,
        "language": article.language,
        "source": _said(
            {"name": source.name, "url": source.url, "title": source.title, "language": source.language}
        ),
        "terms": {name: list(slugs) for name, slugs in article.terms.items() if slugs},
        **_said(
            {
                "unlisted": {name: list(names) for name, names in article.unlisted.items() if names},
                "authors": list(article.authors),
                "events": [
                    _said({"date": str(one.date), "end": str(one.end or ""), "label": one.label})
                    for one in article.events
                ],
                "tags": list(article.tags),
                "corrections": [{"date": str(one.date), "note": one.note} for one in article.corrections],
                "archive": _said({"url": archive.url, "date": str(archive.date or "")}) if archive else None,
                "content_html": article.body.html.replace(ROOT, url) if text else "",
            }
        ),
    }


def retraction_record(article: Article, settings: Settings) -> Record:
    """What is still said of an article that was retracted."""
    retracted = article.retracted
    return {
        "id": identity(article, settings.authority),
        "url": absolute(settings.url, article.address),
        "title": article.title,
        "date": str(retracted.date if retracted else article.date),
        "reason": retracted.reason if retracted else "",
    }


def term_record(site: Site, taxonomy: str, term: Term) -> Record:
    """A term with all its names, and how many articles name it or one below it."""
    url = site.settings.url
    page = absolute(url, address.term(taxonomy, term.slug)) if site.has_page(taxonomy, term.slug) else ""
    return {
        "slug": term.slug,
        "name": term.name,
        "articles": len(site.members[taxonomy].get(term.slug, ())),
        **_said(
            {
                "url": page,
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
        ),
    }


def _office(office: Office) -> Record:
    return _said(
        {
            "title": office.title,
            "at": office.at,
            "since": str(office.since or ""),
            "until": str(office.until or ""),
            "as_of": str(office.as_of or ""),
        }
    )
