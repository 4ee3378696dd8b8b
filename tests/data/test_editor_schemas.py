"""The editor schemas agree with the check on every key, limit and value."""

import datetime as dt
import json
from collections import defaultdict
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator, FormatChecker

from generator.check.article_fields import Context, check_article
from generator.check.fields import Fields
from generator.check.registry import read_taxonomies
from generator.check.site_settings import read_settings
from generator.data.editor_schemas import (
    ARTICLE,
    article_schema,
    front_matter_keys,
    schemas,
    terms_schema,
)
from generator.diagnostics.diagnostics import Report
from generator.installed import installed
from generator.load.loading import load
from generator.model.settings import LIMITS
from generator.read import yaml as tree
from generator.read.document import parse
from tests.check.golden_site import lay
from tests.corpus import MINIMAL, PROJECT, SAMPLE, Size, as_yaml, make
from tests.examples import one_of
from tests.full import harmless, write_full

GOLDEN = sorted((PROJECT / "tests" / "check" / "golden").glob("*.yml"))
MODELINE = "# yaml-language-server: $schema=https://digest.example.org/schema/article.json"

VALUES = yaml.safe_load(Path(__file__).with_name("editor_schemas.yml").read_text("utf-8"))
EVERYTHING: dict[str, Any] = VALUES["article"]
TERM: dict[str, Any] = VALUES["term"]
ODD = [*VALUES["odd"], "X" * 161, "x" * 2_001, ["x"] * 51]
ONLY_THE_SITE_TELLS = {
    "date-order",
    "unknown-reference",
    "duplicate-name",
    "unknown-article",
    "future-date",
}
CLOSER = {"bad-url", "bad-slug", "bad-language"}
"""Codes that only the check can report, because patterns are less strict."""
OTHER_QUOTES = set("“”„«»")


def plain(node):
    """A tree as an editor's YAML 1.2 reader sees it."""
    if isinstance(node, tree.Mapping):
        return {key: plain(value) for key, (_, value) in node.entries.items()}
    if isinstance(node, tree.Sequence):
        return [plain(item) for item in node.items]
    if node.kind == "number":
        return yaml.safe_load(node.value)
    return {"empty": None, "true or false": node.value.lower() == "true"}.get(node.kind, node.value)


def problems(schema, value):
    validator = Draft202012Validator(schema, format_checker=FormatChecker(["date"]))
    return [f"{error.json_path}: {error.message[:90]}" for error in validator.iter_errors(value)]


def written(meta, report):
    text = f"---\n{as_yaml(meta)}---\n\nText.\n"
    return parse(text.encode(), "content/articles/2024/2024-05-02-tool.md", LIMITS, report)


def context_of(root):
    settings, _ = read_settings(root / "site_config", "site_config", installed(), Report())
    taxonomies = read_taxonomies(root / "site_config", "site_config", settings, Report())
    return Context(settings, taxonomies, dt.date(2024, 5, 3))


@pytest.fixture(scope="module")
def schema(context):
    return article_schema(context.settings, context.taxonomies)


def places(value, path=()):
    """The path of everything inside a value."""
    inner = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, inner_value in inner:
        yield (*path, key)
        yield from places(inner_value, (*path, key))


def changed(value, path, new):
    """A copy with one part replaced, or removed if `new` is `...`."""
    copy = json.loads(json.dumps(value))
    inner = copy
    for key in path[:-1]:
        inner = inner[key]
    if new is ...:
        del inner[path[-1]]
    else:
        inner[path[-1]] = new
    return copy


def variants(value):
    """Copies of a value, each with one part replaced, removed or joined by an unknown key."""
    for path in places(value):
        for new in (..., *ODD):
            yield f"{path} = {new!r:.40}", changed(value, path, new)
        if isinstance(path[-1], str):
            yield f"{path} and more", changed(value, (*path[:-1], "invented"), "x")


def compare(schema, variant, report):
    """The difference between check and schema on a value; empty if they agree."""
    errors = {
        problem.code for problem in report if problem.severity == "error"
    } - ONLY_THE_SITE_TELLS
    violations = problems(schema, variant)
    if violations and not errors:
        return f"the schema alone refuses it: {violations}"
    if errors - CLOSER and not violations:
        return f"the check alone refuses it: {errors}"
    return ""


