"""The browser of the core's tests, for the pages that the newsroom makes."""

from tests.browser.conftest import watch_at

__all__ = ["watch_at"]
