"""Write the configuration of the editor in the browser, Sveltia CMS.

The fields of its form are made from the JSON Schema of front matter, so keys, limits and hints are
those of `check`. Terms of registries are choices by name; a name that is in no registry can only be
written in the file itself.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from generator.assemble.interface import _
from generator.data.editor_schemas import article_schema
from generator.data.written_values import TEXT, Schema
from generator.model.code_host import CodeHost
from generator.model.layout import ARTICLES, PUBLIC
from generator.model.settings import Settings
from generator.model.term import Taxonomy
from generator.read.tables import table

Field = dict[str, Any]
_ONE_LINE = 200
"""Maximum characters of a text that gets a field of one line."""
_CONFIG = table(__package__, "editor_config")


def editor_config(
    settings: Settings, taxonomies: Mapping[str, Taxonomy], host: CodeHost
) -> Mapping[str, Any]:
    """Make the configuration of a site whose repository is on `host`."""
    body = {"label": _("Text"), "hint": _("Two to four short paragraphs in your own words.")}
    articles = {
        "label": _("Articles"),
        "folder": host.folder + ARTICLES,
        "fields": [*_fields(settings, taxonomies), _CONFIG["body"] | body],
    }
    return {
        **_CONFIG["config"],
        "backend": backend_of(host),
        "app_title": settings.title,
        "media_folder": host.folder + PUBLIC,
        "collections": [_CONFIG["articles"] | articles],
    }


def backend_of(host: CodeHost) -> Mapping[str, Any]:
    """Say where the repository is.

    Editors sign in with a token, because signing in by OAuth needs a server of its own.
    """
    backend = {
        "name": host.name,
        "repo": host.project,
        "branch": host.branch,
        "auth_methods": ["token"],
    }
    if host.is_own_server:
        backend |= {"base_url": host.origin, "api_root": host.api}
    return backend


def _fields(settings: Settings, taxonomies: Mapping[str, Taxonomy]) -> Iterator[Field]:
    schema = article_schema(settings, taxonomies)
    names = _choices(taxonomies)
    titles = {one.settings.front_matter: one.settings.title for one in taxonomies.values()}
    for name, value in schema["properties"].items():
        field = _field(name, value, name in schema["required"], names)
        yield {**field, "label": titles.get(name, field["label"])}


def _choices(taxonomies: Mapping[str, Taxonomy]) -> Mapping[str, list[dict[str, str]]]:
    """Map each key that names terms, such as `agencies` or `source.name`, to its choices.

    The editor searches the label, so that has every name of the term, and nothing else.
    """
    choices = {}
    for taxonomy in taxonomies.values():
        lookup = taxonomy.settings.lookup
        options = []
        for term in taxonomy:
            others = [*dict.fromkeys((*term.names, *term.ambiguous))]
            others.remove(term.name)
            label = f"{term.name} ({', '.join(others)})" if others else term.name
            value = term.name if lookup == "name" else term.slug
            if lookup == "code":  # countries, whose codes front matter has in capitals
                value = value.upper()
            options.append({"label": label, "value": value})
        options.sort(key=lambda option: option["label"].casefold())
        choices[taxonomy.settings.front_matter] = options
    return choices


def _field(
    name: str,
    value: Schema,
    required: bool,
    names: Mapping[str, list[dict[str, str]]],
    above: str = "",
) -> Field:
    """Make the field of a key.

    Args:
        name: The key.
        value: Its schema.
        required: Whether front matter, or the record that it is in, must have it.
        names: The terms that keys may name.
        above: The path of the record that it is in, such as `source.`; "" for front matter.
    """
    field: Field = {
        "name": name,
        "label": name.replace("_", " ").capitalize(),
        "hint": value.get("description", ""),
        "required": required,
    }
    path = above + name
    if path in names:
        return field | _select(value, names[path])
    if value["type"] == "array":
        return field | _list(value, names, path)
    if value["type"] == "object":
        return field | {"widget": "object", "fields": _record(value, names, path)}
    return field | _single(value)


def _select(value: Schema, options: list[dict[str, str]]) -> Field:
    select: Field = {"widget": "select", "options": options}
    if value.get("type") == "array":
        select |= {"multiple": True, "min": value.get("minItems", 0), "max": value["maxItems"]}
    return select


def _record(value: Schema, names: Mapping[str, list[dict[str, str]]], path: str) -> list[Field]:
    fields = []
    for name, inner in value["properties"].items():
        fields.append(_field(name, inner, name in value["required"], names, f"{path}."))
    return fields


def _list(value: Schema, names: Mapping[str, list[dict[str, str]]], path: str) -> Field:
    items = value["items"]
    if "enum" in items:
        return _select(value, [{"label": one, "value": one} for one in items["enum"]])
    made: Field = {"widget": "list", "max": value["maxItems"], "collapsed": "auto"}
    if items["type"] == "object":
        return made | {"fields": _record(items, names, path)}
    return made | {"field": _field("value", items, True, names, f"{path}.")}


def _single(value: Schema) -> Field:
    """Make the widget of a text, a day, a closed list of values, or a yes and no."""
    if value["type"] == "boolean":
        return {"widget": "boolean"}
    if value.get("format") == "date":
        return {"widget": "datetime", "type": "date", "format": "YYYY-MM-DD", "time_format": False}
    if "enum" in value:
        return {"widget": "select", "options": value["enum"]}
    is_prose = value["pattern"] == TEXT and value["maxLength"] > _ONE_LINE
    return {
        "widget": "text" if is_prose else "string",
        "pattern": [value["pattern"], value["patternErrorMessage"]],
        "maxlength": value["maxLength"],
    }
