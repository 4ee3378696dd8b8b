"""Composed pages of the full site."""

from tests.pages.conftest import compose, plain

__all__ = ["compose", "plain"]
