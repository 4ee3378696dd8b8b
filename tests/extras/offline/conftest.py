"""A reader's browser, and the sample's site."""

from tests.browser.conftest import origin, site, watch, watch_at

__all__ = ["origin", "site", "watch", "watch_at"]
