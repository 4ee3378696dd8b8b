"""Write findings as JSON for programs and as a draft article for people.

A draft has only what is sure; the rest is offered in comments with its evidence. It quotes nothing
of the source but these lines of evidence.
"""

from dataclasses import asdict
from typing import Any

from generator.check.article_fields import Context
from generator.check.fields import ARTICLE
from generator.editing.new_article import LONGEST_SLUG, own_taxonomies
from generator.model import address
from generator.model.layout import ARTICLES
from newsroom.importer import inert
from newsroom.importer.claims import Guess, sure
from newsroom.importer.findings import Findings
from newsroom.importer.inert import one_line

_LONGEST_TITLE: int = ARTICLE["title"]["limit"]
_MOST_OFFERED, _MOST_SHOWN = 4, 15
"""Most offers of a key in a draft, and most terms of a taxonomy in JSON."""

Json = dict[str, Any]


def as_json(report: Findings, context: Context) -> Json:
    """Map each field to its value and outcome.

    A value that is only offered is a suggestion, and the value beside it is null.
    """
    fields: Json = {
        "title": _single(report.title),
        "date": _single(report.date),
        "source": _single(report.outlet),
        "address": _single(report.address),
        "language": _single(report.language),
    }
    fields["date"]["precision"] = report.day.precision if report.day and sure(report.date) else None
    for key, guesses in _lists(report, context).items():
        fields[key] = _several([_record(guess) for guess in guesses[:_MOST_SHOWN]])
    fields["ambiguous"] = [asdict(name) for name in report.topics.ambiguous]
    fields["unregistered"] = _single(report.topics.unregistered)
    return fields


def _single(guess: Guess | None) -> Json:
    if guess is None:
        return {"value": None, "outcome": "nothing found", "confidence": 0.0, "evidence": None}
    if sure(guess):
        return _record(guess)
    return {**_record(guess), "value": None, "suggestion": guess.value}


def _several(records: list[Json]) -> Json:
    facts = [record for record in records if record["outcome"] == "sure"]
    return {
        "value": [record["value"] for record in facts],
        "confidence": min((record["confidence"] for record in facts), default=0.0),
        "evidence": facts[0]["evidence"] if facts else None,
        "each": facts,
        "suggestions": [record for record in records if record not in facts],
    }


def _record(guess: Guess) -> Json:
    return {
        "value": guess.value,
        "outcome": guess.outcome,
        "confidence": guess.confidence,
        "evidence": one_line(guess.evidence),
    }


def _lists(report: Findings, context: Context) -> dict[str, list[Guess]]:
    """Map the keys of front matter that are lists to guesses, the surest first."""
    lists = {"authors": list(report.authors)}
    for settings in own_taxonomies(context):
        lists[settings.front_matter] = list(report.topics.terms.get(settings.name, ()))
    return lists


def file_name(report: Findings, context: Context) -> str:
    """Make the name of the article's file from its date and a few words of its title."""
    title = report.title or report.outlet
    words = title.value if title else ""
    slug = address.slugify(words, LONGEST_SLUG)
    day = report.day.date if report.day and sure(report.date) else None
    return f"{day or context.today}-{slug or 'report'}.md"


def path_of(report: Findings, context: Context) -> str:
    """The path of the article, from the site's folder."""
    name = file_name(report, context)
    return f"{ARTICLES}/{name[:4]}/{name}"


def as_markdown(report: Findings, context: Context) -> str:
    """Write the draft of an article: front matter, and placeholders for the author."""
    ours = context.settings.language.partition("-")[0]
    language = report.language.value.partition("-")[0] if report.language else ours
    length = len(report.title.value) if report.title else 0
    values = {
        "report": report,
        "own_title": language != ours or not 0 < length <= _LONGEST_TITLE,
        "date": sure(report.date) if report.day and report.day.date else None,
        "language": sure(report.language) if language != ours else None,
        "lists": _lists(report, context),
        "required": [each.front_matter for each in own_taxonomies(context) if each.required],
        "longest_title": _LONGEST_TITLE,
        "most_offered": _MOST_OFFERED,
        "today": context.today,
    }
    return inert.render("draft.jinja", values, sure=sure)


def note(report: Findings) -> str:
    """Name the author's remaining tasks, on one line."""
    required = {"date": report.date, "source": report.outlet, "address": report.address}
    missing = [name for name, guess in required.items() if not sure(guess)]
    to_find = f"to find: {', '.join(missing)}; " if missing else ""
    title = "" if sure(report.title) else "title, "
    return f"{to_find}to write: {title}summary, text"
