"""Whatever earlier versions had and this one lacks is answered with one line that says what to use instead."""

import re

import pytest

from generator.cli.main import COMMANDS
from generator.diagnostics.failure import Failure
from generator.extension import Extension
from generator.installed import _checked, extras
from generator.read.tables import table
from tests.check.golden_site import problems_of
from tests.command import digest, refused, succeed
from tests.corpus import FEW, PROJECT, make

GONE = table("generator.read", "gone")
TYPED = {**{name: name for name in GONE["commands"]}, **{words: words for words in GONE["options"]}}


@pytest.fixture
def site(tmp_path):
    return make(tmp_path / "a-site", FEW)


@pytest.mark.parametrize("typed", TYPED)
@pytest.mark.parametrize("rest", [(), ("content",)], ids=["alone", "with-a-path"])
def test_commands_and_options(typed, rest, site):
    """One line answers, and ends the command as wrong usage."""
    result = refused(site, *typed.split(), *rest, code=2)
    instead = {**GONE["commands"], **GONE["options"]}[typed]
    assert result.output == f"Error: 'digest {typed}' has gone: {instead}\n"


def test_value_after_an_equals_sign(site):
    assert (
        "'digest check --format sarif' has gone: "
        in refused(site, "check", "--format=sarif", code=2).output
    )


def test_other_slips(site):
    """Another wrong word has its usual answer."""
    for words in (("check", "--format", "sarfi"), ("build", "--rolback"), ("archiv",)):
        assert "has gone" not in refused(site, *words, code=2).output


@pytest.mark.parametrize("row", GONE["keys"])
def test_keys(row, site):
    """A key of an earlier version is one warning, and the site is built without it."""
    file, _, path = row.partition(" ")
    *above, key = path.split(".")
    text = site.joinpath("site_config", file).read_text()
    line = f"{key}: true\n"
    if above == ["crossings"]:
        pair = '"columns": "themes"'
        assert pair in text
        text = text.replace(pair, f'{pair}, "{key}": 3')
    elif above:
        text += f"{above[0]}:\n  {line}"
    else:
        text += line
    site.joinpath("site_config", file).write_text(text)
    said = problems_of(site).splitlines()
    assert [one for one in said if "[retired-key]" in one] == said[::2]
    assert said[0].endswith(f"'{path}' has been retired: {GONE['keys'][row]} [retired-key]")
    assert said[1].split() == ["help:", "delete", "it"]
    succeed(site, "build")


@pytest.mark.parametrize("part", GONE["parts"])
def test_parts_of_extensions(part):
    own = type("Own", (Extension,), {"package": "own", "core": "0.1", part: True})()
    with pytest.raises(Failure, match=f"own: '{part}' is not a part of an extension; ") as failed:
        _checked(own, "own", "")
    assert str(failed.value).endswith(GONE["parts"][part])


def test_answers_name_what_exists():
    """No answer sends people to a command that went, too; the changelog names each that did."""
    newsroom = {"import", "report"}
    known = {*COMMANDS, *newsroom, *(name for own in extras() for name in own.commands)}
    changelog = (PROJECT / "CHANGELOG.md").read_text()
    for answers in GONE.values():
        for name in re.findall(r"digest ([a-z]+)", "\n".join(answers.values())):
            assert name in known, name
    for words in TYPED:
        assert words not in known
        assert f"`digest {words}" in changelog, words


def test_old_worker(site):
    """While `offline` is in site.yml, the site has a worker that removes the old one, whatever the value."""
    succeed(site, "build")
    assert not (site / "site/worker.js").exists()
    file = site / "site_config/site.yml"
    text = file.read_text()
    for value in ("true", "false", "maybe"):
        file.write_text(f"{text}offline: {value}\n")
        built = digest(site, "build", "--strict")
        assert built.exit_code == 0, built.output
        assert built.output.count("[former-worker]") == 1
        assert "unregister()" in (site / "site/worker.js").read_text()
        succeed(site, "audit")
    file.write_text(text)
    succeed(site, "build")
    assert not (site / "site/worker.js").exists()
