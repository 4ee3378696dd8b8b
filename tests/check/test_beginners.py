"""Articles as beginners write them: the place, the message and the help are right, and following it helps."""

import re

import pytest
import yaml

from tests.check.golden_site import lay, problems_of
from tests.check.help_rule import invented
from tests.command import digest
from tests.corpus import PROJECT, write_engine

PATH = "content/articles/2024/2024-05-02-report.md"
CASES = [
    case
    for file in sorted((PROJECT / "tests").rglob("beginners.yml"))
    for case in yaml.safe_load(file.read_text())
]
REGISTRIES = {
    "site_config/taxonomies/agencies.yml": """
aq-moe: {name: Ministry of Examples, acronym: MoE, country: AQ, kind: ministry}
us-cisa: {name: Cybersecurity and Infrastructure Security Agency, acronym: CISA, country: US, kind: ministry}
us-fbi: {name: Federal Bureau of Investigation, acronym: FBI, country: US, kind: ministry, redirect_from: [us-bureau]}
""",
    "site_config/taxonomies/people.yml": """
jane-example: {name: Jane Example}
donald-tusk: {name: Donald Tusk}
""",
    "site_config/sources.yml": """
example-news: {name: Example News, url: https://news.example.org/}
guardian: {name: The Guardian, url: https://www.theguardian.com/}
associated-press: {name: Associated Press, aliases: [AP], url: https://apnews.com/}
""",
}


@pytest.fixture
def root(tmp_path):
    """A site without the article."""
    return write_engine(lay({"files": REGISTRIES}, tmp_path / "site"))


def test_the_site_has_no_problems(root):
    assert problems_of(root) == ""


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"].replace(" ", "-"))
def test_beginner(root, case):
    """The problems are exactly these, no help is made up, and after the remedy there are none."""
    file = root / PATH
    file.write_text(case["article"], newline="")
    assert problems_of(root).replace(f"{PATH}:", "") == case["expect"].rstrip("\n")
    written = f"{PATH}{case['article']}{''.join(REGISTRIES.values())}"
    for help_line in re.findall(r"^ +help: (.*)$", case["expect"], re.MULTILINE):
        assert invented(help_line, written) == [], help_line
    if case["remedy"] == "fix":
        digest(root, "check", "--fix")
    else:
        text = case["article"]
        for wrong, right in case["remedy"].items():
            assert wrong in text
            assert right.strip() == "" or is_said(right, case["expect"] + case["article"])
            text = text.replace(wrong, right)
        file.write_text(text, newline="")
    assert problems_of(root) == ""
    assert file.read_text() != case["article"]


def is_said(right, texts):
    """Whether each word that a remedy writes is in the help or in the article."""
    words = right.replace("\n", " ").split()
    return all(word.strip("\"'[]{},:") in texts for word in words)
