from pathlib import Path

import pytest
import yaml

from generator.check.site_settings import read_settings
from generator.installed import installed
from generator.model.settings import LIMITS, CrossingSettings, FeedSettings
from generator.read.tables import by_word, table
from tests.said import codes, placed

CASES = yaml.safe_load(Path(__file__).with_name("settings.yml").read_text())
LEAST = (
    "title: A\nurl: https://example.org/\ntaxonomies:\n  themes: {title: Themes, singular: Theme}\n"
)


def read(folder, text, report):
    (folder / "site.yml").write_text(text)
    settings, is_sound = read_settings(folder, "site_config", installed(), report)
    return settings if is_sound else None


def test_minimal_settings(tmp_path, report):
    settings = read(tmp_path, LEAST, report)
    assert codes(report) == []
    assert (settings.title, settings.language, settings.limits) == ("A", "en", LIMITS)
    themes = settings.taxonomies["themes"]
    assert (themes.terms, themes.lookup, themes.required, themes.unknown) == (
        "taxonomies/themes.yml",
        "slug",
        False,
        "error",
    )


def test_limits_can_only_be_lowered(tmp_path, report):
    settings = read(tmp_path, f"{LEAST}limits: {{marks: 10}}\n", report)
    assert (settings.limits.marks, settings.limits.nesting) == (10, LIMITS.nesting)
    assert codes(report) == []
    assert read(tmp_path, f"{LEAST}limits: {{marks: {LIMITS.marks + 1}}}\n", report) is None
    assert placed(report) == ["5:17 wrong-type"]


def test_limits_of_warnings_can_be_raised(tmp_path, report):
    settings = read(
        tmp_path, f"{LEAST}limits: {{quotation: 200, likeness: 80, borrowed: 6}}\n", report
    )
    assert (settings.limits.quotation, settings.limits.likeness, settings.limits.borrowed) == (
        200,
        80,
        6,
    )
    assert codes(report) == []


def test_feeds(tmp_path, report):
    assert read(tmp_path, LEAST, report).feeds == FeedSettings("full", "")
    settings = read(
        tmp_path, f"{LEAST}feeds: {{text: summary, hub: 'https://hub.example.org/'}}\n", report
    )
    assert settings.feeds == FeedSettings("summary", "https://hub.example.org/")
    assert codes(report) == []


def test_names_of_kinds(tmp_path, report):
    """A kind's name defaults to its slug, and its heading to its explanation."""
    kinds = "{state-media: Owned by a state., press: {name: Presse, meaning: A newsroom.}, other: {name: Andere, plural: Weitere}}"
    text = LEAST.replace("singular: Theme}", f"singular: Theme, kinds: {kinds}}}")
    themes = read(tmp_path, text, report).taxonomies["themes"]
    assert codes(report) == []
    assert [themes.kind_name(kind) for kind in themes.kinds] == ["state media", "Presse", "Andere"]
    assert list(themes.kinds.values()) == ["Owned by a state.", "A newsroom.", "Andere"]
    assert themes.kind_heading("press") == "A newsroom."
    assert themes.kind_heading("other") == "Weitere"


def test_crossings(tmp_path, report):
    settings = read(tmp_path, f"{LEAST}crossings: [{{rows: themes, columns: themes}}]\n", report)
    assert settings.crossings == (CrossingSettings("themes", "themes"),)
    assert codes(report) == []


@pytest.mark.parametrize(
    "text, said",
    [
        *CASES["alone"],
        *((LEAST + text, said) for text, said in CASES["below a title and a taxonomy"]),
    ],
)
def test_invalid_settings(text, said, tmp_path, report):
    assert read(tmp_path, text, report) is None
    assert placed(report) == said


@pytest.mark.parametrize(
    "name, help_line",
    [
        ("Topics", "use a-z, 0-9 and single hyphens: topics"),
        ("Legal_Topics", "use a-z, 0-9 and single hyphens: legal-topics"),
        ("Sécurité", "use a-z, 0-9 and single hyphens: securite"),
        ("_", "use a-z, 0-9 and single hyphens: <word>-<word>"),
    ],
)
def test_a_name_that_is_nearly_a_slug(name, help_line, tmp_path, report):
    """Capitals, spaces and underscores are all that is wrong in most names."""
    read(tmp_path, f"{LEAST}  {name}: {{title: B, singular: B}}\n", report)
    assert [one.help for one in report] == [help_line]


