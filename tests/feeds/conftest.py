"""Fixtures shared with the tests of pages."""

from tests.pages.conftest import compose, empty, hostile, plain

__all__ = ["compose", "empty", "hostile", "plain"]
