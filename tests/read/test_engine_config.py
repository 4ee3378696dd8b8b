"""What the digest reads of mkdocs.yml without MkDocs, and what it refuses there."""

import pytest

from generator.read.engine_config import read_engine_settings


def read(folder, text, report):
    """The settings of a mkdocs.yml; None if it is refused."""
    (folder / "mkdocs.yml").write_text(text)
    return read_engine_settings(folder / "mkdocs.yml", report)


@pytest.mark.parametrize("url", ["http://localhost", "http://localhost:8000/", "https://pages/"])
def test_hosts_without_a_dot(url, tmp_path, report):
    """A site may be on the reader's own machine, or on a network with short names."""
    assert read(tmp_path, f"site_url: {url}\nplugins: [digest]\n", report).site_url == url
    assert len(report) == 0


def test_inherited_settings(tmp_path, report):
    """`INHERIT` merges mappings by key and replaces all else, as MkDocs does."""
    (tmp_path / "base.yml").write_text(
        "INHERIT: more/root.yml\ntheme: {language: de}\nplugins: [search]\n"
    )
    (tmp_path / "more").mkdir()
    (tmp_path / "more/root.yml").write_text("theme: {name: material}\ndocs_dir: pages\n")
    settings = read(tmp_path, "INHERIT: base.yml\nplugins: [{digest: {path: news}}]\n", report)
    assert (settings.frame, settings.language) == ("material", "de")
    assert (settings.docs, settings.path) == ("pages", "news/")
    assert len(report) == 0


def test_files_that_inherit_from_each_other(tmp_path, report):
    """A circle of `INHERIT`, which MkDocs cannot read either, comes to an end."""
    assert read(tmp_path, "INHERIT: mkdocs.yml\nplugins: [digest]\n", report).path == ""


def test_variables_anchors_and_other_tags(tmp_path, report, monkeypatch):
    """`!ENV`, anchors and merge keys count as in MkDocs; another tag runs nothing."""
    monkeypatch.setenv("SITE_URL", "https://a.example.org/")
    monkeypatch.delenv("LANGUAGE_OF_ALL", raising=False)
    text = """\
site_url: !ENV SITE_URL
base: &base {name: material, language: !ENV [LANGUAGE_OF_ALL, fr]}
theme: {<<: *base, custom_dir: own}
slugify: !!python/object/apply:os.system ["touch ran"]
format: !!python/name:os.system
plugins: [digest]
"""
    monkeypatch.chdir(tmp_path)
    settings = read(tmp_path, text, report)
    assert (settings.site_url, settings.frame) == ("https://a.example.org/", "material")
    assert (settings.language, settings.theme) == ("fr", "own")
    assert not (tmp_path / "ran").exists()
    assert len(report) == 0


@pytest.mark.parametrize(
    "text, place, message",
    [
        ("plugins: [{digest: {path: ../x}}]", 1, "'../x' cannot be the digest's path"),
        ("a: 1\nplugins:\n  - digest:\n      path: articles", 4, "'articles' cannot be the"),
        ("a: 1\nplugins: [search]", 2, "the digest is not among the plugins"),
        ("plugins: [digest]\ntheme: materiel", 2, "'materiel' is not a theme that the digest"),
        ("plugins: [digest]\nsite_url: digest.example.org", 2, "is not the address of a site"),
        ("plugins: [digest]\nsite_url: http://[::1", 2, "is not the address of a site"),
        ("plugins: [digest]\ndocs_dir: content", 2, "MkDocs would publish the articles"),
        ("plugins: [digest]\nsite_dir: docs/site", 2, "'docs/site' overlaps docs/"),
        ("plugins: [digest]\nsite_dir: .", 2, "'.' contains the site's own files"),
        ("plugins: [digest]\nsite_name: a: b", 2, ""),
        ("- digest", 1, "the file is not a set of keys"),
        ("plugins: [digest]\nday: 2026-02-30", 2, "this value cannot be read: day is out of range"),
        ("plugins: [digest]\nday: !!bool maybe", 2, "this value cannot be read"),
    ],
)
def test_what_is_refused(text, place, message, tmp_path, report):
    """One error at its line for what a build could not go on with."""
    assert read(tmp_path, text + "\n", report) is None
    (problem,) = report
    assert (problem.severity, problem.place.line) == ("error", place)
    assert problem.message.startswith(message) or message in problem.message
    assert problem.help
