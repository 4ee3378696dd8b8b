"""The small site of the editors' tests."""

from tests.edit.conftest import site

__all__ = ["site"]
