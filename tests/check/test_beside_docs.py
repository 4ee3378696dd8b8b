"""Files of documentation at the digest's addresses, and a mkdocs.yml that the digest cannot use."""

import re
from pathlib import Path

import pytest
import yaml

from tests.command import digest
from tests.docs_site import write_docs_case

CASES = yaml.safe_load(Path(__file__).with_name("beside_docs.yml").read_text())


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["says"])
def test_one_line(case, tmp_path):
    """`digest check` reports each mistake once, at its place, with what to type; a build says the same."""
    config = write_docs_case(tmp_path / "site", case, "digest", "")
    result = digest(config, "check")
    reported = [line for line in result.output.splitlines() if re.match(r"\S+:\d+:\d+: ", line)]
    assert len(reported) == 1, result.output
    assert reported[0].replace(": error: ", ": ", 1).startswith(case["says"]), result.output
    assert result.output.count("    help: ") == 1
    assert case.get("help", "") in result.output
    assert result.exit_code == 1
    if case in CASES[::6]:
        assert case["says"] in digest(config, "build").output.replace(": error: ", ": ")
        assert not (tmp_path / "site/site").exists()
