"""What is said about the values of mkdocs.yml."""

import pytest

from generator.read.engine_config import read_engine_settings


def told(folder, text, report):
    """Message and help of the only problem of mkdocs.yml with some lines above the plugins."""
    (folder / "mkdocs.yml").write_text(f"{text}\nplugins: [digest]\n")
    assert read_engine_settings(folder / "mkdocs.yml", report) is None
    (problem,) = report
    return problem.message, problem.help


def test_an_address_from_the_environment_is_named_as_such(tmp_path, report, monkeypatch):
    """Nobody finds the address in the file, so the message names the variable that has it."""
    monkeypatch.delenv("SITE_URL", raising=False)
    monkeypatch.setenv("DEPLOY_URL", "ftp://example.org/")
    message, help_line = told(tmp_path, "site_url: !ENV [SITE_URL, DEPLOY_URL, '']", report)
    assert message.startswith("'ftp://example.org/', from the environment variable DEPLOY_URL, is")
    assert help_line == "set DEPLOY_URL to https://<host>/, or unset it"


def test_the_address_for_want_of_a_variable_is_that_of_the_file(tmp_path, report, monkeypatch):
    monkeypatch.delenv("DEPLOY_URL", raising=False)
    message, _ = told(tmp_path, "site_url: !ENV [DEPLOY_URL, 'ftp://example.org/']", report)
    assert message.startswith("'ftp://example.org/' is not the address of a site")


@pytest.mark.parametrize("url", ["http://localhost", "http://localhost:8000/", "https://pages/"])
def test_hosts_without_a_dot(url, tmp_path, report):
    """A site may be on the reader's own machine, or on a network with short names."""
    (tmp_path / "mkdocs.yml").write_text(f"site_url: {url}\nplugins: [digest]\n")
    assert read_engine_settings(tmp_path / "mkdocs.yml", report).site_url == url
    assert len(report) == 0
