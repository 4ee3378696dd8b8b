"""The search for dates ends within the importer's limit on processor time."""

from functools import partial

import pytest

from newsroom.importer.import_run import guarded
from newsroom.importer.written_days import find


@pytest.mark.parametrize(
    "piece", ["1 ", "2021 ", "25 to ", "January 1 to ", "1.1.", " ", "October "]
)
def test_long_and_repetitive(piece):
    """The longest text that is read stays within the limit on processor time."""
    assert guarded(partial(find, piece * (200_000 // len(piece)))) is not None
