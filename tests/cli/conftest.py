"""Fixtures shared with the tests of editing."""

from tests.editing.conftest import site

__all__ = ["site"]
