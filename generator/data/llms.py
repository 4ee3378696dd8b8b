"""`llms.txt` (llmstxt.org): describes the site and links to its text without page layout."""

from __future__ import annotations

from generator.assemble.interface import _
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
        link(_("How to use the data"), address.data(), _("every format with examples")),
        link("API", json_api.INDEX, _("articles, terms, crossings and editions as JSON, each with a schema")),
        link(_("Articles as a table"), csv_files.ARTICLES, "CSV"),
        link(_("Database"), database.NAME, _("SQLite with full-text search")),
        link(_("Feed"), "feed.json", _("the newest articles as JSON Feed")),
    ]
    newest = site.articles[:NEWEST]
    articles = [link(article.title, f"{article.address}{TWIN}", article.summary) for article in newest]
    sections = [
        (_("About"), [link(page.title, page.address) for page in site.documents]),
        (_("Data"), data),
        (_("Sections"), taxonomies),
        (_("Newest articles"), articles),
    ]
    parts = [f"# {escaped(settings.title)}"]
    if settings.description or settings.tagline:
        parts.append(f"> {escaped(settings.description or settings.tagline)}")
    parts.append(
        _(
            "Every article is available as Markdown: add %(file)s to its address. Articles summarise what a "
            "source reported; a claim is its speaker's, and each article names its source."
        )
        % {"file": f"`{TWIN}`"}
    )
    if settings.licence.name:
        licence = f"{escaped(settings.licence.name)} ({settings.licence.url})"
        parts[-1] += " " + _("The texts are licensed under %(licence)s.") % {"licence": licence}
    parts += [f"## {heading}\n\n" + "\n".join(lines) for heading, lines in sections if lines]
    return "\n\n".join(parts) + "\n"
