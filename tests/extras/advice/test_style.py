import pytest

from generator.extras.advice.lexicon import Style, read_style, style_of
from tests.corpus import PROJECT
from tests.said import placed


def read(folder, text, report):
    if text is not None:
        (folder / "style.yml").write_text(text)
    return read_style(folder, "style.yml", report)


def test_words_by_language(tmp_path, report):
    styles = read(
        tmp_path,
        "en:\n  loaded: [{reason: it judges, words: [notorious, so-called]}]\n  claims: [killed, barbar*]\n"
        "  attributions: [said]\nno: {claims: [drept]}\n",
        report,
    )
    assert placed(report) == []
    style = style_of(styles, "en-GB")
    assert style.loaded == {"notorious": "it judges", "so-called": "it judges"}
    assert (style.claims, style.attributions) == (("killed", "barbar*"), ("said",))
    assert style_of(styles, "no").claims == ("drept",)
    assert style_of(styles, "fr") == Style()


def test_file_is_optional(tmp_path, report):
    assert read(tmp_path, None, report) == {}
    assert placed(report) == []


@pytest.mark.parametrize(
    "text, said",
    [
        ("english: {claims: [killed]}\n", ["1:1 bad-language"]),
        ("en: [killed]\n", ["1:5 wrong-type"]),
        ("en: {words: [killed]}\n", ["1:6 unknown-key"]),
        ("en: {claims: [kil*]}\n", ["1:15 bad-tag"]),
        ("en: {claims: ['(a+)+']}\n", ["1:15 bad-tag"]),
        ("en: {loaded: [{words: [vile]}]}\n", ["1:15 missing-key"]),
        ("- a\n", ["1:1 not-a-mapping"]),
    ],
)
def test_unusable_entries_are_reported(text, said, tmp_path, report):
    assert read(tmp_path, text, report) in ({}, {"en": Style()}, {"en": Style({"vile": ""})})
    assert placed(report) == said


@pytest.mark.ours
def test_words_of_every_language(report):
    """Our style.yml has words of each kind in each language of our sources."""
    styles = read_style(PROJECT / "site_config", "style.yml", report)
    assert set(styles) == {"az", "de", "en", "fr", "ru"}
    for style in styles.values():
        assert all((style.loaded, style.attributions, style.claims))
        assert not set(style.attributions) & set(style.claims)
