"""A few seconds of fuzzing of the importer; `make fuzz` continues without a limit."""

from hypothesis import given
from hypothesis import strategies as st
from tests.fuzz.importer_target import importer

from tests.fuzz.test_fuzz import SLOW, pieces
from tests.fuzz.tokens import MARKDOWN


@SLOW
@given(st.binary(max_size=300))
def test_any_bytes(data):
    importer(data)


@SLOW
@given(pieces(MARKDOWN), st.sampled_from(["", "<html><p>", "<rss><channel><item>", '{"items": [']))
def test_any_import(text, head):
    """Any input to the importer gives valid drafts."""
    importer(f"{head}{text}".encode("utf-8", "replace"))