PARTS = 5


@pytest.mark.parametrize("part", one_of(PARTS, range(PARTS)))
def test_front_matter(part, schema, context):
    """The schema accepts exactly the front matter that the check accepts."""
    document = written(EVERYTHING, report := Report())
    assert check_article(document, context, report), list(report)
    assert problems(schema, EVERYTHING) == []
    differences = {}
    for name, variant in islice(variants(EVERYTHING), part, None, PARTS):
        document = written(variant, report := Report())
        assert document is not None
        check_article(document, context, report)
        if difference := compare(schema, plain(document.front_matter), report):
            differences[name] = difference
    assert differences == {}


@pytest.mark.slow
@pytest.mark.parametrize("name", ["agencies", "people", "themes"])
def test_terms(name, context, tmp_path):
    """The schemas of registries accept exactly the terms that the check accepts."""
    taxonomy = context.settings.taxonomies[name]
    of_terms = terms_schema(context.settings, taxonomy, context.taxonomies)
    term = {key: value for key, value in TERM.items() if taxonomy.kinds or key != "kind"}
    if not taxonomy.offices_at:
        term["offices"] = [{"title": "Head"}]
    if name != "agencies":
        del term["parent"], term["successor"]
    assert problems(of_terms, {"office": term}) == []
    lay({}, tmp_path / "site")
    config = tmp_path / "site" / "site_config"
    before = yaml.safe_load((MINIMAL / "site_config" / taxonomy.terms).read_text())
    others = as_yaml(json.loads(json.dumps(before, default=str)))
    differences = {}
    for what, variant in variants({"office": term}):
        text = others + as_yaml(variant)
        (config / taxonomy.terms).write_text(text)
        report = Report()
        read_taxonomies(config, "site_config", context.settings, report)
        difference = compare(of_terms, variant, report)
        if difference and not ("vocabulary" in what and "the check alone" in difference):
            differences[what] = difference
    assert differences == {}


def test_keys_and_bounds(schema, context, monkeypatch):
    """The schema has exactly the keys and length limits that the check uses."""
    keys: dict[str, set[str]] = defaultdict(set)
    longest: dict[str, int] = {}
    line, get = Fields.line, Fields.get

    def noting_line(self, key, item=None, *, most=200, **more):
        longest[f"{self.within}{key}"] = most
        return line(self, key, item, most=most, **more)

    def noting_key(self, key):
        keys[self.within].add(key)
        return get(self, key)

    monkeypatch.setattr(Fields, "line", noting_line)
    monkeypatch.setattr(Fields, "get", noting_key)
    check_article(written(EVERYTHING, report := Report()), context, report)
    records = {"": schema}
    for key, one in schema["properties"].items():
        whole = one.get("anyOf", [one])[0]  # one response may stand without its list
        inner = whole.get("items", whole)
        if "properties" in inner:
            records[f"{key}."] = inner
    keys[""].remove("id")  # retired: no editor offers it
    assert {within: set(record["properties"]) for within, record in records.items()} == keys
    assert all(record["additionalProperties"] is False for record in records.values())
    bounds = {
        f"{within}{key}": inner["maxLength"]
        for within, record in records.items()
        for key, field in record["properties"].items()
        if "maxLength" in (inner := field.get("items", field))
    }
    dates = {key for key in bounds if key.rsplit(".", 1)[-1] in ("date", "end", "updated")}
    assert {key: bounds[key] for key in bounds.keys() - dates} == {
        key: longest[key] for key in bounds.keys() - dates
    }


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_golden_cases(file, tmp_path):
    """Articles of golden cases that the check accepts are valid, but for advice that nobody gives.

    The check warns about that, because a site may lack the room whose advice an article declines.
    """
    root = lay(yaml.safe_load(file.read_text()), tmp_path / "site")
    settings, _ = read_settings(root / "site_config", "site_config", installed(), Report())
    if settings is None:
        return
    context = context_of(root)
    of_articles = article_schema(context.settings, context.taxonomies)
    for article in sorted((root / "content" / "articles").rglob("*.md")):
        if article.is_file() and not article.is_symlink():
            document = parse(article.read_bytes(), article.name, LIMITS, report := Report())
            is_whole = all(taxonomy.is_whole for taxonomy in context.taxonomies.values())
            if document and check_article(document, context, report) and is_whole:
                found = problems(of_articles, plain(document.front_matter))
                codes = {problem.code for problem in report}
                if "needless-exception" in codes:
                    found = [one for one in found if not one.startswith("$.not_applicable")]
                if "retired-key" in codes:  # the check accepts it for now, and no editor offers it
                    found = [one for one in found if "('id' was unexpected)" not in one]
                if (
                    "odd-quotes" in codes
                ):  # the check reads what is within them, and editors offer none
                    found = [one for one in found if OTHER_QUOTES.isdisjoint(one)]
                assert found == []


