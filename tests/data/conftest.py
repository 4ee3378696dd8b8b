"""Composed pages of the full site."""

from tests.pages.conftest import compose, empty, hostile, plain

__all__ = ["compose", "empty", "hostile", "plain"]
