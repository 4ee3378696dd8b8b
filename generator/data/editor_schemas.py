"""JSON Schemas of what people write, so that an editor completes and checks while they type.

A schema has the keys, their types and bounds, and the terms of the registries. It is never stricter
than `digest check`: what passes the check is valid here, and what only the whole site can tell is left
to the check. A test compares the two, key by key and bound by bound.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from msgspec import Struct

from generator.check.fields import COUNTRIES
from generator.data import written_values as written
from generator.data.columns import COLUMNS
from generator.data.written_values import Schema, list_of, record, text
from generator.model.settings import Settings, TaxonomySettings
from generator.model.term import Taxonomy

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ARTICLE = "schema/article.json"
"""The address of the schema of front matter."""


def address_of_terms(taxonomy: str) -> str:
    """The address of the schema of a taxonomy's file of terms."""
    return f"schema/terms/{taxonomy}.json"


def article_schema(settings: Settings, taxonomies: Mapping[str, Taxonomy]) -> Schema:
    """The schema of an article's front matter, with the terms that it may name."""
    listed = [taxonomy for taxonomy in taxonomies.values() if not taxonomy.settings.of_source]
    required = [taxonomy.settings.front_matter for taxonomy in listed if taxonomy.settings.required]
    properties: dict[str, Schema] = {}
    for column in COLUMNS:
        if column.written:
            properties[column.name] = column.written
        elif column.name == "terms":
            properties |= {taxonomy.settings.front_matter: _terms(taxonomy) for taxonomy in listed}
    properties["source"] = _source(properties["source"], taxonomies)
    wanted = ("title", "date", "source", *required, "summary")
    return {
        **_head(settings, ARTICLE, f"Front matter of an article of {settings.title}"),
        **record("What is written above an article's text.", properties, wanted),
    }


class FrontMatterKey(Struct, frozen=True):
    """A key of front matter, for people."""

    name: str
    required: bool
    says: str
    inner: tuple[str, ...]
    """The keys of its mapping, or of each mapping in its list."""


def front_matter_keys(settings: Settings, taxonomies: Mapping[str, Taxonomy]) -> Iterator[FrontMatterKey]:
    """The keys of an article's front matter, required ones first."""
    schema = article_schema(settings, taxonomies)
    for name in dict.fromkeys((*schema["required"], *schema["properties"])):
        value = schema["properties"][name]
        most = f" At most {value['maxLength']} characters." if value.get("pattern") == written.SAID else ""
        inner = value.get("items", value).get("properties", ())
        yield FrontMatterKey(name, name in schema["required"], value["description"] + most, tuple(inner))


def _source(schema: Schema, taxonomies: Mapping[str, Taxonomy]) -> Schema:
    """The schema of `source` with the names of registered outlets."""
    for taxonomy in taxonomies.values():
        if taxonomy.settings.of_source:
            inner = schema["properties"]
            name = {**_names(taxonomy), "description": inner["name"]["description"]}
            return {**schema, "properties": {**inner, "name": name}}
    return schema


