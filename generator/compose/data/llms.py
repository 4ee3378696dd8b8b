"""`llms.txt` (llmstxt.org): what the site is and where its text can be read without pages around it."""

from __future__ import annotations

from collections.abc import Sequence

from generator.compose.data import api, database, table
from generator.compose.data.markdown import NAME as TWIN
from generator.compose.data.markdown import escaped
from generator.model import address
from generator.model.address import absolute
from generator.model.settings import Settings

NAME = "llms.txt"
NEWEST = 20

Titles = Sequence[tuple[str, str, str]]
"""Titles, addresses and summaries of articles."""


def llms(settings: Settings, documents: Sequence[tuple[str, str]], newest: Titles) -> str:
    """The file.

    Args:
        settings: What the site is called and where it stands.
        documents: Titles and addresses of its plain pages.
        newest: The newest articles.
    """

    def link(title: str, where: str, about: str = "") -> str:
        said = f": {escaped(about)}" if about else ""
        return f"- [{escaped(title)}]({absolute(settings.url, where)}){said}"

    taxonomies = [
        link(one.title, address.taxonomy(name), one.intro) for name, one in settings.taxonomies.items()
    ]
    data = [
        link("How to use the data", address.data(), "every format with examples"),
        link("API", api.INDEX, "articles, terms, crossings and editions as JSON, each with a schema"),
        link("Articles as a table", table.ARTICLES, "CSV"),
        link("Database", database.NAME, "SQLite with full-text search"),
        link("Feed", "feed.json", "the newest articles as JSON Feed"),
    ]
    articles = [link(title, f"{where}{TWIN}", about) for title, where, about in newest]
    sections = [
        ("About", [link(title, where) for title, where in documents]),
        ("Data", data),
        ("Ways in", taxonomies),
        ("Newest articles", articles),
    ]
    parts = [f"# {escaped(settings.title)}"]
    if settings.description or settings.tagline:
        parts.append(f"> {escaped(settings.description or settings.tagline)}")
    parts.append(
        f"Every article stands as Markdown beside its page: put `{TWIN}` behind its address. Articles sum up "
        "what a source reported; a claim is its speaker's, and each article names its source. "
        f"The texts are under {api.LICENCE}."
    )
    parts += [f"## {heading}\n\n" + "\n".join(lines) for heading, lines in sections if lines]
    return "\n\n".join(parts) + "\n"
