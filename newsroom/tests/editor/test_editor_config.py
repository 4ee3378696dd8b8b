"""The configuration of the editor in the browser has the columns, registries and limits of the schema."""

import json
from dataclasses import replace

import pytest
import yaml

from generator.data.editor_schemas import article_schema
from generator.model.code_host import code_host
from newsroom.editor.editor_config import editor_config
from tests import made

GITHUB = "https://github.com/example/digest/edit/main/"


def site():
    """A digest of offices, people and outlets, of which only offices are required."""
    offices = made.taxonomy("offices", "red", "blue-one", required=True, front_matter="our_offices")
    offices.terms["red"] = replace(offices.terms["red"], acronym="RO")
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
        {"label": "Red (RO)", "value": "red"},
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
    ("edit_url", "backend", "folder"),
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
