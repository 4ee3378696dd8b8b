"""`digest suggest`: compare the subjects of a text with its front matter.

A value without evidence in the text is listed but never removed, since an editor may know more than
the text says.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import partial
from typing import Any

from generator.check.article_fields import Context
from generator.diagnostics.diagnostics import Report
from generator.editing.canonical import dump
from generator.editing.new_article import BODY, SUMMARY, own_taxonomies
from generator.model.term import Taxonomy
from generator.read import document, yaml
from generator.read.yaml import written
from newsroom.importer import inert
from newsroom.importer.import_run import guarded, read_text
from newsroom.importer.inert import one_line
from newsroom.importer.reading import Reading, read
from newsroom.importer.receive import Input, recognise
from newsroom.importer.suggestions import Suggestions, recogniser, slug_of

_MOST_DOUBTFUL, _LEAST = 5, 0.25
"""Most doubtful terms of a taxonomy, and the least confidence of one, that are shown."""
_NOWHERE = "nothing in the text speaks of it"

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Manuscript:
    """A text to compare with its front matter.

    `source` is the whole file, `reading` the part that is read, and `claimed` maps the keys of
    front matter to their values.
    """

    source: str
    reading: Reading
    claimed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def line_of(self, evidence: str) -> int:
        """The line on which a sentence begins; 0 if the file does not have it."""
        words = map(re.escape, evidence.split()[:6])
        match = re.search(r"\s+".join(words), self.source)
        return self.source.count("\n", 0, match.start()) + 1 if match else 0


def manuscript(source: Input, context: Context) -> Manuscript:
    """Read an article, a plain text or a saved page.

    Raises:
        IntakeError: the input has no text; the message is one line.
    """
    text, kind = recognise(source)
    if text.startswith("---\n"):
        data = text.encode("utf-8", "replace")
        parsed = document.parse(data, source.name, context.settings.limits, Report())
        if parsed:
            return _article(parsed, text, context)
    raw = guarded(partial(read_text, text, kind, context))
    title = next((claim.value for claim in raw.of("title")), "")
    whole = raw.text if kind == "page" else text
    return Manuscript(whole, read(raw.text, title))


def _article(parsed: document.Document, source: str, context: Context) -> Manuscript:
    matter = parsed.front_matter
    text = f"{written(matter.at('summary'))}\n\n{parsed.body}"
    for placeholder in (SUMMARY, BODY):
        text = text.replace(placeholder, "")
    language = written(matter.at("language")) or context.settings.language
    claimed: dict[str, tuple[str, ...]] = {}
    for settings in own_taxonomies(context):
        node = matter.at(settings.front_matter)
        items = node.items if isinstance(node, yaml.Sequence) else ()
        values = [item.value for item in items if isinstance(item, yaml.Scalar)]
        claimed[settings.name] = tuple(values)
    return Manuscript(source, read(text, written(matter.at("title")), language), claimed)


def advise(text: Manuscript, context: Context) -> dict[str, Any]:
    """Advise on front matter, for programs.

    `fields` has the values of each front matter key, the surest first. Each has its outcome, the
    line, the sentence, whether front matter has it, and when to use the term. Values without a
    reason in the text come last. `ambiguous` has names that several terms have; `front_matter`
    lines to paste, with the values that it has and the sure ones.
    """
    topics = recogniser(context).suggest(text.reading)
    fields: dict[str, list[Row]] = {}
    to_paste: dict[str, list[str]] = {}
    for name, taxonomy in context.taxonomies.items():
        if name in topics.terms:
            rows = list(_rows(taxonomy, text, topics))
            fields[taxonomy.settings.front_matter] = rows
            kept = [row for row in rows if row["have"] or row["outcome"] == "sure"]
            kept.sort(key=lambda row: not row["have"])
            to_paste[taxonomy.settings.front_matter] = [row["value"] for row in kept]
    ambiguous: list[Row] = []
    for each in topics.ambiguous:
        line = text.line_of(each.evidence)
        ambiguous.append({**asdict(each), "outcome": "listed", "line": line})
    return {
        "fields": fields,
        "ambiguous": ambiguous,
        "unregistered": topics.unregistered.value if topics.unregistered else None,
        "front_matter": dump(to_paste).splitlines(),
    }


def _rows(taxonomy: Taxonomy, text: Manuscript, topics: Suggestions) -> Iterator[Row]:
    name = taxonomy.settings.name
    claimed = {}
    for value in text.claimed.get(name, ()):
        claimed[slug_of(value, taxonomy) or value] = value
    doubtful = topics.doubtful.get(name, ())[:_MOST_DOUBTFUL]
    for guess in (*topics.terms[name], *doubtful):
        value = claimed.pop(slug_of(guess.value, taxonomy), "")
        if value or guess.confidence >= _LEAST:
            yield {
                "value": value or guess.value,
                "outcome": guess.outcome,
                "have": bool(value),
                "confidence": guess.confidence,
                "evidence": one_line(guess.evidence),
                "line": text.line_of(guess.evidence),
                "use": taxonomy.terms[slug_of(guess.value, taxonomy)].use,
            }
    for slug, value in claimed.items():
        row = {"value": value, "outcome": "no reason", "have": True}
        rule = taxonomy.terms[slug].use if slug in taxonomy.terms else ""
        yield {**row, "confidence": 0.0, "evidence": _NOWHERE, "line": 0, "use": rule}


def as_text(advice: dict[str, Any]) -> str:
    """Write advice as a table for a person: `=` marks present values, `+` those to add."""
    return inert.render("advice.jinja", {"advice": advice}).strip("\n") or "no registered terms"
