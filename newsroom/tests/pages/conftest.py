"""Composed sites of the core's tests, for the pages that the newsroom adds."""

from tests.pages.conftest import compose, empty, hostile, hostile_preview, plain, plain_preview

__all__ = ["compose", "empty", "hostile", "hostile_preview", "plain", "plain_preview"]
