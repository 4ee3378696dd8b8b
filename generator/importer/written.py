"""A text that someone has written, with what its front matter already says, for `digest suggest`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.check.article_fields import Context
from generator.diagnostics.diagnostics import Report
from generator.editing.new_article import BODY, SUMMARY
from generator.importer.guard import guarded
from generator.importer.import_run import read_text
from generator.importer.reading import Reading, read
from generator.importer.receive import Given, recognise
from generator.model.settings import TaxonomySettings
from generator.model.term import fold
from generator.read import document, yaml


@dataclass(frozen=True, slots=True)
class Written:
    """A text: what is read for guesses, and what an author has said already."""

    source: str
    """The whole file as text, in which places are lines."""
    reading: Reading
    claimed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """Taxonomy → values in the front matter, as written."""


def written(given: Given, context: Context) -> Written:
    """Read an article, a plain text or a saved page.

    Raises:
        IntakeError: in one line, when there is no text in it.
    """
    text, title, is_page = guarded(lambda work: _received(work, context), given)
    if is_page:
        return Written(text, read(text, title))
    parsed = None
    if text.startswith("---\n"):
        data = text.encode("utf-8", "replace")
        parsed = document.parse(data, given.name, context.settings.limits, Report())
    if parsed is None:
        return Written(text, read(text))
    return _article(parsed, text, context)


def _received(given: Given, context: Context) -> tuple[str, str, bool]:
    """The text of what was given, a page's headline, and whether it is a page."""
    received = recognise(given)
    if received.kind != "page":
        return received.text, "", False
    raw = read_text(received, context)
    return raw.text, next((claim.value for claim in raw.of("title")), ""), True


def _article(parsed: document.Document, source: str, context: Context) -> Written:
    matter = parsed.front_matter
    outlet = _text(matter, "source", "name")
    text = f"{_text(matter, 'summary')}\n\n{parsed.body}"
    for placeholder in (SUMMARY, BODY):
        text = text.replace(placeholder, "")
    language = _text(matter, "language") or context.settings.language
    reading = read(
        text, _text(matter, "title"), language, _home(outlet, context), _date(_text(matter, "date"))
    )
    claimed = {
        name: _values(matter, taxonomy.settings)
        for name, taxonomy in context.taxonomies.items()
        if not taxonomy.settings.of_source
    }
    return Written(source, reading, claimed)


def _home(outlet: str, context: Context) -> tuple[str, ...]:
    """The country of the article's source, where the registry knows it."""
    for taxonomy in context.taxonomies.values():
        if taxonomy.settings.of_source:
            slug = taxonomy.by_name.get(fold(outlet))
            if slug and taxonomy.terms[slug].country:
                return (taxonomy.terms[slug].country,)
    return ()


def _date(text: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        return None


def _text(matter: yaml.Mapping, *keys: str) -> str:
    """The scalar under some keys, or nothing; what is wrong with it is for `digest check` to say."""
    node: yaml.Node = matter
    for key in keys:
        if not isinstance(node, yaml.Mapping) or key not in node.entries:
            return ""
        node = node.entries[key][1]
    return node.value if isinstance(node, yaml.Scalar) else ""


def _values(matter: yaml.Mapping, settings: TaxonomySettings) -> tuple[str, ...]:
    entry = matter.entries.get(settings.front_matter)
    if entry is None or not isinstance(entry[1], yaml.Sequence):
        return ()
    return tuple(item.value for item in entry[1].items if isinstance(item, yaml.Scalar))
