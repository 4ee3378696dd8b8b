"""Small sites are composed by the dozen here."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.templates import keep_compiled


@pytest.fixture(scope="session", autouse=True)
def _compiled_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as monkeypatch:
        keep_compiled(monkeypatch)
        yield
