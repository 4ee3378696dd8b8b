"""The small site of the editors' tests."""

from tests.editing.conftest import site

__all__ = ["site"]
