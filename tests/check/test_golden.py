"""Golden cases: for every code a site with the problem, and the exact output of the check.

A case is a file in a folder `golden/`, named after its code (`code--variant.yml` for further ones). It has
`why`; `files`, which replace those of the minimal site; changes to `make`; the paths that `git`
tracks; the day of the check (`today`); and the output of `digest check`.
"""

import re
import tomllib
from pathlib import Path

import pytest
import yaml

import generator
from generator.diagnostics.codes import content_codes
from tests.check.golden_site import lay, problems_of
from tests.corpus import MINIMAL, PROJECT

GOLDEN = sorted((PROJECT / "tests").rglob("golden/*.yml"))
CODES = sorted(Path(generator.__file__).parent.rglob("codes.toml"))
"""The catalogues of the core and of its extras."""


def code_of(file: Path) -> str:
    return file.stem.partition("--")[0]


def said_codes(text: str) -> set[str]:
    return set(re.findall(r"^\S.*\[([a-z0-9-]+)\]$", text, re.MULTILINE))


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_golden(file, tmp_path):
    """The check reports exactly the expected problems, in the order of their places."""
    case = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert problems_of(lay(case, tmp_path / "site"), case) == case["expect"].rstrip("\n")


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_golden_shows_its_code(file):
    case = yaml.safe_load(file.read_text(encoding="utf-8"))
    assert case["why"].endswith(".")
    assert code_of(file) in said_codes(case["expect"])
    assert said_codes(case["expect"]) <= set(content_codes())


def test_every_code_has_a_golden_case():
    tables = [tomllib.loads(file.read_text(encoding="utf-8")) for file in CODES]
    assert {code_of(file) for file in GOLDEN} == {
        slug for table in tables for slug in table["content"]
    }


def test_the_minimal_site_has_no_problems():
    assert problems_of(MINIMAL) == ""
