"""Write JSON Schemas of front matter and registries, for completion and checks in editors.

A schema has the keys, their types and limits, and the terms of the registries. It is never stricter
than `digest check`: content that passes the check is valid, and rules that need the whole site are
left to the check. A test compares the two, key by key and limit by limit.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec import Struct

from generator.assemble.interface import _, inline
from generator.check.fields import ROWS, TERM
from generator.check.locale_codes import COUNTRIES
from generator.check.registry import MOST_PHRASES
from generator.check.term_names import MOST
from generator.check.terms import LONGEST_NAME
from generator.data.written_values import LANGUAGE, LIMITS, TEXT, Schema, record, schema_of, text
from generator.model.settings import Settings, TaxonomySettings
from generator.model.term import Taxonomy
from generator.read.links.address_kinds import NUMBER

ARTICLE = "schema/article.json"
"""The address of the schema of front matter."""
_BY_SLUG = {
    "type": "object",
    "propertyNames": {
        "pattern": r"^(?![0-9]+$)[a-z0-9]+(-[a-z0-9]+)*$",
        "maxLength": LIMITS["slug"],
    },
}


def address_of_terms(taxonomy: str) -> str:
    """The address of the schema of a taxonomy's file of terms."""
    return f"schema/terms/{taxonomy}.json"


def article_schema(settings: Settings, taxonomies: Mapping[str, Taxonomy]) -> Schema:
    """Make the schema of an article's front matter, with the terms that it may name."""
    of_terms: dict[str, Schema] = {}
    required = ["title", "date", "source"]
    outlets = None
    for taxonomy in taxonomies.values():
        if taxonomy.settings.of_source:
            outlets = outlets or taxonomy
            continue
        of_terms[taxonomy.settings.front_matter] = _terms(taxonomy, taxonomies)
        if taxonomy.settings.required:
            required.append(taxonomy.settings.front_matter)
    properties: dict[str, Schema] = {}
    rows = dict(ROWS["article"])
    for extension in settings.extensions:
        rows |= extension.keys
    for key, row in rows.items():
        if key == "terms":
            properties |= of_terms
        elif "type" in row:
            english = row["description"]
            properties[key] = {**schema_of(row), "description": _(english)}
    if outlets:
        source = properties["source"]
        inner = source["properties"]
        name = {**_names(outlets), "description": inner["name"]["description"]}
        properties["source"] = {**source, "properties": {**inner, "name": name}}
    head = _head(settings, ARTICLE, f"Front matter of an article of {settings.title}")
    required.append("summary")
    return {**head, **record("The front matter of an article.", properties, required)}


def article_keys(settings: Settings, taxonomies: Mapping[str, Taxonomy]) -> Mapping[str, Any]:
    """Map each key of an article's front matter, in order, to those of its mapping or its items."""
    return _keys(article_schema(settings, taxonomies))


def _keys(schema: Schema) -> Mapping[str, Any]:
    properties = schema.get("items", schema).get("properties", {})
    return {key: _keys(inner) for key, inner in properties.items()}


class FrontMatterKey(Struct, frozen=True):
    """A key of front matter, as people read about it."""

    name: str
    required: bool
    says: str
    inner: tuple[str, ...]
    """The keys of its mapping, or of each mapping in its list."""


def front_matter_keys(
    settings: Settings, taxonomies: Mapping[str, Taxonomy]
) -> Iterator[FrontMatterKey]:
    """Yield the keys of an article's front matter, required ones first."""
    schema = article_schema(settings, taxonomies)
    for name in dict.fromkeys((*schema["required"], *schema["properties"])):
        value = schema["properties"][name]
        is_text = value.get("pattern") == TEXT
        limit = _("At most %(count)s characters.", count=value["maxLength"]) if is_text else ""
        shape = value.get("anyOf", (value,))[-1]  # the last is that of a list
        inner = shape.get("items", shape).get("properties", ())
        says = f"{value['description']} {limit}".strip()
        yield FrontMatterKey(name, name in schema["required"], says, tuple(inner))


