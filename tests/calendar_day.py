"""Builds and checks on another day."""

import datetime as dt
from types import SimpleNamespace

import pytest

from generator.load import context
from generator.publish import run


def set_today(monkeypatch: pytest.MonkeyPatch, day: dt.date) -> None:
    """Let this process build and check on a day."""
    today = SimpleNamespace(date=SimpleNamespace(today=lambda: day))
    monkeypatch.setattr(context, "dt", today)
    monkeypatch.setattr(run, "dt", today)
