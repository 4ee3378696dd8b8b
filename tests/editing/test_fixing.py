"""`digest check --fix`: what each code can fix, and what is left to people."""

import json
import re
from pathlib import Path

import pytest
import yaml

from generator.diagnostics.codes import content_codes

CASES = yaml.safe_load(Path(__file__).with_name("fixes.yml").read_text())  # fmt: skip


def test_documented():
    """Every fix belongs to a code of the catalogue."""
    assert set(CASES) <= set(content_codes())


@pytest.fixture
def mistaken(site):
    """Each mistake in an article of its own: its path → code, mistake, what is right, and the text."""
    articles = {}
    for code, pairs in CASES.items():
        for wrong, right in pairs:
            key = wrong.partition(":")[0]
            is_required = key in ("title", "themes", "agencies")
            replaced = {key: wrong.partition(":")[2].strip()} if is_required else {}
            front = "" if is_required else f"{wrong}\n"
            path = site.article(f"mistake-{len(articles)}", front, **replaced)
            articles[path] = (code, wrong, right, site.read(path))
    return articles


def test_fix(site, mistaken):
    """A mistake is fixed at its place and listed once, or the file is left unchanged; a second run has nothing to do."""
    said = site.run("check", "--fix").stdout
    for path, (code, wrong, right, before) in mistaken.items():
        listed = re.findall(rf"^{path}:\d+:\d+: fixed: (.*) \[([a-z-]+)\]$", said, re.MULTILINE)
        if right is None:
            assert (site.read(path), listed) == (before, []), wrong
            continue
        assert site.read(path) == before.replace(wrong, right), wrong
        assert code in [fixed for _, fixed in listed], wrong
        assert len(set(listed)) == len(listed), wrong
        changes = [change.partition(" → ") for change, _ in listed]
        assert [change for change, arrow, to in changes if arrow and change == to] == [], wrong
    assert "fixed:" not in site.run("check", "--fix").stdout


def test_fix_as_a_line(site, mistaken):
    """The JSON report has the lines that `--fix` would replace, and applying them gives the same file."""
    problems = json.loads(site.run("check", "--format", "json").stdout)
    for path, (_, wrong, right, before) in mistaken.items():
        assert site.read(path) == before
        if right is None:
            continue
        fixed = {one["line"]: one["fix"] for one in problems if one["path"] == path and one["fix"]}
        lines = before.split("\n")
        for number, fix in fixed.items():
            assert lines[number - 1] == fix["before"]
            lines[number - 1] = fix["after"]
        if wrong.count("\n") == right.count("\n"):
            assert fixed, wrong
        assert "\n".join(lines) == before.replace(wrong, right), wrong


@pytest.mark.parametrize(
    "spoil",
    [
        lambda text: f"\ufeff{text}",
        lambda text: f"\n\n{text}",
        lambda text: text.replace("---\n", "--- \n", 1),
    ],
    ids=["bom", "empty-lines", "spaces"],
)
def test_opening(site, spoil):
    """Problems that prevent reading are fixed first, then the others."""
    path = site.article("two", "countries: [az]\n")
    text = site.read(path)
    site.write(path, spoil(text))
    result = site.run("check", "--fix")
    assert result.exit_code == 0, result.output
    assert site.read(path) == text.replace("[az]", "[AZ]")


def test_last_line(site):
    """A value on the last line of the front matter is fixed like any other."""
    path = site.article("two")
    text = site.read(path)
    head, mark, body = text.partition("\n---\n\n")
    site.write(path, f"{head}\nplaces: Nowhere #1 of all{mark}{body}")
    result = site.run("check", "--fix")
    assert "fixed: text with a # put in quotes [cut-off-value]" in result.stdout, result.output
    assert 'places: "Nowhere #1 of all"\n---\n' in site.read(path)


def test_named_files_only(site):
    """Only the named files are changed; output in other formats stays parsable."""
    body = "Azerbaijan says so.\n"
    one = site.article("one", "countries: [az]\n", body)
    two = site.article("two", "countries: [az]\n", body, title="Nothing else has this name")
    result = site.run("check", "--fix", "--format", "json", site.root / one)
    assert "[AZ]" in site.read(one)
    assert "[az]" in site.read(two)
    assert result.stdout == "[]\n"
    assert "fixed: az → AZ [bad-country]" in result.stderr


def test_old_slug(site):
    """The slug that a term had before is replaced by its present one."""
    agencies = "site_config/taxonomies/agencies.yml"
    site.write(
        agencies, site.read(agencies).replace("aq-ioi:\n", "aq-ioi:\n  redirect_from: [aq-xyz]\n")
    )
    path = site.article("two", agencies="[aq-xyz, aq-moe]  # both")
    result = site.run("check", "--fix")
    assert "fixed: aq-xyz → aq-ioi [unknown-term]" in result.stdout, result.output
    assert "agencies: [aq-ioi, aq-moe]  # both\n" in site.read(path)


LEDGER = "site_config/permalinks.txt"
OWN = "id: tag:old.example.org,2023:two\n"


@pytest.fixture
def with_id(site):
    """A site with a ledger, and the path of an article with the `id` of an earlier version."""
    settings = "site_config/site.yml"
    site.write(settings, f"permalinks: permalinks.txt\n{site.read(settings)}")
    assert site.run("permalinks", "--write").exit_code == 0
    return site, site.article("two", OWN)


def test_identity_before_it_is_recorded(with_id):
    """An `id` that the ledger does not have stays, and one line says what to do first."""
    site, path = with_id
    result = site.run("check", "--fix")
    assert result.exit_code == 0, result.output
    assert OWN in site.read(path)
    assert result.stdout.splitlines() == [
        f"{path}:8:1: warning: 'id' has been retired: the ledger keeps the identity of an article [retired-key]",
        "    help: run `digest permalinks --write`; then `digest check --fix` deletes this line",
        "1 warning does not stop the build",
    ]


def test_recorded_identity(with_id):
    """The ledger takes over an `id`; then the key can go, and feeds keep the identity."""
    site, path = with_id
    assert site.run("permalinks", "--write").exit_code == 0
    assert "articles/2024/05/two/ tag:old.example.org,2023:two " in site.read(LEDGER)
    result = site.run("check", "--fix")
    assert "id: deleted, because the ledger has it [retired-key]" in result.stdout
    assert OWN not in site.read(path)
    assert site.run("build").exit_code == 0
    assert "<id>tag:old.example.org,2023:two</id>" in site.read("site/feed.xml")


def test_identity_of_another_article(with_id):
    """An `id` that the ledger has for another article changes nothing."""
    site, _ = with_id
    known = "tag:digest.example.org,2024-04-30:ministry-invents-a-report"
    site.article("three", f"id: {known}\n", themes="[malware]", body="Quite other words.\n")
    assert site.run("permalinks", "--write").exit_code == 0
    assert site.read(LEDGER).count(known) == 1
    assert "articles/2024/05/three/ tag:digest.example.org,2024-05-02:three" in site.read(LEDGER)
