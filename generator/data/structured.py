"""Write schema.org JSON-LD for the head of an article's page.

An article is `about` its terms in the crossed taxonomies, and `mentions` those of the others. The
types of terms come from site.yml.
"""

from collections.abc import Callable, Iterable
from typing import Any

from generator.assemble.interface import _
from generator.model import address
from generator.model.article import Article, Source
from generator.model.site import Site

Node = dict[str, Any]
NodeOf = Callable[[str, str], Node]
"""Describes a term, given its taxonomy and slug, as `term_node` does."""


def news_article(site: Site, article: Article, node_of: NodeOf) -> Node:
    """Describe an article as schema.org `NewsArticle`."""
    settings = site.settings
    page = settings.url + article.address
    publisher = without_blanks(
        {"@type": "Organization", "name": settings.title, "url": settings.url}
    )
    main = (settings.rows, settings.columns)
    others = [name for name in site.taxonomies if name not in main]
    node: Node = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "@id": page,
        "mainEntityOfPage": page,
        "url": page,
        "headline": article.title,
        "description": article.summary,
        "datePublished": article.date.isoformat(),
        "dateModified": article.changed.isoformat(),
        "inLanguage": article.language,
        "author": publisher,
        "publisher": publisher,
        "isBasedOn": without_blanks(_sources(site, article)),
        "about": _terms(site, article, main, node_of),
        "mentions": _terms(site, article, others, node_of),
        "license": site.settings.licence.url,
    }
    notes = [(correction.note, correction.date) for correction in article.corrections]
    if article.retracted:
        node["creativeWorkStatus"] = "Retracted"
        notes.append((f"{_('Retracted')}: {article.retracted.reason}", article.retracted.date))
    node["correction"] = [
        {"@type": "CorrectionComment", "text": note, "datePublished": day.isoformat()}
        for note, day in notes
    ]
    return {key: value for key, value in node.items() if value}


def without_blanks(value: Any) -> Any:  # noqa: ANN401 (a JSON value)
    """Leave out keys without a value, and those that are false, at any depth of a record."""
    if isinstance(value, dict):
        return {
            key: without_blanks(item)
            for key, item in value.items()
            if item or (item == 0 and item is not False)
        }
    return [without_blanks(item) for item in value] if isinstance(value, list) else value


def _sources(site: Site, article: Article) -> Node | list[Node]:
    """The source of an article; a list if it has further ones."""
    outlet = site.outlet(article)
    first = _source(article.source)
    first["inLanguage"] = article.source.language or (outlet[1].language if outlet else "")
    first["author"] = [{"@type": "Person", "name": author} for author in article.authors]
    first["archivedAt"] = article.archive.url if article.archive else ""
    further = [_source(source) for source in article.further_sources]
    return [first, *further] if further else first


def _source(source: Source) -> Node:
    return {
        "@type": "NewsArticle",
        "url": source.url,
        "headline": source.title,
        "inLanguage": source.language,
        "author": [],
        "publisher": {"@type": "Organization", "name": source.name},
    }


def _terms(site: Site, article: Article, names: Iterable[str], node_of: NodeOf) -> list[Node]:
    nodes: list[Node] = []
    for name in filter(None, names):
        if not site.taxonomies[name].settings.of_source:
            nodes += [node_of(name, slug) for slug in article.terms[name]]
    return nodes


def term_node(site: Site, name: str, slug: str) -> Node:
    """Describe a term of a taxonomy, by the type that site.yml gives the taxonomy."""
    taxonomy = site.taxonomies[name]
    term = taxonomy.terms[slug]
    pages = [page for _, _, page in taxonomy.catalogue_pages(term)]
    same = [page for page in (term.url, *pages) if page]
    node: Node = {
        "@type": taxonomy.settings.schema_type,
        "name": term.name,
        "url": site.settings.url + address.term(name, slug),
        "alternateName": [term.acronym] if term.acronym else [],
        "sameAs": same if len(same) > 1 else "".join(same),
    }
    return {key: value for key, value in node.items() if value}
