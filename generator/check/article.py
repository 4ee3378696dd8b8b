"""Front matter and body to an `Article`."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter

from generator.check.editorial import check_editorial
from generator.check.fields import Fields
from generator.check.names import check_host
from generator.check.terms import resolve_terms
from generator.model import address
from generator.model.article import Archive, Article, Correction, Event, Retraction, Source
from generator.model.settings import Settings
from generator.model.term import Taxonomy
from generator.read import yaml
from generator.read.body import Body, render
from generator.read.document import Document
from generator.report.diagnostics import Place, Report
from generator.report.suggest import did_you_mean

_TAG_URI = re.compile(r"tag:[a-z0-9.-]+\.[a-z]{2,},\d{4}(-\d{2}(-\d{2})?)?:[\w./~%-]+\Z", re.ASCII)
_GENERATED_ID = re.compile(
    r",2021:feed/|,[-\d]+:editions/\d{4}-W\d{2}|/correction/\d{4}-\d{2}-\d{2}/\d+\Z|/retraction\Z",
    re.IGNORECASE,
)
"""What `compose.identity` makes for anything but articles, whoever's authority it begins with."""
_MOST_GUESSES = 5
"""A guess looks at every slug of the site: a file of wrong ones must not take minutes."""
_LEFT_OPEN = re.compile(r"^(?:TODO\b|Facts to write from\.)", re.MULTILINE)
_OLD_ADDRESS = re.compile(
    r"[a-z0-9][a-z0-9-]*(?:\.(?:html?|php|aspx?|jsp|cgi))?"
    r"(?:/[a-z0-9][a-z0-9-]*(?:\.(?:html?|php|aspx?|jsp|cgi))?)*\Z"
)
"""Of a page: with the ending of one, where an earlier system left it so."""


@dataclass(frozen=True, slots=True)
class Context:
    """What an article is checked against."""

    settings: Settings
    taxonomies: Mapping[str, Taxonomy]
    today: dt.date


def check_article(document: Document, context: Context, report: Report) -> Article | None:
    """Check one article against the format and the registries.

    Args:
        document: The file's front matter and body.
        context: Settings, registries and today's date.
        report: Gains everything that is wrong, each at its own line and column.

    Returns:
        The article; None when any problem is an error.
    """
    before = report.count("error")
    fields = Fields(document.front_matter, report)
    title = fields.text(
        "title", required=True, most=160, least=8, example="title: What happened, and who says so"
    )
    date = fields.date("date", required=True)
    _check_future(date, "date", fields, context)
    source, of_source = _source(fields, context)
    terms, unlisted = resolve_terms(fields, of_source, context.taxonomies)
    same_event = tuple(fields.placed_texts("same_event"))
    slug = fields.slug("slug") or _slug_from_path(document.path, fields)
    article = Article(
        path=document.path,
        title=title,
        date=date or dt.date.min,
        source=source,
        authors=fields.texts("authors", most=20),
        terms=terms,
        unlisted=unlisted,
        summary=fields.text(
            "summary", required=True, most=400, least=40, example="summary: One or two sentences."
        ),
        language=fields.language("language") or context.settings.language,
        events=tuple(_events(fields)),
        tags=fields.tags("tags"),
        updated=_later(fields, "updated", date, context),
        corrections=tuple(_corrections(fields, date)),
        retracted=_retraction(fields, date),
        archive=_archive(fields),
        same_event=tuple(slug for slug, _ in same_event),
        same_event_places=tuple(place for _, place in same_event),
        redirect_from=tuple(old_addresses(fields, context)),
        id=_identity(fields),
        slug=slug,
        draft=fields.flag("draft"),
        body=_body(document, address.article(date or dt.date.min, slug), context, report),
    )
    fields.finish()
    _check_outlet(article, fields, context)
    if not article.draft:
        _check_finished(article, document, fields)
    check_editorial(article, document, context.settings, context.taxonomies, report)
    return article if document.sound and report.count("error") == before else None


