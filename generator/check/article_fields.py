"""Turn front matter and body into an `Article`."""

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from operator import attrgetter

from generator.check.addresses.declared_redirects import old_addresses
from generator.check.fields import ARTICLE, Fields, form
from generator.check.impostor_names import check_outlet
from generator.check.named_articles import check_named_articles
from generator.check.terms import name_keys, resolve_terms
from generator.diagnostics.codes import advice_codes, every_advice
from generator.diagnostics.diagnostics import Diagnostic, Fix, Place, Report
from generator.diagnostics.suggest import did_you_mean
from generator.model import address
from generator.model.article import (
    Archive,
    Article,
    Body,
    Correction,
    Event,
    FurtherSource,
    Response,
    Retraction,
    Source,
)
from generator.model.settings import Settings
from generator.model.term import Taxonomy, fold
from generator.read import yaml
from generator.read.body import render
from generator.read.document import Document
from generator.read.folder import is_good_name
from generator.read.links.web_addresses import identity
from generator.read.tables import by_word

_DECLINED = "not_applicable"
_SAME, _INSTEAD = (by_word(__package__, "other_keys", part) for part in ("same", "instead"))
"""Key of front matter in other systems → ours with the same meaning, or what to write instead."""
_TAG = re.compile(r"[\w][\w &+.'’/-]*\Z")
_FARTHEST = dt.timedelta(days=366)
"""The time that an article may be dated ahead."""
_LEFT_OPEN = re.compile(r"^(?:TODO\b|Facts to write from\.)", re.MULTILINE)


@dataclass(frozen=True, slots=True, eq=False)
class Context:
    """Everything besides its file that the check of an article depends on.

    Two contexts are never equal, so that what is made from one can be cached.
    """

    settings: Settings
    taxonomies: Mapping[str, Taxonomy]
    today: dt.date
    is_sound: bool = True
    """Whether the settings have no error; otherwise content can be checked but not published."""
    extras: Mapping[str, object] = field(default_factory=dict)
    """Package of an extension → its own files as it has read them."""
    has_advice: bool = True
    """Whether articles get advice; builds do without."""


def check_article(document: Document, context: Context, report: Report) -> Article | None:
    """Check an article; return None if any problem is an error. See `examine_article`."""
    article, sound = examine_article(document, context, report)
    return article if sound else None


def examine_article(document: Document, context: Context, report: Report) -> tuple[Article, bool]:
    """Check one article; return its valid values, and whether it has no error."""
    own = Report()
    fields = Fields(document.front_matter, own, listed="the contribute page lists all keys")
    name_keys(fields, context.taxonomies)
    fields.other_words["sources"] = "source"  # the rest of its name has `further_sources`
    fields.other_words |= _SAME
    named = (one.settings for one in context.taxonomies.values())
    keys = ", ".join(one.front_matter for one in named if not one.of_source)
    fields.elsewhere = {key: line.replace("{taxonomies}", keys) for key, line in _INSTEAD.items()}
    article = _read(fields, document, context)
    fields.finish()
    lost = document.front_matter.lost
    if not article.draft and "draft" not in lost:
        # Report placeholders that a command left for the author to replace.
        help_line = "write it, or set draft: true until then"
        for key, text in (("title", article.title), ("summary", article.summary)):
            if _LEFT_OPEN.match(text):
                fields.problem(key, "unfinished", f"'{key}' has not been written yet", help_line)
        if left := _LEFT_OPEN.search(document.body):
            place = document.place(left.start())
            fields.report.add(place, "unfinished", "the text has not been written yet", help_line)
        # Say that an article is held back, since a wrong month would otherwise go unnoticed.
        if context.today < article.date <= context.today + _FARTHEST:
            message = f"'{article.date}' is after today; the article is left out until then"
            help_line = "correct the date, unless the article is to appear on that day"
            fields.problem("date", "held-back", message, help_line)
    is_whole = document.sound and own.ok  # after an error, a term that is listed may be missing
    for extension in context.settings.extensions:
        if context.has_advice or not extension.only_advises:
            extension.check_article(article, document, context, own)
    problems = _without_declined(article, fields, is_whole=is_whole and context.has_advice)
    if article.draft:
        # An unfinished draft does not stop a build: its errors are warnings.
        problems = list(map(in_draft, problems))
    report.extend(problems)
    return article, document.sound and own.ok


