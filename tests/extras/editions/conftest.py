"""The full site, in harmless words and with HTML in every field."""

from tests.pages.conftest import hostile, plain

__all__ = ["hostile", "plain"]