def _check_finished(article: Article, document: Document, fields: Fields) -> None:
    """Report what a command wrote for its author to replace."""
    help_line = "write it, or say draft: true until it is written"
    for key, text in (("title", article.title), ("summary", article.summary)):
        if _LEFT_OPEN.match(text):
            fields.report.add(fields.place(key), "unfinished", f"'{key}' is still to be written", help_line)
    if left := _LEFT_OPEN.search(document.body):
        line = document.body_line + document.body.count("\n", 0, left.start())
        place = Place(document.path, line)
        fields.report.add(place, "unfinished", "the text is still to be written", help_line)


def _slug_from_path(path: str, fields: Fields) -> str:
    stem = path.rsplit("/", 1)[-1].removesuffix(".md")
    slug = re.sub("-{2,}", "-", address.slug_of_file(stem)).strip("-")
    if not fields.good_slug(slug, Place(path)):
        return ""
    if yaml.is_misread(slug):
        message = f"the slug '{slug}' is a number, null or a Boolean to YAML readers"
        help_line = f'rename the file, or quote the slug: slug: "{slug}"'
        fields.report.add(Place(path), "bad-slug", message, help_line)
    return slug


def _body(document: Document, own: str, context: Context, report: Report) -> Body:
    if not document.body.strip():
        report.add(
            Place(document.path, document.body_line),
            "empty-body",
            "the article has no text",
            "write two to four short paragraphs below the closing ---",
        )
        return Body("")
    rendered = render(document.body, document.path, document.body_line, context.settings.limits, report, own)
    return rendered or Body("")


def _source(fields: Fields, context: Context) -> tuple[Source, dict[str, tuple[yaml.Node, ...]]]:
    """The source, and the nodes of taxonomies that are fed from inside it."""
    record = fields.record("source")
    if record is None:
        if not fields.has("source"):
            fields.missing("source", "source: {name: Example News, url: https://example.org/news/1}")
        return Source(""), {}
    example = "name: Example News"
    name_node = record.mapping.entries.get("name")
    source = Source(
        name=record.text("name", required=True, most=160, example=example, is_name=True),
        url=record.url("url"),
        title=record.text("title", most=300),
        language=record.language("language"),
    )
    record.finish()
    nested: dict[str, tuple[yaml.Node, ...]] = {
        taxonomy.name: (name_node[1],)
        for taxonomy in context.settings.taxonomies.values()
        if taxonomy.of_source and name_node and source.name
    }
    return source, nested


def _check_outlet(article: Article, fields: Fields, context: Context) -> None:
    """Warn when the source is named after a registered outlet but lies elsewhere."""
    source = fields.mapping.entries.get("source")
    if not article.source.url or source is None or not isinstance(source[1], yaml.Mapping):
        return
    place = source[1].entries["url"][1].place
    for name, taxonomy in context.taxonomies.items():
        if taxonomy.settings.of_source:
            for slug in article.terms[name]:
                check_host(article.source.url, taxonomy.terms[slug], taxonomy, place, fields.report)


def _check_future(date: dt.date | None, key: str, fields: Fields, context: Context) -> None:
    if date and date > context.today + dt.timedelta(days=1):
        message = f"'{date}' has not come yet"
        fields.report.add(fields.place(key), "future-date", message, "check the year")


def _later(fields: Fields, key: str, date: dt.date | None, context: Context) -> dt.date | None:
    value = fields.date(key)
    _check_future(value, key, fields, context)
    return value if _in_order(value, date, fields, key) else None


def _in_order(value: dt.date | None, after: dt.date | None, fields: Fields, key: str) -> bool:
    if value and after and value < after:
        message = f"'{fields.within}{key}' ({value}) is before the article ({after})"
        fields.report.add(fields.place(key), "date-order", message, "check both dates")
        return False
    return True


def _events(fields: Fields) -> Iterator[Event]:
    for record in fields.records("events"):
        start = record.date("date", required=True)
        end = record.date("end")
        label = record.text("label", required=True, most=200, example="label: Conference in Baku")
        record.finish()
        if start and end and end < start:
            message = f"the event ends ({end}) before it begins ({start})"
            record.report.add(record.place("end"), "date-order", message, "exchange the two dates")
        elif start:
            yield Event(start, label, end)


