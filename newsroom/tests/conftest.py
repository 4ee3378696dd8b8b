"""Sites of the core's tests, for the tests of what editors use."""

from tests.editing.conftest import site
from tests.full_sites import hostile, plain
from tests.pages.conftest import empty
from tests.pages.conftest import plain as plain_pages

__all__ = ["empty", "hostile", "plain", "plain_pages", "site"]
