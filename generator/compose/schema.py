"""JSON Schemas of what people write, so that an editor completes and checks while they type.

A schema knows the keys, their kinds and bounds, and the terms of the registries
(JSON Schema 2020-12, with words that draft 7 has too, since most editors stop
there). It is never stricter than the check: whatever `check/` lets pass is valid
here, and what only the whole site can tell is left to `digest check`. A test
holds the two together, key by key and bound by bound.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from generator.check.fields import COUNTRIES
from generator.model.settings import Settings, TaxonomySettings
from generator.model.term import Taxonomy

Schema = dict[str, Any]

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ARTICLE = "schema/article.json"
"""Where the schema of front matter stands on the site."""

# Patterns mean the same in ECMA-262 (with its `u` flag) and in Python: no \Z, no needless escapes.
_SAID = r"\S"
_DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
_URL = r'^\s*[Hh][Tt][Tt][Pp][Ss]?://[^\s\\<>"`{}|^]+\s*$'
_LANGUAGE = r"^\s*[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?\s*$"
_SLUG = r"^\s*[a-z0-9]+(-[a-z0-9]+)*\s*$"
_NOT_IN_TAGS = r'\x00-\x1f!"#$%()*,:;<=>?@\[\\\]^`{|}~\x7f'
_TAG = rf"^\s*[^ &+.'/{_NOT_IN_TAGS}-][^{_NOT_IN_TAGS}]*$"
_PHRASE = r'^[^\x00-\x1f!"#$%()+:;<=>?@\[\\\]^_`{|}~\x7f]*[^\x00-\x20]$'
_OLD_ADDRESS = r"^\s*/*[a-z0-9][a-z0-9./-]*\s*$"
_TAG_URI = r"^\s*tag:[a-z0-9.-]+\.[a-z]{2,},[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?:[A-Za-z0-9_./~%-]+\s*$"

_HINTS = {
    _SAID: "say something, or leave the key out",
    _DAY: "write year-month-day, as in 2024-05-02",
    _URL: "write it as in https://example.org/news/1",
    _LANGUAGE: "write a code such as en, az, ru or pt-BR",
    _SLUG: "use a-z, 0-9 and single hyphens, as in counter-terrorism",
    _TAG: "use letters, digits, spaces and & + . ' / -",
    _PHRASE: "write words, with a * only behind three letters or more",
    _OLD_ADDRESS: "write the old path, as in articles/2024/05/old-name/",
    _TAG_URI: "leave it out, or write tag:example.org,2024-05-02:name",
}


def address_of_terms(taxonomy: str) -> str:
    """Where the schema of a taxonomy's file of terms stands on the site."""
    return f"schema/terms/{taxonomy}.json"


def article_schema(settings: Settings, taxonomies: Mapping[str, Taxonomy]) -> Schema:
    """The schema of an article's front matter, with the terms that may be named in it."""
    every = list(taxonomies.values())
    nested = [taxonomy for taxonomy in every if taxonomy.settings.of_source]
    listed = [taxonomy for taxonomy in every if taxonomy not in nested]
    terms = {taxonomy.settings.front_matter: _terms(taxonomy) for taxonomy in listed}
    required = [taxonomy.settings.front_matter for taxonomy in listed if taxonomy.settings.required]
    properties = {
        "title": _text(160, "Our headline: what happened, and who says so."),
        "date": _day("The day the source published."),
        "source": _source(_names(nested[0]) if nested else None),
        "authors": _list(_text(200), "Who wrote the report.", most=20),
        **terms,
        "summary": _text(400, "One or two sentences in our own words."),
        "language": _language("The language of our text, where it is not the site's."),
        "events": _list(_event(), "Days that the report is about."),
        "tags": _list(_text(50, pattern=_TAG), "Free words.", most=20),
        "updated": _day("The day of the last change that matters."),
        "corrections": _list(_correction(), "What was wrong and was put right."),
        "retracted": _record(
            "Why the article no longer counts.",
            {"date": _day("The day it was withdrawn."), "reason": _text(600, "Why.")},
            required=("date", "reason"),
        ),
        "archive": _record(
            "A stored copy of the source.",
            {"url": _url("Its address."), "date": _day("The day it was stored.")},
            required=("url",),
        ),
        "same_event": _list(_text(200), "Slugs of articles on the same event."),
        "redirect_from": _list(_text(200, pattern=_OLD_ADDRESS), "Old addresses of this article."),
        "id": _text(300, "A permanent identity for feeds; do not change it.", pattern=_TAG_URI),
        "slug": _slug("The last part of its address; without it, the file name."),
        "draft": {"type": "boolean", "description": "true keeps the article off the site."},
    }
    wanted = ("title", "date", "source", *required, "summary")
    return {
        **_head(settings, ARTICLE, f"Front matter of an article of {settings.title}"),
        **_record("What is written above an article's text.", properties, wanted),
    }