def _without_declined(article: Article, fields: Fields, *, is_whole: bool) -> list[Diagnostic]:
    """Return the problems of an article without the advice that it declines.

    Declining advice that was not given is a problem, too. It is not reported for a draft, which
    gets less advice, or after an error (`is_whole`), which may hide some.
    """
    report = fields.report
    if not article.not_applicable:
        return [*report.diagnostics]
    advice = advice_codes()
    declined = {code for code in article.not_applicable if code in advice}
    if not article.draft and is_whole:
        given = declined.intersection(problem.code for problem in report)
        for code in article.not_applicable:
            if code not in given:
                message = f"there is no advice '{code[:60]}' that could be not applicable"
                others = () if code in advice else advice
                help_line = did_you_mean(code, others, f"delete {code[:60]} from the list")
                report.add(fields.place(_DECLINED), "needless-exception", message, help_line)
    return [problem for problem in report.diagnostics if problem.code not in declined]


def without_advice(problems: Iterable[Diagnostic]) -> list[Diagnostic]:
    """Return the problems that an article has without advice."""
    return [problem for problem in problems if problem.code not in every_advice()]


def in_draft(problem: Diagnostic) -> Diagnostic:
    """Return a problem as drafts have it: an error becomes one that does not stop a build.

    Published builds leave drafts out.
    """
    if problem.severity != "error":
        return problem
    message = f"{problem.message}; the draft cannot be published yet"
    return replace(problem, message=message, in_draft=True)


def is_readable(article: Article, document: Document) -> bool:
    """Whether a preview can show an article with errors: it has a title, a date and a slug."""
    has_date = article.date > dt.date.min
    return document.sound and bool(article.title and article.slug) and has_date


def _read(fields: Fields, document: Document, context: Context) -> Article:
    date = _day_of_publication(fields, context)
    day = date or dt.date.min
    if not fields.has("source"):
        fields.missing("source", "source: {name: <outlet>, url: <address>}")
    source = Source(**fields.value("source", ARTICLE["source"]))
    # The name of its outlet may be a term, too.
    outlet = _in_source(fields, "name", source.name)
    terms, unlisted = resolve_terms(fields, outlet, context.taxonomies)
    url = _in_source(fields, "url", source.url)
    if source.name and url:
        check_outlet(source.name, *url, context.taxonomies.values(), fields.report)
    updated = fields.value("updated", ARTICLE["updated"])
    same_event = tuple(fields.texts_of("same_event", ARTICLE["same_event"]))
    slug = fields.slug("slug")
    if not slug and "slug" not in fields.mapping.lost:
        slug = _slug_from_path(document.path, fields)
    if not document.body.strip():
        help_line = "write two to four short paragraphs below the closing ---"
        fields.report.add(document.place(), "empty-body", "the article has no text", help_line)
    return Article(
        path=document.path,
        title=fields.value("title", ARTICLE["title"], needed=True),
        date=day,
        source=source,
        further_sources=tuple(_further_sources(fields, source, context)),
        response=_responses(fields, date, updated, context),
        authors=tuple(_authors(fields, context.taxonomies)),
        terms=terms,
        unlisted=unlisted,
        summary=fields.value("summary", ARTICLE["summary"], needed=True),
        language=fields.language("language") or context.settings.language,
        events=tuple(_events(fields)),
        tags=tuple(_tags(fields)),
        updated=updated if _is_since(date, updated, "updated", fields, context) else None,
        corrections=tuple(_corrections(fields, date, context)),
        retracted=_retraction(fields, date, context),
        archive=_archive(fields),
        same_event=tuple(slug for slug, _ in same_event),
        same_event_places=tuple(place for _, place in same_event),
        follows_place=fields.place("follows"),
        not_applicable=tuple(code for code, _ in fields.texts_of(_DECLINED, ARTICLE[_DECLINED])),
        redirect_from=tuple(old_addresses(fields, context.settings.taxonomies)),
        id=_former_identity(fields),
        slug=slug,
        extra=dict(extension_values(fields, context.settings)),
        body=_body(document, fields, address.article(day, slug), context),
        **fields.rest(ARTICLE),
    )


