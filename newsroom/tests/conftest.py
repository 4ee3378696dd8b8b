"""Sites of the core's tests, for the tests of what editors use."""

from tests.editing.conftest import site
from tests.full_sites import hostile, plain

__all__ = ["hostile", "plain", "site"]
