"""Feeds are tested on the composed sites that pages are tested on."""

from tests.pages.conftest import compose, empty, hostile, plain

__all__ = ["compose", "empty", "hostile", "plain"]
