"""From the answers to the issue form "Suggest an article" to a draft.

Answers arrive as Markdown: a heading for each question and the answer below it. They are untrusted,
so an answer is treated as plain text, and an uncertain answer becomes a comment for the editor.
"""

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping

from generator.check.article_fields import Context
from generator.check.locale_codes import code_for
from generator.diagnostics.suggest import did_you_mean
from generator.editing.canonical import quoted
from generator.editing.editable_files import SiteFile
from generator.editing.new_article import LONGEST_SLUG
from generator.importer import inert
from generator.importer.byline import without_intro
from generator.importer.outlet import outlets_of
from generator.importer.words import table
from generator.model import address
from generator.model.term import Taxonomy, fold
from generator.read.written_days import find
from generator.read.written_links import web_address_problem
from generator.read.yaml import is_misread

QUESTIONS: dict[str, str] = table()["questions"]
"""Heading → field; headings of taxonomies are their titles, and fields "" are ignored."""
MOST_BYTES = 300_000
"""Maximum characters of a form; GitHub's limit for an issue is 65,536."""
_MOST_TERMS = 20
_MOST_TEXT = 6_000
"""Maximum characters of an article's text in a form, enough for the usual four paragraphs."""
_HEADING = re.compile(r"^#{2,4}[ \t]+(\S.*)$", re.MULTILINE)
_NO_ANSWER = {"", "_no response_", "none", "-", "n/a"}
_AUTHORS = re.compile(r"[\n;,]|\sand\s")
"""Separates the authors of an answer."""
_BULLET = re.compile(r"^\s*(?:[-*+]|\d{1,2}[.)])\s+")


def questions(context: Context) -> dict[str, str]:
    """Heading → field, for the form of this site."""
    taxonomies = context.settings.taxonomies.values()
    return QUESTIONS | {each.title: each.front_matter for each in taxonomies if not each.of_source}


def read_form(text: str, known: Mapping[str, str]) -> dict[str, str]:
    """Non-empty answers by field; `known` is heading → field.

    A heading that is not a question, or is repeated, is part of the answer around it.
    """
    text = inert.clean(_without_comments(text[:MOST_BYTES]))
    fields = {heading.casefold(): field for heading, field in known.items()}
    spans: dict[str, tuple[int, int]] = {}
    for match in _HEADING.finditer(text):
        heading = match[1].rstrip(" \t#").casefold()
        if heading in fields:
            spans.setdefault(heading, match.span())
    ends = [*(start for start, _ in spans.values()), len(text)]
    answers = {}
    for (heading, (_, start)), end in zip(spans.items(), ends[1:], strict=True):
        answer = text[start:end].strip()
        if fields[heading] and answer.casefold() not in _NO_ANSWER:
            answers[fields[heading]] = answer
    return answers


def _without_comments(text: str) -> str:
    """The text without `<!-- hints -->` of a template, in linear time, unlike a regular expression."""
    first, *rest = text.split("<!--")
    return first + "".join(
        part.partition("-->")[2] if "-->" in part else f"<!--{part}" for part in rest
    )


def draft(answers: Mapping[str, str], context: Context) -> SiteFile:
    """An article from answers; missing or uncertain values become comments.

    The check then reports problems that only a person can correct: a key without an answer, an
    unregistered name, a text that is too short.
    """
    title = inert.one_line(answers.get("title", ""), 160)
    day = _day(answers.get("date", ""))
    name = inert.one_line(answers.get("source.name", ""), 160)
    outlet = outlets_of(context).named(name)
    url = (
        inert.clean("".join(answers.get("source.url", "").split()))
        .removeprefix("<")
        .removesuffix(">")
    )
    values = {
        "title": title,
        "day": day,
        "written_day": inert.one_line(answers.get("date", ""), 60),
        "outlet": outlet.name if outlet else name,
        "url": url,
        "url_problem": web_address_problem(url) if url else "there is none",
        "authors": _names(map(without_intro, _AUTHORS.split(answers.get("authors", "")))),
        "taxonomies": [
            _terms(answers.get(taxonomy.settings.front_matter, ""), taxonomy)
            for taxonomy in context.taxonomies.values()
            if not taxonomy.settings.of_source
        ],
        "summary": inert.one_line(answers.get("summary", ""), 400),
        "body": answers.get("body", "")[:_MOST_TEXT],
    }
    text = inert.render("form.jinja", values, context.settings.limits)
    return SiteFile(_path(day, title), text.encode())