def terms_schema(
    settings: Settings, taxonomy: TaxonomySettings, taxonomies: Mapping[str, Taxonomy]
) -> Schema:
    """Make the schema of a taxonomy's file of terms, for editors of registries."""
    own = _references(taxonomies.get(taxonomy.name))
    name = {"anyOf": [text(), _by_language(text())]}
    number = text(limit=NUMBER.most)
    made: dict[str, Schema] = {
        "name": name,
        "named_by": {
            "type": "object",
            "maxProperties": MOST,
            "additionalProperties": {"type": "array", "items": name, "maxItems": MOST},
        },
        "country": {"enum": list(COUNTRIES)},
        "kind": {"enum": list(taxonomy.kinds)},
        "ids": record("", dict.fromkeys(taxonomy.identifiers, number), required=()),
        "own_term": {"anyOf": [*own, {"type": "null"}]},  # null says that there is none
        "office": {"anyOf": _references(taxonomies.get(taxonomy.offices_at))},
        "vocabulary": _vocabulary(),
    }
    closed = {"kind": taxonomy.kinds, "ids": taxonomy.identifiers}
    properties = {
        key: schema_of(row, made) for key, row in TERM.items() if key not in closed or closed[key]
    }
    return {
        **_head(settings, address_of_terms(taxonomy.name), f"Terms of {taxonomy.title}"),
        **_BY_SLUG,
        "additionalProperties": record(f"One {taxonomy.singular}.", properties, required=("name",)),
    }


def addresses(taxonomies: Mapping[str, Taxonomy]) -> dict[str, str]:
    """Map each taxonomy with a file of terms to the address of its schema."""
    return {
        name: address_of_terms(name)
        for name, taxonomy in taxonomies.items()
        if taxonomy.settings.terms.endswith((".yml", ".yaml"))
    }


def schemas(settings: Settings, taxonomies: Mapping[str, Taxonomy]) -> Iterator[tuple[str, Schema]]:
    """Yield the address and the content of each schema."""
    yield ARTICLE, article_schema(settings, taxonomies)
    for name, where in addresses(taxonomies).items():
        yield where, terms_schema(settings, taxonomies[name].settings, taxonomies)


def _head(settings: Settings, address: str, title: str) -> Schema:
    identity = {"$id": f"{settings.url.rstrip('/')}/{address}"} if settings.url else {}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **identity, "title": title}


def _by_language(values: Schema, **about: str) -> Schema:
    names = {"propertyNames": {"pattern": LANGUAGE}}
    return {"type": "object", **about, **names, "additionalProperties": values}


def _vocabulary() -> Schema:
    """Make the schema of a vocabulary: language → weight → phrases.

    Weights match a pattern, because editors reject the number 5 as the name of a property.
    """
    phrases = {
        "type": "array",
        "items": text("phrase"),
        "maxItems": MOST_PHRASES,
        "description": "Phrases that speak for this term; * is any ending.",
    }
    weights = {
        "type": "object",
        "propertyNames": {"pattern": "^[1-5]$"},
        "additionalProperties": phrases,
    }
    return _by_language(weights, description=TERM["vocabulary"]["description"])


def _references(taxonomy: Taxonomy | None) -> list[Schema]:
    """Make schemas for a reference to a term: the known terms, or any text.

    Any text is valid, because a term may be further down in the unsaved file.
    """
    if taxonomy and taxonomy.terms:
        return [{"enum": list(taxonomy.terms)}, text()]
    return [text()]


def _terms(taxonomy: Taxonomy, taxonomies: Mapping[str, Taxonomy]) -> Schema:
    settings = taxonomy.settings
    items, description = {
        "slug": (_slugs, _("Slugs of the %(terms)s it concerns.")),
        "code": (lambda _: _described(COUNTRIES), _("Codes of the %(terms)s it concerns.")),
        "name": (_names, _("Names of the %(terms)s it concerns.")),
    }[settings.lookup]
    description %= {"terms": inline(settings.title)}
    if settings.implied_by:
        others = inline(taxonomies[settings.implied_by].settings.title)
        description += " " + _("Without it, those of its %(terms)s.", terms=others)
    schema = {"type": "array", "items": items(taxonomy), "maxItems": LIMITS["list"]}
    schema |= {"description": description}
    return {**schema, "minItems": 1} if settings.required else schema


def _described(values: Mapping[str, str]) -> Schema:
    """Make the schema of a closed list of values, each with its name for readers."""
    return {"enum": list(values), "markdownEnumDescriptions": list(values.values())}


def _slugs(taxonomy: Taxonomy) -> Schema:
    closed = _described({term.slug: term.name for term in taxonomy})
    if taxonomy.settings.unknown == "warning":
        return {"anyOf": [closed, text(limit=LONGEST_NAME)]}
    return closed


def _names(taxonomy: Taxonomy) -> Schema:
    """Make the schema of a term's name: the known names, or any text.

    Any text is valid, because the check compares names without regard to case.
    """
    names = [name for term in taxonomy for name in term.names if len(name) <= LONGEST_NAME]
    any_name = text(limit=LONGEST_NAME)
    if names:
        return {"anyOf": [{"enum": names}, any_name]}
    return any_name
