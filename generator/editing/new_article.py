"""`digest new`: write a draft article from a person's answers."""

import datetime as dt
from collections.abc import Callable

from generator.check.article_fields import Context
from generator.check.locale_codes import code_for
from generator.data.editor_schemas import article_keys
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.failure import EditError
from generator.diagnostics.formats import as_entries
from generator.diagnostics.suggest import did_you_mean
from generator.diagnostics.terminal import visible
from generator.editing.canonical import dump
from generator.editing.editable_files import SiteFile, SplitFile, checked
from generator.editing.yaml_text import Plain, Values
from generator.model import address
from generator.model.layout import ARTICLES
from generator.model.settings import TaxonomySettings
from generator.model.term import Taxonomy, fold
from generator.read.links.web_addresses import web_address_problem
from generator.read.text import decode

SUMMARY = "TODO – say in one or two sentences of your own what the source reports, and who says so."
BODY = (
    "TODO – two to four short paragraphs in your own words, "
    "every claim attributed to whoever makes it."
)
LONGEST_SLUG = 60
"""Maximum characters of a slug, because longer addresses are cut off in mails and search
results."""

_MOST_CHOICES = 9
"""Maximum terms in a help line."""

Answers = dict[str, list[str]]
"""`author`, the name of a taxonomy, or a key of `SINGLE` → values."""
SINGLE = ("title", "date", "source", "url", "summary")
"""Keys with one value."""


def own_taxonomies(context: Context) -> list[TaxonomySettings]:
    """The taxonomies that have a key in front matter; that of the sources has none."""
    return [settings for settings in context.settings.taxonomies.values() if not settings.of_source]


def parse_answer(key: str, answer: str, context: Context) -> str:
    """Turn an answer into a front matter value; an empty answer gives an empty value.

    Raises:
        EditError: the answer is invalid.
    """
    value = " ".join(answer.split())
    if not value:
        return ""
    if key == "date":
        try:
            return dt.date.fromisoformat(value).isoformat()
        except ValueError as error:
            message = f"'{value}' is not a day"
            raise EditError(message, "write year-month-day: YYYY-MM-DD") from error
    if key == "url":
        problem = web_address_problem(value)
        if problem:
            message = f"'{value[:60]}' is not an address to link to: {problem}"
            raise EditError(message, "write it as https://<host>/<path>")
    taxonomy = taxonomy_of(key, context)
    if taxonomy is None:
        return value
    settings = taxonomy.settings
    if settings.lookup == "code":
        code, is_exact, help_line = code_for(value)
        if is_exact:
            return code
        raise EditError(f"'{value}' is not a country", help_line)
    folded = fold(value)
    declared = value in taxonomy.terms or folded in taxonomy.by_name or folded in taxonomy.shared
    if settings.unknown == "warning" and not declared:
        return value
    if settings.lookup == "slug":
        return find_slug(value, taxonomy)
    slug = find_slug(value, taxonomy, lambda slug: taxonomy.terms[slug].name)
    if value == slug:
        return taxonomy.terms[slug].name
    return value


def taxonomy_of(key: str, context: Context) -> Taxonomy | None:
    """The taxonomy whose terms a key lists; None for other keys."""
    if key != "source":
        return context.taxonomies.get(key)
    for taxonomy in context.taxonomies.values():
        if taxonomy.settings.of_source:
            return taxonomy
    return None


def write(answers: Answers, context: Context) -> SiteFile:
    """Write a draft that `digest check` accepts.

    `answers` needs a title, a date and a source; all values come from `parse_answer`.

    Raises:
        EditError: the draft has errors; the message has all of them.
    """
    single = {key: _composed(answers[key][0]) for key in SINGLE if key in answers}
    slug = address.slugify(single["title"], LONGEST_SLUG)
    if not slug:
        raise EditError("the title has no letters to name a file after", "write it in words")
    date = dt.date.fromisoformat(single["date"])
    source = {"name": single["source"]}
    if "url" in single:
        source["url"] = single["url"]
    values: Values = {
        "title": single["title"],
        "date": Plain(date.isoformat()),
        "source": source,
        "authors": list(map(_composed, answers.get("author", []))),
        "summary": single.get("summary", SUMMARY),
        "draft": Plain("true"),
    }
    for taxonomy in own_taxonomies(context):
        values[taxonomy.front_matter] = answers.get(taxonomy.name, [])
    values = {
        key: values[key]
        for key in article_keys(context.settings, context.taxonomies)
        if key in values
    }
    remarks = {"draft": "# delete this line when the article is ready"}
    path = f"{ARTICLES}/{date.year:04d}/{date}-{slug}.md"
    article = SiteFile(path, SplitFile(dump(values, remarks), BODY).canonical)
    report = Report()
    checked(article, context, report)
    if not report.ok or any(problem.in_draft for problem in report):
        message = f"these answers do not make an article\n{as_entries(report)}"
        raise EditError(message, "change these answers")
    return article


def _composed(text: str) -> str:
    """Compose the letters of a text (NFC), as the check does.

    A text with forbidden characters is unchanged, so that the check reports them.
    """
    return decode(text.encode("utf-8", "replace"), "", Report()) or text


def find_slug(name: str, taxonomy: Taxonomy, spelling: Callable[[str], str] = str) -> str:
    """Find the slug of a term by its slug or any of its names.

    `spelling` says how help lines write the term of a slug.

    Raises:
        EditError: no term or several terms have this name.
    """
    settings = taxonomy.settings
    if name in taxonomy.terms:
        return name
    folded = fold(name)
    if folded in taxonomy.by_name:
        return taxonomy.by_name[folded]
    if folded in taxonomy.shared:
        choices = " or ".join(map(spelling, taxonomy.shared[folded]))
        raise EditError(f"'{name}' may be several of '{settings.name}'", f"write {choices}")
    slugs: dict[str, None] = {}
    for full, slug in taxonomy.by_name.items():
        if folded and folded in full:
            slugs[slug] = None
    if 1 < len(slugs) <= _MOST_CHOICES:
        named = [f"{slug} ({taxonomy.terms[slug].name})" for slug in slugs]
        message = f"'{name}' is part of several names in '{settings.name}'"
        raise EditError(message, f"write one of {', '.join(named)}")
    names = [*taxonomy.terms, *taxonomy.by_name]
    if now := taxonomy.renamed(name):
        raise EditError(f"'{name}' is not a term of '{settings.name}'", f"it is now '{now}'")
    help_line = did_you_mean(name, names, f"the slugs are declared in {settings.terms_path}")
    shown = visible(name[:60])
    raise EditError(f"'{shown}' is not a term of '{settings.name}'", help_line)
