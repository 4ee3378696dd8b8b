"""The pages of reference say what the program reads: every key, setting, command and check."""

import re
import shutil
from dataclasses import asdict, fields

import pytest
import yaml

from docs.reference.__main__ import FORMS, TEMPLATES, cell, write
from generator.check.fields import TERM
from generator.check.registry import read_taxonomies
from generator.check.site_settings import read_settings
from generator.cli.main import main
from generator.data.editor_schemas import article_schema
from generator.diagnostics.codes import every_code
from generator.diagnostics.diagnostics import Report
from generator.extras.advice.lexicon import Style
from generator.extras.editions import ROWS
from generator.installed import installed
from generator.model.settings import LIMITS, Settings, TaxonomySettings
from generator.read.tables import table
from tests.command import command_of, succeed
from tests.corpus import PROJECT

DOCS = PROJECT / "docs"
WATCHED = table("newsroom.desk", "watched_values")


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """Name → text of each page."""
    folder = tmp_path_factory.mktemp("reference")
    (folder / "renamed.md").write_text("a page of an earlier run")
    write(folder)
    return {file.stem: file.read_text() for file in folder.iterdir()}


def keys_below(page, heading):
    """The keys in the first column of the table below a heading."""
    section = page.split(f"\n## {heading}\n", 1)[1].split("\n## ", 1)[0]
    return set(re.findall(r"^\| `([^`]+)`", section, re.MULTILINE))


def written(schema, above=""):
    """The keys of a JSON Schema, also of those within mappings and lists.

    A value that may be one item or a list of them counts as a list.
    """
    for key, value in schema["properties"].items():
        yield above + key
        yield from written(value, f"{above}{key}.") if "properties" in value else ()
        for shape in value.get("anyOf", [value]):
            items = shape.get("items", {})
            yield from written(items, f"{above}{key}[].") if "properties" in items else ()


def names(model, *computed):
    """The fields of a model that people write."""
    return {field.name for field in fields(model)} - set(computed)


def test_every_key_of_an_article(pages):
    """The table has the keys of the JSON Schema that editors use, apart from the example's own taxonomies."""
    settings, _ = read_settings(DOCS / "site_config", "site_config", installed(), Report())
    taxonomies = read_taxonomies(DOCS / "site_config", "site_config", settings, Report())
    schema = article_schema(settings, taxonomies)
    own = {one.settings.front_matter for one in taxonomies.values() if not one.settings.of_source}
    assert keys_below(pages["front-matter"], "Keys of an article") == set(written(schema)) - own


def test_every_key_of_editions_and_terms(pages):
    assert keys_below(pages["front-matter"], "Keys of an edition") == set(ROWS)
    shown = {key for key in keys_below(pages["registries"], "Keys of a term") if "[]" not in key}
    assert shown == set(TERM)
    assert keys_below(pages["registries"], "Keys of a watched feed") == set(WATCHED["feed"])
    assert keys_below(pages["registries"], "Keys of a region") == set(WATCHED["region"])


def test_every_setting(pages):
    """The tables have exactly the keys that `digest check` accepts."""
    page = pages["site-settings"]
    top = {key for key in keys_below(page, "The site") if "." not in key and "[]" not in key}
    assert top == names(Settings, "without", "extensions") | {"schema", "extras"}
    assert keys_below(page, "Taxonomies") == names(
        TaxonomySettings, "name", "kind_names", "kind_plurals"
    )
    assert keys_below(page, "Limits") == set(asdict(LIMITS))
    assert keys_below(page, "style.yml") == names(Style)


def test_every_command_and_check(pages):
    shown = re.findall(r"^## digest (\S+)", pages["commands"], re.MULTILINE)
    assert shown == main.list_commands(None)
    options = [option for option in command_of("build").params if option.opts[0] != "--help"]
    section = pages["commands"].split("## digest build", 1)[1].split("\n## ", 1)[0]
    assert all(option.opts[-1] in section and cell(option.help) in section for option in options)
    assert re.findall(r"^### `([^`]+)`", pages["checks"], re.MULTILINE) == list(every_code())


def test_old_pages_are_removed(pages):
    assert set(pages) == {file.stem for file in TEMPLATES.glob("*.md")}


def test_every_type_has_words():
    """A new type in written_values.toml needs words for people; without them the pages cannot be written."""
    assert all(FORMS.values())
    assert set(FORMS) > {row["type"] for row in TERM.values()}


def test_site(tmp_path):
    """The documentation builds without a problem, in the order of its menu, with the example digest."""
    root = tmp_path / "docs"
    shutil.copytree(
        DOCS, root, ignore=shutil.ignore_patterns("site", ".site-*", "reference", "pictures")
    )
    write(root / "pages" / "reference")
    succeed(root, "build", "--strict", "--audit")
    nav = yaml.safe_load((root / "mkdocs.yml").read_text())["nav"]
    named = {name.removesuffix("index.md").removesuffix(".md") for name in leaves(nav)}
    made = {
        str(file.relative_to(root / "pages").with_suffix(""))
        for file in (root / "pages").rglob("*.md")
    }
    assert named == {name.removesuffix("index") for name in made} | {"news/"}
    assert all((root / "site" / name / "index.html").is_file() for name in named)


@pytest.mark.parametrize("page", sorted((DOCS / "pages").glob("*.md")), ids=lambda page: page.stem)
def test_lists_are_indented(page):
    """Python-Markdown needs four spaces before whatever continues an item; with fewer, blocks of code run on."""
    outside = re.sub(
        r"^( *)```.*?^\1```$", r"\1```", page.read_text("utf-8"), flags=re.DOTALL | re.MULTILINE
    )
    indents = {len(found) for found in re.findall(r"^( +)\S", outside, re.MULTILINE)}
    assert indents <= {4}


def leaves(nav):
    """The paths in a nav."""
    for item in nav:
        value = next(iter(item.values())) if isinstance(item, dict) else item
        yield from leaves(value) if isinstance(value, list) else [value]
