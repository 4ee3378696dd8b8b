"""An empty site, and the full site in harmless words and with HTML in every field."""

from tests.pages.conftest import empty, hostile, plain

__all__ = ["empty", "hostile", "plain"]
