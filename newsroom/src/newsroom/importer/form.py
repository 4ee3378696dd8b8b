"""Turn the answers to the issue form "Suggest an article" into a draft.

Answers arrive as Markdown: a heading for each question and the answer below it. They are untrusted,
so an answer is plain text, and one that only a person can read becomes a task. A form is one more
witness of a report: its answers come before what the page at its link says.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from generator.check.article_fields import Context
from generator.check.fields import ARTICLE
from generator.diagnostics.failure import EditError
from generator.editing.new_article import own_taxonomies, parse_answer
from generator.read.links.web_addresses import web_address_problem
from newsroom.importer import inert
from newsroom.importer.claims import Claim, Guess, Raw
from newsroom.importer.findings import Findings, judge
from newsroom.importer.words import table
from newsroom.importer.written_days import DayMention, find, first_day

QUESTIONS: dict[str, str] = table()["questions"]
"""Heading → field; headings of taxonomies are their titles."""
MOST_BYTES = 300_000
"""Most characters of a form; GitHub's limit for an issue is 65,536."""
_MOST_TERMS, _MOST_REASON = 20, 380
_GIVEN = 0.99
_HEADING = re.compile(r"^#{2,4}[ \t]+(\S.*)$", re.MULTILINE)
_NO_ANSWER = ("", "_no response_", "none", "-", "n/a")
_AND = re.compile(r"\s+(?:and|&)\s+")
_LINK = re.compile(r"https?://[^\s<>]+", re.IGNORECASE)
_BULLET = re.compile(r"\A\s*(?:[-*+]|\d{1,2}[.)])\s+")


def questions(context: Context) -> dict[str, str]:
    """Map the headings of this site's form to fields."""
    taxonomies = own_taxonomies(context)
    return QUESTIONS | {settings.title: settings.front_matter for settings in taxonomies}


def read_form(text: str, known: Mapping[str, str]) -> dict[str, str]:
    """Return the answers by field, without empty ones.

    `known` maps headings to fields. A heading that is no question, or is repeated, is part of the
    answer around it.
    """
    shown = [part.partition("<!--")[0] for part in text[:MOST_BYTES].split("-->")]
    text = inert.clean("".join(shown))
    fields = {heading.casefold(): field for heading, field in known.items()}
    starts: dict[str, re.Match[str]] = {}
    if not _HEADING.search(text) and _LINK.search(text):
        return {"url": text.strip()}
    for match in _HEADING.finditer(text):
        field = fields.get(match[1].rstrip(" \t#").casefold())
        if field:
            starts.setdefault(field, match)
    answers: dict[str, str] = {}
    end = len(text)
    for field, match in reversed(starts.items()):
        answer = text[match.end() : end].strip()
        end = match.start()
        if answer.casefold() not in _NO_ANSWER:
            answers[field] = answer
    return answers


def link_of(answers: Mapping[str, str]) -> str:
    """The first address in the answer about the link, or that answer on one line."""
    answer = inert.one_line(answers.get("url", ""), 2_000)
    found = _LINK.search(answer)
    link = found.group().rstrip(".,;") if found else answer
    return link if "(" in link else link.rstrip(")")


def findings(answers: Mapping[str, str], context: Context, page: Raw) -> Findings:
    """Collect the values in the answers; the page at their link gives those that they lack."""
    to_do: list[str] = []
    claims = list(_claims(answers, to_do))
    given = [claim.field for claim in claims]
    claims += [claim for claim in page.claims if claim.field not in given]
    report = judge(Raw(page.text, tuple(claims)), context)
    terms = dict(report.topics.terms)
    for settings in own_taxonomies(context):
        values = _terms(settings.name, answers.get(settings.front_matter, ""), context, to_do)
        named = {value: Guess(value, _GIVEN, "") for value in values}
        others = [guess for guess in terms.get(settings.name, ()) if guess.value not in named]
        terms[settings.name] = (*named.values(), *others)
    if "reason" in answers:
        to_do.append(f"say why it matters; the form says: {answers['reason'][:_MOST_REASON]}")
    return replace(report, topics=replace(report.topics, terms=terms), to_do=tuple(to_do))


def _claims(answers: Mapping[str, str], to_do: list[str]) -> Iterator[Claim]:
    """Yield answers as claims; one that only a person can read is added to the tasks."""
    link = link_of(answers)
    problem = web_address_problem(link)
    if link and problem:
        to_do.append(f"url: the address of the report ({problem}: {link})")
    elif link:
        yield Claim("address", link, "given", "")
    written = " ".join(answers.get("date", "")[:200].split()).rstrip(".")
    day = first_day(written)
    if day and day.date and find(written) == [DayMention(0, len(written), day)]:
        yield Claim("date", str(day), "given", "")
    elif written:
        to_do.append(f"date: the day the source published (the form says: {written})")
    if "title" in answers:
        yield Claim(
            "title", inert.one_line(answers["title"], ARTICLE["title"]["limit"]), "given", ""
        )


def _terms(name: str, answer: str, context: Context, to_do: list[str]) -> Iterator[str]:
    """Yield the terms of a taxonomy that an answer names, as front matter writes them."""
    for part in re.split(r"[\n,;]", answer)[:_MOST_TERMS]:
        written = inert.one_line(_BULLET.sub("", part), 160).strip("`").rstrip(".")
        halves = _AND.split(written)
        try:  # `X and Y` is two terms if both are known
            yield from [parse_answer(name, half, context) for half in halves if half]
        except EditError as error:
            problem = str(error)
            try:
                yield parse_answer(name, written, context)
            except EditError:
                to_do.append(f"{name}: {problem}")
