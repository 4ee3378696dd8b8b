"""`digest report`."""

import json
import shutil

import pytest

from generator.online import fetch
from generator.online.fetch import FetchError
from generator.online.link_history import FILE
from tests.command import digest
from tests.corpus import MINIMAL


@pytest.fixture
def site(tmp_path):
    shutil.copytree(MINIMAL, tmp_path / "site")
    (tmp_path / "site/mkdocs.yml").write_text("plugins: [digest]\n")
    return tmp_path / "site"


def on(root, *arguments):
    return digest("-f", root / "mkdocs.yml", "report", *arguments)


def test_text(site):
    result = on(site)
    assert result.exit_code == 0
    assert "agencies/aq-ioi: Institute of Inventions" in result.stdout
    assert "sources without a stored copy: 1" in result.stdout


def test_json(site):
    record = json.loads(on(site, "--format", "json", "--months", "1").stdout)
    assert [use["slug"] for use in record["stale_terms"]] == ["aq-moe"]
    assert record["articles"] == 1


def test_online(site, monkeypatch):
    """Results of link checks are shown, stored, and shown again without new requests."""

    def gone(url, **_):
        raise FetchError(url, "the server answers 404 Not Found", 404)

    monkeypatch.setattr(fetch, "fetch", gone)
    result = on(site, "--online")
    assert "requesting 1 of 1 links" in result.stderr
    assert "https://news.example.org/1: the server answers 404 Not Found, since " in result.stdout
    assert (site / FILE).exists()
    assert "links to check: 1" in on(site).stdout
    assert digest("-f", site / "mkdocs.yml", "check").exit_code == 0


def test_offline(site, monkeypatch):
    """If no server answers, nothing is stored."""

    def nothing(url, **_):
        raise FetchError(url, "there is no such host")

    monkeypatch.setattr(fetch, "fetch", nothing)
    result = on(site, "--online")
    assert result.exit_code == 1
    assert "is this machine online?" in result.stderr
    assert not (site / FILE).exists()


def test_errors(site):
    """Articles with errors are left out, and the output says so."""
    (site / "content/articles/2024-05-09-added.md").write_text(
        "---\ntitle: x: y\n---\n", encoding="utf-8"
    )
    result = on(site)
    assert result.exit_code == 0
    assert "see digest check" in result.stderr


def test_no_settings(site):
    (site / "site_config/site.yml").unlink()
    assert on(site).exit_code == 1
