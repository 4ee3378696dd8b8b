"""The configuration of the editor in the browser has the columns, registries and limits of the schema."""

import json
import re
from dataclasses import replace

import pytest
import yaml

from generator.data.editor_schemas import article_schema
from generator.diagnostics.diagnostics import Report
from generator.installed import installed
from generator.load.context import read_context
from generator.model.code_host import code_host
from newsroom.editor.editor_config import editor_config
from tests import made
from tests.command import digest
from tests.corpus import write_sample

GITHUB = "https://github.com/example/digest/edit/main/"


def site():
    """A digest of offices, people and outlets, of which only offices are required."""
    offices = made.taxonomy("offices", "red", "blue-one", required=True, front_matter="our_offices")
    offices.terms["red"] = replace(
        offices.terms["red"], acronym="RO", aliases=("Rouge Office",), use="For all that is red."
    )
    people = made.taxonomy(
        "people", "ana-one", front_matter="people", lookup="name", unknown="warning"
    )
    outlets = made.taxonomy(
        "sources", "first-news", front_matter="source.name", lookup="name", unknown="warning"
    )
    return made.site([offices, people, outlets], [])


def config(edit_url=GITHUB, one=None):
    one = one or site()
    return editor_config(one.settings, one.taxonomies, code_host(edit_url))


def fields(of=None):
    """Key → field, of front matter or of a record."""
    listed = of["fields"] if of else config()["collections"][0]["fields"]
    return {field["name"]: field for field in listed}


def test_every_key_has_a_field():
    """The form has the keys of the schema in their order, then the text."""
    one = site()
    schema = article_schema(one.settings, one.taxonomies)
    assert [*fields()] == [*schema["properties"], "body"]
    required = {name for name, field in fields().items() if field.get("required", True)}
    assert required == {*schema["required"], "body"}


def test_terms_are_choices():
    """Terms are chosen by name and written as the check expects, by slug or by name."""
    offices = fields()["our_offices"]
    assert offices["label"] == "Offices"
    assert offices["widget"] == "select"
    assert (offices["multiple"], offices["min"]) == (True, 1)
    assert offices["options"] == [
        {"label": "Blue One", "value": "blue-one"},
        {"label": "Red (RO, Rouge Office)", "value": "red"},
    ]
    assert fields()["people"]["options"] == [{"label": "Ana One", "value": "Ana One"}]
    outlet = fields(fields()["source"])["name"]
    assert outlet["options"] == [{"label": "First News", "value": "First News"}]
    assert "multiple" not in outlet


def test_days_are_days():
    """A day is chosen in a calendar and written as front matter has it."""
    date = fields()["date"]
    assert (date["widget"], date["type"], date["format"]) == ("datetime", "date", "YYYY-MM-DD")
    assert fields(fields()["corrections"])["date"]["widget"] == "datetime"


def test_limits_and_hints():
    """Limits, patterns and their messages are those of the schema."""
    one = site()
    properties = article_schema(one.settings, one.taxonomies)["properties"]
    title, url = fields()["title"], fields(fields()["source"])["url"]
    assert title["maxlength"] == properties["title"]["maxLength"]
    assert title["hint"] == properties["title"]["description"]
    schema = properties["source"]["properties"]["url"]
    assert url["pattern"] == [schema["pattern"], schema["patternErrorMessage"]]
    assert url["required"] is False
    assert fields()["summary"]["widget"] == "text"
    stance = fields(fields()["response"])["stance"]
    assert stance["options"] == properties["response"]["properties"]["stance"]["enum"]
    assert fields()["tags"]["max"] == properties["tags"]["maxItems"]
    assert fields()["draft"]["widget"] == "boolean"