def terms_schema(
    settings: Settings, taxonomy: TaxonomySettings, taxonomies: Mapping[str, Taxonomy]
) -> Schema:
    """The schema of a taxonomy's file of terms, for editors of registries."""
    own = taxonomies.get(taxonomy.name)
    offices_at = taxonomies.get(taxonomy.offices_at)
    properties = {
        "name": _name("What it is called in full."),
        "acronym": text(30, "The short name for narrow places."),
        "aliases": list_of(_name(), "Other names that mean this one and no other.", most=60),
        "ambiguous": list_of(_name(), "Names that are shared with others.", most=60),
        "not_to_be_confused_with": list_of(
            _name(), "Bodies outside the digest that share a name, with their state and acronym.", most=60
        ),
        "country": {"enum": list(COUNTRIES), "description": "Country code (ISO 3166-1 alpha-2)."},
        "language": written.language("The language it works in."),
        "kind": {"enum": list(taxonomy.kinds), "description": "What kind it is, of a closed list."},
        "parent": _reference_or_none(own, "The term this one is part of."),
        "successor": _reference_or_none(own, "The term that took its place."),
        "url": written.url("Its own address."),
        "hosts": list_of(text(200), "Further hosts on which an outlet publishes, or is republished."),
        "since": written.day("The day it began."),
        "until": written.day("The day it ended."),
        "description": text(1_500, "Two or three sentences, in Markdown."),
        "offices": list_of(_office(offices_at), "Posts a person holds or held."),
        "redirect_from": list_of(written.slug(), "Slugs it had before."),
        "vocabulary": _vocabulary(),
    }
    if not taxonomy.kinds:
        del properties["kind"]
    return {
        **_head(settings, address_of_terms(taxonomy.name), f"Terms of {taxonomy.title}"),
        "type": "object",
        "propertyNames": {"pattern": r"^(?![0-9]+$)[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 100},
        "additionalProperties": record(f"One {taxonomy.singular}.", properties, required=("name",)),
    }


def addresses(taxonomies: Mapping[str, Taxonomy]) -> dict[str, str]:
    """Taxonomy whose terms are a file of the site → the address of its schema."""
    return {
        name: address_of_terms(name)
        for name, taxonomy in taxonomies.items()
        if taxonomy.settings.terms.endswith((".yml", ".yaml"))
    }


def schemas(settings: Settings, taxonomies: Mapping[str, Taxonomy]) -> Iterator[tuple[str, Schema]]:
    """All schemas with their addresses."""
    yield ARTICLE, article_schema(settings, taxonomies)
    for name, where in addresses(taxonomies).items():
        yield where, terms_schema(settings, taxonomies[name].settings, taxonomies)


def _head(settings: Settings, address: str, title: str) -> Schema:
    identity = {"$id": f"{settings.url.rstrip('/')}/{address}"} if settings.url else {}
    return {"$schema": DIALECT, **identity, "title": title}


def _office(at: Taxonomy | None) -> Schema:
    properties = {
        "title": text(200, "The name of the post."),
        "at": _reference(at, "The term where it is held."),
        "since": written.day("The first day."),
        "until": written.day("The last day."),
        "as_of": written.day("The day on which it was known."),
    }
    return record("One post.", properties, required=("title",))


def _vocabulary() -> Schema:
    """Language → weight → phrases; weights by pattern, since editors hold 5 for no name of a property."""
    phrases = list_of(
        text(pattern=written.PHRASE), "Phrases that speak for this term; * is any ending.", most=400
    )
    by_weight = {"type": "object", "propertyNames": {"pattern": "^[1-5]$"}, "additionalProperties": phrases}
    return {
        "type": "object",
        "description": "Language, then weight (5 nearly decides alone), then phrases.",
        "propertyNames": {"pattern": written.LANGUAGE},
        "additionalProperties": by_weight,
    }


def _name(description: str = "") -> Schema:
    """A name, or `{az: …}` for one that is in another language than the site."""
    foreign: Schema = {
        "type": "object",
        "propertyNames": {"pattern": written.LANGUAGE},
        "additionalProperties": text(),
    }
    schema: Schema = {"anyOf": [text(), foreign]}
    return {**schema, "description": description} if description else schema


def _terms(taxonomy: Taxonomy) -> Schema:
    settings = taxonomy.settings
    items = {"slug": _slugs, "code": _codes, "name": _names}[settings.lookup](taxonomy)
    description = f"{settings.lookup.capitalize()}s of the {settings.title.lower()} it concerns."
    if settings.implied_by:
        description += f" Without it, those of its {settings.implied_by}."
    schema = list_of(items, description)
    return {**schema, "minItems": 1} if settings.required else schema


def _slugs(taxonomy: Taxonomy) -> Schema:
    closed = written.described({term.slug: term.name for term in taxonomy})
    return {"anyOf": [closed, text(160)]} if taxonomy.settings.unknown == "warning" else closed


def _codes(taxonomy: Taxonomy) -> Schema:  # noqa: ARG001 (a code need not be declared to be one)
    return written.described(COUNTRIES)


def _names(taxonomy: Taxonomy) -> Schema:
    """Names complete, but any text is valid: the check compares without regard to case."""
    names = [name for term in taxonomy for name in term.names if len(name) <= 160]
    return {"anyOf": [{"enum": names}, text(160)]} if names else text(160)


def _reference(taxonomy: Taxonomy | None, description: str) -> Schema:
    """Terms complete, but any text is valid: the one meant may be a line further down, still unsaved."""
    known = [{"enum": list(taxonomy.terms)}] if taxonomy and taxonomy.terms else []
    return {"anyOf": [*known, text()], "description": description}


def _reference_or_none(taxonomy: Taxonomy | None, description: str) -> Schema:
    """The same, where `null` says on purpose that there is none."""
    schema = _reference(taxonomy, description)
    return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}
