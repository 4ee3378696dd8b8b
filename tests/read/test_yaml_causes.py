"""The cause of a slip of YAML may be above the line on which a parser stops."""

import pytest

from generator.diagnostics.diagnostics import Report
from generator.model.settings import LIMITS
from generator.read.yaml import parse
from generator.read.yaml_slips import HIDES

CASES = {
    "site_name Small\n# a comment\nsite_url: !ENV [URL, '']\n": (0, "there is no colon after 'site_name'"),
    "name = Small\nurl: https://example.org/\n": (0, "there is no colon after 'name'"),
    "title: Small\nsummary words of it\n": (1, "there is no colon after 'summary'"),
    "title: Small\nwords of it\n": (1, "this line has no key; if it continues 'title', it must be indented"),
    'url: "https://example.org/\nlist:\n  - media: "(a: b)"\n': (0, "the quotation mark is not closed"),
    "one:\nname: a\n  kind: b\n": (1, "'name' is not indented as 'kind' below"),
    "one:\n   name: a\n  kind: b\n": (2, "'kind' is indented by 2 spaces, but 'name' above by 3 spaces"),
    "one:\n  name: a\ntwo:\n   name: a\n  kind: b\n": (4, "'kind' is indented by 2 spaces, but 'name' above by 3 spaces"),
    "all:\n  one:\n    in:\n      a: b\n   two:\n    in: c\n": (4, "'two' is indented by 3 spaces, but 'one' above by 2 spaces"),
    "all:\n  one:\n    in:\n      a: b\n     two: c\n": (4, "'two' is indented by 5 spaces, but 'a' above by 6 spaces"),
    "one:\n  a: b\n  - c: d\n": (2, "this line begins with a dash, but line 2 at the same indentation does not"),
    "- a: b\n  c: d\none:\n  a: b\n": (2, "this line has no dash, but line 1 at the same indentation has one"),
}  # fmt: skip


@pytest.mark.parametrize("text", CASES)
def test_cause(text):
    line, message = CASES[text]
    report = Report()
    parse(text, "a.yml", report, LIMITS)
    said = [(one.place.line - 1, one.message.removesuffix(HIDES)) for one in report]
    assert said == [(line, message)]


def test_a_question_mark_between_brackets():
    """The reader with tags, as MkDocs', refuses one that another reader takes for text."""
    report = Report()
    parse("extra_css: [a.css, b.css?v=2]\n", "mkdocs.yml", report, LIMITS, tags={})
    (problem,) = report
    assert problem.message.startswith("a value between brackets that contains '?' needs quotes")
    assert problem.help == 'write extra_css: [a.css, "b.css?v=2"]'
