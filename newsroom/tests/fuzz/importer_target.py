"""The importer as a fuzz target: it takes any bytes and raises if a guarantee is broken."""

from generator.check.article_fields import check_article
from generator.diagnostics.diagnostics import Report
from generator.model.settings import LIMITS
from generator.read import document
from generator.system.bounds import within
from newsroom.importer import report_draft
from newsroom.importer.claims import IntakeError
from newsroom.importer.import_run import read_report
from newsroom.importer.receive import Input
from tests.corpus import SAMPLE
from tests.fuzz.targets import context_of

_OWN = context_of(SAMPLE)


def importer(data: bytes) -> None:
    """Any page, feed or text gives drafts without syntax errors, or a one-line message."""
    message = ""
    try:
        reports = [within(lambda: read_report(Input(data, "given"), _OWN), 10.0)]
    except IntakeError as error:
        reports, message = [], str(error)
    assert "\n" not in message, message
    for draft in reports:
        report = Report()
        written = report_draft.as_markdown(draft, _OWN)
        parsed = document.parse(written.encode(), "a.md", LIMITS, report)
        broken = {
            "invalid-yaml",
            "forbidden-character",
            "not-a-mapping",
            "repeated-key",
            "unknown-key",
        }
        assert parsed is not None, [str(problem) for problem in report]
        check_article(parsed, _OWN, report)
        assert not broken & {problem.code for problem in report}, [
            str(problem) for problem in report
        ]
        report_draft.as_json(draft, _OWN)