def _authors(fields: Fields, taxonomies: Mapping[str, Taxonomy]) -> Iterator[str]:
    """Yield the names in `authors`; report outlets and agencies in the registries."""
    posts = {taxonomy.settings.offices_at for taxonomy in taxonomies.values()}
    bodies = [one for key, one in taxonomies.items() if key in posts or one.settings.of_source]
    for name, place in fields.texts_of("authors", ARTICLE["authors"]):
        yield name
        if any(fold(name) in body.by_name or fold(name) in body.shared for body in bodies):
            message = f"'{name[:60]}' is an organisation, not an author"
            help_line = "delete it, or name the people who wrote the report"
            fields.report.add(place, "not-an-author", message, help_line)


def _former_identity(fields: Fields) -> str:
    """The `id` that an earlier version wrote; it counts until the ledger has an identity."""
    identity = yaml.written(fields.get("id"))
    if "id" in fields.mapping.entries:
        key, _ = fields.mapping.entries["id"]
        message = "'id' has been retired: the ledger keeps the identity of an article"
        help_line = "run `digest permalinks --write`; then `digest check --fix` deletes this line"
        fields.report.add(key.place, "retired-key", message, help_line, Fix("delete"))
    return identity


def _slug_from_path(path: str, fields: Fields) -> str:
    stem = path.rsplit("/", 1)[-1].removesuffix(".md")
    if not is_good_name(stem):  # reported where files are listed
        return ""
    slug = re.sub("-{2,}", "-", address.slug_of_file(stem)).strip("-")
    if not fields.good_slug(slug, Place(path)):
        return ""
    if yaml.is_misread(slug):
        message = f"the slug '{slug}' is a number, null or a Boolean to YAML readers"
        help_line = f'rename the file, or quote the slug: slug: "{slug}"'
        fields.report.add(Place(path), "bad-slug", message, help_line)
    return slug


def body_of(document: Document, own: str, context: Context, report: Report) -> Body:
    """Parse the body of a file that is published at `own`.

    The body is empty if it is blank or too complex to read.
    """
    if not document.body.strip():
        return Body("")
    body = render(
        document.body, document.path, document.body_line, context.settings.limits, report, own
    )
    return body or Body("")


def _body(document: Document, fields: Fields, own: str, context: Context) -> Body:
    """Parse the text of an article; report one that begins with the title, which stands above."""
    found = Report()
    body = body_of(document, own, context, found)
    first = document.body.partition("\n")[0].strip("#*_ \t")
    title = " ".join(yaml.written(fields.mapping.at("title")).split())
    if not first or first.casefold() != title.casefold():
        fields.report.extend(found)
        return body
    help_line = "delete this line: the page shows the title above the text"
    message, code = "the text begins with the title", "repeated-value"
    for problem in found:
        if problem.code == "heading-level" and problem.place.line == document.body_line:
            message, code = problem.message, problem.code
        else:
            fields.report.extend([problem])
    fields.report.add(document.place(), code, message, help_line)
    return body