@pytest.mark.parametrize(
    "edit_url, backend, folder",
    [
        (GITHUB, {"name": "github", "repo": "example/digest"}, "content/articles"),
        (
            "https://gitlab.com/news/desk/digest/-/edit/main/site/",
            {"name": "gitlab", "repo": "news/desk/digest"},
            "site/content/articles",
        ),
        (
            "https://git.example.org/news/digest/-/edit/main/",
            {
                "name": "gitlab",
                "repo": "news/digest",
                "base_url": "https://git.example.org",
                "api_root": "https://git.example.org/api/v4",
            },
            "content/articles",
        ),
    ],
)
def test_the_repository(edit_url, backend, folder):
    """The editor signs in with a token, at the host of the repository."""
    made_config = config(edit_url)
    assert made_config["backend"] == {**backend, "branch": "main", "auth_methods": ["token"]}
    assert made_config["collections"][0]["folder"] == folder


@pytest.mark.parametrize(
    "name", ["no", "2024-01-01", "~", "</script>", "{{title}}", "a: b #c", "__proto__", '"', "\\n"]
)
def test_names_are_text(name):
    """The editor reads the configuration as YAML, in which a name is never a day, a Boolean or markup."""
    one = site()
    people = one.taxonomies["people"]
    people.terms["ana-one"] = replace(people.terms["ana-one"], name=name)
    written = json.dumps(config(one=one), ensure_ascii=False)
    read = yaml.safe_load(written)
    assert read == json.loads(written)
    form = read["collections"][0]["fields"]
    options = next(field for field in form if field["name"] == "people")["options"]
    assert options == [{"label": name, "value": name}]


def test_three_thousand_people():
    """A large registry makes a file that loads at once: half a megabyte before compression."""
    slugs = [f"person-with-a-long-name-{number}" for number in range(3_000)]
    people = made.taxonomy("people", *slugs, front_matter="people", lookup="name")
    made_config = config(one=made.site([people], []))
    assert len(fields(made_config["collections"][0])["people"]["options"]) == 3_000
    assert len(json.dumps(made_config)) < 500_000


def _filled(field, number=0):
    """A value that the form would save for a field: the choice at a position, or what its pattern accepts."""
    if field["widget"] == "select":
        options = [
            option["value"] if isinstance(option, dict) else option for option in field["options"]
        ]
        return options[number : number + 2] if field.get("multiple") else options[number]
    if field["widget"] == "object":
        return {one["name"]: _filled(one) for one in field["fields"] if one["required"]}
    if field["widget"] == "list":
        inner = {one["name"]: _filled(one) for one in field.get("fields", ()) if one["required"]}
        return [inner or _filled(field["field"])]
    if field["widget"] == "datetime":
        return "2024-05-02"
    if field["widget"] == "boolean":
        return True
    samples = (
        "https://news.example.org/2",
        "en",
        "example-words",
        "tag:example.org,2024-05-02:x",
        "articles/old/",
    )
    samples = ("Words that the form accepts, and that are long enough for a summary.", *samples)
    return next(text for text in samples if re.search(field["pattern"][0], text))


@pytest.mark.parametrize("number", [0, 20, 200])
def test_the_check_accepts_every_choice(tmp_path, number):
    """A file with every key, filled in from the form's own choices, has no value that `check` refuses."""
    root = write_sample(tmp_path / "site")
    known = read_context(root, installed(), Report())
    form = editor_config(known.settings, known.taxonomies, code_host(GITHUB))
    values = {}
    for field in form["collections"][0]["fields"]:
        if field["name"] != "body":
            most = len(field.get("options", [0] * 1_000))
            values[field["name"]] = _filled(field, min(number, most - 1))
    assert {"countries", "people", "agencies", "response", "archive"} <= values.keys()
    file = root / "content/articles/2024/2024-05-02-example-words.md"
    file.parent.mkdir(parents=True, exist_ok=True)
    text = yaml.safe_dump(values, allow_unicode=True, sort_keys=False)
    file.write_text(f"---\n{text}---\n\nThe office said so.\n")
    result = digest(root, "check", "--format", "json", file)
    refused = {
        "bad-country",
        "bad-choice",
        "bad-slug",
        "unknown-term",
        "ambiguous-name",
        "wrong-type",
        "unknown-key",
    }
    found = [one for one in json.loads(result.stdout) if one["code"] in refused]
    assert found == []
