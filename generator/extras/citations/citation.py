"""Cite an article: in BibTeX, in CSL-JSON, and in a line of plain text."""

from collections.abc import Iterable

import msgspec

from generator.assemble.interface import _, day
from generator.model.article import Article
from generator.model.settings import Settings

BIBTEX_NAME = "citations.bib"
CSL_NAME = "citations.csl.json"

_BIBTEX = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "~": r"\textasciitilde{}",
        "^": r"\textasciicircum{}",
        "{": r"\textbraceleft{}",  # BibTeX counts braces even after a backslash
        "}": r"\textbraceright{}",
        **{sign: f"\\{sign}" for sign in "%$&#_"},
    }
)
"""Special characters of BibTeX or TeX."""


def key(article: Article) -> str:
    """Make the key of a citation from year, month and slug, which no two articles share."""
    return f"{article.slug}-{article.date:%Y-%m}"


def bibtex(article: Article, title: str, url: str) -> str:
    """Write a BibTeX entry, in which braces keep the capitals of titles.

    `title` and `url` are those of the digest.
    """
    address = url + article.address
    fields = {
        "title": f"{{{article.title.translate(_BIBTEX)}}}",
        "author": f"{{{title.translate(_BIBTEX)}}}",
        "year": str(article.date.year),
        "month": str(article.date.month),
        "day": str(article.date.day),
        "url": address,
        "language": article.language,
        "note": _note(article).translate(_BIBTEX),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{key(article)},\n{lines}}}"


def citations(article: Article, title: str, url: str) -> tuple[tuple[str, str], ...]:
    """Pair the name of each format with the citation; `title` and `url` are those of the digest."""
    return ((_("Plain text"), plain(article, title, url)), ("BibTeX", bibtex(article, title, url)))


def citation_files(settings: Settings, articles: Iterable[Article]) -> list[str]:
    """Write the citations of some articles: a BibTeX file, then a CSL-JSON file."""
    entries, items = [], []
    for article in articles:
        entries.append(f"{bibtex(article, settings.title, settings.url)}\n")
        items.append(csl(article, settings.title, settings.url))
    return ["".join(entries), "[\n{}\n]\n".format(",\n".join(items))]


def csl(article: Article, title: str, url: str) -> str:
    """Write a CSL-JSON item (citationstyles.org, schema 1.0).

    `title` and `url` are those of the digest.
    """
    item = {
        "id": key(article),
        "type": "post-weblog",
        "title": article.title,
        "author": [{"literal": title}],
        "container-title": title,
        "issued": {"date-parts": [[article.date.year, article.date.month, article.date.day]]},
        "URL": url + article.address,
        "language": article.language,
        "abstract": article.summary,
        "note": _note(article),
    }
    return msgspec.json.encode(item).decode()


def plain(article: Article, title: str, url: str) -> str:
    """Write a citation on one line, for footnotes.

    `title` and `url` are those of the digest.
    """
    address = url + article.address
    sources = (article.source, *article.further_sources)
    source = "; ".join(", ".join(filter(None, (one.name, one.url))) for one in sources)
    based_on = _("based on %(source)s", source=source)
    retracted = f" {_retracted(article)}." if article.retracted else ""
    named = f"{title}: “{article.title}”"
    return f"{named}, {day(article.date)}, {address} ({based_on}).{retracted}"


def _note(article: Article) -> str:
    """Name the outlet of the summarised report, and the retraction if there is one."""
    summary = _("Summary of a report by %(source)s", source=article.source.name)
    return ". ".join(filter(None, (summary, _retracted(article))))


def _retracted(article: Article) -> str:
    retracted = article.retracted
    return _("Retracted on %(day)s", day=day(retracted.date)) if retracted else ""
