"""An article as a citation: BibTeX, CSL-JSON and a line of plain text."""

from collections.abc import Iterable

import msgspec

from generator.assemble.interface import _, day
from generator.model.address import absolute
from generator.model.article import Article
from generator.model.settings import Settings

BIBTEX_NAME = "citation.bib"
CSL_NAME = "citation.csl.json"
MANY_BIBTEX_NAME = "citations.bib"
MANY_CSL_NAME = "citations.csl.json"

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
    """The name of a citation; no two articles of a month have the same slug."""
    return f"{article.slug}-{article.date:%Y-%m}"


def bibtex(article: Article, settings: Settings) -> str:
    """A BibTeX entry; the braces around the title keep its capitals."""
    address = absolute(settings.url, article.address)
    fields = {
        "title": f"{{{article.title.translate(_BIBTEX)}}}",
        "author": f"{{{settings.title.translate(_BIBTEX)}}}",
        "year": str(article.date.year),
        "month": str(article.date.month),
        "day": str(article.date.day),
        "url": address,
        "language": article.language,
        "note": _note(article).translate(_BIBTEX),
    }
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@misc{{{key(article)},\n{lines}}}"


class Citations:
    """Files of citations; each article's citation is written once, for any number of files."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._known: dict[str, tuple[str, str]] = {}

    def files(self, articles: Iterable[Article]) -> list[str | bytes]:
        """A file of BibTeX, and one of CSL-JSON."""
        both = [self._citation(article) for article in articles]
        items = ",\n".join([item for _, item in both])
        return ["".join([f"{entry}\n" for entry, _ in both]), f"[\n{items}\n]\n"]

    def _citation(self, article: Article) -> tuple[str, str]:
        if article.path not in self._known:
            self._known[article.path] = (
                bibtex(article, self._settings),
                csl(article, self._settings),
            )
        return self._known[article.path]


def csl(article: Article, settings: Settings) -> str:
    """A CSL-JSON item (citationstyles.org, schema 1.0)."""
    item = {
        "id": key(article),
        "type": "post-weblog",
        "title": article.title,
        "author": [{"literal": settings.title}],
        "container-title": settings.title,
        "issued": {"date-parts": [[article.date.year, article.date.month, article.date.day]]},
        "URL": absolute(settings.url, article.address),
        "language": article.language,
        "abstract": article.summary,
        "note": _note(article),
    }
    return msgspec.json.encode(item).decode()


def plain(article: Article, settings: Settings) -> str:
    """A citation on one line, for footnotes."""
    address = absolute(settings.url, article.address)
    source = ", ".join(filter(None, (article.source.name, article.source.url)))
    based_on = _("based on %(source)s") % {"source": source}
    retracted = f" {_retracted(article)}." if article.retracted else ""
    return f"{settings.title}: “{article.title}”, {day(article.date)}, {address} ({based_on}).{retracted}"


def _note(article: Article) -> str:
    """The outlet of the summarised report, and the retraction if there is one."""
    summary = _("Summary of a report by %(source)s") % {"source": article.source.name}
    return ". ".join(filter(None, (summary, _retracted(article))))


def _retracted(article: Article) -> str:
    retracted = article.retracted
    return _("Retracted on %(day)s") % {"day": day(retracted.date)} if retracted else ""
