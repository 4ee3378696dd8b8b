"""Cite an article: in BibTeX, and in a line of plain text."""

from generator.assemble.interface import _, day
from generator.model.article import Article

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