def _further_sources(fields: Fields, first: Source, context: Context) -> Iterator[FurtherSource]:
    """The reports that an article is based on besides its source, each once."""
    row = ARTICLE["further_sources"]["items"]
    seen = {identity(first.url), ""}
    for record in fields.records("further_sources", example=form(row)):
        values = record.values(row)
        values["for_"] = values.pop("for")
        name, url = values["name"], values["url"]
        if name and url:
            taxonomies = context.taxonomies.values()
            check_outlet(name, url, record.place("url"), taxonomies, fields.report)
        if url and identity(url) in seen:
            message = "this address is already a source of the article"
            record.problem("url", "repeated-value", message, "delete one of the two")
            continue
        seen.add(identity(url))
        if name:
            yield FurtherSource(**values)


def _responses(
    fields: Fields, date: dt.date | None, updated: dt.date | None, context: Context
) -> tuple[Response, ...]:
    """The answers of the accused that are complete and whose days can be."""
    row = ARTICLE["response"]
    good: list[Response] = []
    for record in fields.one_or_more("response", row):
        found = Response(**record.values(row["items"]))
        if found.who and found.stance and _has_good_day(found, date, updated, record, context):
            _check_once(found, good, record)
            good.append(found)
    return tuple(good)


def _check_once(response: Response, others: Iterable[Response], record: Fields) -> None:
    """Warn about a party with two answers to a charge that no two days tell apart."""
    for other in others:
        is_same = fold(other.who) == fold(response.who) and other.is_answer == response.is_answer
        is_similar = "a similar charge" in (other.stance, response.stance)
        if not is_same or (is_similar and other.stance != response.stance):
            continue
        if not (other.date and response.date) or other.date == response.date:
            message = f"'{response.who[:60]}' has two responses to one charge: "
            message += f"{other.stance} and {response.stance}"
            help_line = "keep one of the two, or write the day of each in date: YYYY-MM-DD"
            record.problem("who", "repeated-value", message, help_line)
            return


def _has_good_day(
    response: Response,
    date: dt.date | None,
    updated: dt.date | None,
    record: Fields,
    context: Context,
) -> bool:
    """Whether a response has the day that its stance needs, and one that can be.

    A search has a day, and cannot be before the article. Nothing can be after the last change.
    """
    day, is_search = response.date, response.stance == "none found"
    if day is None:
        needed = is_search or response.stance == "a similar charge"
        if needed and "date" not in record.mapping.entries:
            what = "on which you searched" if is_search else "of that answer"
            message = f"'{record.within}date' is missing: the day {what}"
            help_line = f"write date: YYYY-MM-DD{'' if is_search else ', YYYY-MM or YYYY'}"
            record.report.add(record.place("stance"), "missing-key", message, help_line)
        return not needed
    if is_search and not day.day:
        message = (
            f"'{day}' is not a day, and the line below the text says on which day you searched"
        )
        record.problem("date", "bad-date", message, "write year-month-day: date: YYYY-MM-DD")
        return False
    if not _is_since(date if is_search else None, day.first, "date", record, context):
        return False
    if updated and day.first > updated:
        message = f"'{record.within}date' ({day}) is after the article's last change ({updated})"
        help_line = "check both dates: 'updated' is the day of the last change"
        record.problem("date", "date-order", message, help_line)
        return False
    return True


def _in_source(fields: Fields, key: str, value: str) -> tuple[str, Place] | None:
    """Pair a value of `source` with its place; return None for an empty value."""
    node = fields.mapping.at("source", key)
    return (value, node.place) if value and node else None


def _day_of_publication(fields: Fields, context: Context) -> dt.date | None:
    """The date of an article; builds hold it back until then.

    A date more than a year ahead must be a slip.
    """
    day = fields.date("date", required=True)
    if day and day > context.today + _FARTHEST:
        message = f"'{day}' is more than a year ahead"
        fields.problem("date", "future-date", message, "check the year")
    return day