def _corrections(fields: Fields, date: dt.date | None) -> Iterator[Correction]:
    for record in fields.records("corrections"):
        day = record.date("date", required=True)
        note = record.text(
            "note", required=True, most=600, example="note: What was wrong, and what is right."
        )
        record.finish()
        if day and _in_order(day, date, record, "date"):
            yield Correction(day, note)


def _retraction(fields: Fields, date: dt.date | None) -> Retraction | None:
    record = fields.record("retracted")
    if record is None:
        return None
    day = record.date("date", required=True)
    reason = record.text("reason", required=True, most=600, example="reason: The source withdrew the report.")
    record.finish()
    return Retraction(day, reason) if day and _in_order(day, date, record, "date") else None


def _archive(fields: Fields) -> Archive | None:
    record = fields.record("archive")
    if record is None:
        return None
    if not record.has("url"):
        record.missing("url", "url: https://archive.example.org/1")
    archive = Archive(record.url("url"), record.date("date"))
    record.finish()
    return archive


def old_addresses(fields: Fields, context: Context) -> Iterator[str]:
    """Addresses at which something was published before, each ending in a slash."""
    for value, place in fields.placed_texts("redirect_from"):
        path = value.strip("/").removesuffix("/index.html")
        if not _OLD_ADDRESS.match(path):
            help_line = "write the old path, as in articles/2024/05/old-name/"
            fields.report.add(place, "bad-slug", f"'{value[:60]}' is not a path of this site", help_line)
        elif use := address.generated(path, context.settings.taxonomies):
            message = f"'/{path[:60]}' is reserved for {use}"
            help_line = "take it out; a renamed term has `redirect_from: [old-slug]` in its registry"
            fields.report.add(place, "reserved-address", message, help_line)
        else:
            yield f"{path}/"


def _identity(fields: Fields) -> str:
    value = fields.text("id", most=300)
    if not value:
        return ""
    if not _TAG_URI.match(value):
        message = f"'{value[:60]}' is not a tag: address"
    elif _GENERATED_ID.search(value):
        message = f"'{value[:60]}' is reserved for a feed, an edition or a correction"
    else:
        return value
    help_line = "leave `id` out and it is made for you, or write tag:example.org,2024-05-02:name"
    fields.report.add(fields.place("id"), "bad-id", message, help_line)
    return ""


def check_together(articles: list[Article], report: Report) -> list[Article]:
    """What only all articles together show: shared addresses, a `same_event` that names none or several.

    Returns:
        The articles without those that have an error here.
    """
    by_address: dict[str, Article] = {}
    slugs: dict[str, set[str]] = defaultdict(set)
    placed = [(article.path, article.address, article) for article in articles]
    for _, where, article in placed:
        slugs[article.slug].add(where)
    good = []
    unknown = 0
    for _, where, article in sorted(placed, key=itemgetter(0)):
        before = len(report)
        first = by_address.setdefault(where, article)
        if first is not article:
            report.add(
                Place(article.path),
                "duplicate-address",
                f"{first.path} already stands at /{where}",
                "rename the file, or give it a `slug` of its own",
            )
        places = article.same_event_places or (Place(article.path),) * len(article.same_event)
        for slug, place in zip(article.same_event, places, strict=True):
            if slug not in slugs:
                guesses = slugs if unknown < _MOST_GUESSES else ()
                help_line = did_you_mean(slug, guesses, "it is the file name without date and .md")
                unknown += 1
                report.add(place, "unknown-article", f"no article '{slug[:60]}'", help_line)
            elif len(slugs[slug]) > 1:
                several = " and ".join(f"/{one}" for one in sorted(slugs[slug]))
                help_line = "give one of them a `slug` of its own: digest rename article FILE NEW"
                report.add(place, "ambiguous-article", f"'{slug}' may be {several}", help_line)
        if len(report) == before:
            good.append(article)
    return good
