"""Golden cases of the newsroom's own files and codes; see those of the core.

A case may also have the text of the source (`against`).
"""

import tomllib
from pathlib import Path

import pytest
import yaml

import newsroom
from generator.diagnostics.diagnostics import Report
from generator.diagnostics.formats import as_text
from generator.model.settings import LIMITS
from generator.read.document import parse
from newsroom.verify.passages import check_borrowed
from tests.check.golden_site import lay, report_of
from tests.check.test_golden import code_of, said_codes

GOLDEN = sorted(Path(__file__).parent.glob("golden/*.yml"))


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_golden(file, tmp_path):
    case = yaml.safe_load(file.read_text())
    root = lay(case, tmp_path / "site")
    report = report_of(root, case)
    for article in sorted(root.glob("content/articles/*/*.md")):
        document = parse(article.read_bytes(), str(article.relative_to(root)), LIMITS, Report())
        check_borrowed(document, case.get("against", ""), LIMITS, report)
    assert as_text(report).rpartition("\n")[0] == case["expect"].rstrip("\n")
    assert code_of(file) in said_codes(case["expect"])


def test_every_code_has_a_golden_case():
    own = Path(newsroom.__file__).with_name("codes.toml").read_text()
    assert set(tomllib.loads(own)["content"]) <= {code_of(file) for file in GOLDEN}
