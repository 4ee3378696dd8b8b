"""Write `docs/pages/reference/` from the templates beside this file: `python -m docs.reference`.

The pages are made from the tables that the program reads, so they cannot contradict it. They are
not
committed: each build of the documentation writes them again.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from inspect import cleandoc
from pathlib import Path
from typing import Any

import click
import jinja2

from generator.check.fields import ARTICLE, ROWS, TERM, Row
from generator.check.registry import read_taxonomies
from generator.check.site_settings import read_settings
from generator.cli.main import main as digest
from generator.data import written_values
from generator.data.editor_schemas import article_schema, terms_schema
from generator.diagnostics.codes import content_codes, site_codes
from generator.diagnostics.diagnostics import Report
from generator.extras.editions import ROWS as EDITION
from generator.installed import installed
from generator.model.settings import ADVICE, LIMITS
from generator.read.tables import table

TEMPLATES = Path(__file__).parent
PAGES = TEMPLATES.parent / "pages" / "reference"
CONFIG = TEMPLATES.parent / "site_config"
"""The settings of the example digest, which say what is required."""
FORMS = {
    "advice": "a code of advice",
    "boolean": "`true` or `false`",
    "catalogue": "a web address with `{id}`",
    "choice": "one of these values",
    "country": "a country code",
    "day": "a day, such as `2024-05-02`",
    "domain": "a host name",
    "email": "an e-mail address",
    "ids": "catalogue: number",
    "key": "a key of front matter",
    "kind": "one of the `kinds` in site.yml",
    "language": "a code, such as `en` or `pt-BR`",
    "list": "a list",
    "local_url": "a web address",
    "name": "text, or language: text",
    "named": "names, each with its value",
    "named_by": "organisation: a list of names",
    "number": "a whole number",
    "office": "a term",
    "old_address": "an old path",
    "old_term": "an old slug",
    "outlet": "text",
    "own_term": "a term of the same file, or `null`",
    "partial_day": "a day, a month or a year",
    "path": "a path of the site",
    "record": "keys and values",
    "schema_type": "a type of [schema.org](https://schema.org/)",
    "site": "the address of a site",
    "slug": "a slug, such as `counter-terrorism`",
    "tag": "a tag",
    "taxonomy": "a taxonomy",
    "tag_uri": "a `tag:` address",
    "text": "text",
    "unsubscribe": "a web address",
    "url": "a web address",
    "vocabulary": "language: weight: phrases",
}
"""Type in `written_values.toml` → what to write."""
PLURALS = {
    "advice": "[codes of advice](checks.md)",
    "country": "country codes",
    "name": "names, each as text or as language: text",
    "old_address": "old paths",
    "old_term": "old slugs",
    "record": "mappings",
    "slug": "slugs",
    "tag": "tags",
    "text": "texts",
}
"""The same for the items of a list."""


@dataclass(frozen=True)
class Key:
    """A row in a table of keys; `events[].date` is the key `date` of each item of `events`."""

    name: str
    required: bool
    form: str
    limit: str
    says: str


@dataclass(frozen=True)
class Command:
    """A command, as `digest COMMAND --help` describes it."""

    name: str
    usage: str
    says: str
    options: Sequence[tuple[str, str]]
    """Names and help of each option."""


def keys(rows: Mapping[str, Row], required: Sequence[str]) -> Iterator[Key]:
    """The keys that people write, required ones first; those without a type are computed."""
    written = {name: row for name, row in rows.items() if "type" in row}
    for name in sorted(written, key=lambda name: name not in required):
        yield from _key(name, written[name], is_required=name in required)


def _key(name: str, row: Row, *, is_required: bool) -> Iterator[Key]:
    """A key, followed by those below it; these are required wherever the key itself is written."""
    inner, form, limit, below = row, FORMS[row["type"]], "", f"{name}."
    if row["type"] == "choice":
        form = ", ".join(f"`{choice}`" for choice in row["choices"])
    elif row["type"] == "list":
        inner, below = row["items"], f"{name}[]."
        form = f"a list of {PLURALS.get(inner['type'], FORMS[inner['type']])}"
        limit = f"{row.get('limit', written_values.LIMITS['list'])} items"
    elif row["type"] == "number":
        limit = f"{row['limit']:,}"
    elif "limit" in row:
        limit = f"{row['limit']:,} characters"
    says = row["description"]
    if "default" in row:
        default = row["default"]
        says += f" Default: `{str(default).lower() if isinstance(default, bool) else default}`."
    yield Key(name, is_required, form, limit, says)
    for key, value in inner.get("keys", {}).items():
        yield from _key(below + key, value, is_required=key in inner["required"])


def commands() -> Iterator[Command]:
    """All commands in alphabetical order."""
    above = click.Context(digest, info_name="digest")
    for name in digest.list_commands(above):
        command = digest.get_command(above, name)
        assert command is not None  # noqa: S101 (the name is from the list)
        context = click.Context(command, info_name=name, parent=above)
        usage = " ".join((context.command_path, *command.collect_usage_pieces(context)))
        options = []
        for parameter in command.get_params(context):
            record = (
                parameter.get_help_record(context) if isinstance(parameter, click.Option) else None
            )
            if record and "--help" not in record[0]:
                options.append(record)
        yield Command(name, usage, cleandoc(command.help or ""), options)


def cell(text: str) -> str:
    """Write text for a cell in Markdown: escape marks outside of `code`, bars and line breaks."""
    parts = re.split(r"(`[^`]*`)", " ".join(text.split()))
    parts[::2] = [re.sub(r"([\\*_<>\[\]#])", r"\\\1", part) for part in parts[::2]]
    return "".join(parts).replace("|", "\\|")


def example(text: str) -> str:
    """Write a text as code: a span or a block, with a fence longer than any in the text."""
    text = text.strip()
    fence = "`" * (max(map(len, re.findall("`+", text)), default=0) + 1)
    if "\n" not in text:
        space = " " if "`" in text else ""
        return f"{fence}{space}{text}{space}{fence}"
    return f"\n\n{fence:`<3}text\n{text}\n{fence:`<3}"


def _record(name: str) -> list[Key]:
    return list(keys(ROWS[name]["keys"], ROWS[name]["required"]))


def values() -> dict[str, Any]:
    """Everything that the templates show."""
    settings, is_sound = read_settings(CONFIG, "docs/site_config", installed(), Report())
    if settings is None or not is_sound:
        raise SystemExit("docs/site_config/ has errors; run: digest -f docs/mkdocs.yml check")
    taxonomies = read_taxonomies(CONFIG, "docs/site_config", settings, Report())
    watched = table("newsroom.desk", "watched_values")
    agencies = terms_schema(settings, taxonomies["agencies"].settings, taxonomies)
    return {
        "article": list(keys(ARTICLE, article_schema(settings, taxonomies)["required"])),
        "page": _record("page"),
        "edition": list(keys(EDITION, ("week",))),
        "site": _record("site"),
        "taxonomy": _record("taxonomy"),
        "term": list(keys(TERM, agencies["additionalProperties"]["required"])),
        "feed": list(keys(watched["feed"], ("url", "outlet"))),
        "region": list(keys(watched["region"], ("name",))),
        "commands": list(commands()),
        "codes": list(content_codes().values()),
        "site_codes": list(site_codes().values()),
        "limits": asdict(LIMITS),
        "advice": ADVICE,
    }


def write(folder: Path = PAGES) -> None:
    """Write every page; files of an earlier run that no template makes are deleted."""
    environment = jinja2.Environment(  # noqa: S701 (Markdown, not HTML)
        loader=jinja2.FileSystemLoader(TEMPLATES),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters |= {"cell": cell, "example": example}
    shown = values()
    pages = {
        name: environment.get_template(name).render(shown)
        for name in environment.list_templates(["md"])
    }
    folder.mkdir(parents=True, exist_ok=True)
    for file in folder.glob("*.md"):
        if file.name not in pages:
            file.unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    write()
