"""`digest edition`: drafting an edition, keeping edits, making e-mail, and one-line errors."""

import datetime as dt
import shutil
from email import message_from_bytes, policy

import pytest
from tests.newsletter.test_eml import body

from tests.command import digest, files, succeed
from tests.corpus import Size, make

SIZE = Size(articles=40, agencies=5, themes=4, people=3, sources=3, words=30, vocabulary=200)


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    return make(tmp_path_factory.mktemp("edition"), SIZE)


@pytest.fixture
def site(made, tmp_path):
    shutil.copytree(made, tmp_path / "site")
    return tmp_path / "site"


@pytest.fixture
def week(site):
    """A week with articles."""
    file = min((site / "content/articles").rglob("*.md"), key=lambda one: one.name)
    year, number, _ = dt.date.fromisoformat(file.name[:10]).isocalendar()
    return f"{year}-W{number:02d}"


def on(root, *arguments):
    return digest(root, "edition", *arguments)


def file_of(site, week):
    return site / f"content/editions/{week.lower()}.md"


def test_draft(site, week):
    """A draft is written and passes the check; drafting again gives the same bytes."""
    assert on(site, week).exit_code == 0
    first = file_of(site, week).read_bytes()
    succeed(site, "check")
    again = on(site, week.lower())
    assert "is up to date" in again.stdout
    assert file_of(site, week).read_bytes() == first


def test_edited_is_kept(site, week):
    """An edited edition is overwritten only on request."""
    on(site, week)
    file = file_of(site, week)
    drafted = file.read_bytes()
    edited = drafted + b"\nOur words.\n"
    file.write_bytes(edited)
    refused = on(site, week)
    assert refused.exit_code == 1
    assert refused.stderr.count("\n") == 1
    assert "--force" in refused.stderr
    assert file.read_bytes() == edited
    assert on(site, week, "--force").exit_code == 0
    assert file.read_bytes() == drafted


def test_file_of_another_name(site, week):
    """An edition is found by its week, whatever its file name."""
    folder = site / "content/editions"
    folder.mkdir(exist_ok=True)
    (folder / "our-week.md").write_text(f"---\nweek: {week}\n---\n\nOur words.\n")
    refused = on(site, week)
    assert refused.exit_code == 1
    assert "content/editions/our-week.md differs from a new draft" in refused.stderr
    assert not file_of(site, week).exists()


def test_force_over_errors(site, week):
    """A draft with errors is refused with its problems; `--force` replaces it."""
    file = file_of(site, week)
    file.parent.mkdir(exist_ok=True)
    file.write_text("---\nweek: 2021-43\n---\n")
    refused = on(site, week)
    assert refused.exit_code == 1
    assert "[bad-week]" in refused.stderr
    assert on(site, week, "--force").exit_code == 0
    succeed(site, "check")


@pytest.mark.parametrize(
    "week, code, said",
    [
        # malformed
        ("2021-43", 2, "'2021-43' is not a week; did you mean '2021-W43'?"),
        ("", 2, "name the week; for last week: digest edition 2"),  # missing
        ("2021-W53", 2, "the weeks of 2021 are W01 to W52"),  # no such week
        ("2199-W01", 1, "2199-W01 is in the future; this is "),  # future
        # empty
        ("1999-W01", 1, "1999-W01 has no articles; the nearest week with articles is "),
    ],
)
def test_no_edition(site, week, code, said):
    """The error is one line, and nothing is written."""
    before = files(site / "content")
    result = on(site, week, "--email", site / "mail")
    assert result.exit_code == code
    assert said in result.stderr.splitlines()[-1]
    assert files(site / "content") == before
    assert not (site / "mail").exists()


def test_switched_off(site, week):
    settings = site / "site_config/site.yml"
    settings.write_text(f"{settings.read_text()}extras: {{editions: false}}\n")
    assert "switched off" in on(site, week).stderr
    assert not file_of(site, week).exists()


def test_email(site, week):
    """The edited edition becomes HTML, plain text and a message with both parts."""
    on(site, week)
    file = file_of(site, week)
    file.write_bytes(file.read_bytes() + b"\nOur words of the week.\n")
    result = on(site, week, "--email", site / "mail")
    assert result.exit_code == 0
    name = week.lower()
    assert sorted(files(site / "mail")) == [f"{name}.eml", f"{name}.html", f"{name}.txt"]
    mail = message_from_bytes((site / f"mail/{name}.eml").read_bytes(), policy=policy.default)
    text, html = ((site / f"mail/{name}.{kind}").read_text() for kind in ("txt", "html"))
    assert body(mail, "plain") == text
    assert body(mail, "html") == html
    assert "Our words of the week." in text
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"


def test_email_of_before(site, week):
    """An e-mail of the week that may have been sent or edited is not replaced."""
    on(site, week, "--email", site / "mail")
    again = on(site, week, "--email", site / "mail")
    assert again.exit_code == 0, again.stderr
    file = site / f"mail/{week.lower()}.txt"
    file.write_text("Mine.\n")
    before = files(site)
    refused = on(site, week, "--email", site / "mail")
    assert refused.exit_code == 1
    line = f"Error: {file}: there is another e-mail of this week; delete it, or name another folder"
    assert refused.stderr.splitlines()[-1] == line
    assert files(site) == before


def test_unsubscribe(site, week):
    """The e-mail has the address of the settings; without it, the output warns of a placeholder."""
    settings = site / "site_config/site.yml"
    lines = settings.read_text().splitlines()
    bare = "\n".join(line for line in lines if not line.startswith("unsubscribe:")) + "\n"
    name = f"{week.lower()}.eml"

    def header():
        shutil.rmtree(site / "mail", ignore_errors=True)
        result = on(site, week, "--email", site / "mail")
        raw = (site / "mail" / name).read_bytes()
        return message_from_bytes(raw, policy=policy.default)["List-Unsubscribe"], result.stderr

    settings.write_text(bare)
    address, warning = header()
    assert address == "<https://unsubscribe.invalid/{token}>"
    assert "unsubscribe" in warning
    settings.write_text(f"{bare}unsubscribe: https://lists.example.org/s/{{token}}\n")
    assert header() == ("<https://lists.example.org/s/{token}>", "")


def test_errors_elsewhere(site, week):
    """No edition is drafted while the site has errors."""
    (site / "content/articles/2024-05-09-added.md").write_text("---\ntitle: x: y\n---\n")
    result = on(site, week)
    assert result.exit_code == 1
    assert result.stderr.endswith("nothing was written\n")
    assert not file_of(site, week).exists()
