"""Golden cases of the newsroom's own files; see those of the core."""

from pathlib import Path

import pytest
import yaml

from generator.diagnostics.formats import as_text
from tests.check.golden_site import lay, report_of
from tests.check.test_golden import code_of, said_codes

GOLDEN = sorted(Path(__file__).parent.glob("golden/*.yml"))


@pytest.mark.parametrize("file", GOLDEN, ids=lambda file: file.stem)
def test_golden(file, tmp_path):
    case = yaml.safe_load(file.read_text())
    root = lay(case, tmp_path / "site")
    report = report_of(root, case)
    assert as_text(report).rpartition("\n")[0] == case["expect"].rstrip("\n")
    assert code_of(file) in said_codes(case["expect"])
