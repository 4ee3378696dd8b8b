"""`digest build --audit` audits what is published, even if nothing was rebuilt, and remembers what passed."""

import os

import pytest

from generator.cli import audit_command
from tests.command import digest
from tests.corpus import write_overrides
from tests.hostile.cases import minimal_site

BAD_MAIN = """\
{% extends "base.html" %}
{% block footer %}<div onclick="x">{{ super() }}</div>{% endblock %}
"""


@pytest.fixture
def config(tmp_path):
    return minimal_site(tmp_path / "digest")


@pytest.fixture
def audits(monkeypatch):
    """The folders that were really audited."""
    audited = []
    original = audit_command.audit_site

    def counted(folder, *arguments):
        audited.append(folder.name)
        return original(folder, *arguments)

    monkeypatch.setattr(audit_command, "audit_site", counted)
    return audited


def build(config, *options):
    return digest("-f", config, "build", *options)


def add_comment(config):
    config.write_text(f"{config.read_text()}# a comment\n")


def make_old(folder):
    """Give all files an old date, since the builder does not trust a file that has just changed."""
    for file in folder.rglob("*"):
        os.utime(file, (1_700_000_000, 1_700_000_000), follow_symlinks=False)


def test_unaudited_site_is_not_up_to_date(config):
    """A site published without an audit is audited later, although nothing is rebuilt."""
    (write_overrides(config.parent) / "main.html").write_text(BAD_MAIN)
    assert build(config).exit_code == 0
    for change in (add_comment, lambda _: None):
        change(config)
        refused = build(config, "--audit")
        assert refused.exit_code == 1, refused.output
        assert "[event-handler]" in refused.output
        assert "the published site does not pass the audit" in refused.output
        assert "is up to date" not in refused.output


def test_a_passed_audit_is_remembered(config, audits):
    """Without a change, the second build audits nothing; nor does one that changes no published file."""
    assert build(config, "--audit").exit_code == 0
    assert audits == [".site-new"]
    assert build(config, "--audit").output.endswith("is up to date\n")
    add_comment(config)
    assert build(config, "--audit").output.endswith("is up to date\n")
    assert audits == [".site-new"]
    assert digest("-f", config, "audit").exit_code == 0
    assert audits == [".site-new", "site"]


def test_a_failed_audit_is_not_remembered(config, audits):
    """Each attempt audits the site again."""
    (write_overrides(config.parent) / "main.html").write_text(BAD_MAIN)
    assert build(config, "--audit").exit_code == 1
    assert build(config, "--audit").exit_code == 1
    assert audits == [".site-new", ".site-new"]


@pytest.mark.parametrize("path", ["planted.html", ".planted"])
def test_a_planted_file_is_found(config, path):
    """A file that somebody puts into the published site is found, although no file of ours has changed."""
    assert build(config, "--audit").exit_code == 0
    (config.parent / "site" / path).write_text("planted")
    refused = build(config, "--audit")
    assert refused.exit_code == 1
    assert f"site/{path}: no build wrote this file" in refused.output
    audited = digest("-f", config, "audit")
    assert audited.exit_code == 1
    assert "[unexpected-file]" in audited.output


def test_a_planted_link_is_found(config):
    """A link in the published site is found."""
    assert build(config, "--audit").exit_code == 0
    (config.parent / "site/planted").symlink_to("/etc")
    assert "site/planted: no build wrote this file" in build(config, "--audit").output
    assert "[symlink]" in digest("-f", config, "audit").output


def test_a_change_that_hides_its_traces_is_found(config):
    """A change that keeps size and time is found by its content."""
    assert build(config, "--audit").exit_code == 0
    page = config.parent / "site/index.html"
    status = page.stat()
    text = page.read_text()
    assert 'class="' in text
    page.write_text(text.replace('class="', 'style="', 1))
    os.utime(page, ns=(status.st_atime_ns, status.st_mtime_ns))
    refused = build(config, "--audit")
    assert refused.exit_code == 1
    assert "[inline-style]" in refused.output


def test_changed_rules_audit_again(config, audits, monkeypatch):
    """Another version of the program audits a site that the old one passed."""
    assert build(config, "--audit").exit_code == 0
    for module in ("run", "passed_audit"):
        monkeypatch.setattr(f"generator.publish.{module}.program_fingerprint", lambda: b"another")
    assert build(config, "--audit").exit_code == 0
    assert len(audits) == 2


def test_changed_originals_audit_again(config, audits):
    """A changed original of a copied file is compared with the copy again."""
    assert build(config, "--audit").exit_code == 0
    folder = config.parent / "site_config/theme"
    folder.mkdir(exist_ok=True)
    (folder / "unused.txt").write_text("new")
    assert build(config, "--audit").exit_code == 0
    assert len(audits) == 2