def _path(day: dt.date | None, title: str) -> str:
    slug = address.slugify(title, LONGEST_SLUG)
    slug = slug if slug and not is_misread(slug) else f"suggested-{slug or 'article'}"
    return (
        f"content/articles/{day.year:04d}/{day}-{slug}.md" if day else f"content/articles/{slug}.md"
    )


def _day(answer: str) -> dt.date | None:
    """The day an answer names, if it is unambiguous."""
    text = " ".join(answer[:200].split()).rstrip(".")
    whole = [mention for mention in find(text) if mention.end - mention.start == len(text)]
    return whole[0].day.date if whole and not whole[0].doubtful and not whole[0].last else None


def _names(parts: Iterable[str]) -> list[str]:
    names = (inert.one_line(part, 160) for part in parts)
    return [name for name in dict.fromkeys(names) if any(map(str.isalnum, name))][:_MOST_TERMS]


def _terms(answer: str, taxonomy: Taxonomy) -> tuple[str, str, list[str], list[str], bool]:
    """For the template: key, title, terms, unresolved names, and whether a term is required."""
    settings = taxonomy.settings
    slugs = {name: _slug(name, taxonomy) for name in _names(_parts(answer, taxonomy))}
    terms = dict.fromkeys(_as_front_matter(slug, taxonomy) for slug in slugs.values() if slug)
    problems = [_problem(name, taxonomy) for name, slug in slugs.items() if not slug]
    return settings.front_matter, settings.title, list(terms), problems, settings.required


def _parts(answer: str, taxonomy: Taxonomy) -> Iterator[str]:
    """Names in an answer: lines, or parts between commas; split at `and` only if both halves are known."""
    for line in answer.split("\n"):
        whole = _BULLET.sub("", line).strip().strip("`").rstrip(".")
        for part in [whole] if _slug(whole, taxonomy) else re.split(r"[,;]", whole):
            halves = re.split(r"\s+(?:and|&)\s+", part)
            split = not _slug(part.strip(), taxonomy) and all(
                _slug(half.strip(), taxonomy) for half in halves
            )
            yield from halves if split else [part]


def _slug(name: str, taxonomy: Taxonomy) -> str:
    """The slug of the term with a name; "" if there is none."""
    if taxonomy.settings.lookup == "code":
        return taxonomy.by_name.get(fold(name), "") or _country(name)
    slug = name.lower()
    return slug if slug in taxonomy.terms else taxonomy.by_name.get(fold(name), "")


def _country(name: str) -> str:
    """The slug of the country with a code or another common name, such as UK; "" if there is none."""
    for written in (name, f"{name}."):  # `U.K.` may have lost its last full stop
        code, is_certain, _ = code_for(written)
        if is_certain and (written.isupper() or written.upper() != code):  # `in` and `no` are words
            return code.lower()
    return ""


def _as_front_matter(slug: str, taxonomy: Taxonomy) -> str:
    lookup = taxonomy.settings.lookup
    if lookup == "name":
        return quoted(taxonomy.terms[slug].name)
    return slug.upper() if lookup == "code" else slug


def _problem(name: str, taxonomy: Taxonomy) -> str:
    if several := taxonomy.shared.get(fold(name)):
        return f"{name} may be {' or '.join(several)}"
    names = [each for term in taxonomy for each in (term.slug, *term.names)]
    return f"{name} is in no registry; {did_you_mean(name, names, 'declare it, or leave it out')}"