def terms_schema(
    settings: Settings, taxonomy: TaxonomySettings, taxonomies: Mapping[str, Taxonomy]
) -> Schema:
    """The schema of a taxonomy's file of terms, for editors of registries."""
    own = taxonomies.get(taxonomy.name)
    offices_at = taxonomies.get(taxonomy.offices_at)
    properties = {
        "name": _name("What it is called in full."),
        "acronym": _text(30, "The short name for narrow places."),
        "aliases": _list(_name(), "Other names that mean this one and no other.", most=60),
        "ambiguous": _list(_name(), "Names that others bear too.", most=60),
        "not_to_be_confused_with": _list(
            _name(), "Bodies outside the digest that share a name, with their state and acronym.", most=60
        ),
        "country": {"enum": list(COUNTRIES), "description": "Country code (ISO 3166-1 alpha-2)."},
        "language": _language("The language it works in."),
        "kind": {"enum": list(taxonomy.kinds), "description": "What kind it is, of a closed list."},
        "parent": _reference_or_none(own, "The term this one is part of."),
        "successor": _reference_or_none(own, "The term that took its place."),
        "url": _url("Its own address."),
        "hosts": _list(_text(200), "Further hosts on which an outlet publishes, or is republished."),
        "since": _day("The day it began."),
        "until": _day("The day it ended."),
        "description": _text(1_500, "Two or three sentences, in Markdown."),
        "offices": _list(_office(offices_at), "Posts a person holds or held."),
        "redirect_from": _list(_slug(), "Slugs it had before."),
        "vocabulary": _vocabulary(),
    }
    if not taxonomy.kinds:
        del properties["kind"]
    return {
        **_head(settings, address_of_terms(taxonomy.name), f"Terms of {taxonomy.title}"),
        "type": "object",
        "propertyNames": {"pattern": r"^(?![0-9]+$)[a-z0-9]+(-[a-z0-9]+)*$", "maxLength": 100},
        "additionalProperties": _record(f"One {taxonomy.singular}.", properties, required=("name",)),
    }


def addresses(taxonomies: Mapping[str, Taxonomy]) -> dict[str, str]:
    """Taxonomy whose terms are a file of the site's own → where its schema stands."""
    return {
        name: address_of_terms(name)
        for name, taxonomy in taxonomies.items()
        if taxonomy.settings.terms.endswith((".yml", ".yaml"))
    }


def schemas(settings: Settings, taxonomies: Mapping[str, Taxonomy]) -> Iterator[tuple[str, Schema]]:
    """Every schema with its address on the site."""
    yield ARTICLE, article_schema(settings, taxonomies)
    for name, where in addresses(taxonomies).items():
        yield where, terms_schema(settings, taxonomies[name].settings, taxonomies)


def _head(settings: Settings, address: str, title: str) -> Schema:
    identity = {"$id": f"{settings.url.rstrip('/')}/{address}"} if settings.url else {}
    return {"$schema": DIALECT, **identity, "title": title}


def _text(most: int = 200, description: str = "", pattern: str = _SAID) -> Schema:
    """One line of text; an editor that knows `patternErrorMessage` says what right looks like."""
    schema: Schema = {"type": "string", "pattern": pattern, "maxLength": most}
    hint = {"patternErrorMessage": _HINTS[pattern]} if pattern in _HINTS else {}
    return {**schema, **hint, **({"description": description} if description else {})}


def _day(description: str) -> Schema:
    return {**_text(10, description, _DAY), "format": "date"}


def _url(description: str) -> Schema:
    return _text(2_000, description, _URL)


def _language(description: str) -> Schema:
    return _text(35, description, _LANGUAGE)


def _slug(description: str = "") -> Schema:
    return _text(100, description, _SLUG)


