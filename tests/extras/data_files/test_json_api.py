"""The API: every file follows its schema and agrees with the pages."""

import csv
import io
import json
from urllib.parse import urljoin

import jsonschema
import pytest

from generator.data.written_values import schema_of
from generator.extras.data_files.columns import API, column_of, published
from generator.extras.data_files.csv_files import terms_file
from generator.extras.data_files.json_api import term_records
from generator.installed import installed
from generator.load.loading import load
from tests.check.golden_site import lay
from tests.corpus import PROJECT
from tests.extras.data_files.conftest import files_of
from tests.full import PAGE_OF_EVERYTHING, nasty

BASE = "https://digest.example.org/"


def files(data):
    return {
        path: json.loads(text)
        for path, text in data.items()
        if path.startswith("api/") and not path.endswith(".schema.json")
    }


def problems_of(made, url):
    """The files that are not valid under the schema that each names."""
    for path, content in files(made).items():
        schema = json.loads(made[content["$schema"].removeprefix(url)])
        jsonschema.Draft202012Validator.check_schema(schema)
        checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
        for error in checker.iter_errors(content):
            yield f"{path} {error.json_path}: {error.message}"


@pytest.mark.parametrize("folder", [".", "docs", "docs/health", "tests/sites/sample"])
def test_of_real_digests(folder):
    """Each file of this digest and of the examples is valid under the schema that it names."""
    loaded = load(PROJECT / folder, installed())
    assert list(problems_of(files_of(loaded), loaded.checked.settings.url)) == []


def test_each_is_valid(data):
    """Each file is valid under the schema it names and listed in the index."""
    assert list(problems_of(data, BASE)) == []
    contents = files(data)
    index = {entry["url"]: entry["schema"] for entry in contents["api/v1/index.json"]["files"]}
    assert index.keys() == {urljoin(BASE, path) for path in contents if path != "api/v1/index.json"}
    assert len(contents) > 10
    for path, content in contents.items():
        schema = json.loads(data[content["$schema"].removeprefix(BASE)])
        assert schema["$id"] == content["$schema"] == index.get(BASE + path, content["$schema"])


def test_a_closed_list_of_values():
    """A key of type `choice` has its values in the schema for editors and in that of the API."""
    row = {"type": "choice", "choices": ["low", "medium", "high"], "description": "How bad it is."}
    written = schema_of(row)
    assert written == {"type": "string", "enum": row["choices"], "description": "How bad it is."}
    assert column_of("severity", row).schema == written


def test_partial_dates(tmp_path):
    """The API and CSV have what the registry has, and the schema allows it."""
    agencies = """
    aq-moe: {name: Ministry of Examples, since: 2003, until: "2010-06"}
    aq-ioi: {name: Institute of Inventions, since: 2003-05}
    aq-day: {name: Office of a Day, until: 2003-05-16}
    """
    loaded = load(
        lay({"files": {"site_config/taxonomies/agencies.yml": agencies}}, tmp_path / "site"),
        installed(),
    )
    records = term_records(loaded.site, "agencies")
    rows = csv.DictReader(io.StringIO(terms_file(loaded.site).removeprefix("\ufeff")))
    for listed in (records, [row for row in rows if row["taxonomy"] == "agencies"]):
        assert [(one.get("since", ""), one.get("until", "")) for one in listed] == [
            ("2003", "2010-06"),
            ("2003-05", ""),
            ("", "2003-05-16"),
        ]
    schema = published(API["records"]["term"]["optional"]["since"])
    assert schema["type"] == "string"


def unknown_keys(schema, content, where=""):
    """Keys of a file that its schema does not list."""
    if isinstance(content, dict) and "properties" in schema:
        for key, value in content.items():
            if key not in schema["properties"]:
                yield f"{where}.{key}"
            else:
                yield from unknown_keys(schema["properties"][key], value, f"{where}.{key}")
    elif isinstance(content, list) and "items" in schema:
        for value in content:
            yield from unknown_keys(schema["items"], value, where)


def test_schemas_list_every_key(data):
    """The schemas list every key of the files."""
    for path, content in files(data).items():
        schema = json.loads(data[content["$schema"].removeprefix(BASE)])
        assert list(unknown_keys(schema, content)) == [], path


def test_article(data):
    """An article has all values of its front matter unchanged."""
    (article,) = [
        article
        for article in json.loads(data["api/v1/articles/2024.json"])["articles"]
        if article["url"] == BASE + PAGE_OF_EVERYTHING
    ]
    assert article["id"] == "tag:digest.example.org,2024-05-02:everything"
    assert (article["title"], article["date"], article["changed"]) == (
        nasty("Title"),
        "2024-05-02",
        "2024-05-04",
    )
    assert article["source"]["title"] == nasty("Headline")
    assert article["terms"]["agencies"] == ["az-one", "int-three"]
    assert article["terms"]["countries"] == ["az", "no"]
    assert article["unlisted"] == {"people": [nasty("Stranger")]}
    assert article["corrections"] == [
        {"date": "2024-05-03", "note": nasty("Correction")},
        {"date": "2024-05-04", "note": nasty("Serious correction"), "serious": True},
    ]
    assert article["events"][0]["end"] == "2024-05-03"
    assert "<em>emphasis</em>" in article["content_html"]
    assert "\x01" not in article["content_html"]


def test_whole_and_years(data, hostile):
    """The full list has every article without text; the files by year have the same with text."""
    contents = files(data)
    whole = contents["api/v1/articles.json"]
    years = [
        content for path, content in sorted(contents.items(), reverse=True) if "/articles/" in path
    ]
    together = [article for year in years for article in year["articles"]]
    assert [article["url"] for article in whole["articles"]] == [
        BASE + article.address for article in hostile.loaded.site.articles
    ]
    assert not [article for article in whole["articles"] if "content_html" in article]
    assert all(article.pop("content_html") for article in together)
    assert together == whole["articles"]
    retracted = [article for year in years for article in year["retracted"]]
    assert retracted == whole["retracted"]
    assert [article["reason"] for article in retracted] == [nasty("Reason")]


def test_counts(data, hostile):
    """Counts of terms, combinations and editions equal those on pages."""
    contents, site = files(data), hostile.loaded.site
    for name, members in site.members.items():
        terms = {term["slug"]: term for term in contents[f"api/v1/terms/{name}.json"]["terms"]}
        assert {slug: term["articles"] for slug, term in terms.items() if term["articles"]} == {
            slug: len(articles) for slug, articles in members.items()
        }
        pages = {slug for slug in terms if site.has_page(name, slug)}
        assert {slug: term["url"] for slug, term in terms.items() if "url" in term} == {
            slug: f"{BASE}{name}/{slug}/" for slug in pages
        }
    (pair,) = contents["api/v1/crossings.json"]["pairs"]
    (crossed,) = site.crossings.values()
    assert {
        (crossing["row"], crossing["column"]): crossing["articles"]
        for crossing in pair["crossings"]
    } == {key: len(articles) for key, articles in crossed.items()}
    if site.has_weeks:
        editions = contents["api/v1/editions.json"]["editions"]
        with_pages = {
            page.address for page in hostile.loaded.pages if page.address.startswith("editions/2")
        }
        assert {edition["url"].removeprefix(BASE) for edition in editions} == with_pages
        weeks = [edition["week"] for edition in editions]
        assert weeks == sorted(weeks, reverse=True)
