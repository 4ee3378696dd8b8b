"""The browser of the core's tests, for the pages that the newsroom makes."""

from tests.browser.conftest import origin, site, watch, watch_at

__all__ = ["origin", "site", "watch", "watch_at"]
