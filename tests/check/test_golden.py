"""Golden cases: for every code a site with the problem, and the exact output of the check.

A case is a file in a folder `golden/`, named after its code (`code--variant.yml` for further ones). It has
`why`; `files`, which replace those of the minimal site; changes to `make`; the paths that `git`
tracks; the day of the check (`today`); and the output of `digest check`.
"""

import ast
import re

import pytest
import yaml

from generator.diagnostics.codes import content_codes
from tests.check.golden_site import lay, problems_of
from tests.check.help_rule import invented
from tests.corpus import MINIMAL, PROJECT

GOLDEN = sorted((PROJECT / "tests").rglob("golden/*.yml"))


def code_of(file):
    return file.stem.partition("--")[0]


def said_codes(text):
    return set(re.findall(r"^\S.*\[([a-z0-9-]+)\]$", text, re.MULTILINE))


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_golden(file, tmp_path):
    """The check reports exactly the expected problems, in the order of their places.

    One has the code of the case. Each help line is a command, a name that exists, or a form with placeholders.
    """
    text = file.read_text()
    case = yaml.safe_load(text)
    assert problems_of(lay(case, tmp_path / "site"), case) == case["expect"].rstrip("\n")
    assert case["why"].endswith(".")
    assert code_of(file) in said_codes(case["expect"])
    assert said_codes(case["expect"]) <= set(content_codes())
    written, _, expected = text.partition("\nexpect: ")
    for help_line in re.findall(r"^ +help: (.*)$", expected, re.MULTILINE):
        assert invented(help_line, written) == [], help_line


@pytest.mark.parametrize(
    "made_up",
    [
        "write date: 2031-01-02",
        "write it as in https://other.example.org/9",
        "did you mean 'blackmail'?",
        "write retracted: {date: YYYY-MM-DD, reason: The source withdrew it.}",
        "write agencies: [aq-nowhere]",
    ],
)
def test_rule_of_help(made_up):
    """The rule refuses values that nobody wrote, and accepts those that somebody did."""
    assert invented(made_up, "title: A report\ndate: 2024-05-02")
    assert invented(made_up, made_up) == []


def test_no_help_is_made_up_in_advance():
    """No text in the sources holds a day, or an address or a name from which somebody could copy.

    The golden cases have such values themselves, so they cannot show that help repeats one by chance.
    """
    made_up = re.compile(r"\b20\d\d-\d\d-\d\d\b|example\.(?:org|com)|\bExample [A-Z]|\bJane\b")
    found = []
    for folder in (PROJECT / "generator", PROJECT / "newsroom" / "src"):
        for file in folder.rglob("*.py"):
            tree = ast.parse(file.read_text())
            plain = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
            for node in ast.walk(tree):
                is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
                if is_text and id(node) not in plain and made_up.search(node.value):
                    found.append(f"{file.name}:{node.lineno}: {node.value}")
    assert found == []


def test_every_code_has_a_golden_case():
    ours = {slug for slug, code in content_codes().items() if code.is_ours}
    assert {code_of(file) for file in GOLDEN} == ours


def test_the_minimal_site_has_no_problems():
    assert problems_of(MINIMAL) == ""
