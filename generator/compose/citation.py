"""An article as a citation: BibTeX, CSL-JSON and a line of plain text."""

from __future__ import annotations

import json
import re
from urllib.parse import urljoin

from generator.compose.environment import day
from generator.model.article import Article
from generator.model.settings import Settings

_BIBTEX_SPECIAL = {
    "\\": r"\textbackslash{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{sign: f"\\{sign}" for sign in "{}%$&#_"},
}


def _bibtex(text: str) -> str:
    return re.sub(r"[\\~^{}%$&#_]", lambda found: _BIBTEX_SPECIAL[found.group()], text)


def bibtex(article: Article, settings: Settings) -> str:
    """A BibTeX entry; the braces around the title keep its capitals."""
    address = urljoin(settings.url, article.address)
    fields = {
        "title": f"{{{_bibtex(article.title)}}}",
        "author": f"{{{_bibtex(settings.title)}}}",
        "year": str(article.date.year),
        "month": str(article.date.month),
        "day": str(article.date.day),
        "url": address,
        "language": article.language,
        "note": _bibtex(f"Summary of a report by {article.source.name}"),
    }
    lines = "".join(f"  {key} = {{{value}}},\n" for key, value in fields.items())
    return f"@misc{{{article.slug},\n{lines}}}"


def csl(article: Article, settings: Settings) -> str:
    """A CSL-JSON item (citationstyles.org, schema 1.0)."""
    item = {
        "id": article.slug,
        "type": "post-weblog",
        "title": article.title,
        "author": [{"literal": settings.title}],
        "container-title": settings.title,
        "issued": {"date-parts": [[article.date.year, article.date.month, article.date.day]]},
        "URL": urljoin(settings.url, article.address),
        "language": article.language,
        "abstract": article.summary,
        "note": f"Summary of a report by {article.source.name}",
    }
    return json.dumps([item], ensure_ascii=False, indent=1)


def plain(article: Article, settings: Settings) -> str:
    """One line for a footnote."""
    address = urljoin(settings.url, article.address)
    based_on = f"based on {article.source.name}" + (f", {article.source.url}" if article.source.url else "")
    return f"{settings.title}: “{article.title}”, {day(article.date)}, {address} ({based_on})."