@pytest.mark.parametrize("kind", ["sample", "made", "full"])
def test_sites_are_valid(kind, tmp_path):
    """Articles and registries of the sample and of generated sites are valid."""
    root = SAMPLE
    if kind != "sample":
        made = kind == "made"
        root = make(tmp_path, Size(articles=60)) if made else write_full(tmp_path, harmless)
    assert load(root, installed()).report.ok
    context = context_of(root)
    every = dict(schemas(context.settings, context.taxonomies))
    registries = ("agencies", "themes", "people", "sources")
    assert list(every) == [ARTICLE, *(f"schema/terms/{name}.json" for name in registries)]
    for name in registries:
        file = context.settings.taxonomies[name].terms
        text = (root / "site_config" / file).read_text()
        terms = tree.parse(text, file, Report(), LIMITS)
        assert problems(every[f"schema/terms/{name}.json"], plain(terms) if terms else {}) == []
    files = sorted((root / "content" / "articles").rglob("*.md"))
    assert files
    for file in files:
        document = parse(file.read_bytes(), file.name, LIMITS, Report())
        assert problems(every[ARTICLE], plain(document.front_matter)) == [], file.name


def test_are_schemas(context):
    """Each schema is valid under its dialect and has its own address."""
    for address, made_schema in schemas(context.settings, context.taxonomies):
        Draft202012Validator.check_schema(made_schema)
        assert made_schema["$id"] == f"https://digest.example.org/{address}"
        assert made_schema["$schema"] == Draft202012Validator.META_SCHEMA["$id"]


def test_without_an_address_or_terms(context):
    """Schemas are valid without a site address and with empty registries."""
    settings = replace(context.settings, url="")
    empty = {name: replace(taxonomy, terms={}) for name, taxonomy in context.taxonomies.items()}
    for _, made_schema in schemas(settings, empty):
        Draft202012Validator.check_schema(made_schema)
        assert "$id" not in made_schema


def test_editors_can_complete(schema):
    """The schema lists terms as written in front matter, with their names."""
    agencies = schema["properties"]["agencies"]["items"]
    assert agencies["enum"] == ["aq-moe", "aq-ioi"]
    assert agencies["markdownEnumDescriptions"] == [
        "Ministry of Examples",
        "Institute of Inventions",
    ]
    assert "Jane Example" in schema["properties"]["people"]["items"]["anyOf"][0]["enum"]
    assert "The Example" in schema["properties"]["source"]["properties"]["name"]["anyOf"][0]["enum"]
    assert "NO" in schema["properties"]["countries"]["items"]["enum"]
    assert schema["required"] == ["title", "date", "source", "agencies", "themes", "summary"]


def test_modeline(context):
    """The line that names the schema is a comment and does not affect the article."""
    text = f"---\n{MODELINE}\n{as_yaml(EVERYTHING)}---\n\nVera Examplyev, or Vera Exampliev.\n"
    document = parse(
        text.encode(), "content/articles/2024/2024-05-02-tool.md", LIMITS, report := Report()
    )
    assert check_article(document, context, report)
    assert len(report) == 0


def test_inner_keys_are_listed(context):
    """People read of the keys of each record, also of one that may stand without its list."""
    keys = front_matter_keys(context.settings, context.taxonomies)
    inner = {key.name: key.inner for key in keys}
    assert inner["response"] == ("who", "stance", "date", "text")
    assert inner["events"] == ("date", "end", "label")
    assert inner["title"] == ()
