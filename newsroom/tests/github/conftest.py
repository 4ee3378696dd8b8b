"""The fake GitHub of the core's tests."""

from tests.github.conftest import github, scripts

__all__ = ["github", "scripts"]
