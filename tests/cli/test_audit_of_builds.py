"""Every build audits what it publishes: the files that the published site does not have."""

import pytest

from generator.cli import audit_command
from tests.command import digest, files


@pytest.fixture
def audits(monkeypatch):
    """For each audit, the files that were really read."""
    audited = []
    original = audit_command.audit_site

    def counted(folder, *arguments, passed, **options):
        audited.append(files(folder).keys() - set(passed))
        return original(folder, *arguments, passed=passed, **options)

    monkeypatch.setattr(audit_command, "audit_site", counted)
    return audited


def build(config, *options):
    return digest(config, "build", *options)


def test_what_is_read(config, audits):
    """The first build audits every file; a later one those that the published site lacks."""
    assert build(config).exit_code == 0
    assert audits.pop() == files(config.parent / "site").keys()
    about = config.parent / "content/pages/about.md"
    about.write_text(about.read_text() + "\nMore about it.\n")
    assert build(config).exit_code == 0
    assert "about/index.html" in audits[0]
    assert "index.html" not in audits[0]


def test_a_lost_address_audits_everything(config, audits):
    """Other pages may link to an address that the new site does not have."""
    extra = config.parent / "content/pages/extra.md"
    extra.write_text("---\ntitle: A page for a while\n---\n\nText.\n")
    assert build(config).exit_code == 0
    extra.unlink()
    assert build(config).exit_code == 0
    assert audits[1] == files(config.parent / "site").keys()


def test_a_planted_link_is_found(config):
    """`digest audit` reads what is in the folder, whoever wrote it."""
    assert build(config).exit_code == 0
    (config.parent / "site/planted").symlink_to("/etc")
    assert "[symlink]" in digest(config, "audit").output