def _is_since(
    first: dt.date | None, day: dt.date | None, key: str, fields: Fields, context: Context
) -> bool:
    """Whether a day is neither in the future nor before the day `first`; reports one that is.

    Tomorrow is accepted: it may have begun in the editor's time zone.
    """
    if day is None:
        return False
    said = f"'{fields.within}{key}' ({day})"
    if day > context.today + dt.timedelta(days=1):
        help_line = "write the day on which it happened"
        fields.problem(key, "future-date", f"{said} is in the future", help_line)
        return False
    # An article's date that is too far ahead has its own error.
    if first and day < first <= context.today + _FARTHEST:
        message = f"{said} is before the article ({first})"
        fields.problem(key, "date-order", message, "check both dates")
        return False
    return True


def _tags(fields: Fields) -> Iterator[str]:
    """Yield the valid tags: letters, digits and a few punctuation marks; report the others."""
    spelt: dict[str, str] = {}
    for value, place in fields.texts_of("tags", ARTICLE["tags"]):
        other = spelt.setdefault(value.casefold(), value)
        if other != value:
            message = f"'{value[:40]}' and '{other[:40]}' are one tag in two spellings"
            fields.report.add(place, "repeated-value", message, "delete one of the two")
        elif _TAG.match(value):
            yield value
        else:
            message = f"'{value[:40]}' contains a character that tags cannot have"
            help_line = "use letters, digits, spaces and & + . ' / -"
            if value.startswith("-"):
                help_line = "delete the dash before it"
            if value.startswith("#"):
                help_line = f"write it without #: {value.lstrip('#')[:40]}"
            fields.report.add(place, "bad-tag", message, help_line)


def _events(fields: Fields) -> Iterator[Event]:
    row = ARTICLE["events"]["items"]
    for record in fields.records("events", example=form(row)):
        event = Event(**record.values(row))
        if event.date and event.end and event.end < event.date:
            message = f"the event ends ({event.end}) before it begins ({event.date})"
            record.problem("end", "date-order", message, "swap the two dates")
        elif event.date:
            yield event


def _corrections(fields: Fields, date: dt.date | None, context: Context) -> Iterator[Correction]:
    row = ARTICLE["corrections"]["items"]
    for record in fields.records("corrections", example=form(row)):
        found = Correction(**record.values(row))
        if _is_since(date, found.date, "date", record, context):
            yield found


def _retraction(fields: Fields, date: dt.date | None, context: Context) -> Retraction | None:
    row = ARTICLE["retracted"]
    record = fields.record("retracted", form(row))
    found = Retraction(**record.values(row))
    return found if _is_since(date, found.date, "date", record, context) else None


def _archive(fields: Fields) -> Archive | None:
    found = Archive(**fields.value("archive", ARTICLE["archive"]))
    return found if found.url else None


def check_together(articles: list[Article], report: Report) -> list[Article]:
    """Check addresses, `same_event` and `follows`, which need all articles.

    Returns the articles without an error.

    Of two with one address a draft is refused, so that it stops no build, or else the later file.
    """
    ordered = sorted(articles, key=attrgetter("draft", "path"))
    at: defaultdict[str, list[Article]] = defaultdict(list)
    addresses: defaultdict[str, set[str]] = defaultdict(set)
    for article in ordered:
        if article.slug and article.date > dt.date.min:
            at[article.address].append(article)
            addresses[article.slug].add(article.address)
    wrong = set(check_named_articles(ordered, addresses, report))
    for where, sharing in at.items():
        oldest = sharing[0]
        for later in sharing[1:]:
            message = f"{oldest.path} has the address /{where}"
            help_line = "write slug: <another slug> here, or rename the file"
            report.add(Place(later.path), "duplicate-address", message, help_line)
            wrong.add(later.path)
    return [article for article in ordered if article.path not in wrong]


def extension_values(
    values: Fields, settings: Settings
) -> Iterator[tuple[str, str | bool | tuple[str, ...]]]:
    """Yield each key that an article has, with its valid value."""
    for extension in settings.extensions:
        for key, row in extension.keys.items():
            if value := values.value(key, row):
                yield key, value
