"""`digest suggest`: its output, and its handling of arbitrary texts."""

import json
import shutil

import pytest
from click.testing import CliRunner

from generator.cli.main import main
from generator.editing.new_article import BODY, SUMMARY
from tests.corpus import MINIMAL, SAMPLE, write_engine

ARTICLE = """\
---
title: Azerbaijan's security service holds an exercise
date: 2031-04-09
source: {name: Azernews, url: https://example.org/1}
agencies: [az-sss, us-fbi]
themes: [ransomware]
people: []
summary: The State Security Service of Azerbaijan held an anti-terror exercise near Baku.
---

The State Security Service (SSS) trained how to free hostages. The exercise scenario had a terror
cell seize a ferry; officers of the Exampleland Border Office (EBO) watched.
"""


def suggest(*arguments, given=""):
    result = CliRunner().invoke(
        main, ["-f", str(SAMPLE / "mkdocs.yml"), "suggest", *arguments], input=given
    )
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
    return result.exit_code, result.output


@pytest.fixture
def article(tmp_path):
    file = tmp_path / "2031-04-09-exercise.md"
    file.write_text(ARTICLE)
    return str(file)


def test_present_missing_and_unexplained_values(article):
    code, message = suggest(article)
    assert code == 0
    table = [" ".join(line.split()) for line in message.splitlines()]
    assert (
        "= sure az-sss line 8 The State Security Service of Azerbaijan held an anti-terror exercise near Baku."
        in table
    )
    assert "= no reason us-fbi nothing in the text speaks of it" in table
    assert any(line.startswith(("+ sure exercises", "+ offered exercises")) for line in table)
    assert "= no reason ransomware nothing in the text speaks of it" in table
    assert "  agencies: [az-sss, us-fbi]" in message.splitlines()


def test_when_to_use_a_term(tmp_path):
    """A term without a reason in the text comes with the rule for choosing it."""
    shutil.copytree(MINIMAL, tmp_path, dirs_exist_ok=True)
    write_engine(tmp_path)
    rule = "For water where none should be."
    themes = tmp_path / "site_config" / "taxonomies" / "themes.yml"
    themes.write_text(f"floods:\n  name: Floods\n  use: {rule}\n")
    text = "---\nthemes: [floods]\n---\n\nThe port was closed for a day.\n"
    arguments = ["-f", str(tmp_path / "mkdocs.yml"), "suggest", "-"]
    shown = CliRunner().invoke(main, arguments, input=text).output
    assert rule in [line.strip() for line in shown.splitlines()]
    found = json.loads(CliRunner().invoke(main, [*arguments, "--json"], input=text).output)
    assert found["fields"]["themes"][0]["use"] == rule


def test_placeholders_of_new_are_ignored(tmp_path):
    """The placeholders that `digest new` writes suggest no theme."""
    file = tmp_path / "2031-04-09-exercise.md"
    head = "---\ntitle: A title\ndate: 2031-04-09\nthemes: [ransomware]\n"
    file.write_text(f"{head}summary: {SUMMARY}\n---\n\n{BODY}\n")
    code, message = suggest(str(file))
    assert code == 0
    assert "+" not in message
    assert "doubtful" not in message


def test_values_implied_by_an_agency_have_evidence(tmp_path):
    file = tmp_path / "text.txt"
    file.write_text("The Cybersecurity and Infrastructure Security Agency helped two offices.\n")
    _, message = suggest(str(file))
    line = next(line for line in message.splitlines() if " US " in line)
    assert "line 1    The Cyber" in line


def test_json(article):
    code, message = suggest(article, "--json")
    assert code == 0
    data = json.loads(message)
    first = data["fields"]["agencies"][0]
    assert (first["value"], first["outcome"], first["have"]) == ("az-sss", "sure", True)
    assert first["line"] == 8
    assert first["evidence"].startswith("The State Security Service of Azerbaijan")
    assert "agencies: [az-sss, us-fbi]" in data["front_matter"]


def test_names_that_several_terms_have(tmp_path):
    file = tmp_path / "text.txt"
    file.write_text("A guide is out.\n\nThe NCSC has new advice for towns.\n")
    _, message = suggest(str(file))
    assert "names that several terms have" in message
    assert "? listed     NCSC  line 3    The NCSC has new advice for towns." in message
    _, message = suggest(str(file), "--json")
    (name,) = json.loads(message)["ambiguous"]
    assert (name["name"], name["outcome"], name["line"]) == ("NCSC", "listed", 3)
    assert {"gb-ncsc", "nz-ncsc"} <= set(name["candidates"])


@pytest.mark.parametrize(
    "given",
    [
        b"",
        b"\x00\x01\x02" * 5_000,
        b"\xff\xfe\x00",
        b"\xd0\xcf\x11\xe0 old",
        b"a" * (11 * 1024 * 1024),
    ],
    ids=["empty", "binary", "mark", "document", "large"],
)
def test_one_clear_line(given):
    """Input that is not text is refused in one line, or gives no suggestions."""
    code, message = suggest("-", given=given)
    assert len(message.strip().splitlines()) == 1
    assert code == 1 or "nothing" in message


@pytest.mark.parametrize(
    "given",
    [
        "---\n",
        "---\ntitle: [\n---\nText",
        "---\ntitle: {a: b}\nagencies: x\nsource: y\n---\nText.",
        "<html><p>Text.</p></html>",
    ],
)
def test_odd_articles(given):
    """Invalid front matter does not stop suggestions for the text."""
    assert suggest("-", given=given)[0] in (0, 1)


def test_no_such_file():
    code, message = suggest("no-such-file.txt")
    assert code != 0
    assert len(message.strip().splitlines()) == 1
