"""`digest new`: an article begun, with what a person has said and marks for what is left to do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.check.article import Context
from generator.check.fields import COUNTRIES
from generator.edit.canonical import written
from generator.edit.error import EditError
from generator.edit.formatting import article_keys, sort_keys
from generator.edit.mentions import meant
from generator.edit.site_files import SiteFile, SplitFile, checked
from generator.edit.yaml_tree import Comment, Tree, mapping_of
from generator.model import address
from generator.model.term import Taxonomy, fold
from generator.read.text import decode
from generator.report.diagnostics import Report
from generator.report.formats import as_text
from generator.report.suggest import did_you_mean

SUMMARY = "TODO – say in one or two sentences of your own what the source reports, and who says so."
BODY = "TODO – two to four short paragraphs in your own words, every claim attributed to whoever makes it."
_LONGEST_SLUG = 60
_OF_SOURCE = "source.name"


@dataclass(frozen=True, slots=True)
class Answers:
    """What a person said of an article; terms by their taxonomy, as front matter names them."""

    title: str
    date: dt.date
    source: str
    url: str = ""
    authors: Sequence[str] = ()
    terms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    summary: str = ""


def named(said: str, taxonomy: Taxonomy) -> str:
    """How front matter names the term that someone means, by slug or by any of its names.

    Raises:
        EditError: with the nearest there is, when a value must be declared and is not.
    """
    settings = taxonomy.settings
    value = " ".join(said.split())
    if settings.lookup == "code":
        return _country(value)
    folded = fold(value)
    if settings.unknown == "warning" and not (
        value in taxonomy.terms or folded in taxonomy.by_name or folded in taxonomy.shared
    ):
        return value
    by_name = settings.lookup == "name"
    slug = meant(value, taxonomy, lambda slug: taxonomy.terms[slug].name if by_name else slug)
    return slug if not by_name else taxonomy.terms[slug].name if value == slug else value


def _country(value: str) -> str:
    if value.upper() in COUNTRIES:
        return value.upper()
    codes = {name.casefold(): code for code, name in COUNTRIES.items()}
    if code := codes.get(value.casefold()):
        return code
    help_line = did_you_mean(value, COUNTRIES.values(), "write two capitals, as in AZ or US")
    raise EditError(f"'{value}' is not a country", help_line)


def write(answers: Answers, context: Context) -> SiteFile:
    """The article's file, which the check accepts as it is.

    Raises:
        EditError: with all that the check would not accept.
    """
    slug = _slug(answers.title)
    if not slug:
        raise EditError("the title holds no letters to name a file after", "write it in words")
    path = f"content/articles/{answers.date.year:04d}/{answers.date}-{slug}.md"
    keys = article_keys(context)
    root = mapping_of(_values(answers, context))
    entry = root.get("draft")
    if entry:
        entry.beside.append(Comment("# delete this line when the article is ready"))
    sort_keys(root, keys)
    report = Report()
    article = SiteFile(path, SplitFile(written(Tree("", root)), BODY).canonical)
    checked(article, context, report)
    if not report.ok:
        raise EditError(f"this cannot be written down as an article\n{as_text(report)}", "mend these answers")
    return article


def _slug(title: str) -> str:
    slug = address.slugify(title)
    if len(slug) <= _LONGEST_SLUG:
        return slug
    return slug[: _LONGEST_SLUG + 1].rpartition("-")[0] or slug[:_LONGEST_SLUG]


def _values(answers: Answers, context: Context) -> dict[str, object]:
    terms = {
        taxonomy.settings.front_matter: list(answers.terms.get(name, ()))
        for name, taxonomy in context.taxonomies.items()
        if taxonomy.settings.front_matter != _OF_SOURCE
    }
    return {
        "title": _readable(answers.title),
        "date": answers.date,
        "source": {"name": _readable(answers.source), "url": answers.url},
        "authors": list(map(_readable, answers.authors)),
        **terms,
        "summary": _readable(answers.summary) or SUMMARY,
        "draft": True,
    }


def _readable(text: str) -> str:
    """A text as the check reads it, letters and marks composed; one with forbidden characters as it is."""
    return decode(text.encode("utf-8", "replace"), "", Report()) or text
