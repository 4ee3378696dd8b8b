"""Advice on values of an article that are valid but probably not meant."""

import datetime as dt
import re
from collections.abc import Iterator
from collections.abc import Mapping as Table

from generator.check.fields import Fields
from generator.check.other_dates import day_meant
from generator.diagnostics.diagnostics import Place
from generator.model.article import Article
from generator.model.term import Taxonomy, fold
from generator.read.links.web_addresses import without_tracking
from generator.read.yaml import Mapping, Scalar, Sequence

_DAY = re.compile(r"(\d{4}-\d{1,2}-\d{1,2}|\d{1,2}-(?:\d{1,2}|[a-z]{3,9})-\d{4}|\d{8})-(.+)")
"""Matches a day at the beginning of a file's name, however it is written."""
_WELL_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}\Z")
_YEARS = range(1900, 2100)
_CAPITALS = re.compile(r"[^\W\d_]{4,}")
"""Words that are longer than most acronyms."""


def check_values(
    article: Article, fields: Fields, taxonomies: Table[str, Taxonomy], today: dt.date
) -> None:
    """Warn about values that are allowed but probably slips.

    These are a date that is not that of the file's name, tags that are names of terms, a title in
    capitals, and sources with tracking parameters.
    """
    if article.date <= today:  # otherwise it is reported as a date in the future
        _check_day(article, fields)
    _check_tags(article, fields, taxonomies)
    if len(_CAPITALS.findall(article.title)) > 1 and article.title.upper() == article.title:
        help_line = "write it as a sentence, with capitals for names and acronyms only"
        fields.problem("title", "title-in-capitals", "'title' is in capitals", help_line)
    for node in _addresses(fields):
        plain = without_tracking(node.value)
        if plain != node.value:
            message = "the address has parameters for tracking or AMP, which most pages do not need"
            help_line = f"write {plain[:200]}, if it leads to the same page"
            fields.report.add(node.place, "tracking-parameter", message, help_line)


def _addresses(fields: Fields) -> Iterator[Scalar]:
    """Yield the addresses of an article's source and further sources, as written."""
    further = fields.mapping.at("further_sources")
    sources = [
        fields.mapping.at("source"),
        *(further.items if isinstance(further, Sequence) else ()),
    ]
    for source in sources:
        node = source.at("url") if isinstance(source, Mapping) else None
        if isinstance(node, Scalar):
            yield node


def _check_day(article: Article, fields: Fields) -> None:
    """Warn about a day in the file's name that is not the article's, or is read as a word."""
    match = _DAY.match(article.path.rpartition("/")[2].removesuffix(".md"))
    if match is None or article.date == dt.date.min:
        return
    written, rest = match.groups()
    named, good = _day_of(written, article.date), f"{article.date}-{rest}.md"
    if named is None or named.year not in _YEARS:
        return
    if not _WELL_WRITTEN.match(written):
        if fields.has("slug"):
            return
        message = (
            f"'{written}' in the file's name is part of the address, since it is not YYYY-MM-DD"
        )
        help_line = f"name the file {good}; to keep the address, write slug: {article.slug}"
        fields.report.add(Place(article.path), "date-mismatch", message, help_line)
    elif named not in (article.date, article.source.date):  # `date_of: event` has both
        message = f"'date' is {article.date}, but the file is named after {named}"
        help_line = f"write date: {named}, or rename the file to {good}"
        fields.report.add(fields.place("date"), "date-mismatch", message, help_line)


def _day_of(written: str, date: dt.date) -> dt.date | None:
    """The day that the beginning of a file's name means; of two, the article's `date` if it is one.

    `03-11-2026` may be in March or in November, so it may also be no day, but a part of the slug.
    """
    if written.isdigit() and not day_meant(written):
        written = f"{written[:2]}-{written[2:4]}-{written[4:]}"
    numbers = {int(part) for part in written.split("-") if part.isdigit()}
    return day_meant(written) or (date if numbers == {date.year, date.month, date.day} else None)


def _check_tags(article: Article, fields: Fields, taxonomies: Table[str, Taxonomy]) -> None:
    tags = fields.mapping.at("tags")
    subjects = [taxonomy for taxonomy in taxonomies.values() if not taxonomy.settings.of_source]
    for node in tags.items if isinstance(tags, Sequence) else ():
        if not isinstance(node, Scalar):
            continue
        for taxonomy in subjects:
            if slug := term_of(node.value, taxonomy):
                settings = taxonomy.settings
                slugs = article.terms.get(settings.name, ())
                message = f"the tag '{node.value[:50]}' is a term of '{settings.name}'"
                help_line = f"delete the tag: '{settings.front_matter}' has the term already"
                if slug not in taxonomy.roll_up(slugs):
                    values = ", ".join(_as_written(one, taxonomy) for one in (*slugs, slug))
                    help_line = f"delete the tag and write {settings.front_matter}: [{values}]"
                fields.report.add(node.place, "tag-is-term", message, help_line)
                break


def term_of(tag: str, taxonomy: Taxonomy) -> str:
    """The slug of the term of which a tag is a slug or an unambiguous name; "" for others."""
    key = fold(tag)
    slug = key.replace(" ", "-")
    # Codes of countries are words of other languages, too: `it`, `no`, `in`.
    if taxonomy.settings.lookup != "code" and slug in taxonomy.terms:
        return slug
    return taxonomy.by_name.get(key, "")


def _as_written(slug: str, taxonomy: Taxonomy) -> str:
    """Write a term as front matter lists it: by slug, by name, or by a country's code."""
    lookup = taxonomy.settings.lookup
    if lookup == "name":
        return taxonomy.terms[slug].name
    return slug.upper() if lookup == "code" else slug