@pytest.mark.parametrize("word, key", by_word("generator.check", "other_keys", "site").items())
def test_keys_of_other_systems(word, key, tmp_path, report):
    """Each is told with the key that means the same here, in any case."""
    least = LEAST if key not in ("title", "url") else LEAST.replace(f"{key}: ", f"{word}: ", 1)
    text = least if least != LEAST else f"{LEAST}{word}: a value\n"
    read(tmp_path, text, report)
    assert [one.help.partition("?")[0] for one in report] == [f"did you mean '{key}'"]


@pytest.mark.parametrize(
    "there, help_line",
    [("site_config/site.yaml", "rename site.yaml to site.yml"), ("site.yml", "move site.yml into")],
)
def test_site_yml_is_elsewhere(there, help_line, tmp_path, report):
    (tmp_path / "site_config").mkdir()
    (tmp_path / there).write_text(LEAST)
    read_settings(tmp_path / "site_config", "site_config", installed(), report)
    assert codes(report) == ["missing-file"]
    assert report.diagnostics[0].help.startswith(help_line)


def test_a_missing_file_is_one_problem(tmp_path, report):
    assert read_settings(tmp_path, "site_config", installed(), report) == (None, False)
    assert [str(problem.place) for problem in report] == ["site_config/site.yml:1:1"]


@pytest.mark.parametrize(
    "data, code", [(b"a" * (8 << 20) + b"a", "too-large"), (b"title: \xe9\n", "not-utf8")]
)
def test_unreadable_file(data, code, tmp_path, report):
    (tmp_path / "site.yml").write_bytes(data)
    assert read_settings(tmp_path, "site_config", installed(), report) == (None, False)
    assert codes(report) == [code]


@pytest.mark.parametrize(
    "written",
    [
        "[[themes, countries]]",
        "[{themes: countries}]",
        "{rows: themes, columns: countries}",
        "themes, countries",
    ],
)
def test_other_forms_of_a_crossing(written, tmp_path, report):
    """The help shows the pair that was meant."""
    more = "  countries: {title: Countries, singular: Country, terms: iso-3166, lookup: code}\n"
    read(tmp_path, f"{LEAST}{more}crossings: {written}\n", report)
    help_line = report.diagnostics[0].help
    if written != "[{themes: countries}]":
        assert help_line.endswith("crossings: [{rows: themes, columns: countries}]")


@pytest.mark.parametrize("licence", ["MIT", "CC BY 4.0", "https://licence.example.org/"])
def test_a_licence_without_keys(licence, tmp_path, report):
    """The site's own address is not offered as that of the licence."""
    read(tmp_path, f"{LEAST}licence: {licence}\n", report)
    assert placed(report) == ["5:10 wrong-type"]
    assert "https://example.org/" not in report.diagnostics[0].help


@pytest.mark.parametrize("word", by_word("generator.check", "other_keys", "settings"))
def test_settings_of_other_programs(word, tmp_path, report):
    """Each is answered with what to do instead, and none is a setting here."""
    read(tmp_path, f"{LEAST}{word}: a value\n", report)
    assert [(one.place.line, one.code) for one in report] == [(5, "unknown-key")]
    assert report.diagnostics[0].help.startswith(("delete ", "write ", "it is a setting of MkDocs"))
    assert word not in table("generator.data", "written_values")["site"]["keys"]


@pytest.mark.parametrize(
    "line, help_line",
    [
        ("extras: [advice]", "write extras: {advice: false}"),
        ("feeds: false", "write feeds: {text: <full | summary>, hub: <address>}"),
        ("permalinks: true", "write permalinks: permalinks.txt"),
        ("contact: mailto:desk@example.org", "write desk@example.org"),
        ("contact: Desk <desk@example.org>", "write desk@example.org"),
        ("contact: desk", "write it as <name>@<host>"),
        ("language: en-UK", "did you mean 'en-GB'?"),
        ("repository: code.example.org/rail", "write https://code.example.org/rail"),
    ],
)
def test_other_forms_of_a_setting(line, help_line, tmp_path, report):
    """The help shows what was meant, and its own line has no problem."""
    read(tmp_path, f"{LEAST}{line}\n", report)
    assert [(one.place.line, one.help) for one in report] == [(5, help_line)]


@pytest.mark.parametrize("page", ["index.html", "news/index.php", "index.htm"])
def test_a_page_for_the_address_of_the_site(page, tmp_path, report):
    read(tmp_path, LEAST.replace("org/", f"org/{page}"), report)
    above = page.rpartition("/")[0]
    assert report.diagnostics[0].help == f"write https://example.org/{above}{'/' if above else ''}"


def test_kinds_as_a_list(tmp_path, report):
    text = f"{LEAST}  b: {{title: B, singular: B, kinds: [company, union]}}\n"
    read(tmp_path, text, report)
    assert report.diagnostics[0].help == "write kinds: {company: <name>, union: <name>}"
