"""The inputs of yaml-test-suite: each gives the suite's tree or a problem.

`published/yaml-test-suite.json` has for each input the codes of our problems; `invalid` if the suite
says that it is not YAML; and `value` if the suite gives one document as JSON.
"""

import json
from pathlib import Path

from generator.diagnostics.diagnostics import Report
from generator.model.settings import LIMITS
from generator.read.document import parse as parse_document
from generator.read.yaml import Mapping, Scalar, Sequence, parse
from tests.said import codes

CASES = json.loads((Path(__file__).parent / "published/yaml-test-suite.json").read_text())
KNOWN_DIFFERENCES = {
    "652Z": "libyaml takes the ? of ?foo for the sign of a key",
    "HM87-1": "libyaml takes the ? of ?x for the sign of a key",
    "L24T-1": "libyaml adds no line feed to a last line of spaces",
}
MOST_ACCEPTED = 12
"""Invalid YAML that libyaml accepts, for instance a comment without a space before it."""


def agrees(node, value):
    """Whether a tree equals a JSON value; in trees numbers, Booleans and null are text."""
    if isinstance(node, Mapping):
        items = {key: item for key, (_, item) in node.entries.items()}
        return (
            isinstance(value, dict)
            and items.keys() == value.keys()
            and all(agrees(items[key], value[key]) for key in value)
        )
    if isinstance(node, Sequence):
        return (
            isinstance(value, list)
            and len(node.items) == len(value)
            and all(map(agrees, node.items, value))
        )
    text = node.value if isinstance(node, Scalar) else None
    return text == value if isinstance(value, str) else not isinstance(value, (dict, list))


def test_inputs():
    """Each input gives exactly the recorded problems and the suite's value; in front matter as well.

    As front matter it gives a document or an error at one of its lines.
    """
    for case in CASES:
        name, report = case["id"], Report()
        node = parse(case["yaml"], "a.md", report, LIMITS)
        assert codes(report) == case["codes"], name
        if "value" in case and not case["codes"]:
            assert agrees(node, case["value"]) == (name not in KNOWN_DIFFERENCES), name
        report = Report()
        text = f"---\n{case['yaml']}\n---\n\nText.\n"
        document = parse_document(text.encode("utf-8", "surrogatepass"), "a.md", LIMITS, report)
        assert (document is not None and document.sound) != (report.count("error") > 0), name
        assert all(1 <= problem.place.line <= text.count("\n") for problem in report), name


def test_invalid_yaml_is_refused():
    """All invalid inputs are refused, except those that libyaml accepts."""
    assert len(CASES) == 402
    assert sum(bool(case.get("invalid")) and not case["codes"] for case in CASES) <= MOST_ACCEPTED
