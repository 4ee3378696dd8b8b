"""`llms.txt` (llmstxt.org): describes the site and links to its text without page layout."""

from __future__ import annotations

from generator.data import csv_files, database, json_api
from generator.data.markdown_twin import NAME as TWIN
from generator.data.markdown_twin import escaped
from generator.model import address
from generator.model.address import absolute
from generator.model.site import Site

NAME = "llms.txt"
NEWEST = 20


def llms(site: Site) -> str:
    """The file, with the site's plain pages and its newest articles."""
    settings = site.settings

    def link(title: str, where: str, about: str = "") -> str:
        note = f": {escaped(about)}" if about else ""
        return f"- [{escaped(title)}]({absolute(settings.url, where)}){note}"

    taxonomies = [
        link(taxonomy.title, address.taxonomy(name), taxonomy.intro)
        for name, taxonomy in settings.taxonomies.items()
    ]
    data = [
        link("How to use the data", address.data(), "every format with examples"),
        link("API", json_api.INDEX, "articles, terms, crossings and editions as JSON, each with a schema"),
        link("Articles as a table", csv_files.ARTICLES, "CSV"),
        link("Database", database.NAME, "SQLite with full-text search"),
        link("Feed", "feed.json", "the newest articles as JSON Feed"),
    ]
    newest = site.articles[:NEWEST]
    articles = [link(article.title, f"{article.address}{TWIN}", article.summary) for article in newest]
    sections = [
        ("About", [link(page.title, page.address) for page in site.documents]),
        ("Data", data),
        ("Ways in", taxonomies),
        ("Newest articles", articles),
    ]
    parts = [f"# {escaped(settings.title)}"]
    if settings.description or settings.tagline:
        parts.append(f"> {escaped(settings.description or settings.tagline)}")
    parts.append(
        f"Every article is available as Markdown: add `{TWIN}` to its address. Articles summarise what a "
        "source reported; a claim is its speaker's, and each article names its source. "
    )
    if settings.licence.name:
        parts[-1] += (
            f" The texts are licensed under {escaped(settings.licence.name)} ({settings.licence.url})."
        )
    parts += [f"## {heading}\n\n" + "\n".join(lines) for heading, lines in sections if lines]
    return "\n\n".join(parts) + "\n"
