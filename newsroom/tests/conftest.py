"""Sites of the core's tests, for the tests of what editors use."""

from tests.editing.conftest import site
from tests.pages.conftest import compose, empty, hostile, hostile_preview, plain, plain_preview

__all__ = ["compose", "empty", "hostile", "hostile_preview", "plain", "plain_preview", "site"]
