"""While a registry is broken, its own error is the only one: what follows from it is held back."""

import re

import pytest

from tests.command import digest
from tests.corpus import MINIMAL
from tests.hostile.cases import minimal_site

REGISTRIES = {
    "taxonomies/agencies.yml": "xx-institute-of-inventions",
    "taxonomies/themes.yml": "ransomware",
    "taxonomies/people.yml": "",
    "sources.yml": "",
}
BROKEN = {
    "empty": "",
    "only a comment": "# to do\n",
    "a list": "- name: One\n- name: Two\n",
    "a number": "5\n",
    "text": "nothing\n",
    "null": "null\n",
    "a slip of YAML": "one: {name: One\ntwo: [\n",
    "an entry without a slug": "Not a Slug: {name: One}\n",
    "an entry that is text": "one: One\n",
    "a name that is a list": "one: {name: [One]}\n",
    "a name under another key": "one: {Name: One}\n",
    "not there": None,
}


def spoil(config, registry, text):
    """Break a registry of a site with an article that names and links terms of each."""
    file = config.parent / "site_config" / registry
    file.unlink(missing_ok=True)
    if text is not None:
        file.write_text(text)


def told(config):
    """The files and codes of the errors and warnings of a check."""
    said = digest(config, "check").output
    return re.findall(r"^(\S+?):\d+:\d+: .*\[([a-z-]+)\]$", said, re.MULTILINE)


@pytest.mark.parametrize("registry", REGISTRIES)
def test_only_the_registry_is_reported(registry, tmp_path):
    config = minimal_site(tmp_path / "digest")
    article = next((config.parent / "content/articles").rglob("*.md"))
    link = {"themes": "/themes/lost/", "agencies": "/agencies/lost/", "people": "/people/lost/"}
    name = registry.removeprefix("taxonomies/").removesuffix(".yml")
    article.write_text(article.read_text() + f"\nSee [it]({link.get(name, '/sources/lost/')}).\n")
    assert told(config) == [(str(article.relative_to(config.parent)), "broken-link")]
    for how, text in BROKEN.items():
        spoil(config, registry, text)
        found = told(config)
        place = registry if text is not None else "site.yml"
        assert {path for path, _ in found} == {f"site_config/{place}"}, how


def test_references_of_other_registries(tmp_path):
    """A parent is held back with its own registry, an office with that of the offices."""
    config = minimal_site(tmp_path / "digest")
    themes = config.parent / "site_config/taxonomies/themes.yml"
    themes.write_text(themes.read_text() + "spyware: {name: Spyware, parent: Tools}\n")
    assert ("site_config/taxonomies/themes.yml", "unknown-reference") in told(config)
    themes.write_text(themes.read_text() + "Tools: {name: Tools}\n")
    assert told(config) == [("site_config/taxonomies/themes.yml", "bad-slug")]


def test_terms_that_are_unknown_elsewhere(tmp_path):
    """A broken registry of one taxonomy hides nothing of another."""
    config = minimal_site(tmp_path / "digest")
    article = next((config.parent / "content/articles").rglob("*.md"))
    article.write_text(
        re.sub("^themes: .*", "themes: [nonsense]", article.read_text(), flags=re.MULTILINE)
    )
    (config.parent / "site_config/taxonomies/agencies.yml").write_text("5\n")
    assert [code for _, code in told(config)] == ["unknown-term", "not-a-mapping"]


@pytest.mark.parametrize("written", ["5", "[]", "text", "{agencies: 5}", "{agencies: [a]}"])
def test_crossings_of_taxonomies_that_cannot_be_read(written, tmp_path):
    config = minimal_site(tmp_path / "digest")
    file = config.parent / "site_config/site.yml"
    file.write_text(
        f"title: T\nurl: https://example.org/\ntaxonomies: {written}\n"
        "crossings: [{rows: agencies, columns: agencies}]\n"
    )
    said = digest(config, "check").output
    assert re.findall(r"^site_config/site.yml:(\d+)", said, re.MULTILINE) == ["3"], said


@pytest.mark.parametrize(
    "written", ["", "title: T\n", "5\n", "[a]\n", "taxonomy: {a: b}\ntitle: T\n"]
)
def test_settings_that_cannot_be_read(written, tmp_path):
    """Without taxonomies, no key of an article is called unknown."""
    config = minimal_site(tmp_path / "digest")
    (config.parent / "site_config/site.yml").write_text(written)
    assert {path for path, _ in told(config)} == {"site_config/site.yml"}


@pytest.mark.parametrize("slug, advised", [("rulings", ""), ("legislatoin", "legislation")])
def test_no_term_is_advised_to_be_its_own_parent(slug, advised, tmp_path):
    """Neither the term itself nor one below it is a suggestion for its parent or successor."""
    config = minimal_site(tmp_path / "digest")
    themes = config.parent / "site_config/taxonomies/themes.yml"
    for key in ("parent", "successor"):
        themes.write_text(
            (MINIMAL / "site_config/taxonomies/themes.yml").read_text()
            + f"legislation: {{name: Legislation}}\ncourt-rulings: {{name: Court, {key}: {slug}}}\n"
            + f"appeal-rulings-of-courts: {{name: Appeals, {key}: court-rulings}}\n"
        )
        said = digest(config, "check").output
        assert "unknown-reference" in said
        assert re.findall(r"did you mean '([^']+)'", said) == ([advised] if advised else [])


@pytest.mark.parametrize(
    "file, line, listed",
    [
        ("site_config/site.yml", "zzz: 5\n", "the page site.yml of the documentation"),
        ("site_config/taxonomies/themes.yml", "one: {name: One, zzz: 5}\n", "the keys here are name"),
        ("site_config/sources.yml", "one: {name: One, zzz: 5}\n", "the keys here are name"),
        ("content/pages/about.md", "zzz: 5\n", "the keys here are slug"),
        ("content/articles/2024/2024-04-30-ministry-invents-a-report.md", "zzz: 5\n", "the contribute page"),
    ],
)  # fmt: skip
def test_each_kind_of_file_has_its_own_help(file, line, listed, tmp_path):
    config = minimal_site(tmp_path / "digest")
    path = config.parent / file
    text = path.read_text()
    path.write_text(
        text.replace("---\n", f"---\n{line}", 1) if file.endswith(".md") else text + line
    )
    said = digest(config, "check").output
    assert "zzz' is not a key" in said
    assert f"help: {listed}" in said, said
