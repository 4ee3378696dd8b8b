from __future__ import annotations

import re
import unicodedata

from hypothesis import assume, given, settings

from generator.edit.format import formatted
from generator.edit.source import meaning_of, split
from generator.pipeline import read_context
from generator.report.diagnostics import Report
from tests.conftest import MINIMAL
from tests.edit.written import front_matter

_REMARK = re.compile(r"#remark-\d+-")
CONTEXT = read_context(MINIMAL, Report())
KEYS = {
    "title": {},
    "date": {},
    "source": {"name": {}, "url": {}},
    "events": {"date": {}, "name": {}},
    "id": {},
}


def fmt(front, body="\n\nText.\n"):
    report = Report()
    data = formatted(f"---\n{front}---{body}".encode(), "a.md", KEYS, CONTEXT, report)
    assert data is not None, list(report)
    return data.decode()


class TestProperties:
    @settings(deadline=None, max_examples=9000)
    @given(front_matter())
    def test_any(self, front):
        """Whatever can be read is formatted once and for all; meaning and comments stay."""
        front = unicodedata.normalize("NFC", front)
        wanted = meaning_of(front)
        assume(wanted is not None and "\n---" not in f"\n{front}")
        once = fmt(front)
        source = split(once.encode())
        assert meaning_of(source.front) == wanted
        assert sorted(_REMARK.findall(source.front)) == sorted(_REMARK.findall(front))
        assert once == fmt(source.front)
        assert source.body == "\n\nText.\n"
        assert (
            not re.search(r"[ \t]$", re.sub(r"(?m)^ *#.*$", "", source.front), re.MULTILINE) or '"' in front
        )
