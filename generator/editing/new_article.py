"""`digest new`: an article begun, with what a person has said and marks for what is left to do."""

from __future__ import annotations

import datetime as dt

from generator.check.article_fields import Context
from generator.check.fields import COUNTRIES
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.formats import as_text
from generator.diagnostics.suggest import did_you_mean
from generator.editing.canonical import written
from generator.editing.editable_files import SiteFile, SplitFile, checked
from generator.editing.error import EditError
from generator.editing.formatting import article_keys, sort_keys
from generator.editing.mentions import meant
from generator.editing.yaml_tree import Comment, Tree, mapping_of
from generator.model import address
from generator.model.layout import ARTICLES
from generator.model.settings import TaxonomySettings
from generator.model.term import Taxonomy, fold
from generator.read.text import decode
from generator.read.written_links import web_address_problem

SUMMARY = "TODO – say in one or two sentences of your own what the source reports, and who says so."
BODY = "TODO – two to four short paragraphs in your own words, every claim attributed to whoever makes it."
_LONGEST_SLUG = 60
_OF_SOURCE = "source.name"


Answers = dict[str, list[str]]
"""What a person said of an article: `author`, the name of a taxonomy, or one of these → values."""
ONE_OF_EACH = ("title", "date", "source", "url", "summary")
"""What has a single answer."""


def own_taxonomies(context: Context) -> list[TaxonomySettings]:
    """The taxonomies that have a key of front matter for themselves; `source` is one that has not."""
    every = [one.settings for one in context.taxonomies.values()]
    return [settings for settings in every if settings.front_matter != _OF_SOURCE]


def accepted(key: str, said: str, context: Context) -> str:
    """An answer as front matter says it.

    Args:
        key: What it answers, as in `Answers`.
        said: What a person said.
        context: Settings and registries.

    Raises:
        EditError: when it cannot be right.
    """
    value = " ".join(said.split())
    if not value:
        return ""
    if key == "date":
        try:
            return dt.date.fromisoformat(value).isoformat()
        except ValueError as error:
            message = f"'{value}' is not a day"
            raise EditError(message, "write year-month-day, as in 2024-05-02") from error
    if key == "url" and (problem := web_address_problem(value)):
        message = f"'{value[:60]}' is not an address to link to: {problem}"
        raise EditError(message, "write it as in https://example.org/news/1")
    if key == "source":
        outlets = (one for one in context.taxonomies.values() if one.settings.front_matter == _OF_SOURCE)
        taxonomy = next(outlets, None)
    else:
        taxonomy = context.taxonomies.get(key)
    return named(value, taxonomy) if taxonomy else value


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

    Args:
        answers: At least a title, a date and a source, each as `accepted` returns it.
        context: Settings and registries.

    Raises:
        EditError: with all that the check would not accept.
    """
    one = {key: _readable(answers[key][0]) if key in answers else "" for key in ONE_OF_EACH}
    slug = _slug(one["title"])
    if not slug:
        raise EditError("the title holds no letters to name a file after", "write it in words")
    date = dt.date.fromisoformat(one["date"])
    values = {
        "title": one["title"],
        "date": date,
        "source": {"name": one["source"], "url": one["url"]},
        "authors": list(map(_readable, answers.get("author", []))),
        **{taxonomy.front_matter: answers.get(taxonomy.name, []) for taxonomy in own_taxonomies(context)},
        "summary": one["summary"] or SUMMARY,
        "draft": True,
    }
    root = mapping_of(values)
    sort_keys(root, article_keys(context))
    if draft := root.get("draft"):
        draft.beside.append(Comment("# delete this line when the article is ready"))
    path = f"{ARTICLES}/{date.year:04d}/{date}-{slug}.md"
    article = SiteFile(path, SplitFile(written(Tree("", root)), BODY).canonical)
    report = Report()
    checked(article, context, report)
    if not report.ok:
        raise EditError(f"these answers do not make an article\n{as_text(report)}", "change these answers")
    return article


def _slug(title: str) -> str:
    slug = address.slugify(title)
    if len(slug) <= _LONGEST_SLUG:
        return slug
    return slug[: _LONGEST_SLUG + 1].rpartition("-")[0] or slug[:_LONGEST_SLUG]


def _readable(text: str) -> str:
    """A text as the check reads it, letters and marks composed; one with forbidden characters as it is."""
    return decode(text.encode("utf-8", "replace"), "", Report()) or text
