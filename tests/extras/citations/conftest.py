"""Composed pages of the full site."""

from tests.pages.conftest import hostile

__all__ = ["hostile"]