def _list(items: Schema, description: str, *, most: int = 50) -> Schema:
    return {"type": "array", "items": items, "maxItems": most, "description": description}


def _record(description: str, properties: Mapping[str, Schema], required: tuple[str, ...]) -> Schema:
    return {
        "type": "object",
        "description": description,
        "properties": dict(properties),
        "required": list(required),
        "additionalProperties": False,
    }


def _source(names: Schema | None) -> Schema:
    properties = {
        "name": {**(names or _text(160)), "description": "Who reported it."},
        "url": _url("Where it can be read; left out only for print or broadcast."),
        "title": _text(300, "The source's own headline, where ours differs."),
        "language": _language("The source's language."),
    }
    return _record("Who reported it and where.", properties, required=("name",))


def _event() -> Schema:
    properties = {
        "date": _day("The day, or the first day."),
        "end": _day("The last day, where there are several."),
        "label": _text(200, "What happens on it."),
    }
    return _record("A day, or a span of days.", properties, required=("date", "label"))


def _correction() -> Schema:
    properties = {"date": _day("The day of the correction."), "note": _text(600, "What was wrong.")}
    return _record("One correction.", properties, required=("date", "note"))


def _office(at: Taxonomy | None) -> Schema:
    properties = {
        "title": _text(200, "What the post is called."),
        "at": _reference(at, "Where it is held."),
        "since": _day("The first day."),
        "until": _day("The last day."),
        "as_of": _day("The day on which it was known."),
    }
    return _record("One post.", properties, required=("title",))


def _vocabulary() -> Schema:
    """Language → weight → phrases; weights by pattern, since editors hold 5 for no name of a property."""
    phrases = _list(_text(pattern=_PHRASE), "Phrases that speak for this term; * is any ending.", most=400)
    by_weight = {"type": "object", "propertyNames": {"pattern": "^[1-5]$"}, "additionalProperties": phrases}
    return {
        "type": "object",
        "description": "Language, then weight (5 nearly decides alone), then phrases.",
        "propertyNames": {"pattern": _LANGUAGE},
        "additionalProperties": by_weight,
    }


def _name(description: str = "") -> Schema:
    """A name, or `{az: …}` for one that is in another language than the site."""
    foreign: Schema = {
        "type": "object",
        "propertyNames": {"pattern": _LANGUAGE},
        "additionalProperties": _text(),
    }
    schema: Schema = {"anyOf": [_text(), foreign]}
    return {**schema, "description": description} if description else schema


def _terms(taxonomy: Taxonomy) -> Schema:
    settings = taxonomy.settings
    items = {"slug": _slugs, "code": _codes, "name": _names}[settings.lookup](taxonomy)
    schema = _list(items, settings.intro or f"{settings.title} that the article concerns.")
    return {**schema, "minItems": 1} if settings.required else schema


def _slugs(taxonomy: Taxonomy) -> Schema:
    closed = _described({term.slug: term.name for term in taxonomy})
    return {"anyOf": [closed, _text(160)]} if taxonomy.settings.unknown == "warning" else closed


def _codes(taxonomy: Taxonomy) -> Schema:  # noqa: ARG001 (a code need not be declared to be one)
    return _described(COUNTRIES)


def _names(taxonomy: Taxonomy) -> Schema:
    """Names complete, but any text is valid: the check compares without regard to case."""
    names = [name for term in taxonomy for name in term.names if len(name) <= 160]
    return {"anyOf": [{"enum": names}, _text(160)]} if names else _text(160)


def _reference(taxonomy: Taxonomy | None, description: str) -> Schema:
    """Terms complete, but any text is valid: the one meant may be a line further down, still unsaved."""
    known = [{"enum": list(taxonomy.terms)}] if taxonomy and taxonomy.terms else []
    return {"anyOf": [*known, _text()], "description": description}


def _reference_or_none(taxonomy: Taxonomy | None, description: str) -> Schema:
    """The same, where `null` says on purpose that there is none."""
    schema = _reference(taxonomy, description)
    return {**schema, "anyOf": [*schema["anyOf"], {"type": "null"}]}


def _described(values: Mapping[str, str]) -> Schema:
    """A closed list, each value with what readers call it (a keyword of editors' own)."""
    return {"enum": list(values), "markdownEnumDescriptions": list(values.values())}
